import { charge, settle, type Outcome } from './charging.ts';
import { emit, type Occasion } from './events.ts';
import { issue, settleInvoice, tie } from './invoices.ts';
import { Refusal } from './refusal.ts';
import { newCustomer } from './shapes/customer.ts';
import type { Invoice } from './shapes/invoice.ts';
import { newPaymentIntent, type Method, type PaymentIntent } from './shapes/payment.ts';
import { readerDetails, type Session, type SessionMemory } from './shapes/session.ts';
import { begin, fallBehind } from './subscriptions.ts';
import type { World } from './world.ts';

/**
 * The reader pays an open session, by card at once or by a bank debit that settles later. The session, its payment
 * and the events with their webhooks are written together or not at all; a session that is no longer open stays as
 * it is, so paying twice pays once.
 * @returns the id of the session's event to wait for, or `undefined` if there was nothing to pay any more
 */
export function pay(world: World, session: Session, by: 'card' | 'debit', occasion: Occasion): string | undefined {
  return world.store.transaction(() => {
    const current = world.store.get<Session>('checkout.session', session.id)!;
    if (current.status !== 'open') return undefined;
    const outcome = by === 'card' ? 'succeeded' : 'pending';
    const made = current.amount_total === 0 ? {} : paymentFor(world, current, methodOf(by, current), outcome, occasion);
    const complete: Session = {
      ...current,
      ...made,
      customer_details: readerDetails(),
      payment_status: current.amount_total === 0 ? 'no_payment_required' : outcome === 'succeeded' ? 'paid' : 'unpaid',
      status: 'complete',
      url: null,
    };
    world.store.put(complete, { due: null });
    return emit(world, 'checkout.session.completed', complete, occasion).id;
  });
}

/**
 * The reader's card is declined: the session stays open, the failed try stays on record. The session names the intent
 * only once it is paid (unverified: Stripe may do so from the first try on).
 */
export function decline(world: World, session: Session, occasion: Occasion): void {
  // A subscription is made only once its first payment went through, so there is nothing to keep of this.
  if (session.mode !== 'payment' || session.amount_total === 0) return;
  world.store.transaction(() => {
    charge(world, intentOf(world, session, 'card', null, occasion), 'failed', occasion);
  });
}

/** The bank's late answer to a session paid by debit. @throws {Refusal} where none is awaited */
export function settleSession(world: World, session: Session, outcome: 'failed' | 'succeeded', occasion: Occasion): Session {
  if (session.status !== 'complete' || session.payment_status !== 'unpaid') {
    throw new Refusal(`Session ${session.id} is ${session.status} and ${session.payment_status}: no bank has yet to answer for it.`);
  }
  const memory = world.store.memory<SessionMemory>(session.id);
  if (memory.settled) throw new Refusal(`The bank has already answered for session ${session.id}: ${memory.settled}.`);
  if (session.invoice) {
    const invoice = settleInvoice(world, world.store.get<Invoice>('invoice', session.invoice)!, outcome, occasion);
    if (outcome === 'failed' && invoice.parent) fallBehind(world, invoice, occasion);
  } else {
    settle(world, world.store.get<PaymentIntent>('payment_intent', session.payment_intent!)!, outcome, occasion);
  }
  const settled: Session = { ...session, payment_status: outcome === 'succeeded' ? 'paid' : 'unpaid' };
  world.store.put(settled, { memory: { ...memory, settled: outcome } satisfies SessionMemory });
  emit(world, `checkout.session.async_payment_${outcome}`, settled, occasion);
  return settled;
}

function methodOf(by: 'card' | 'debit', { currency }: Session): Method {
  if (by === 'card') return 'card';
  return currency === 'eur' ? 'sepa_debit' : 'us_bank_account';
}

/** What a session names once it is paid: an intent, or a subscription with its first invoice. */
function paymentFor(world: World, session: Session, method: Method, outcome: Outcome, occasion: Occasion): Partial<Session> {
  const memory = world.store.memory<SessionMemory>(session.id);
  if (session.mode === 'subscription') return begin(world, session, memory, method, outcome, occasion);

  const invoiced = session.invoice_creation?.enabled ?? false;
  const customer = invoiced || session.customer_creation === 'always' ? newCustomer(occasion.at, session.currency) : null;
  if (customer) world.store.put(customer);
  const intent = charge(world, intentOf(world, session, method, customer?.id ?? null, occasion), outcome, occasion);
  const made = { customer: customer?.id ?? null, payment_intent: intent.id };
  if (!invoiced) return made;

  // An invoice for a single payment has no parent, and is paid by the session's own intent.
  const lines = memory.items.map((item) => ({ amount: item.amount_total, description: item.description, quantity: item.quantity }));
  const period = { start: occasion.at, end: occasion.at };
  const invoice = issue(world, customer!.id, { lines, period, reason: 'manual', subscription: null }, occasion);
  tie(world, invoice, intent, outcome, occasion);
  return { ...made, invoice: invoice.id };
}

/** The session's intent: the one of an earlier, declined try, or a new one. */
function intentOf(world: World, session: Session, method: Method, customer: string | null, occasion: Occasion): PaymentIntent {
  const memory = world.store.memory<SessionMemory>(session.id);
  const earlier = memory.intent === undefined ? undefined : world.store.get<PaymentIntent>('payment_intent', memory.intent);
  if (earlier) return { ...earlier, customer, payment_method_types: [method] };
  const intent = newPaymentIntent({
    amount: session.amount_total,
    created: occasion.at,
    currency: session.currency,
    customer,
    description: memory.payment.description,
    metadata: memory.payment.metadata,
    method,
  });
  world.store.put(intent);
  world.store.put(session, { memory: { ...memory, intent: intent.id } satisfies SessionMemory });
  return intent;
}
