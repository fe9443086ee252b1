import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { lacking } from './keys.ts';
import { begunMonthly, gift, paidGift, press, stand, type Stand } from './stand.ts';

let here: Stand;
const sessions: string[] = [];
before(async () => {
  here = await stand();
  for (let count = 0; count < 23; count += 1) sessions.unshift((await here.stripe.checkout.sessions.create(gift())).id);
});
after(() => here.close());

const ids = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id);

test('a list has the newest first, in one order even within a second', async () => {
  const page = await here.stripe.checkout.sessions.list();
  assert.deepEqual(ids(page), sessions.slice(0, 10));
  assert.deepEqual([page.has_more, page.url, page.object], [true, '/v1/checkout/sessions', 'list']);
});

test('cursors walk a list both ways without a gap or a repetition', async () => {
  const forward: string[] = [];
  for await (const session of here.stripe.checkout.sessions.list({ limit: 5 })) forward.push(session.id);
  assert.deepEqual(forward, sessions);
  const next = await here.stripe.checkout.sessions.list({ limit: 4, starting_after: sessions[3]! });
  assert.deepEqual([ids(next), next.has_more], [sessions.slice(4, 8), true]);
  const back = await here.stripe.checkout.sessions.list({ limit: 3, ending_before: sessions[8]! });
  assert.deepEqual([ids(back), back.has_more], [sessions.slice(5, 8), true]);
  const start = await here.stripe.checkout.sessions.list({ limit: 100, ending_before: sessions[2]! });
  assert.deepEqual([ids(start), start.has_more], [sessions.slice(0, 2), false]);
  const last = await here.stripe.checkout.sessions.list({ starting_after: sessions.at(-1)! });
  assert.deepEqual([ids(last), last.has_more], [[], false]);
});

test('a limit out of bounds, an unknown cursor and an unknown filter are refused', async () => {
  const list = (params: object) => here.stripe.checkout.sessions.list(params);
  await assert.rejects(list({ limit: 101 }), /less than or equal to 100/);
  await assert.rejects(list({ limit: 0 }), /greater than or equal to 1/);
  await assert.rejects(list({ starting_after: 'cs_test_none' }), (error: Stripe.errors.StripeError) => error.code === 'resource_missing' && error.param === 'starting_after');
  await assert.rejects(list({ starting_after: sessions[0]!, ending_before: sessions[1]! }), /cannot parameterize both/);
  await assert.rejects(list({ colour: 'red' }), /Received unknown parameter: colour/);
});

test('lists filter by time, status and what belongs together', async () => {
  const { session, intent, charge } = await paidGift(here);
  const monthly = await begunMonthly(here);
  const { stripe } = here;
  assert.deepEqual(ids(await stripe.checkout.sessions.list({ payment_intent: intent.id })), [session.id]);
  assert.deepEqual(ids(await stripe.checkout.sessions.list({ subscription: monthly.subscription as string })), [monthly.id]);
  assert.deepEqual(ids(await stripe.checkout.sessions.list({ status: 'complete' })), [monthly.id, session.id]);
  assert.deepEqual(ids(await stripe.charges.list({ payment_intent: intent.id })), [charge.id]);
  assert.deepEqual(ids(await stripe.invoices.list({ status: 'paid', subscription: monthly.subscription as string })), [monthly.invoice]);
  assert.deepEqual(ids(await stripe.invoices.list({ status: 'open' })), []);
  assert.equal((await stripe.paymentIntents.list()).data.length, 2);
  const now = Math.floor(Date.now() / 1000);
  assert.equal((await stripe.checkout.sessions.list({ created: { gte: now + 60 } })).data.length, 0);
  assert.equal((await stripe.checkout.sessions.list({ created: { gt: now - 600, lte: now }, limit: 100 })).data.length, 25);
  assert.equal((await stripe.checkout.sessions.list({ created: { lt: now - 600 } })).data.length, 0);
});

test('events are listed by one type, several, or all that begin alike', async () => {
  const types = async (params: Stripe.EventListParams) => [...new Set((await here.stripe.events.list({ limit: 100, ...params })).data.map(({ type }) => type))].sort();
  assert.deepEqual(await types({ type: 'invoice.paid' }), ['invoice.paid']);
  assert.deepEqual(await types({ types: ['invoice.paid', 'charge.succeeded'] }), ['charge.succeeded', 'invoice.paid']);
  assert.deepEqual(await types({ type: 'invoice.*' }), ['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded']);
});

test('events reach back 30 days and no further', async () => {
  await here.control('advance', { seconds: 31 * 24 * 60 * 60 });
  const { data } = await here.stripe.events.list({ types: ['charge.succeeded'], limit: 100 });
  assert.equal(data.length, 1, 'the renewal, and no older one');
});

test('objects inside a list can be expanded', async () => {
  const { data } = await here.stripe.checkout.sessions.list({ status: 'complete', limit: 2, expand: ['data.payment_intent.latest_charge', 'data.line_items'] });
  const paid = data.find(({ mode }) => mode === 'payment')!;
  assert.equal(((paid.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge).object, 'charge');
  assert.equal(paid.line_items?.data[0]?.description, 'The Harbour Post');
  assert.equal((await here.stripe.checkout.sessions.listLineItems(paid.id)).data[0]?.amount_total, 10_000);
});

test('the webhooks a sandbox is started with stand among its endpoints from the beginning', async (t) => {
  const fresh = await stand();
  t.after(() => fresh.close());
  const { data } = await fresh.stripe.webhookEndpoints.list();
  assert.deepEqual(data.map(({ url, status, api_version }) => [url, status, api_version]), [[fresh.listener.url, 'enabled', '2026-10-28.endive']]);
  assert.deepEqual(lacking(data[0], 'webhook_endpoint'), []);
});

test('webhook endpoints are made, listed, changed and deleted; the secret is shown once', async () => {
  const { stripe } = here;
  const made = await stripe.webhookEndpoints.create({ url: here.listener.url, enabled_events: ['charge.succeeded'], api_version: '2024-06-20', description: 'support-widget' });
  assert.match(made.secret ?? '', /^whsec_/);
  const listed = await stripe.webhookEndpoints.list();
  assert.deepEqual(listed.data.map(({ url, secret, enabled_events }) => [url, secret, enabled_events]), [[here.listener.url, undefined, ['charge.succeeded']], [here.listener.url, undefined, ['*']]]);

  const before = here.listener.heard.length;
  const session = await stripe.checkout.sessions.create(gift());
  await press(session, 'pay');
  await here.listener.hears('charge.succeeded', here.listener.heard.slice(0, before).filter(({ event }) => event.type === 'charge.succeeded').length + 2);
  const old = here.listener.heard.slice(before).filter(({ event }) => event.api_version === '2024-06-20');
  assert.deepEqual(old.map(({ event }) => event.type), ['charge.succeeded']);
  await stripe.webhooks.constructEventAsync(old[0]!.body, String(old[0]!.headers['stripe-signature']), made.secret!);

  assert.equal((await stripe.webhookEndpoints.update(made.id, { disabled: true })).status, 'disabled');
  assert.equal((await stripe.webhookEndpoints.del(made.id)).deleted, true);
  assert.equal((await stripe.webhookEndpoints.list()).data.length, 1);
});
