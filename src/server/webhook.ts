import type { Context } from 'hono';
import { Problem } from '../shared/problem.ts';
import type { Log } from './log.ts';
import { readText } from './guards/body.ts';
import type { Fact } from './ledger/facts.ts';
import { eventFacts, invoicePaymentFacts } from './ledger/from-stripe.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { StripeCalls } from './stripe.ts';

/** Stripe's largest events are far below. */
const largestEvent = 1024 * 1024;

/** After Stripe could not say what a payment was for, nobody asks again for this long. */
const restMs = 10_000;

/**
 * A refund or dispute of a recurring gift names only its payment, and carries no metadata. Usually `invoice_payment.paid`
 * has said before which invoice that payment was for; where it was lost, Stripe is asked. The fact itself is written
 * by then and waits: where Stripe does not answer, the next sync ties it.
 */
function tieReversals(stripe: StripeCalls, ledger: Ledger, log: Log): (facts: readonly Fact[]) => Promise<void> {
  let restUntil = 0;
  return async (facts) => {
    const payments = facts.flatMap((fact) => (fact.kind === 'refund' || fact.kind === 'dispute' ? [fact.payment] : []));
    for (const payment of await ledger.withoutGift(payments)) {
      if (Date.now() < restUntil) return;
      try {
        await ledger.record((await stripe.invoicePaymentsOf(payment)).flatMap(invoicePaymentFacts));
      } catch (error) {
        if (error instanceof Problem && error.code === 'ledger_unavailable') throw error;
        restUntil = Date.now() + restMs;
        log(`What ${payment} paid for is not known, and Stripe did not say (may the key read invoices?): until the next sync its refund or dispute is not counted`);
      }
    }
  };
}

/** `POST /webhook`: 200 only after the facts are durable; anything else makes Stripe send the event again. */
export function hearStripe(stripe: StripeCalls, ledger: Ledger, log: Log) {
  const tie = tieReversals(stripe, ledger, log);
  return async (c: Context) => {
    // The signature covers the bytes as they came.
    const event = await stripe.verifyEvent(await readText(c.req.raw, largestEvent), c.req.header('Stripe-Signature'));
    const facts = eventFacts(event);
    await ledger.record(facts);
    await tie(facts);
    return c.json({ received: true });
  };
}
