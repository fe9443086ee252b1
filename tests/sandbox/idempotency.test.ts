import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { gift, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const create = (key: string, params = gift()) => here.stripe.checkout.sessions.create(params, { idempotencyKey: key });

test('one key makes one session, and its first answer is given again', async () => {
  const first = await create('again');
  const second = await create('again');
  assert.deepEqual(JSON.parse(JSON.stringify(second)), JSON.parse(JSON.stringify(first)));
  assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined);
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal(second.lastResponse.headers['idempotency-key'], 'again');
});

test('one key with other parameters is refused', async () => {
  await create('other');
  await assert.rejects(create('other', gift({ locale: 'fr' })), (error: Stripe.errors.StripeError) => {
    assert.deepEqual([error.statusCode, error.type], [400, 'StripeIdempotencyError']);
    return true;
  });
});

test('a refusal of parameters is not kept: mended, the same key works', async () => {
  await assert.rejects(create('mended', gift({ locale: 'xx' })));
  assert.equal((await create('mended')).status, 'open');
});

test('a kept answer outlives the process', async () => {
  const first = await create('durable');
  await here.restart();
  const second = await create('durable');
  assert.equal(second.id, first.id);
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
});

test('ten presses at once with one key make one session', async () => {
  const sessions = await Promise.all(Array.from({ length: 10 }, () => create('ten')));
  assert.equal(new Set(sessions.map((session) => session.id)).size, 1);
});
