import * as v from 'valibot';
import { currencyRule, stripeMaximum, stripeMinimum } from '../shared/currencies.ts';
import { frequencies, type Frequency } from '../shared/gift.ts';
import { parseDecimal } from '../shared/money.ts';
import type { Budget, Limit } from './guards/counters.ts';
import { parseBudget, parseLimits, smallestBurst } from './guards/figures.ts';

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

export interface Config {
  stripe: { key: string; webhookSecrets: readonly string[]; publishableKey?: string; apiBase?: URL; livemode: boolean };
  /** `file:…` or `postgres://…`; unset: the ledger is kept in memory. */
  databaseUrl?: string;
  /** What a scheduler must show to run `POST /sync`; unset: there is no such address. */
  syncSecret?: string;
  allowedOrigins: ReadonlySet<string>;
  /** Where readers reach this function, with no slash at its end; unset: where their request says. */
  publicUrl?: string;
  campaigns: ReadonlyMap<string, Campaign>;
  /** Attempts of one address. */
  rateLimit: readonly Limit[] | 'off';
  /** What all callers together may make us ask Stripe. */
  stripeBudget: Budget;
  /** Turnstile, asked for under attack, or of everybody. */
  turnstile?: { siteKey: string; secretKey: string; base: URL; always: boolean };
  /** On Node: the header in which the owner's own proxy writes whom it speaks for. */
  trustedIpHeader?: string;
  host: string;
  port: number;
}

/** Settings that stop the start: one line for each, naming the setting and the remedy. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
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

const defaultCampaigns = JSON.stringify({ default: { name: 'Support us', goal: '5000' } });

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

function readCampaigns(text: string): Map<string, Campaign> {
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

/** Nobody on the way can read or change what goes there: encrypted, or it does not leave this machine. */
export const isSafe = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));

function readOrigins(text: string): Set<string> {
  const lines: string[] = [];
  const origins = text.split(',').map((entry, place) => {
    const url = URL.parse(entry.trim());
    if (!url || !isSafe(url) || url.origin !== entry.trim().replace(/\/$/, '') || url.hostname.includes('*'))
      lines.push(`SUPPORT_ALLOWED_ORIGINS: entry ${place + 1} is not an origin like https://www.example.org (exact: no path, no *; http only on this machine)`);
    return url?.origin ?? '';
  });
  if (lines.length > 0) throw new ConfigError(lines);
  return new Set(origins);
}

function readPublicUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !isSafe(url) || url.search || url.hash || url.username || url.password)
    throw new ConfigError(['SUPPORT_PUBLIC_URL is not an address like https://give.example.org or https://www.example.org/support (http only on this machine)']);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function readApiBase(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw new ConfigError(['STRIPE_API_BASE is not an address like http://127.0.0.1:4242 (the SDK takes no path)']);
  return url;
}

/** Also for `dev`, which reads no other setting of the function's. */
export function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new ConfigError(['PORT is not a port (0 to 65535)']);
  return Number(text);
}

function readRateLimit(text: string): readonly Limit[] | 'off' {
  const limits = text === 'off' ? text : parseLimits(text);
  if (!limits) throw new ConfigError(['SUPPORT_RATE_LIMIT is not written like 5/10m,20/h (units s, m, h, d), or off']);
  return limits;
}

function readBudget(text: string): Budget {
  const budget = parseBudget(text);
  if (!budget || budget.burst < smallestBurst) throw new ConfigError([`SUPPORT_STRIPE_BUDGET is not written like 5/s,20 (the burst at least ${smallestBurst})`]);
  return budget;
}

/** Stripe signs with two secrets while one is rolled. */
function readWebhookSecrets(text: string): readonly string[] {
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.length > 2 || !secrets.every((secret) => /^whsec_[^\s,]+$/.test(secret)))
    throw new ConfigError(['STRIPE_WEBHOOK_SECRET is not a signing secret (whsec_…), or two of them with a comma between while one is rolled']);
  return secrets;
}

function readChallenge(text: string): boolean {
  if (text !== 'always' && text !== 'under-attack') throw new ConfigError(['SUPPORT_CHALLENGE must be under-attack or always']);
  return text === 'always';
}

function readTurnstileBase(text: string): URL {
  const url = URL.parse(text);
  if (!url || !isSafe(url) || url.pathname !== '/' || url.search || url.username)
    throw new ConfigError(['SUPPORT_TURNSTILE_BASE is not an address like https://challenges.cloudflare.com (http only on this machine)']);
  return url;
}

/** Cloudflare's keys for tests pass, or refuse, everybody (developers.cloudflare.com/turnstile/troubleshooting/testing). */
const isDummy = (key: string): boolean => /^[123]x0{16}/.test(key);

const pattern = (name: string, shape: RegExp, remedy: string) => (text: string) => {
  if (!shape.test(text)) throw new ConfigError([`${name} ${remedy}`]);
  return text;
};

