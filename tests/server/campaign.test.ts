import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GiftFact } from '../../src/server/ledger/facts.ts';
import { newId } from './events.ts';
import { page, problemOf, stand } from './stand.ts';

const gift = (change: Partial<GiftFact> = {}): GiftFact => ({ kind: 'gift', id: newId('pi'), campaign: 'default', frequency: 'once', amount: 1250, currency: 'USD', state: 'paid', ...change });

test('a meter without gifts shows nothing of its goal', async (t) => {
  const { meter } = await stand(t);
  const { asOf, ...figures } = await meter();
  assert.deepEqual(figures, { id: 'default', currency: 'USD', raised: 0, goal: 500_000, gifts: 0 });
  assert.ok(Math.abs(Date.parse(asOf) - Date.now()) < 5000, asOf);
});

test('what was raised elsewhere counts, and is no gift', async (t) => {
  const { meter, ledger } = await stand(t);
  await ledger.record([gift({ campaign: 'boat', currency: 'EUR', amount: 5000 })]);
  const { raised, gifts, currency, goal } = await meter('boat');
  assert.deepEqual([raised, gifts, currency, goal], [15_050, 1, 'EUR', 2_000_000]);
});

test('each campaign has its own figures, and other currencies stand apart', async (t) => {
  const { meter, ledger } = await stand(t);
  await ledger.record([gift(), gift({ amount: 500, currency: 'JPY' }), gift({ campaign: 'boat', currency: 'EUR' })]);
  const { raised, gifts, others } = await meter();
  assert.deepEqual([raised, gifts, others], [1250, 1, [{ currency: 'JPY', raised: 500, gifts: 1 }]]);
});

test('a campaign nobody set up is unknown, whatever it is called', async (t) => {
  const { send } = await stand(t);
  for (const id of ['other', 'Default', 'toString', '__proto__', 'constructor', 'default%00', 'default%3F', '%22', '..%2F']) {
    const response = await send(`/campaigns/${id}`);
    assert.deepEqual([response.status, (await problemOf(response)).code], [404, 'campaign_unknown'], id);
  }
});

test('a browser that knows the figures is told so in a few bytes, until they change', async (t) => {
  const { send, ledger } = await stand(t);
  const first = await send('/campaigns/default', { headers: { Origin: page } });
  const etag = first.headers.get('ETag')!;
  assert.match(etag, /^(W\/)?"[\x21\x23-\x7e]+"$/);
  for (const known of [etag, `"other", ${etag}`, `${etag},"other"`]) {
    const again = await send('/campaigns/default', { headers: { Origin: page, 'If-None-Match': known } });
    assert.deepEqual([again.status, await again.text(), again.headers.get('ETag')], [304, '', etag], known);
    for (const name of ['Cache-Control', 'Vary', 'Access-Control-Allow-Origin']) assert.equal(again.headers.get(name), first.headers.get(name), name);
  }
  await ledger.record([gift()]);
  const changed = await send('/campaigns/default', { headers: { 'If-None-Match': etag } });
  assert.equal(changed.status, 200);
  assert.notEqual(changed.headers.get('ETag'), etag);
});

test('a tag of another answer is no reason for a 304', async (t) => {
  const { send } = await stand(t);
  for (const known of ['"x"', 'W/""', '', 'nonsense']) assert.equal((await send('/campaigns/default', { headers: { 'If-None-Match': known } })).status, 200, known);
  const { headers } = await send('/campaigns/boat');
  assert.equal((await send('/campaigns/default', { headers: { 'If-None-Match': headers.get('ETag')! } })).status, 200, 'another campaign\'s');
});

test('the same sum from more gifts is another answer', async (t) => {
  const { send, ledger } = await stand(t);
  await ledger.record([gift({ id: 'pi_one', amount: 1000 })]);
  const one = (await send('/campaigns/default')).headers.get('ETag');
  await ledger.record([gift({ amount: 1000 }), { kind: 'refund', id: 're_one', payment: 'pi_one', amount: 1000, currency: 'USD', state: 'standing' }]);
  assert.notEqual((await send('/campaigns/default')).headers.get('ETag'), one);
});

test('shared caches keep the figures a minute, each origin\'s for itself', async (t) => {
  const { send } = await stand(t);
  const { headers } = await send('/campaigns/default', { headers: { Origin: page } });
  const cache = headers.get('Cache-Control') ?? '';
  assert.match(cache, /\bpublic\b/);
  assert.match(cache, /\bs-maxage=60\b/);
  assert.match(cache, /\bstale-while-revalidate=\d+/);
  assert.match(headers.get('Vary') ?? '', /\bOrigin\b/);
  assert.match(headers.get('Content-Type') ?? '', /^application\/json/);
});

test('a HEAD request is answered like a GET, without the body', async (t) => {
  const { send } = await stand(t);
  const response = await send('/campaigns/default', { method: 'HEAD' });
  assert.deepEqual([response.status, await response.text()], [200, '']);
  assert.ok(response.headers.get('ETag'));
});

test('while the ledger cannot be read there is no figure rather than a wrong one', async (t) => {
  const { send, ledger } = await stand(t);
  await ledger.close();
  const response = await send('/campaigns/default', { headers: { Origin: page } });
  assert.deepEqual([response.status, (await problemOf(response)).code, response.headers.get('Retry-After')], [503, 'ledger_unavailable', '2']);
  assert.equal(response.headers.get('ETag'), null);
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), page);
});
