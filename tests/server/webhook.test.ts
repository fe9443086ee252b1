import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { chance, seed } from '../shared/chance.ts';
import { deliver, dispute, paidInvoice, paidSession, raised, refund, signed, tell } from './events.ts';
import { recorded, problemOf, stand } from './stand.ts';

test('a paid session counts, and the answer names nothing', async (t) => {
  const here = await stand(t);
  const response = await here.send('/webhook', await signed(tell('checkout.session.completed', paidSession())));
  assert.deepEqual([response.status, await response.json()], [200, { received: true }]);
  assert.deepEqual(await raised(here), [1250, 1]);
});

test('nothing of the donor is written', async (t) => {
  const here = await stand(t);
  await deliver(here, tell('checkout.session.completed', paidSession()));
  assert.ok(!/reader@|A Reader/i.test(JSON.stringify(here.rows())));
});

test('one event delivered five times, one after the other and at once, counts once', async (t) => {
  const here = await stand(t);
  const event = tell('checkout.session.completed', paidSession());
  assert.equal(await deliver(here, event), 200);
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map(() => deliver(here, event))), [200, 200, 200, 200]);
  assert.deepEqual(await raised(here), [1250, 1]);
});

test('two different events that state one gift count once', async (t) => {
  const here = await stand(t);
  const session = paidSession();
  await deliver(here, tell('checkout.session.completed', session));
  await deliver(here, tell('checkout.session.async_payment_succeeded', session));
  assert.deepEqual(await raised(here), [1250, 1]);
});

test('a bank debit counts when its money comes, not when its session is complete', async (t) => {
  const here = await stand(t);
  const session = paidSession();
  await deliver(here, tell('checkout.session.completed', { ...session, payment_status: 'unpaid' }));
  assert.deepEqual(await raised(here), [0, 0]);
  await deliver(here, tell('checkout.session.async_payment_succeeded', session));
  assert.deepEqual(await raised(here), [1250, 1]);
  await deliver(here, tell('checkout.session.completed', { ...session, payment_status: 'unpaid' }));
  assert.deepEqual(await raised(here), [1250, 1], 'the older report comes late and takes nothing back');
});

test('a bank debit that never comes does not count', async (t) => {
  const here = await stand(t);
  const session = paidSession({ payment_status: 'unpaid' });
  await deliver(here, tell('checkout.session.completed', session));
  assert.equal(await deliver(here, tell('checkout.session.async_payment_failed', session)), 200);
  assert.deepEqual(await raised(here), [0, 0]);
});

test('each month of a gift counts, and its session does not count beside its first invoice', async (t) => {
  const here = await stand(t);
  const first = paidInvoice();
  await deliver(here, tell('checkout.session.completed', paidSession({ mode: 'subscription', payment_intent: null, invoice: first.id, amount_total: 500 })));
  assert.deepEqual(await raised(here), [0, 0]);
  await deliver(here, tell('invoice.paid', first));
  await deliver(here, tell('invoice.paid', paidInvoice()));
  assert.deepEqual(await raised(here), [1000, 2]);
});

