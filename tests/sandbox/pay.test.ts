import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { gift, press, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const create = (change: Partial<Stripe.Checkout.SessionCreateParams> = {}) => here.stripe.checkout.sessions.create(gift(change));
const read = (session: Stripe.Checkout.Session) => here.stripe.checkout.sessions.retrieve(session.id);

test('the page says that no money moves, for what and how much, and needs no script', async () => {
  const session = await create();
  const answer = await fetch(session.url!);
  const page = await answer.text();
  assert.equal(answer.status, 200);
  assert.match(page, /Sandbox: no money moves/);
  assert.match(page, /<h1><bdi>The Harbour Post<\/bdi><\/h1>/);
  assert.match(page, />Pay \$100\.00<\/button>/);
  assert.match(page, />Decline this payment<\/button>/);
  assert.match(page, /<a href="https:\/\/post\.example\/story">Cancel<\/a>/);
  assert.doesNotMatch(page, /<script|style="/);
  const policy = answer.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /form-action 'self' https:\/\/post\.example;/);
});

test('a product\'s name cannot become markup', async () => {
  const session = await create({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: '<script>alert(1)</script>' } } }] });
  assert.match(await (await fetch(session.url!)).text(), /&lt;script&gt;alert/);
});

test('yen have no decimals on the page', async () => {
  const session = await create({ line_items: [{ quantity: 1, price_data: { currency: 'jpy', unit_amount: 500, product_data: { name: 'x' } } }] });
  assert.match(await (await fetch(session.url!)).text(), />Pay ¥500<\/button>/);
});

test('paying completes the session, tells of it, and leads back with the session\'s id', async () => {
  const session = await create();
  const answer = await press(session, 'pay');
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('location'), `https://post.example/story?support_session=${session.id}`);
  const paid = await read(session);
  assert.deepEqual([paid.status, paid.payment_status, paid.url], ['complete', 'paid', null]);
  assert.equal(paid.customer_details?.email, 'reader@example.com');
  // The redirect waits for the webhook, so the owner knows of the gift before the reader is back.
  const types = here.listener.heard.map(({ event }) => event).filter(({ data }) => JSON.stringify(data.object).includes(paid.payment_intent as string));
  assert.deepEqual(types.map(({ type }) => type).sort(), ['charge.succeeded', 'checkout.session.completed', 'payment_intent.succeeded']);
});

test('paying again, by a double press, a reload or the back button, pays once', async () => {
  const session = await create();
  const answers = await Promise.all([press(session, 'pay'), press(session, 'pay'), press(session, 'pay')]);
  const back = await fetch(session.url!, { redirect: 'manual' });
  const places = [...answers, back].map((answer) => [answer.status, answer.headers.get('location')]);
  assert.deepEqual(places, Array(4).fill([303, `https://post.example/story?support_session=${session.id}`]));
  const intents = await here.stripe.paymentIntents.list({ limit: 100 });
  const mine = (await read(session)).payment_intent;
  const charges = await here.stripe.charges.list({ payment_intent: mine as string });
  assert.equal(charges.data.length, 1);
  assert.equal(intents.data.filter(({ id }) => id === mine).length, 1);
  const completed = await here.stripe.events.list({ type: 'checkout.session.completed', limit: 100 });
  assert.equal(completed.data.filter(({ data }) => (data.object as Stripe.Checkout.Session).id === session.id).length, 1);
});

test('a declined card shows the page again, and paying still works', async () => {
  const session = await create();
  const page = await (await press(session, 'decline')).text();
  assert.match(page, /role="alert".*The card was declined/);
  assert.match(page, />Pay \$100\.00</);
  assert.equal((await read(session)).status, 'open');
  assert.equal((await press(session, 'pay')).status, 303);
});

test('an expired session says so and cannot be paid', async () => {
  const session = await create();
  assert.equal((await here.stripe.checkout.sessions.expire(session.id)).status, 'expired');
  const answer = await press(session, 'pay');
  assert.equal(answer.status, 410);
  assert.match(await answer.text(), /This page has expired/);
  assert.equal((await read(session)).payment_status, 'unpaid');
  await here.listener.hears('checkout.session.expired');
  await assert.rejects(here.stripe.checkout.sessions.expire(session.id), /status of expired/);
});

test('nothing to pay completes without a payment', async () => {
  const session = await create({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 0, product_data: { name: 'x' } } }] });
  await press(session, 'pay');
  const done = await read(session);
  assert.deepEqual([done.status, done.payment_status, done.payment_intent], ['complete', 'no_payment_required', null]);
});

test('an address nobody was given is no page', async () => {
  assert.equal((await fetch(`${here.origin}/sandbox/pay/cs_test_none`)).status, 404);
});

test('an embedded session paid here leads to its return_url', async () => {
  const { success_url: _, cancel_url: __, ...rest } = gift({ ui_mode: 'embedded_page', return_url: 'https://post.example/?s={CHECKOUT_SESSION_ID}' });
  const session = await here.stripe.checkout.sessions.create(rest);
  const answer = await press(session, 'pay', here.origin);
  assert.equal(answer.headers.get('location'), `https://post.example/?s=${session.id}`);
});
