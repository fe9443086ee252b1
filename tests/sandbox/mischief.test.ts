import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gift, paidGift, press, stand, begunMonthly, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());
afterEach(async () => {
  await here.control('webhooks', { drop: 0, repeat: 0, shuffle: false, pause: false });
  await sleep(100);
  here.listener.heard.length = 0;
});

const heard = () => here.listener.heard.map(({ event }) => event.type);

test('dropped webhooks never arrive, and the event knows they are owed', async () => {
  await here.control('webhooks', { drop: 1 });
  await paidGift(here);
  await sleep(150);
  assert.deepEqual(heard(), []);
  const { data: [event] } = await here.stripe.events.list({ type: 'checkout.session.completed', limit: 1 });
  assert.equal(event!.pending_webhooks, 1);
  await here.control('webhooks', { drop: 0 });
  await here.control(`events/${event!.id}/resend`);
  assert.equal((await here.listener.hears('checkout.session.completed'))[0]!.event.id, event!.id);
});

test('half of the webhooks dropped is every second one', async () => {
  await here.control('webhooks', { drop: 0.5 });
  await begunMonthly(here);
  await paidGift(here);
  await sleep(200);
  assert.equal(heard().length, 6);
});

test('repeated webhooks arrive so many times more, as the same event', async () => {
  await here.control('webhooks', { repeat: 2 });
  await paidGift(here);
  const copies = await here.listener.hears('checkout.session.completed', 3);
  assert.equal(new Set(copies.map(({ event }) => event.id)).size, 1);
});

test('shuffled webhooks arrive in another order than they happened', async () => {
  await here.control('webhooks', { shuffle: true });
  await begunMonthly(here);
  await here.listener.hears('checkout.session.completed');
  for (let tries = 0; heard().length < 9 && tries < 100; tries += 1) await sleep(20);
  const { data } = await here.stripe.events.list({ limit: 9 });
  assert.deepEqual(heard().toSorted(), data.map(({ type }) => type).sort());
  assert.notDeepEqual(heard(), data.map(({ type }) => type).reverse());
});

test('paused webhooks wait, do not hold the reader back, and arrive afterwards', async () => {
  await here.control('webhooks', { pause: true });
  const session = await here.stripe.checkout.sessions.create(gift());
  const start = Date.now();
  await press(session, 'pay');
  assert.ok(Date.now() - start < 1000);
  await here.restart();
  await sleep(100);
  assert.deepEqual(heard(), []);
  await here.control('webhooks', { pause: false });
  await here.listener.hears('checkout.session.completed');
});

test('a control that is not known is refused', async () => {
  await assert.rejects(here.control('webhooks', { loose: 1 }), /Received unknown parameter: loose/);
  await assert.rejects(here.control('webhooks', { drop: 2 }), /less than or equal to 1/);
  await assert.rejects(here.control('advance', { seconds: -5 }), /400/);
});