const strangers: [what: string, type: string, object: () => Record<string, unknown>][] = [
  ['the owner\'s shop sold something', 'checkout.session.completed', () => paidSession({ metadata: {} })],
  ['the owner\'s shop sold something for a campaign of its own', 'checkout.session.completed', () => paidSession({ metadata: { campaign: 'default', frequency: 'once' } })],
  ['a session has no metadata', 'checkout.session.completed', () => paidSession({ metadata: null })],
  ['a session expired', 'checkout.session.expired', () => paidSession({ status: 'expired', payment_status: 'unpaid' })],
  ['a session is still open', 'checkout.session.completed', () => paidSession({ status: 'open' })],
  ['there was nothing to pay', 'checkout.session.completed', () => paidSession({ payment_status: 'no_payment_required', payment_intent: null, amount_total: 0 })],
  ['a method of payment was set up', 'checkout.session.completed', () => paidSession({ mode: 'setup', payment_intent: null, amount_total: null, currency: null })],
  ['the shop\'s invoice was paid', 'invoice.paid', () => paidInvoice({ parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_shop', metadata: { plan: 'gold' } } } })],
  ['an invoice without a parent was paid', 'invoice.paid', () => paidInvoice({ parent: null })],
  ['an invoice of nothing was paid', 'invoice.paid', () => paidInvoice({ amount_paid: 0 })],
  ['a dispute was opened, and no money moved yet', 'charge.dispute.created', () => dispute('pi_x')],
  ['an intent succeeded', 'payment_intent.succeeded', () => ({ id: 'pi_x', object: 'payment_intent', amount: 1250, currency: 'usd', metadata: { campaign: 'default' } })],
  ['a charge was refunded, which refunds tell in detail', 'charge.refunded', () => ({ id: 'ch_x', object: 'charge', amount_refunded: 5 })],
  ['there is a type of event nobody has heard of', 'tax.harmonised.everywhere', () => ({ id: 'x_1', object: 'x' })],
];
for (const [what, type, object] of strangers) {
  test(`where ${what}, the event is taken and no gift counts`, async (t) => {
    const here = await stand(t);
    assert.equal(await deliver(here, tell(type, object())), 200);
    assert.deepEqual(await raised(here), [0, 0]);
    assert.deepEqual(here.rows(), []);
  });
}

const misshapen: [what: string, type: string, object: () => Record<string, unknown>][] = [
  ['an amount in words', 'checkout.session.completed', () => paidSession({ amount_total: '1250' })],
  ['half a cent', 'checkout.session.completed', () => paidSession({ amount_total: 12.5 })],
  ['less than nothing', 'checkout.session.completed', () => paidSession({ amount_total: -1250 })],
  ['more than can be counted', 'checkout.session.completed', () => paidSession({ amount_total: 1e300 })],
  ['a currency that is none', 'checkout.session.completed', () => paidSession({ currency: 'dollars' })],
  ['an invoice\'s amount in words', 'invoice.paid', () => paidInvoice({ amount_paid: '500' })],
  ['a refund of less than nothing', 'refund.created', () => refund('pi_x', { amount: -5 })],
  ['a dispute without a currency', 'charge.dispute.funds_withdrawn', () => dispute('pi_x', { currency: null })],
];
for (const [what, type, object] of misshapen) {
  test(`a signed event of ours with ${what} is refused, and nothing is written`, async (t) => {
    const here = await stand(t);
    const response = await here.send('/webhook', await signed(tell(type, object())));
    assert.deepEqual([response.status, (await problemOf(response)).code], [400, 'event_refused']);
    assert.deepEqual(here.rows(), []);
  });
}

test('every order and any number of copies comes to the same total', async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const { whole } = chance('webhook');
  const [card, debit, other] = [paidSession(), paidSession({ amount_total: 3000 }), paidSession({ metadata: { campaign: 'boat', frequency: 'once', attempt: 'a' }, currency: 'eur' })];
  const [stands, fails] = [refund(card.payment_intent), refund(card.payment_intent, { amount: 500 })];
  const lost = dispute(debit.payment_intent, { amount: 3000 });
  const month = paidInvoice();
  const events = [
    tell('checkout.session.completed', card),
    tell('checkout.session.completed', { ...debit, payment_status: 'unpaid' }),
    tell('checkout.session.async_payment_succeeded', debit),
    tell('checkout.session.completed', other),
    tell('refund.created', stands),
    tell('refund.updated', stands),
    tell('refund.created', fails),
    tell('refund.failed', { ...fails, status: 'failed' }),
    tell('charge.dispute.funds_withdrawn', lost),
    tell('charge.dispute.funds_reinstated', lost),
    tell('invoice.paid', month),
  ];
  for (let round = 0; round < 12; round++) {
    const here = await recorded(t);
    here.recorder.answer = () => ({ status: 200, body: { object: 'list', data: [], has_more: false } });
    const dealt = events.flatMap((event) => Array.from({ length: whole(1, 3) }, () => ({ event, place: whole(0, 1e9) }))).toSorted((a, b) => a.place - b.place);
    for (const { event } of dealt) assert.equal(await deliver(here, event), 200);
    assert.deepEqual(await raised(here), [1250 - 250 + 3000 + 500, 3], dealt.map(({ event }) => event.type).join(' '));
    assert.deepEqual(await raised(here, 'boat'), [1250 + 10_050, 1]);
  }
});

test('with the ledger closed an event is not taken, and counts once when it is delivered again', async (t) => {
  const broken = await stand(t);
  const event = tell('checkout.session.completed', paidSession());
  await broken.ledger.close();
  const response = await broken.send('/webhook', await signed(event));
  assert.deepEqual([response.status, (await problemOf(response)).code], [503, 'ledger_unavailable']);
  const mended = await stand(t, {}, broken.file);
  assert.deepEqual(await raised(mended), [0, 0]);
  assert.deepEqual([await deliver(mended, event), await deliver(mended, event)], [200, 200]);
  assert.deepEqual(await raised(mended), [1250, 1]);
});

test('where a write fails an event is not taken, the owner is told, and it counts once when it is delivered again', async (t) => {
  const here = await stand(t);
  const other = new DatabaseSync(here.file);
  t.after(() => other.close());
  other.exec("CREATE TRIGGER full BEFORE INSERT ON gifts BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
  const event = tell('checkout.session.completed', paidSession());
  const response = await here.send('/webhook', await signed(event));
  assert.deepEqual([response.status, (await problemOf(response)).code], [503, 'ledger_unavailable']);
  assert.match(here.logged.join('\n'), /the disk is full/);
  other.exec('DROP TRIGGER full');
  assert.deepEqual([await deliver(here, event), await deliver(here, event)], [200, 200]);
  assert.deepEqual(await raised(here), [1250, 1]);
});
