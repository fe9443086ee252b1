import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { periodsAfter } from '../../src/sandbox/periods.ts';
import { lacking } from './keys.ts';
import { begunMonthly, monthlyGift, press, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const day = 24 * 60 * 60;
const invoicesOf = async (session: Stripe.Checkout.Session) =>
  (await here.stripe.invoices.list({ subscription: session.subscription as string, limit: 100 })).data;

test('a monthly gift makes a customer, a subscription and a paid invoice, tied to a payment without metadata', async () => {
  const session = await begunMonthly(here);
  assert.deepEqual([session.status, session.payment_status, session.payment_intent], ['complete', 'paid', null]);
  const { subscription, invoice } = await here.stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription', 'invoice', 'customer'] }) as unknown as { subscription: Stripe.Subscription; invoice: Stripe.Invoice };
  assert.deepEqual(lacking(subscription, 'subscription'), []);
  assert.deepEqual(lacking(invoice, 'invoice'), []);
  assert.deepEqual(lacking(await here.stripe.customers.retrieve(session.customer as string), 'customer'), []);
  assert.deepEqual(subscription.metadata, { campaign: 'default', frequency: 'month' });
  assert.deepEqual([invoice.status, invoice.billing_reason, invoice.amount_paid], ['paid', 'subscription_create', 500]);
  assert.equal(invoice.parent?.type, 'subscription_details');
  assert.deepEqual(invoice.parent?.subscription_details, { metadata: { campaign: 'default', frequency: 'month' }, subscription: subscription.id });

  const { data: [tie] } = await here.stripe.invoicePayments.list({ invoice: invoice.id });
  assert.deepEqual(lacking(tie, 'invoice_payment'), []);
  const intentId = tie!.payment.payment_intent as string;
  const intent = await here.stripe.paymentIntents.retrieve(intentId);
  assert.deepEqual([intent.metadata, intent.status, tie!.status], [{}, 'succeeded', 'paid']);
  const back = await here.stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intentId } });
  assert.deepEqual(back.data.map((payment) => payment.invoice), [invoice.id]);
});

test('a monthly gift tells all that Stripe tells', async () => {
  const session = await begunMonthly(here);
  const { data } = await here.stripe.events.list({ limit: 100 });
  const from = data.findIndex(({ data: { object } }) => (object as { id: string }).id === session.id);
  assert.deepEqual(
    data.slice(from, from + 9).map(({ type }) => type).sort(),
    ['charge.succeeded', 'checkout.session.completed', 'customer.subscription.created', 'invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded', 'invoice_payment.paid', 'payment_intent.succeeded'],
  );
});

test('the clock moved on by 32 days renews a month, and the clock outlives the process', async () => {
  const session = await begunMonthly(here);
  await here.control('advance', { seconds: 32 * day });
  await here.restart();
  const [renewal, first] = await invoicesOf(session);
  assert.deepEqual([renewal!.billing_reason, renewal!.status, first!.billing_reason], ['subscription_cycle', 'paid', 'subscription_create']);
  assert.equal(renewal!.created, first!.period_end);
  assert.deepEqual(renewal!.parent?.subscription_details?.metadata, { campaign: 'default', frequency: 'month' });
  await here.listener.hears('invoice.paid', 2);
  const { now } = await (await fetch(`${here.origin}/sandbox/control`)).json() as { now: number };
  assert.ok(now - Date.now() / 1000 > 31 * day);
});

test('a year brings twelve renewals, each at its time', async () => {
  const session = await begunMonthly(here);
  await here.control('advance', { seconds: 366 * day });
  const invoices = await invoicesOf(session);
  assert.equal(invoices.length, 13);
  invoices.slice(0, -1).forEach((invoice, at) => assert.equal(invoice.period_start, invoices[at + 1]!.period_end));
});

test('a session opened after the clock was moved lives as long as its caller meant', async () => {
  const wall = Math.floor(Date.now() / 1000);
  const session = await here.stripe.checkout.sessions.create(monthlyGift({ expires_at: wall + 31 * 60 }));
  await here.control('advance', { seconds: 30 * 60 });
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).status, 'open');
  await here.control('advance', { seconds: 2 * 60 });
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).status, 'expired');
  await here.listener.hears('checkout.session.expired');
  assert.equal((await press(session, 'pay', here.origin)).status, 410);
});

test('a renewal the card declines leaves an open invoice and a late subscription', async () => {
  const session = await begunMonthly(here);
  await here.control(`subscriptions/${session.subscription as string}`, { renewals: 'decline' });
  await here.control('advance', { seconds: 32 * day });
  const [renewal] = await invoicesOf(session);
  assert.deepEqual([renewal!.status, renewal!.amount_paid], ['open', 0]);
  assert.equal((await here.stripe.subscriptions.retrieve(session.subscription as string)).status, 'past_due');
  await here.listener.hears('invoice.payment_failed');
});

test('a canceled subscription renews no more and leaves the lists', async () => {
  const session = await begunMonthly(here);
  const id = session.subscription as string;
  assert.equal((await here.stripe.subscriptions.cancel(id)).status, 'canceled');
  await here.control('advance', { seconds: 100 * day });
  assert.equal((await invoicesOf(session)).length, 1);
  const ids = async (status?: 'all' | 'canceled') => (await here.stripe.subscriptions.list({ limit: 100, ...(status && { status }) })).data.map((subscription) => subscription.id);
  assert.equal((await ids()).includes(id), false);
  assert.equal((await ids('canceled')).includes(id), true);
  assert.equal((await ids('all')).includes(id), true);
});

test('a yearly gift shows its period on the page and renews after a year', async () => {
  const { line_items: _, ...rest } = monthlyGift();
  const session = await here.stripe.checkout.sessions.create({ ...rest, line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 5000, product_data: { name: 'x' }, recurring: { interval: 'year' } } }] });
  assert.match(await (await fetch(session.url!)).text(), />Pay \$50\.00 every year<\/button>/);
  await press(session, 'pay');
  const paid = await here.stripe.checkout.sessions.retrieve(session.id);
  await here.control('advance', { seconds: 367 * day });
  assert.equal((await invoicesOf(paid)).length, 2);
});

test('the 31st becomes the 28th in February and the 31st again in March', () => {
  const anchor = Date.UTC(2027, 0, 31, 12) / 1000;
  const dates = [1, 2, 3, 12].map((periods) => new Date(periodsAfter(anchor, { interval: 'month', interval_count: 1 }, periods) * 1000).toISOString());
  assert.deepEqual(dates, ['2027-02-28T12:00:00.000Z', '2027-03-31T12:00:00.000Z', '2027-04-30T12:00:00.000Z', '2028-01-31T12:00:00.000Z']);
});
