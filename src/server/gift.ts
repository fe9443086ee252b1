import * as v from 'valibot';
import { currencyRule } from '../shared/currencies.ts';
import { frequencies, type Frequency } from '../shared/gift.ts';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { Campaign } from './config/campaigns.ts';

/** One press of the button after the door: everything known, everything allowed. */
export interface Gift {
  attempt: string;
  campaign: Campaign;
  /** Minor units of `currency`, within the campaign's limits. */
  amount: number;
  currency: string;
  frequency: Frequency;
  /** Where the reader comes after paying, and after canceling too unless `cancelUrl` says otherwise. */
  returnUrl: URL;
  cancelUrl?: URL;
  locale?: string;
  ui: 'hosted' | 'embedded';
  coversFees: boolean;
  /** The answer to a challenge; nothing of it goes to Stripe. */
  challenge?: string;
}

/** A language by its BCP 47 tag. */
export const languageTag = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/, 'must be a BCP 47 tag'));

const checkoutRequest = v.strictObject({
  attempt: v.pipe(v.string(), v.regex(/^[\w.:-]{8,64}$/, 'must be 8 to 64 of A-Z, a-z, 0-9, _ . : -')),
  campaign: v.optional(v.pipe(v.string(), v.maxLength(64)), 'default'),
  amount: v.unknown(),
  currency: v.pipe(v.string(), v.regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code'), v.toUpperCase()),
  frequency: v.picklist(frequencies),
  returnUrl: v.pipe(v.string(), v.maxLength(2000)),
  locale: v.optional(languageTag),
  ui: v.optional(v.picklist(['hosted', 'embedded']), 'hosted'),
  coversFees: v.optional(v.boolean(), false),
  challenge: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048))),
});

function parseBody(body: unknown): v.InferOutput<typeof checkoutRequest> {
  const parsed = v.safeParse(checkoutRequest, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? undefined;
  if (issue.type === 'strict_object' && issue.expected === 'never') throw new Problem('field_unknown', { field, detail: 'Remove this key.' });
  if (issue.input === undefined && field) throw new Problem('field_missing', { field });
  throw new Problem('field_invalid', { field, detail: issue.message });
}

function checkAmount(amount: unknown, currency: string, { min, max }: { min: number; max: number }): number {
  const field = 'amount';
  if (amount === undefined) throw new Problem('field_missing', { field });
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount)) throw new Problem('amount_invalid', { field, detail: 'Send an integer in minor units: 1250 for $12.50.' });
  // The 0 tier never leaves the page: 0 is refused like any other amount below the smallest.
  if (amount < min) throw new Problem('amount_too_small', { field, limit: min });
  if (amount > max) throw new Problem('amount_too_large', { field, limit: max });
  const { step } = currencyRule(currency)!;
  if (amount % step) throw new Problem('amount_step', { field, limit: step, detail: `Send a multiple of ${step}.` });
  return amount;
}

/** The address of a page on one of these origins, or `undefined`. */
export function pageOn(origins: ReadonlySet<string>, address: string): URL | undefined {
  const url = URL.parse(address);
  // A blob: address has the origin of the page that made it.
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password && origins.has(url.origin) ? url : undefined;
}

/** The last time anything is unknown: what it returns nobody checks again. */
export function parseGift(body: unknown, { campaigns, allowedOrigins, stripe }: Config): Gift {
  const { campaign: id, amount, currency, frequency, returnUrl, ...rest } = parseBody(body);
  const campaign = campaigns.get(id);
  if (!campaign) throw new Problem('campaign_unknown', { field: 'campaign' });
  const limits = campaign.limits.get(currency);
  if (!limits) throw new Problem('currency_not_offered', { field: 'currency', detail: `This campaign takes ${[...campaign.limits.keys()].join(', ')}.` });
  if (!campaign.frequencies.includes(frequency)) throw new Problem('frequency_not_offered', { field: 'frequency', detail: `This campaign offers ${campaign.frequencies.join(', ')}.` });
  const url = pageOn(allowedOrigins, returnUrl);
  if (!url) throw new Problem('return_url_not_allowed', { field: 'returnUrl' });
  if (rest.ui === 'embedded' && !stripe.publishableKey) throw new Problem('ui_not_offered', { field: 'ui' });
  return { ...rest, campaign, amount: checkAmount(amount, currency, limits), currency, frequency, returnUrl: url };
}
