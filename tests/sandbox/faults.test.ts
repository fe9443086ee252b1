import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { gift, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const on = 'POST /v1/checkout/sessions';
const create = (key: string, options: Stripe.RequestOptions = {}) => here.stripe.checkout.sessions.create(gift(), { idempotencyKey: key, ...options });
const count = async () => (await here.stripe.checkout.sessions.list({ limit: 100 })).data.length;
const failing = (promise: Promise<unknown>) => promise.then(() => assert.fail('succeeded'), (error: unknown) => error as Stripe.errors.StripeError);

test('a 500 is kept under its key, so another try brings it again and makes nothing', async () => {
  const before = await count();
  await here.control('faults', { on, kind: 'status', status: 500 });
  assert.equal((await failing(create('kept'))).statusCode, 500);
  const again = await failing(create('kept'));
  assert.deepEqual([again.statusCode, again.headers?.['idempotent-replayed'], again.headers?.['stripe-should-retry']], [500, 'true', 'false']);
  assert.equal(await count(), before);
});

test('a 429 is not kept, carries the headers asked for, and meets as many calls as asked for', async () => {
  await here.control('faults', { on, kind: 'status', status: 429, headers: { 'Retry-After': '2' }, times: 2 });
  const first = await failing(create('limited'));
  assert.deepEqual([first.statusCode, first.type, first.headers?.['retry-after']], [429, 'StripeRateLimitError', '2']);
  assert.equal((await failing(create('limited'))).statusCode, 429);
  assert.equal((await create('limited')).status, 'open');
});

test('a key whose first request is still under way is in use', async () => {
  await here.control('faults', { on, kind: 'delay', seconds: 0.3 });
  const slow = create('slow');
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  const second = await failing(create('slow'));
  assert.deepEqual([second.statusCode, second.code], [409, 'idempotency_key_in_use']);
  const session = await slow;
  assert.equal((await create('slow')).id, session.id);
});

test('a connection broken off before the work makes nothing; after it, the retry finds what was made', async () => {
  const before = await count();
  // The SDK tries a closed connection once more by itself, so two faults are needed to see one.
  await here.control('faults', { on, kind: 'reset-before', times: 2 });
  assert.equal((await failing(create('before'))).type, 'StripeConnectionError');
  assert.equal(await count(), before);
  await here.control('faults', { on, kind: 'reset-after', times: 2 });
  assert.equal((await failing(create('after'))).type, 'StripeConnectionError');
  assert.equal(await count(), before + 1);
  const session = await create('after');
  assert.equal(session.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal(await count(), before + 1);
});

test('an answer cut in half is an error, and the retry finds what was made', async () => {
  const before = await count();
  await here.control('faults', { on, kind: 'cut' });
  // The SDK does not try again by itself what broke off in the middle.
  assert.equal((await failing(create('cut'))).type, 'StripeConnectionError');
  assert.equal((await create('cut')).status, 'open');
  assert.equal(await count(), before + 1);
});

test('a page from a proxy is not taken for an answer', async () => {
  await here.control('faults', { on, kind: 'html' });
  assert.match((await failing(create('html'))).message, /Invalid JSON/);
});

test('a call that hangs ends when its caller gives up', async () => {
  await here.control('faults', { on: 'POST /v1/*', kind: 'hang' });
  const start = Date.now();
  assert.equal((await failing(create('hang', { timeout: 300 }))).type, 'StripeConnectionError');
  assert.ok(Date.now() - start < 3000);
  assert.equal((await create('hang')).status, 'open');
});

test('faults can be taken back', async () => {
  await here.control('faults', { on, kind: 'html', times: 100 });
  await fetch(`${here.origin}/sandbox/control/faults`, { method: 'DELETE' });
  await create('clean');
});
