import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atSandbox } from './at-sandbox.ts';
import { deliver, paidSession, raised, refund, tell } from './events.ts';
import { openSession, stripeError } from './recorder.ts';
import { newAttempt, recorded, stand } from './stand.ts';

// What comes later than it should, or otherwise than it should.

test('an attempt that reached Stripe only after a minute gets a new time, under the same key', async (t) => {
  const { press, recorder } = await recorded(t);
  const answers = [stripeError(400, { param: 'expires_at', message: 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.' })];
  recorder.answer = () => answers.shift() ?? openSession();
  const attempt = newAttempt();
  assert.equal((await press({ attempt })).status, 201);
  const [old, renewed] = recorder.calls;
  assert.deepEqual([old!.headers['idempotency-key'], renewed!.headers['idempotency-key']], [attempt, attempt]);
  assert.ok(Number(renewed!.form.expires_at) >= Number(old!.form.expires_at));
  assert.equal((await press({ attempt })).status, 201);
  assert.equal(recorder.calls[2]!.form.expires_at, renewed!.form.expires_at, 'the new time is kept');
});

test('a bank debit that failed is over: its reader may begin again, and the meter stands still', async (t) => {
  const here = await atSandbox(t);
  const session = await here.open();
  await here.pay(session, 'debit');
  const status = async () => ((await (await here.send(`/checkout/${session}`)).json()) as { status: string }).status;
  assert.equal(await status(), 'processing');
  await here.control(`sessions/${session}/settle`, { outcome: 'failed' });
  assert.equal(await status(), 'expired');
  assert.deepEqual(await raised(here), [0, 0]);
});

const odd: [what: string, type: string, object: Record<string, unknown>][] = [
  ['a paid session without a payment', 'checkout.session.completed', paidSession({ payment_intent: null })],
  ['a payment without a name', 'checkout.session.completed', paidSession({ payment_intent: '' })],
  ['a session without a status', 'checkout.session.completed', paidSession({ status: undefined })],
  ['a payment status nobody knows', 'checkout.session.completed', paidSession({ payment_status: 'banana' })],
  ['a banana', 'checkout.session.completed', paidSession({ object: 'banana' })],
  ['live money within a test event', 'checkout.session.completed', paidSession({ livemode: true })],
  ['half a cent', 'checkout.session.completed', paidSession({ amount_total: 1250.5 })],
  ['an amount in words', 'checkout.session.completed', paidSession({ amount_total: '1250' })],
  ['a negative refund', 'refund.created', refund('pi_1', { amount: -5 })],
  ['a refund in no currency', 'refund.created', refund('pi_1', { currency: 'dollars' })],
  ['U+0000 within an id', 'refund.created', refund('pi_\u0000')],
];
for (const [what, type, object] of odd) {
  test(`a signed event with ${what} is refused and changes nothing`, async (t) => {
    const here = await stand(t);
    const before = JSON.stringify(here.rows());
    assert.equal(await deliver(here, tell(type, object)), 400);
    assert.equal(JSON.stringify(here.rows()), before);
  });
}
