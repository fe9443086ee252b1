import type { Call } from './call.ts';
import type { Outcome } from './charging.ts';
import { emit, type Occasion } from './events.ts';
import { newId } from './ids.ts';
import { collect, issue } from './invoices.ts';
import { periodsAfter } from './periods.ts';
import { missing } from './refusal.ts';
import { newCustomer } from './shapes/customer.ts';
import type { Invoice } from './shapes/invoice.ts';
import type { Method } from './shapes/payment.ts';
import type { Session, SessionMemory } from './shapes/session.ts';
import { newSubscription, type Period, type Subscription, type SubscriptionMemory } from './shapes/subscription.ts';
import type { World } from './world.ts';

/**
 * Begins what a session in subscription mode was for: a customer, a subscription and its first invoice.
 * A first payment by debit leaves the subscription active while it is under way (unverified: Stripe may call it incomplete).
 */
export function begin(
  world: World,
  session: Session,
  memory: SessionMemory,
  method: Method,
  outcome: Outcome,
  occasion: Occasion,
): { customer: string; invoice: string; subscription: string } {
  const customer = newCustomer(occasion.at, session.currency);
  world.store.put(customer);
  const period = { start: occasion.at, end: periodsAfter(occasion.at, memory.recurring!, 1) };
  const subscription = newSubscription({
    created: occasion.at,
    currency: session.currency,
    customer: customer.id,
    description: memory.payment.description,
    metadata: memory.payment.metadata,
    paymentMethod: newId('payment_method'),
    period,
    prices: memory.items.filter((item) => item.price.recurring),
  });
  world.store.put(subscription);
  emit(world, 'customer.subscription.created', subscription, occasion);

  const lines = memory.items.map(({ amount_total: amount, description, quantity }) => ({ amount, description: `${quantity} × ${description}`, quantity }));
  const invoice = issue(world, customer.id, { lines, period, reason: 'subscription_create', subscription }, occasion);
  collect(world, invoice, method, outcome, occasion);
  const begun: Subscription = { ...subscription, latest_invoice: invoice.id };
  world.store.put(begun, { due: period.end, memory: { renewed: 0, renewals: 'pay' } satisfies SubscriptionMemory });
  return { customer: customer.id, invoice: invoice.id, subscription: begun.id };
}

/** The next period of a subscription begins, and is paid for. */
export function renew(world: World, id: string, occasion: Occasion): void {
  const current = subscriptionById(world, id);
  const memory = world.store.memory<SubscriptionMemory>(id);
  const [item] = current.items.data;
  const renewed = memory.renewed + 1;
  const period = { start: item!.current_period_end, end: periodsAfter(current.billing_cycle_anchor, item!.price.recurring!, renewed + 1) };
  const subscription = inPeriod(current, period);

  const lines = subscription.items.data.map(({ price, quantity }) => ({
    amount: price.unit_amount * quantity,
    description: `${quantity} × ${price.product}`,
    quantity,
  }));
  const invoice = issue(world, subscription.customer, { lines, period, reason: 'subscription_cycle', subscription }, occasion);
  const collected = collect(world, invoice, 'card', memory.renewals === 'pay' ? 'succeeded' : 'failed', occasion);
  const next: Subscription = { ...subscription, latest_invoice: invoice.id, status: collected.status === 'paid' ? 'active' : 'past_due' };
  world.store.put(next, { due: period.end, memory: { ...memory, renewed } satisfies SubscriptionMemory });
  emit(world, 'customer.subscription.updated', next, occasion);
}

function inPeriod(subscription: Subscription, { start, end }: Period): Subscription {
  const data = subscription.items.data.map((item) => ({ ...item, current_period_end: end, current_period_start: start }));
  return { ...subscription, items: { ...subscription.items, data } };
}

/** A first invoice came to nothing after all: the subscription waits for its money. */
export function fallBehind(world: World, { parent }: Invoice, occasion: Occasion): void {
  const late: Subscription = { ...subscriptionById(world, parent!.subscription_details.subscription), status: 'past_due' };
  world.store.put(late);
  emit(world, 'customer.subscription.updated', late, occasion);
}

/** `DELETE /v1/subscriptions/:id`: at once, with nothing paid back. */
export function cancelSubscription(_: unknown, { world, id, occasion }: Call): Subscription {
  const subscription = subscriptionById(world, id);
  if (subscription.status === 'canceled') throw missing('subscription', id);
  const canceled: Subscription = {
    ...subscription,
    canceled_at: occasion.at,
    cancellation_details: { ...subscription.cancellation_details, reason: 'cancellation_requested' },
    ended_at: occasion.at,
    status: 'canceled',
  };
  world.store.put(canceled, { due: null });
  emit(world, 'customer.subscription.deleted', canceled, occasion);
  return canceled;
}

/** The subscription with this id. @throws {Refusal} 404 */
export function subscriptionById(world: World, id: string): Subscription {
  const subscription = world.store.get<Subscription>('subscription', id);
  if (!subscription) throw missing('subscription', id);
  return subscription;
}
