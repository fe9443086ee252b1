import * as v from 'valibot';
import { currencyRule, stripeMaximum, stripeMinimum } from '../../shared/currencies.ts';
import { frequencies, type Frequency } from '../../shared/gift.ts';
import { parseDecimal } from '../../shared/money.ts';
import { ConfigError } from './setting.ts';

/** What gifts are for, as the owner set it up. Amounts in minor units of `currency`. */
export interface Campaign {
  id: string;
  /** Stands as the product's name on Stripe's page. */
  name: string;
  currency: string;
  /** What each currency the campaign takes allows; the campaign's own is always among them. */
  limits: ReadonlyMap<string, { min: number; max: number }>;
  /** The amounts `/give` offers in each of them, ascending, within its limits; 0 is the one that costs nothing. */
  amounts: ReadonlyMap<string, readonly number[]>;
  goal: number | null;
  /** Raised elsewhere; counts in the meter. */
  offline: number;
  frequencies: readonly Frequency[];
  /** `donation` is for owners with a charitable purpose (Stripe's `submit_type: donate`). */
  kind: 'support' | 'donation';
  /** Where who gives every month or year may change or stop it: Stripe's customer portal. */
  manageUrl?: string;
}

const currency = v.pipe(
  v.string(),
  v.regex(/^[a-z]{3}$/i, 'must be an ISO 4217 code'),
  v.toUpperCase(),
  v.check((code) => currencyRule(code) !== undefined, ({ input }) => `${input} is not a currency that can be offered`),
);
const decimal = v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, 'must be a decimal string in major units, like "12.50"'));

const campaignSchema = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(250)),
  currency: v.optional(currency, 'USD'),
  currencies: v.optional(v.array(currency), []),
  min: v.optional(decimal, '5'),
  max: v.optional(decimal, '50000'),
  goal: v.optional(decimal),
  offline: v.optional(decimal, '0'),
  frequencies: v.optional(v.pipe(v.array(v.picklist(frequencies)), v.nonEmpty('must name at least one')), [...frequencies]),
  kind: v.optional(v.picklist(['support', 'donation']), 'support'),
  amounts: v.optional(v.pipe(v.array(decimal), v.nonEmpty('must name at least one')), ['0', '100', '2500', '5000']),
  manageUrl: v.optional(v.pipe(v.string(), v.check((text) => URL.parse(text)?.protocol === 'https:', 'must be an https address'))),
});

/** Ids stand in addresses and in Stripe's metadata. */
const campaignId = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Where the owner has set up none. */
export const defaultCampaigns = JSON.stringify({ default: { name: 'Support us', goal: '5000' } });

/** @param lines takes what is wrong with it, by name; a campaign with errors is never used */
function toCampaign(id: string, input: v.InferOutput<typeof campaignSchema>, lines: string[]): Campaign {
  const money = (key: string, text: string, code = input.currency) => {
    const amount = parseDecimal(text, code);
    if (amount === undefined) lines.push(`SUPPORT_CAMPAIGNS: ${id}.${key}: ${text} is not an exact amount of ${code}`);
    return amount ?? 0;
  };
  const limits = new Map(
    [input.currency, ...input.currencies].map((code) => {
      // Stripe's own limits hold even where the owner would take more or less.
      const min = Math.max(money('min', input.min, code), stripeMinimum[code] ?? 1);
      const max = Math.min(money('max', input.max, code), stripeMaximum);
      if (min > max) lines.push(`SUPPORT_CAMPAIGNS: ${id}: no amount of ${code} lies between min and max (Stripe's own limits included)`);
      return [code, { min, max }];
    }),
  );
  const amounts = new Map(
    [...limits].map(([code, { min, max }]) => {
      const exact = new Set(input.amounts.map((text) => money('amounts', text, code)));
      return [code, [...exact].filter((amount) => amount === 0 || (amount >= min && amount <= max)).sort((a, b) => a - b)];
    }),
  );
  const goal = input.goal === undefined ? null : money('goal', input.goal);
  if (/^[0.]+$/.test(input.goal ?? '')) lines.push(`SUPPORT_CAMPAIGNS: ${id}.goal must be above 0; leave it out where there is none`);
  return {
    id,
    name: input.name,
    currency: input.currency,
    limits,
    amounts,
    goal,
    offline: money('offline', input.offline),
    frequencies: input.frequencies,
    kind: input.kind,
    ...(input.manageUrl && { manageUrl: input.manageUrl }),
  };
}

/** What is wrong at one place of a JSON. The value is never shown: it may be a key, pasted into the wrong setting. */
const lineOf = (issue: v.BaseIssue<unknown>): string => {
  const what = issue.kind === 'schema' && issue.type !== 'record' ? `must be ${issue.expected === 'never' ? 'left out: it is not known' : issue.expected}` : issue.message;
  return `SUPPORT_CAMPAIGNS: ${v.getDotPath(issue) ?? 'it'} ${what}`;
};

/** `SUPPORT_CAMPAIGNS`, by id. */
export function readCampaigns(text: string): Map<string, Campaign> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError(['SUPPORT_CAMPAIGNS is not JSON']);
  }
  const parsed = v.safeParse(v.record(v.pipe(v.string(), v.regex(campaignId, 'is no campaign id: use 1 to 64 of a-z, 0-9, - and _')), campaignSchema), json);
  if (!parsed.success) throw new ConfigError(parsed.issues.map(lineOf));
  // Valibot leaves out what would reach an object's prototype.
  const lines = Object.keys(json as object).filter((id) => !Object.hasOwn(parsed.output, id)).map((id) => `SUPPORT_CAMPAIGNS: ${id} cannot be a campaign id`);
  const campaigns = Object.entries(parsed.output).map(([id, input]) => toCampaign(id, input, lines));
  if (campaigns.length === 0) lines.push('SUPPORT_CAMPAIGNS names no campaign');
  if (lines.length > 0) throw new ConfigError(lines);
  return new Map(campaigns.map((campaign) => [campaign.id, campaign]));
}
