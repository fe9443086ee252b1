import { emit, type Occasion } from './events.ts';
import { newId } from './ids.ts';
import { newBalanceTransaction } from './shapes/balance-transaction.ts';
import { newCharge, type Charge, type PaymentIntent } from './shapes/payment.ts';
import type { World } from './world.ts';

/** What becomes of a try to take money: a bank debit is pending for days. */
export type Outcome = 'failed' | 'pending' | 'succeeded';

const intentEvents = {
  failed: 'payment_intent.payment_failed',
  pending: 'payment_intent.processing',
  succeeded: 'payment_intent.succeeded',
} as const;

/** Tries once to take an intent's money. A failed try leaves the intent ready for the next. */
export function charge(world: World, intent: PaymentIntent, outcome: Outcome, occasion: Occasion): PaymentIntent {
  const tried: PaymentIntent = { ...intent, payment_method: newId('payment_method') };
  return conclude(world, tried, newCharge(tried, outcome, occasion.at), outcome, occasion);
}

/** The bank's late answer to an intent that is processing. */
export function settle(world: World, intent: PaymentIntent, outcome: 'failed' | 'succeeded', occasion: Occasion): PaymentIntent {
  const pending = world.store.get<Charge>('charge', intent.latest_charge!)!;
  return conclude(world, intent, pending, outcome, occasion);
}

function conclude(world: World, intent: PaymentIntent, tried: Charge, outcome: Outcome, occasion: Occasion): PaymentIntent {
  const done = chargeAs(world, tried, outcome, occasion);
  const next: PaymentIntent = { ...intent, latest_charge: done.id, ...intentAs(intent, done, outcome) };
  world.store.put(done);
  world.store.put(next);
  emit(world, `charge.${outcome}`, done, occasion);
  emit(world, intentEvents[outcome], next, occasion);
  return next;
}

function chargeAs(world: World, tried: Charge, outcome: Outcome, { at }: Occasion): Charge {
  if (outcome === 'pending') return tried;
  if (outcome === 'failed') {
    const message = tried.payment_method_details.type === 'card' ? 'Your card was declined.' : 'The bank account has insufficient funds.';
    return { ...tried, failure_code: 'card_declined', failure_message: message, paid: false, status: 'failed' };
  }
  const entry = newBalanceTransaction({
    amount: tried.amount,
    category: 'charge',
    created: at,
    currency: tried.currency,
    description: tried.description,
    // Stripe's fee for cards in the United States; what a gift counts is the amount, never this net.
    fee: Math.round(tried.amount * 0.029) + 30,
    source: tried.id,
    type: 'charge',
  });
  world.store.put(entry);
  return { ...tried, balance_transaction: entry.id, paid: true, status: 'succeeded' };
}

function intentAs(intent: PaymentIntent, tried: Charge, outcome: Outcome): Partial<PaymentIntent> {
  if (outcome === 'succeeded') return { amount_received: intent.amount, last_payment_error: null, processing: null, status: 'succeeded' };
  if (outcome === 'pending') return { processing: { type: intent.payment_method_types[0]! }, status: 'processing' };
  return {
    last_payment_error: { charge: tried.id, code: 'card_declined', decline_code: 'generic_decline', message: tried.failure_message, type: 'card_error' },
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  };
}