/**
 * Reads the settings; the only place that knows their names.
 * @throws ConfigError naming every setting that is missing, blank or unusable, all at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const lines: string[] = [];
  function read<T>(name: string, parse: (text: string) => T, remedy?: string): T | undefined {
    const text = env[name]?.trim();
    if (text === undefined && remedy === undefined) return undefined;
    if (!text) {
      lines.push(text === undefined ? `${name} is missing: ${remedy}` : `${name} is blank: ${remedy ?? 'give it a value or remove it'}`);
      return undefined;
    }
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      lines.push(...error.lines);
      return undefined;
    }
  }

  const key = read('STRIPE_SECRET_KEY', pattern('STRIPE_SECRET_KEY', /^(sk|rk)_(test|live)_\w+$/, 'is not a secret or restricted key (sk_… or rk_…)'),
    'the restricted key (rk_…) of your Stripe account, from dashboard.stripe.com/apikeys');
  const webhookSecrets = read('STRIPE_WEBHOOK_SECRET', readWebhookSecrets,
    'the signing secret (whsec_…) of your webhook endpoint; without it anybody could write into the ledger');
  const allowedOrigins = read('SUPPORT_ALLOWED_ORIGINS', readOrigins, 'the origins of the pages that carry the widget, like https://www.example.org');
  const publicUrl = read('SUPPORT_PUBLIC_URL', readPublicUrl);
  const publishableKey = read('STRIPE_PUBLISHABLE_KEY', pattern('STRIPE_PUBLISHABLE_KEY', /^pk_(test|live)_\w+$/, 'is not a publishable key (pk_…)'));
  const apiBase = read('STRIPE_API_BASE', readApiBase);
  const databaseUrl = read('DATABASE_URL', pattern('DATABASE_URL', /^(file:.+|postgres(ql)?:\/\/.+)/, 'must be file:PATH (SQLite) or postgres://USER:PASSWORD@HOST/NAME'));
  const syncSecret = read('SUPPORT_SYNC_SECRET', pattern('SUPPORT_SYNC_SECRET', /^\S{16,}$/, 'must be at least 16 characters, none of them a space'));
  const campaigns = read('SUPPORT_CAMPAIGNS', readCampaigns) ?? readCampaigns(defaultCampaigns);
  const rateLimit = read('SUPPORT_RATE_LIMIT', readRateLimit) ?? parseLimits('5/10m,20/h')!;
  const stripeBudget = read('SUPPORT_STRIPE_BUDGET', readBudget) ?? parseBudget('5/s,20')!;
  const trustedIpHeader = read('SUPPORT_TRUSTED_IP_HEADER', pattern('SUPPORT_TRUSTED_IP_HEADER', /^[\w-]{1,64}$/, "is not a header's name, like X-Real-IP"));
  const siteKey = read('SUPPORT_TURNSTILE_SITE_KEY', pattern('SUPPORT_TURNSTILE_SITE_KEY', /^[\w-]{8,128}$/, 'is not a site key of Turnstile (0x…)'));
  const secretKey = read('SUPPORT_TURNSTILE_SECRET_KEY', pattern('SUPPORT_TURNSTILE_SECRET_KEY', /^[\w-]{8,128}$/, 'is not a secret key of Turnstile (0x…)'));
  const always = read('SUPPORT_CHALLENGE', readChallenge);
  const base = read('SUPPORT_TURNSTILE_BASE', readTurnstileBase) ?? new URL('https://challenges.cloudflare.com');
  const host = read('HOST', (text) => text) ?? '127.0.0.1';
  const port = read('PORT', readPort) ?? 4242;

  const livemode = /^.._live_/.test(key ?? '');
  if (key && publishableKey && livemode !== publishableKey.startsWith('pk_live_'))
    lines.push('STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY are of different modes: one is live, the other test');
  if (livemode && apiBase && !isSafe(apiBase)) lines.push('STRIPE_API_BASE must be https with a live key (http only on this machine)');
  if (!siteKey !== !secretKey) lines.push('SUPPORT_TURNSTILE_SITE_KEY and SUPPORT_TURNSTILE_SECRET_KEY belong together: set both, or none');
  if (always !== undefined && !siteKey) lines.push('SUPPORT_CHALLENGE needs SUPPORT_TURNSTILE_SITE_KEY and SUPPORT_TURNSTILE_SECRET_KEY');
  if (livemode && (isDummy(siteKey ?? '') || isDummy(secretKey ?? ''))) lines.push("SUPPORT_TURNSTILE_SITE_KEY and SUPPORT_TURNSTILE_SECRET_KEY are Cloudflare's keys for tests, which stop nobody: a live key of Stripe's needs real ones");
  const turnstile = siteKey && secretKey ? { siteKey, secretKey, base, always: always ?? false } : undefined;
  if (lines.length || !key || !webhookSecrets || !allowedOrigins) throw new ConfigError(lines);
  return {
    stripe: { key, webhookSecrets, publishableKey, apiBase, livemode },
    databaseUrl, syncSecret, allowedOrigins, publicUrl, campaigns, rateLimit, stripeBudget, turnstile, trustedIpHeader, host, port,
  };
}
