import type { Call } from './call.ts';
import { emit, type Occasion } from './events.ts';
import { price } from './price.ts';
import { missing, Refusal } from './refusal.ts';
import type { Schema, Values } from './schema.ts';
import { newBalanceTransaction } from './shapes/balance-transaction.ts';
import type { Charge, PaymentIntent } from './shapes/payment.ts';
import { newRefund, type Refund, type RefundStatus } from './shapes/refund.ts';
import type { World } from './world.ts';

/** What `POST /v1/refunds` takes. */
export const refundParameters = {
  amount: { type: 'integer', min: 1 },
  charge: { type: 'string' },
  metadata: { type: 'metadata' },
  payment_intent: { type: 'string' },
  reason: { type: 'enum', values: ['duplicate', 'fraudulent', 'requested_by_customer'] },
} as const satisfies Schema;

/** `POST /v1/refunds`: all that is left of a charge, or a part of it. */
export function createRefund(values: Values<typeof refundParameters>, { world, occasion }: Call): Refund {
  const charge = chargeNamed(world, values);
  const left = charge.amount - charge.amount_refunded;
  const amount = values.amount ?? left;
  if (charge.status !== 'succeeded') throw new Refusal(`Charge ${charge.id} has not succeeded; there is nothing to refund.`, { executed: true });
  if (charge.disputed) throw new Refusal(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed', executed: true });
  if (left === 0) throw new Refusal(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded', executed: true });
  if (amount > left) {
    throw new Refusal(
      `Refund amount (${price(amount, charge.currency)}) is greater than unrefunded amount on charge (${price(left, charge.currency)})`,
      { param: 'amount', executed: true },
    );
  }
  const usual = charge.payment_method_details.type === 'card' ? 'succeeded' : 'pending';
  const status = world.store.setting<RefundStatus>('refunds begin', usual);
  const refund: Refund = newRefund(charge, { amount, created: occasion.at, metadata: values.metadata ?? {}, reason: values.reason ?? null, status });
  refund.balance_transaction = entryFor(world, refund, -amount, 'refund', occasion);
  world.store.put(refund);
  emit(world, 'refund.created', refund, occasion);
  // Unverified: whether Stripe tells this of the charge while the refund is still pending.
  emit(world, 'charge.refunded', giveBack(world, charge, amount), occasion);
  return refund;
}

const laterStatuses: Record<RefundStatus, RefundStatus[]> = {
  pending: ['canceled', 'failed', 'succeeded'],
  // A bank may send back days later what looked done.
  succeeded: ['failed'],
  canceled: [],
  failed: [],
};

/** What becomes of a refund later. One that fails or is canceled stands no more: the charge has its money again. */
export function changeRefund(world: World, id: string, status: RefundStatus, occasion: Occasion): Refund {
  const refund = world.store.get<Refund>('refund', id);
  if (!refund) throw missing('refund', id);
  if (!laterStatuses[refund.status].includes(status)) throw new Refusal(`A refund that is ${refund.status} does not become ${status}.`);
  const changed: Refund = { ...refund, status };
  if (status !== 'succeeded') {
    const entry = entryFor(world, refund, refund.amount, 'refund_failure', occasion);
    if (status === 'failed') Object.assign(changed, { failure_balance_transaction: entry, failure_reason: 'unknown' });
    giveBack(world, world.store.get<Charge>('charge', refund.charge)!, -refund.amount);
  }
  world.store.put(changed);
  emit(world, 'refund.updated', changed, occasion);
  emit(world, 'charge.refund.updated', changed, occasion);
  if (status === 'failed') emit(world, 'refund.failed', changed, occasion);
  return changed;
}

function entryFor(world: World, refund: Refund, amount: number, type: string, { at }: Occasion): string {
  const entry = newBalanceTransaction({ amount, category: type, created: at, currency: refund.currency, source: refund.id, type });
  world.store.put(entry);
  return entry.id;
}

function giveBack(world: World, charge: Charge, amount: number): Charge {
  const refunded = charge.amount_refunded + amount;
  const next: Charge = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount };
  world.store.put(next);
  return next;
}

/** The charge a caller means, by its own id or by that of its intent. @throws {Refusal} */
export function chargeNamed({ store }: World, { charge, payment_intent: intent }: { charge?: string; payment_intent?: string }): Charge {
  if ((charge === undefined) === (intent === undefined)) {
    throw new Refusal('One of the following params should be provided for this request: payment_intent or charge.', { code: 'parameter_missing' });
  }
  if (charge !== undefined) {
    const found = store.get<Charge>('charge', charge);
    if (!found) throw missing('charge', charge, 'charge');
    return found;
  }
  const found = store.get<PaymentIntent>('payment_intent', intent!);
  if (!found) throw missing('payment_intent', intent!, 'payment_intent');
  const latest = found.latest_charge === null ? undefined : store.get<Charge>('charge', found.latest_charge);
  if (!latest) throw new Refusal(`This PaymentIntent (${found.id}) does not have a successful charge to refund.`, { executed: true });
  return latest;
}
