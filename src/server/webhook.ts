import type { Context } from 'hono';
import { Problem } from '../shared/problem.ts';
import type { Log } from './app.ts';
import { readText } from './guards/body.ts';
import type { Fact } from './ledger/facts.ts';
import { eventFacts, invoicePaymentFacts } from './ledger/from-stripe.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { StripeCalls } from './stripe.ts';

/** Stripe's largest events are far below. */
const largestEvent = 1024 * 1024;

/**
 * A refund or dispute of a recurring gift names only its payment, and carries no metadata: where no gift is known
 * for it, Stripe is asked which invoice it paid. What it paid may also be the owner's shop's; then it waits for ever.
 */
async function tieReversals(facts: readonly Fact[], stripe: StripeCalls, ledger: Ledger, log: Log): Promise<void> {
  const payments = facts.flatMap((fact) => (fact.kind === 'refund' || fact.kind === 'dispute' ? [fact.payment] : []));
  for (const payment of await ledger.withoutGift(payments)) {
    try {
      await ledger.record((await stripe.invoicePaymentsOf(payment)).flatMap(invoicePaymentFacts));
    } catch (error) {
      // Out of reach is worth another delivery; a refusal would be the same next time.
      if (!(error instanceof Problem) || error.code !== 'stripe_refused') throw error;
      log(`${payment} may belong to a recurring gift, but Stripe refused to say: give the key the permission to read invoices, then run sync`);
    }
  }
}

/** `POST /webhook`: 200 only after the facts are durable; anything else makes Stripe send the event again. */
export const hearStripe = (stripe: StripeCalls, ledger: Ledger, log: Log) => async (c: Context) => {
  // The signature covers the bytes as they came.
  const event = await stripe.verifyEvent(await readText(c.req.raw, largestEvent), c.req.header('Stripe-Signature'));
  const facts = eventFacts(event);
  await ledger.record(facts);
  await tieReversals(facts, stripe, ledger, log);
  return c.json({ received: true });
};
