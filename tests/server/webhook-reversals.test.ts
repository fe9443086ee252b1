import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliver, dispute, newId, paidInvoice, paidSession, raised, refund, tell } from './events.ts';
import { stripeError, type Answer } from './recorder.ts';
import { recorded, stand } from './stand.ts';

// Money that goes back, by refund or dispute, and how it finds the gift it came from.

test('a refund takes its part off, and gives it back when it fails', async (t) => {
  const here = await stand(t);
  const session = paidSession();
  const back = refund(session.payment_intent);
  await deliver(here, tell('checkout.session.completed', session));
  await deliver(here, tell('refund.created', back));
  assert.deepEqual(await raised(here), [1000, 1]);
  await deliver(here, tell('refund.failed', { ...back, status: 'failed' }));
  assert.deepEqual(await raised(here), [1250, 1]);
  await deliver(here, tell('refund.updated', back));
  assert.deepEqual(await raised(here), [1250, 1], 'an older report comes late');
});

test('two refunds of one gift are two', async (t) => {
  const here = await stand(t);
  const session = paidSession();
  await deliver(here, tell('checkout.session.completed', session));
  await deliver(here, tell('refund.created', refund(session.payment_intent)));
  await deliver(here, tell('refund.created', refund(session.payment_intent, { amount: 100, status: 'pending' })));
  assert.deepEqual(await raised(here), [900, 1]);
});

test('a dispute takes the gift off when its funds are withdrawn, and gives it back when they are reinstated', async (t) => {
  const here = await stand(t);
  const session = paidSession();
  const trouble = dispute(session.payment_intent);
  await deliver(here, tell('checkout.session.completed', session));
  await deliver(here, tell('charge.dispute.funds_withdrawn', trouble));
  assert.deepEqual(await raised(here), [0, 1]);
  await deliver(here, tell('charge.dispute.funds_reinstated', trouble));
  assert.deepEqual(await raised(here), [1250, 1]);
});

test('a refund heard of before its gift waits for it', async (t) => {
  const here = await recorded(t); // Stripe is asked whose the payment was, and knows no invoice of it
  here.recorder.answer = () => ({ status: 200, body: { object: 'list', data: [], has_more: false, url: '/v1/invoice_payments' } });
  const session = paidSession();
  assert.equal(await deliver(here, tell('refund.created', refund(session.payment_intent))), 200);
  assert.deepEqual(await raised(here), [0, 0]);
  await deliver(here, tell('checkout.session.completed', session));
  assert.deepEqual(await raised(here), [1000, 1]);
});

test('a refund of a monthly gift finds it through the invoice its payment paid', async (t) => {
  const here = await recorded(t);
  const invoice = paidInvoice();
  const payment = newId('pi');
  here.recorder.answer = () => ({ status: 200, body: { object: 'list', data: [{ id: 'inpay_1', object: 'invoice_payment', invoice: invoice.id, payment: { type: 'payment_intent', payment_intent: payment }, status: 'paid' }], has_more: false } });
  await deliver(here, tell('invoice.paid', invoice));
  assert.equal(await deliver(here, tell('refund.created', refund(payment))), 200);
  assert.deepEqual(await raised(here), [250, 1]);
  const [call] = here.recorder.calls;
  assert.deepEqual([call!.method, call!.path], ['GET', '/v1/invoice_payments']);
});

const silences: [what: string, answer: Answer][] = [
  ['Stripe is out of reach', 'reset'],
  ['Stripe knows nothing of its payment', stripeError(404, { code: 'resource_missing' })],
  ['the key may not read invoices', stripeError(403)],
];
for (const [what, answer] of silences) {
  test(`a refund is taken where ${what}, the owner is told, and it counts when its gift is known`, async (t) => {
    const here = await recorded(t);
    here.recorder.answer = () => answer;
    const session = paidSession();
    assert.equal(await deliver(here, tell('refund.created', refund(session.payment_intent))), 200);
    assert.match(here.logged.join('\n'), new RegExp(`${String(session.payment_intent)}.*invoices`));
    await deliver(here, tell('checkout.session.completed', session));
    assert.deepEqual(await raised(here), [1000, 1]);
  });
}

test('while Stripe does not answer, a flood of refunds does not ask it each time', async (t) => {
  const here = await recorded(t);
  here.recorder.answer = () => stripeError(403);
  for (let count = 0; count < 5; count++) assert.equal(await deliver(here, tell('refund.created', refund(newId('pi')))), 200);
  assert.equal(here.recorder.calls.length, 1);
});

test('once its gift is known, an event delivered again asks Stripe nothing', async (t) => {
  const here = await recorded(t);
  const session = paidSession();
  await deliver(here, tell('checkout.session.completed', session));
  const event = tell('refund.created', refund(session.payment_intent));
  for (let copy = 0; copy < 3; copy++) await deliver(here, event);
  assert.equal(here.recorder.calls.length, 0);
});
