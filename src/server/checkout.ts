import type { Context } from 'hono';
import * as v from 'valibot';
import { currencyRule } from '../shared/currencies.ts';
import { frequencies, type CheckoutStatus, type Frequency } from '../shared/gift.ts';
import { Problem } from '../shared/problem.ts';
import type { Log } from './log.ts';
import type { Campaign, Config } from './config.ts';
import { readJson } from './guards/body.ts';
import type { Ledger } from './ledger/ledger.ts';
import { giftMetadata, sessionFacts } from './ledger/from-stripe.ts';
import type { Session, StripeCalls } from './stripe.ts';

/** One press of the button after the door: everything known, everything allowed. */
export interface Gift {
  attempt: string;
  campaign: Campaign;
  /** Minor units of `currency`, within the campaign's limits. */
  amount: number;
  currency: string;
  frequency: Frequency;
  returnUrl: URL;
  locale?: string;
  ui: 'hosted' | 'embedded';
  coversFees: boolean;
}

const checkoutRequest = v.strictObject({
  attempt: v.pipe(v.string(), v.regex(/^[\w.:-]{8,64}$/, 'must be 8 to 64 of A-Z, a-z, 0-9, _ . : -')),
  campaign: v.optional(v.pipe(v.string(), v.maxLength(64)), 'default'),
  amount: v.unknown(),
  currency: v.pipe(v.string(), v.regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code'), v.toUpperCase()),
  frequency: v.picklist(frequencies),
  returnUrl: v.pipe(v.string(), v.maxLength(2000)),
  locale: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/, 'must be a BCP 47 tag'))),
  ui: v.optional(v.picklist(['hosted', 'embedded']), 'hosted'),
  coversFees: v.optional(v.boolean(), false),
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

/** The last time anything is unknown: what it returns nobody checks again. */
export function parseGift(body: unknown, { campaigns, allowedOrigins, stripe }: Config): Gift {
  const { campaign: id, amount, currency, frequency, returnUrl, ...rest } = parseBody(body);
  const campaign = campaigns.get(id);
  if (!campaign) throw new Problem('campaign_unknown', { field: 'campaign' });
  const limits = campaign.limits.get(currency);
  if (!limits) throw new Problem('currency_not_offered', { field: 'currency', detail: `This campaign takes ${[...campaign.limits.keys()].join(', ')}.` });
  if (!campaign.frequencies.includes(frequency)) throw new Problem('frequency_not_offered', { field: 'frequency', detail: `This campaign offers ${campaign.frequencies.join(', ')}.` });
  const url = URL.parse(returnUrl);
  // A blob: address has the origin of the page that made it.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !allowedOrigins.has(url.origin)) throw new Problem('return_url_not_allowed', { field: 'returnUrl' });
  if (rest.ui === 'embedded' && !stripe.publishableKey) throw new Problem('ui_not_offered', { field: 'ui' });
  return { ...rest, campaign, amount: checkAmount(amount, currency, limits), currency, frequency, returnUrl: url };
}

/** `POST /checkout`: opens a Checkout Session for one gift. */
export const openCheckout = (config: Config, stripe: StripeCalls, ledger: Ledger) => async (c: Context) => {
  const gift = parseGift(await readJson(c.req.raw), config);
  // Computed once and kept: a retry with another time would be another request to Stripe's idempotency.
  const expiresAt = await ledger.expiryOf(gift.attempt);
  return c.json(await stripe.openSession(gift, expiresAt), 201);
};

function statusOf({ status, payment_status }: Session): CheckoutStatus['status'] {
  if (status === 'expired') return 'expired';
  if (status !== 'complete') return 'open';
  // A bank debit completes the session days before the money comes.
  return payment_status === 'unpaid' ? 'processing' : 'paid';
}

/** `GET /checkout/{session}`: how the gift stands. What Stripe says is recorded too, so the first gift needs no webhook. */
export const readCheckout = (stripe: StripeCalls, ledger: Ledger, log: Log) => async (c: Context) => {
  const id = c.req.param('session') ?? '';
  if (!/^cs_\w{1,200}$/.test(id)) throw new Problem('session_unknown');
  const session = await stripe.readSession(id);
  const gift = giftMetadata(session.metadata);
  // The account may run a shop too: its sessions are none of our callers' business.
  if (!gift) throw new Problem('session_unknown');
  try {
    await ledger.record(sessionFacts(session));
  } catch (error) {
    // Who has paid is thanked all the same; the webhook brings the fact again, and is told the truth.
    log(`${id} could not be recorded: ${(error as Error).message}`);
  }
  const answer: CheckoutStatus = {
    status: statusOf(session),
    amount: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    frequency: gift.frequency,
  };
  c.header('Cache-Control', 'no-store');
  return c.json(answer);
};
