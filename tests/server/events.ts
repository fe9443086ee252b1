// Events as Stripe posts them, signed as Stripe signs them: the objects are as much of Stripe's as our side reads.
import Stripe from 'stripe';
import { webhookSecret, type Stand } from './stand.ts';

export interface Told {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  livemode: boolean;
  type: string;
  data: { object: Record<string, unknown> };
}

let made = 0;
/** An id of its own for everything, as Stripe's. */
export const newId = (prefix: string) => `${prefix}_${String(++made).padStart(6, '0')}`;

export const tell = (type: string, object: Record<string, unknown>): Told => ({
  id: newId('evt'),
  object: 'event',
  api_version: Stripe.API_VERSION,
  created: Math.floor(Date.now() / 1000),
  livemode: false,
  type,
  data: { object },
});

const metadata = (campaign = 'default', frequency = 'once') => ({ campaign, frequency, attempt: 'attempt-told' });

/** A session that was paid; `change` makes it another. */
export const paidSession = (change: Record<string, unknown> = {}) => ({
  id: newId('cs_test'),
  object: 'checkout.session',
  mode: 'payment',
  status: 'complete',
  payment_status: 'paid',
  payment_intent: newId('pi'),
  amount_total: 1250,
  currency: 'usd',
  livemode: false,
  metadata: metadata(),
  customer_details: { email: 'reader@example.org', name: 'A Reader' },
  ...change,
});

/** The paid invoice of one month of a gift. */
export const paidInvoice = (change: Record<string, unknown> = {}) => ({
  id: newId('in'),
  object: 'invoice',
  status: 'paid',
  amount_paid: 500,
  currency: 'usd',
  livemode: false,
  metadata: {},
  parent: { type: 'subscription_details', quote_details: null, subscription_details: { subscription: newId('sub'), metadata: metadata('default', 'month') } },
  ...change,
});

export const refund = (payment: unknown, change: Record<string, unknown> = {}) => ({
  id: newId('re'), object: 'refund', amount: 250, currency: 'usd', payment_intent: payment, status: 'succeeded', ...change,
});

export const dispute = (payment: unknown, change: Record<string, unknown> = {}) => ({
  id: newId('dp'), object: 'dispute', amount: 1250, currency: 'usd', payment_intent: payment, status: 'needs_response', balance_transactions: [], ...change,
});

export const signature = (payload: string, { secret = webhookSecret, timestamp }: { secret?: string; timestamp?: number } = {}): Promise<string> =>
  Stripe.webhooks.generateTestHeaderStringAsync({ payload, secret, ...(timestamp !== undefined && { timestamp }) });

/** The request Stripe makes of it. */
export async function signed(event: Told | string, options?: Parameters<typeof signature>[1]): Promise<RequestInit> {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return { method: 'POST', headers: { 'Content-Type': 'application/json', 'Stripe-Signature': await signature(body, options) }, body };
}

/** @returns the status it was answered with */
export const deliver = async ({ send }: Pick<Stand, 'send'>, event: Told): Promise<number> => (await send('/webhook', await signed(event))).status;

/** What the meter says then: the sum, and of how many gifts. */
export async function raised({ meter }: Pick<Stand, 'meter'>, campaign?: string): Promise<[raised: number, gifts: number]> {
  const answer = await meter(campaign);
  return [answer.raised, answer.gifts];
}
