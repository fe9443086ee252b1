import { emit, type Occasion } from './events.ts';
import { missing, Refusal } from './refusal.ts';
import { chargeNamed } from './refunds.ts';
import { newBalanceTransaction } from './shapes/balance-transaction.ts';
import { newDispute, type Dispute } from './shapes/dispute.ts';
import type { Charge } from './shapes/payment.ts';
import type { World } from './world.ts';

/** What Stripe keeps for a dispute besides the money itself. A lost gift counts the amount, never this. */
const disputeFee = 1500;

/** The reader's bank asks for a payment back, or for a part of it. No money moves yet. */
export function openDispute(
  world: World,
  wanted: { charge?: string; payment_intent?: string; amount?: number; reason?: string },
  occasion: Occasion,
): Dispute {
  const charge = chargeNamed(world, wanted);
  if (charge.status !== 'succeeded') throw new Refusal(`Charge ${charge.id} has not succeeded: nobody can dispute it.`);
  if (charge.disputed) throw new Refusal(`Charge ${charge.id} is disputed already.`);
  const amount = wanted.amount ?? charge.amount;
  if (amount > charge.amount) throw new Refusal(`A dispute cannot be about more than the charge of ${charge.amount}.`, { param: 'amount' });
  const dispute = newDispute(charge, { amount, created: occasion.at, reason: wanted.reason ?? 'fraudulent' });
  const disputed: Charge = { ...charge, disputed: true };
  world.store.put(disputed);
  world.store.put(dispute);
  emit(world, 'charge.dispute.created', dispute, occasion);
  return dispute;
}

/** The disputed money leaves the account. */
export function withdraw(world: World, id: string, occasion: Occasion): Dispute {
  const dispute = disputeById(world, id);
  if (dispute.balance_transactions.length) throw new Refusal(`The money of dispute ${id} has been withdrawn already.`);
  return moved(world, dispute, { amount: -dispute.amount, fee: disputeFee, category: 'dispute' }, 'charge.dispute.funds_withdrawn', occasion);
}

/** The disputed money comes back. */
export function reinstate(world: World, id: string, occasion: Occasion): Dispute {
  const dispute = disputeById(world, id);
  if (dispute.balance_transactions.length !== 1) throw new Refusal(`Dispute ${id} holds no money that could come back.`);
  return moved(world, dispute, { amount: dispute.amount, fee: 0, category: 'dispute_reversal' }, 'charge.dispute.funds_reinstated', occasion);
}

/** The dispute is decided. Moving the money is a step of its own, before or after. */
export function closeDispute(world: World, id: string, status: 'lost' | 'won', occasion: Occasion): Dispute {
  const dispute = disputeById(world, id);
  if (dispute.status !== 'needs_response') throw new Refusal(`Dispute ${id} is closed already: ${dispute.status}.`);
  const closed: Dispute = { ...dispute, status };
  world.store.put(closed);
  emit(world, 'charge.dispute.closed', closed, occasion);
  return closed;
}

function moved(
  world: World,
  dispute: Dispute,
  movement: { amount: number; fee: number; category: string },
  type: string,
  occasion: Occasion,
): Dispute {
  const entry = newBalanceTransaction({ ...movement, created: occasion.at, currency: dispute.currency, source: dispute.id, type: 'adjustment' });
  world.store.put(entry);
  const next: Dispute = { ...dispute, balance_transactions: [...dispute.balance_transactions, entry] };
  world.store.put(next);
  emit(world, type, next, occasion);
  return next;
}

function disputeById(world: World, id: string): Dispute {
  const dispute = world.store.get<Dispute>('dispute', id);
  if (!dispute) throw missing('dispute', id);
  return dispute;
}
