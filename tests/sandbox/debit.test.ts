import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { gift, monthlyGift, press, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const debited = async (params: Stripe.Checkout.SessionCreateParams) => {
  const session = await here.stripe.checkout.sessions.create(params);
  assert.equal((await press(session, 'debit')).status, 303);
  return here.stripe.checkout.sessions.retrieve(session.id);
};
const typesAbout = async (id: string) =>
  (await here.stripe.events.list({ limit: 100 })).data.filter(({ data }) => (data.object as { id: string }).id === id).map(({ type }) => type).toReversed();

test('a bank debit completes the session unpaid, with its payment processing', async () => {
  const session = await debited(gift());
  assert.deepEqual([session.status, session.payment_status], ['complete', 'unpaid']);
  const intent = await here.stripe.paymentIntents.retrieve(session.payment_intent as string);
  assert.deepEqual([intent.status, intent.amount_received], ['processing', 0]);
  const [completed] = await here.listener.hears('checkout.session.completed');
  assert.equal((completed!.event.data.object as Stripe.Checkout.Session).payment_status, 'unpaid');
});

test('a debit that settles pays the session', async () => {
  const session = await debited(gift());
  await here.control(`sessions/${session.id}/settle`, { outcome: 'succeeded' });
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
  assert.deepEqual(await typesAbout(session.id), ['checkout.session.completed', 'checkout.session.async_payment_succeeded']);
  assert.deepEqual(await typesAbout(session.payment_intent as string), ['payment_intent.processing', 'payment_intent.succeeded']);
  await assert.rejects(here.control(`sessions/${session.id}/settle`, { outcome: 'failed' }), /400/);
});

test('a debit that fails leaves the session unpaid for good', async () => {
  const session = await debited(gift());
  await here.control(`sessions/${session.id}/settle`, { outcome: 'failed' });
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).payment_status, 'unpaid');
  assert.deepEqual(await typesAbout(session.id), ['checkout.session.completed', 'checkout.session.async_payment_failed']);
  assert.deepEqual(await typesAbout(session.payment_intent as string), ['payment_intent.processing', 'payment_intent.payment_failed']);
  await assert.rejects(here.control(`sessions/${session.id}/settle`, { outcome: 'succeeded' }), /already answered/);
});

test('a monthly gift by debit has its invoice paid when the bank says so', async () => {
  const session = await debited(monthlyGift());
  const invoice = async () => (await here.stripe.invoices.retrieve(session.invoice as string)).status;
  assert.deepEqual([session.payment_status, await invoice()], ['unpaid', 'open']);
  await here.control(`sessions/${session.id}/settle`, { outcome: 'succeeded' });
  assert.equal(await invoice(), 'paid');
  assert.deepEqual(await typesAbout(session.invoice as string), ['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded']);
});

test('a declined card leaves a failed charge on the intent that is paid afterwards', async () => {
  const session = await here.stripe.checkout.sessions.create(gift());
  await press(session, 'decline');
  await press(session, 'pay');
  const intent = (await here.stripe.checkout.sessions.retrieve(session.id)).payment_intent as string;
  const { data } = await here.stripe.charges.list({ payment_intent: intent });
  assert.deepEqual(data.map(({ status, paid }) => [status, paid]), [['succeeded', true], ['failed', false]]);
  assert.deepEqual(await typesAbout(intent), ['payment_intent.payment_failed', 'payment_intent.succeeded']);
});

test('an invoice asked for with a single payment has no parent, and is paid by the session\'s own intent', async () => {
  const session = await here.stripe.checkout.sessions.create(gift({ invoice_creation: { enabled: true } }));
  await press(session, 'pay');
  const paid = await here.stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice.payments'] });
  const invoice = paid.invoice as Stripe.Invoice;
  assert.deepEqual([invoice.status, invoice.parent, invoice.payments!.data[0]!.payment.payment_intent], ['paid', null, paid.payment_intent]);
});
