import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { atSandbox, type AtSandbox } from './at-sandbox.ts';
import { page, problemOf, recorded, stand } from './stand.ts';

// What a reader who comes back is told, and what the owner's ledger learns by it.

const cleanups: (() => unknown)[] = [];
let here: AtSandbox;
before(async () => { here = await atSandbox({ after: (done) => cleanups.push(done) }); });
after(async () => { for (const done of cleanups.reverse()) await done(); });

const statusOf = async (session: string) => {
  const response = await here.send(`/checkout/${session}`, { headers: { Origin: page } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('Cache-Control'), 'no-store');
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), page);
  return response.json();
};
const gift = { amount: 1250, currency: 'USD', frequency: 'once' };

test('a session nobody has paid yet is open', async () => {
  const session = await here.open();
  assert.deepEqual(await statusOf(session), { status: 'open', ...gift });
});

test('a session whose card was declined is open still', async () => {
  const session = await here.open();
  await here.pay(session, 'decline');
  assert.deepEqual(await statusOf(session), { status: 'open', ...gift });
});

test('a paid session is paid, with its amount, its currency and how often, and nothing about the donor', async () => {
  const session = await here.open({ currency: 'JPY', amount: 500 });
  await here.pay(session);
  assert.deepEqual(await statusOf(session), { status: 'paid', amount: 500, currency: 'JPY', frequency: 'once' });
});

test('a session paid by bank debit is processing until the money is there', async () => {
  const session = await here.open();
  await here.pay(session, 'debit');
  assert.deepEqual(await statusOf(session), { status: 'processing', ...gift });
  await here.control(`sessions/${session}/settle`, { outcome: 'succeeded' });
  assert.deepEqual(await statusOf(session), { status: 'paid', ...gift });
});

test('a monthly gift is paid, and its first month is in the ledger', async () => {
  const before = await here.meter('boat');
  const session = await here.open({ campaign: 'boat', currency: 'EUR', amount: 700, frequency: 'month' });
  await here.pay(session);
  assert.deepEqual(await statusOf(session), { status: 'paid', amount: 700, currency: 'EUR', frequency: 'month' });
  const { raised, gifts } = await here.meter('boat');
  assert.deepEqual([raised, gifts], [before.raised + 700, before.gifts + 1]);
});

test('without any webhook, a gift is counted when its reader comes back, and once however often they look', async () => {
  const before = await here.meter();
  const session = await here.open();
  await here.pay(session);
  assert.equal((await here.meter()).raised, before.raised, 'nobody has told us yet');
  for (let look = 0; look < 3; look++) await statusOf(session);
  await Promise.all([statusOf(session), statusOf(session), statusOf(session)]);
  const { raised, gifts } = await here.meter();
  assert.deepEqual([raised, gifts], [before.raised + 1250, before.gifts + 1]);
});

test('a session that expired is expired', async (t) => {
  const late = await atSandbox(t);
  const session = await late.open();
  await late.control('advance', { seconds: 32 * 60 });
  const { status } = (await (await late.send(`/checkout/${session}`)).json()) as { status: string };
  assert.equal(status, 'expired');
  assert.equal((await late.meter()).gifts, 0);
});

test('what the owner\'s shop sells is none of a caller\'s business', async () => {
  const shops: Record<string, string>[] = [{}, { campaign: 'default' }, { campaign: 'default', frequency: 'once' }, { order: '7', attempt: 'attempt-x' }];
  for (const metadata of shops) {
    const { id } = await here.stripe.checkout.sessions.create({
      mode: 'payment', success_url: 'https://shop.example', metadata,
      line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 9900, product_data: { name: 'A mug' } } }],
    });
    await here.pay(id);
    const before = await here.meter();
    const response = await here.send(`/checkout/${id}`);
    const problem = await problemOf(response);
    assert.deepEqual([response.status, problem.code], [404, 'session_unknown']);
    assert.ok(!JSON.stringify(problem).includes('9900'));
    assert.equal((await here.meter()).raised, before.raised);
  }
});

test('a session that never was is unknown', async () => {
  const response = await here.send('/checkout/cs_test_never');
  assert.deepEqual([response.status, (await problemOf(response)).code], [404, 'session_unknown']);
});

test('what is no session\'s id never reaches Stripe', async (t) => {
  const { send, recorder } = await recorded(t);
  for (const id of ['pi_123', 'cs_', 'x', 'cs_test_a%2Fb', 'cs_test_a%3Fexpand%5B%5D=customer', 'cs_test_..', 'cs_test_%00', 'cs_test_é', `cs_test_${'a'.repeat(300)}`, 'cs_test_a%0d%0aX:y', 'CS_test_a']) {
    const response = await send(`/checkout/${id}`);
    assert.deepEqual([response.status, (await problemOf(response)).code], [404, 'session_unknown'], id);
  }
  assert.deepEqual(recorder.calls, []);
});

test('Stripe is asked for the session by its id, with the key in the header', async (t) => {
  const { send, recorder } = await recorded(t);
  await send('/checkout/cs_test_recorded');
  const { method, path, headers } = recorder.calls[0]!;
  assert.deepEqual([method, path], ['GET', '/v1/checkout/sessions/cs_test_recorded']);
  assert.match(String(headers.authorization), /^Bearer rk_test_/);
});

test('where Stripe is out of reach the reader is told to look again', async (t) => {
  const { send } = await stand(t);
  const response = await send('/checkout/cs_test_x', { headers: { Origin: page } });
  assert.deepEqual([response.status, (await problemOf(response)).code, response.headers.get('Retry-After')], [503, 'stripe_unavailable', '2']);
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), page);
});
