// What happens at Stripe, step by step: each step changes objects and tells of it in events.
import type Stripe from 'stripe';
import type { Giving } from './history.ts';
import {
  chargeShape, disputeShape, eventShape, intentShape, invoicePaymentShape, invoiceShape, refundShape, sessionShape, type Shape,
} from './shapes.ts';

export interface Step {
  at: number;
  changes: Shape[];
  events: Stripe.Event[];
}

type Told = [type: string, object: Shape];

/** The steps of one giving, in no order. */
function stepsOf(giving: Giving): Step[] {
  const steps: Step[] = [];
  let told = 0;
  const step = (at: number, changes: Shape[], events: Told[] = []) =>
    void steps.push({ at, changes, events: events.map(([type, object]) => eventShape(`evt_${giving.name}n${told++}`, type, object, at)) });

  const { frequency, payments, hesitation, invoiced } = giving;
  const once = frequency === 'once';
  const [first] = payments;
  if (!first) return [];

  /** Money that came by an invoice ties its intent to it; `invoice.payment_succeeded` says the same once more. */
  function invoicePaid(number: number): { changes: Shape[]; events: Told[] } {
    const invoice = invoiceShape(giving, number, true);
    const payment = invoicePaymentShape(giving, number, true);
    return { changes: [invoice, payment], events: [['invoice_payment.paid', payment], ['invoice.paid', invoice], ['invoice.payment_succeeded', invoice]] };
  }
  const received = (number: number): Told[] => [['charge.succeeded', chargeShape(giving, number)], ['payment_intent.succeeded', intentShape(giving, number, 'succeeded')]];

  step(first.at, [sessionShape(giving, { status: 'open', paid: false })]);
  const completed = first.at + hesitation;
  const now = first.settledAt === completed;
  const byInvoice = !once || invoiced;
  if (first.method === 'card' && first.outcome === 'failed') {
    // The card was declined and the reader went away.
    const expired = sessionShape(giving, { status: 'expired', paid: false });
    step(first.at + 31 * 60, [expired], [['checkout.session.expired', expired]]);
  } else {
    const paid = now && first.outcome === 'paid';
    const session = sessionShape(giving, { status: 'complete', paid });
    const open = byInvoice && !paid ? [invoiceShape(giving, 0, false), invoicePaymentShape(giving, 0, false)] : [];
    const money = paid && byInvoice ? invoicePaid(0) : { changes: open, events: [] };
    step(completed, [session, ...money.changes], [
      ...(once ? [] : ([['invoice.created', invoiceShape(giving, 0, false)]] as Told[])),
      ...(paid && first.amount > 0 ? received(0) : []),
      ...money.events,
      ['checkout.session.completed', session],
    ]);
  }
  if (first.method === 'debit' && first.outcome === 'paid') {
    const session = sessionShape(giving, { status: 'complete', paid: true });
    const money = byInvoice ? invoicePaid(0) : { changes: [], events: [] };
    step(first.settledAt, [session, ...money.changes], [...received(0), ...money.events, ['checkout.session.async_payment_succeeded', session]]);
  }
  if (first.method === 'debit' && first.outcome === 'failed') {
    const session = sessionShape(giving, { status: 'complete', paid: false });
    step(first.settledAt, [session], [
      ['payment_intent.payment_failed', intentShape(giving, 0, 'requires_payment_method')],
      ['checkout.session.async_payment_failed', session],
    ]);
  }

  for (const [number, { at, settledAt, outcome }] of payments.entries()) {
    if (number === 0) continue;
    const open = invoiceShape(giving, number, false);
    step(at, [open, invoicePaymentShape(giving, number, false)], [['invoice.created', open], ['invoice.finalized', open]]);
    if (outcome === 'paid') {
      const { changes, events } = invoicePaid(number);
      step(settledAt, changes, [...received(number), ...events]);
    } else {
      step(settledAt, [], [['invoice.payment_failed', open]]);
    }
  }

  for (const [number, payment] of payments.entries()) {
    let refunded = 0;
    for (const [place, { amount, at, begins, ends, endsAt }] of payment.refunds.entries()) {
      const begun = refundShape(giving, number, place, begins);
      const told = (amount_refunded: number): Told => ['charge.refunded', chargeShape(giving, number, { amount_refunded })];
      step(at, [begun], [['refund.created', begun], told((refunded += amount)), ...(place % 2 ? ([['refund.updated', begun]] as Told[]) : [])]);
      if (ends === begins) continue;
      const ended = refundShape(giving, number, place, ends);
      const types = ['refund.updated', 'charge.refund.updated', ...(ends === 'failed' ? ['refund.failed'] : [])];
      step(endsAt, [ended], types.map((type): Told => [type, ended]));
    }
    if (payment.dispute) {
      const { at, outcome, withdrawnAt, endsAt } = payment.dispute;
      const dispute = (status: string, moves: 0 | 1 | 2) => disputeShape(giving, number, status, moves);
      const opened = dispute(outcome === 'opened' ? 'warning_needs_response' : 'needs_response', 0);
      step(at, [opened], [['charge.dispute.created', opened]]);
      if (outcome === 'opened') step(endsAt, [dispute('warning_closed', 0)], [['charge.dispute.closed', dispute('warning_closed', 0)]]);
      else step(withdrawnAt, [dispute('needs_response', 1)], [['charge.dispute.updated', dispute('needs_response', 1)], ['charge.dispute.funds_withdrawn', dispute('needs_response', 1)]]);
      if (outcome === 'reinstated') step(endsAt, [dispute('won', 2)], [['charge.dispute.funds_reinstated', dispute('won', 2)], ['charge.dispute.closed', dispute('won', 2)]]);
      if (outcome === 'lost') step(endsAt, [dispute('lost', 1)], [['charge.dispute.closed', dispute('lost', 1)]]);
    }
  }
  return steps;
}

/** The steps of a history in the order of time; of what happens in one second, in the order of the givings. */
export const allSteps = (givings: readonly Giving[]): Step[] => givings.flatMap(stepsOf).toSorted((a, b) => a.at - b.at);
