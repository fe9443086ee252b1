import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { lacking } from './keys.ts';
import { gift, paidGift, press, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const typesAbout = async (id: string) =>
  (await here.stripe.events.list({ limit: 100 })).data.filter(({ data }) => (data.object as { id: string }).id === id).map(({ type }) => type).toReversed();

test('a refund in parts never gives back more than was paid', async () => {
  const { intent, charge } = await paidGift(here);
  const first = await here.stripe.refunds.create({ payment_intent: intent.id, amount: 3000, metadata: { why: 'mistake' }, reason: 'requested_by_customer' });
  assert.match(first.id, /^re_\w{24}$/);
  assert.deepEqual(lacking(first, 'refund'), []);
  assert.deepEqual([first.status, first.amount, first.metadata], ['succeeded', 3000, { why: 'mistake' }]);
  await here.stripe.refunds.create({ charge: charge.id, amount: 2000 });
  await assert.rejects(here.stripe.refunds.create({ charge: charge.id, amount: 5001 }), /\(\$50\.01\) is greater than unrefunded amount on charge \(\$50\.00\)/);
  const rest = await here.stripe.refunds.create({ payment_intent: intent.id });
  assert.equal(rest.amount, 5000);
  const after = await here.stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
  assert.deepEqual([after.amount_refunded, after.refunded, after.refunds!.data.length], [10_000, true, 3]);
  await assert.rejects(here.stripe.refunds.create({ charge: charge.id }), (error: Stripe.errors.StripeError) => error.code === 'charge_already_refunded');
  const { data } = await here.stripe.refunds.list({ payment_intent: intent.id });
  assert.deepEqual(data.map(({ amount }) => amount), [5000, 2000, 3000]);
  assert.deepEqual(await typesAbout(first.id), ['refund.created']);
  assert.equal((await typesAbout(charge.id)).filter((type) => type === 'charge.refunded').length, 3);
});

test('a refund that fails gives the charge its money again', async () => {
  const { charge } = await paidGift(here);
  await here.control('refunds', { begin: 'pending' });
  const refund = await here.stripe.refunds.create({ charge: charge.id });
  assert.equal(refund.status, 'pending');
  await here.control(`refunds/${refund.id}`, { status: 'failed' });
  await here.control('refunds', { begin: 'succeeded' });
  const failed = await here.stripe.refunds.retrieve(refund.id);
  assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'unknown']);
  assert.deepEqual(await typesAbout(refund.id), ['refund.created', 'refund.updated', 'charge.refund.updated', 'refund.failed']);
  const after = await here.stripe.charges.retrieve(charge.id);
  assert.deepEqual([after.amount_refunded, after.refunded], [0, false]);
  assert.equal((await here.stripe.refunds.create({ charge: charge.id })).amount, 10_000);
  await assert.rejects(here.control(`refunds/${refund.id}`, { status: 'succeeded' }), /failed does not become succeeded/);
});

test('a pending refund can succeed or be canceled, and one that succeeded can still fail', async () => {
  const { charge } = await paidGift(here);
  await here.control('refunds', { begin: 'pending' });
  const [one, two] = [await here.stripe.refunds.create({ charge: charge.id, amount: 100 }), await here.stripe.refunds.create({ charge: charge.id, amount: 200 })];
  await here.control('refunds', { begin: 'succeeded' });
  await here.control(`refunds/${one.id}`, { status: 'succeeded' });
  await here.control(`refunds/${two.id}`, { status: 'canceled' });
  assert.equal((await here.stripe.charges.retrieve(charge.id)).amount_refunded, 100);
  await here.control(`refunds/${one.id}`, { status: 'failed' });
  assert.equal((await here.stripe.charges.retrieve(charge.id)).amount_refunded, 0);
});

test('a refused refund is kept under its key, for it was acted on', async () => {
  const { charge } = await paidGift(here);
  const over = () => here.stripe.refunds.create({ charge: charge.id, amount: 10_001 }, { idempotencyKey: `over ${charge.id}` });
  await assert.rejects(over());
  await assert.rejects(over(), (error: Stripe.errors.StripeError) => error.headers?.['idempotent-replayed'] === 'true');
});

test('a payment under way cannot be refunded', async () => {
  const session = await here.stripe.checkout.sessions.create(gift());
  await press(session, 'debit');
  const { payment_intent: intent } = await here.stripe.checkout.sessions.retrieve(session.id);
  await assert.rejects(here.stripe.refunds.create({ payment_intent: intent as string }), /has not succeeded/);
});

test('a dispute takes its money when it is told to, and gives it back', async () => {
  const { intent, charge } = await paidGift(here);
  const opened = await here.control('disputes', { payment_intent: intent.id }) as unknown as Stripe.Dispute;
  assert.match(opened.id, /^dp_\w{24}$/);
  assert.deepEqual(lacking(opened, 'dispute'), []);
  assert.deepEqual([opened.status, opened.amount, opened.balance_transactions.length], ['needs_response', 10_000, 0]);
  assert.equal((await here.stripe.charges.retrieve(charge.id)).disputed, true);
  await assert.rejects(here.stripe.refunds.create({ charge: charge.id }), (error: Stripe.errors.StripeError) => error.code === 'charge_disputed');
  await assert.rejects(here.control(`disputes/${opened.id}/reinstate`), /holds no money/);

  await here.control(`disputes/${opened.id}/withdraw`);
  await assert.rejects(here.control(`disputes/${opened.id}/withdraw`), /withdrawn already/);
  await here.control(`disputes/${opened.id}/close`, { status: 'won' });
  await here.control(`disputes/${opened.id}/reinstate`);
  const after = await here.stripe.disputes.retrieve(opened.id);
  assert.deepEqual(after.balance_transactions.map(({ amount, reporting_category }) => [amount, reporting_category]), [[-10_000, 'dispute'], [10_000, 'dispute_reversal']]);
  assert.deepEqual(lacking(after.balance_transactions[0], 'balance_transaction'), []);
  assert.equal(after.status, 'won');
  assert.deepEqual(await typesAbout(opened.id), ['charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed', 'charge.dispute.funds_reinstated']);
  assert.deepEqual((await here.stripe.disputes.list({ payment_intent: intent.id })).data.map(({ id }) => id), [opened.id]);
});

test('a dispute can be about a part, and an unknown charge has none', async () => {
  const { charge } = await paidGift(here);
  const opened = await here.control('disputes', { charge: charge.id, amount: 2500, reason: 'product_not_received' }) as unknown as Stripe.Dispute;
  assert.deepEqual([opened.amount, opened.reason], [2500, 'product_not_received']);
  await assert.rejects(here.control('disputes', { charge: 'ch_none' }), /404/);
});
