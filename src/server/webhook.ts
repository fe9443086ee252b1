import type { Context } from 'hono';
import { readText } from './guards/body.ts';
import { eventFacts } from './ledger/from-stripe.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { StripeCalls } from './stripe.ts';

/** Stripe's largest events are far below. */
const largestEvent = 1024 * 1024;

/** `POST /webhook`: 200 only after the facts are durable; anything else makes Stripe send the event again. */
export const hearStripe = (stripe: StripeCalls, ledger: Ledger) => async (c: Context) => {
  // The signature covers the bytes as they came.
  const event = await stripe.verifyEvent(await readText(c.req.raw, largestEvent), c.req.header('Stripe-Signature'));
  await ledger.record(eventFacts(event));
  return c.json({ received: true });
};
