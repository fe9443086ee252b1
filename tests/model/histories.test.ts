// Whether the histories are worth their name: Stripe's shapes, and everything in them that can happen to a gift.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventTypes } from '../../src/server/ledger/from-stripe.ts';
import { lacking } from '../sandbox/keys.ts';
import { seed } from '../shared/chance.ts';
import { Account, listed } from './account.ts';
import { historyOf, type Giving, type Payment } from './history.ts';
import { oracle } from './oracle.ts';
import type { Shape } from './shapes.ts';

const histories = Array.from({ length: 200 }, (_, number) => historyOf(seed, number));
const givings = histories.flatMap((history) => history.givings);
const ours = givings.filter(({ shop }) => !shop);
const account = new Account(givings);
account.advance();
const events = account.steps.flatMap((step) => step.events);
const last = (object: string) => account.list({ object, limit: 1_000_000 }).data;

test('one number under one seed is one history, under another seed another', () => {
  assert.deepEqual(historyOf(seed, 3), historyOf(seed, 3));
  assert.notDeepEqual(historyOf(seed, 3), historyOf(seed + 1, 3));
});

test('every event that states a fact occurs, among others that state none', () => {
  const types = new Set<string>(events.map(({ type }) => type));
  assert.deepEqual(eventTypes.filter((type) => !types.has(type)), []);
  for (const noise of ['charge.refunded', 'charge.dispute.created', 'charge.dispute.closed', 'invoice.payment_succeeded', 'charge.refund.updated']) assert.ok(types.has(noise), noise);
});

test('every object carries the keys of Stripe\'s own sample', () => {
  const kinds: [string, string][] = [...Object.values(listed).map(({ object }): [string, string] => [object, object]), ['event', 'event']];
  for (const [object, kind] of kinds) {
    const one: unknown = object === 'event' ? events[0] : last(object)[0];
    assert.deepEqual(lacking(one, kind), [], object);
  }
});

test('gifts, refunds and disputes end in every way there is', () => {
  const payments = ours.flatMap((giving) => giving.payments);
  const seen = new Set([
    ...ours.map(({ frequency, invoiced }) => `${frequency}${invoiced ? ' invoiced' : ''}`),
    ...payments.map(({ method, outcome }) => `${method} ${outcome}`),
    ...payments.flatMap(({ refunds }) => refunds.map(({ begins, ends }) => `refund ${begins} ${ends}`)),
    ...payments.map(({ dispute }) => `dispute ${dispute?.outcome}`),
    ...payments.map(({ refunds }) => `refunds ${Math.min(refunds.length, 3)}`),
    ...ours.map((giving) => `renewals ${giving.payments.length - 1}`),
    ...payments.map(({ refunds, dispute }) => (refunds.length && dispute ? 'refund and dispute' : '')),
  ]);
  const wanted = [
    'once', 'once invoiced', 'month', 'year', 'card paid', 'card failed', 'debit paid', 'debit failed', 'debit pending',
    'refund succeeded succeeded', 'refund succeeded failed', 'refund pending pending', 'refund pending succeeded', 'refund pending failed', 'refund pending canceled',
    'dispute opened', 'dispute withdrawn', 'dispute reinstated', 'dispute lost', 'refunds 2', 'refunds 3', 'renewals 5', 'refund and dispute',
  ];
  assert.deepEqual(wanted.filter((one) => !seen.has(one)), []);
});

test('many things happen in the same second, and the owner\'s shop is busy too', () => {
  const crowd = new Map<number, number>();
  for (const { created } of [...last('checkout.session'), ...last('invoice'), ...last('refund')]) crowd.set(created, (crowd.get(created) ?? 0) + 1);
  assert.ok([...crowd.values()].filter((many) => many > 1).length > 100);
  const shop = givings.filter(({ shop: metadata }) => metadata);
  const is = (fits: (giving: Giving) => unknown) => assert.ok(shop.some(fits), String(fits));
  is(({ payments }) => payments.length > 2);
  is(({ payments }) => payments.some(({ refunds }) => refunds.length));
  is(({ payments }) => payments.some(({ dispute }) => dispute));
  is(({ payments }) => payments[0]?.amount === 0);
  is(({ invoiced }) => invoiced);
  is(({ shop: metadata }) => metadata?.campaign && !metadata.attempt);
});

test('two events of one fact are two events, and no event is told twice by Stripe itself', () => {
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
});

test('the oracle counts what is plain to see', () => {
  const payment: Payment = { amount: 1000, at: 0, settledAt: 0, method: 'card', outcome: 'paid', refunds: [], dispute: undefined };
  const giving: Giving = { name: 'h', campaign: 'boat', currency: 'USD', frequency: 'once', shop: undefined, invoiced: false, hesitation: 0, payments: [payment] };
  const refund = { at: 0, begins: 'pending', endsAt: 0 } as const;
  const dispute = { amount: 600, at: 0, withdrawnAt: 0, endsAt: 0 };
  const total = (...changes: Partial<Payment>[]) => oracle([{ ...giving, payments: changes.map((change) => ({ ...payment, ...change })) }])['boat USD'];
  assert.deepEqual(total({}, {}), { raised: 2000, gifts: 2 });
  assert.deepEqual(total({ outcome: 'pending' }, { outcome: 'failed' }), undefined);
  assert.deepEqual(total({ refunds: [{ ...refund, amount: 1, ends: 'succeeded' }, { ...refund, amount: 20, ends: 'pending' }, { ...refund, amount: 300, ends: 'failed' }, { ...refund, amount: 300, ends: 'canceled' }] }), { raised: 979, gifts: 1 });
  assert.deepEqual((['opened', 'withdrawn', 'reinstated', 'lost'] as const).map((outcome) => total({ dispute: { ...dispute, outcome } })?.raised), [1000, 400, 1000, 400]);
  assert.deepEqual(oracle([{ ...giving, shop: {} }]), {});
});

test('a list is read by pages as Stripe reads it: newest first, by status, from a moment on, from an object on', () => {
  const all = last('refund');
  const paged: Shape[] = [];
  for (let more = true, after: string | null = null; more; ) {
    const page = account.list({ object: 'refund', after, limit: 7 });
    paged.push(...page.data);
    after = page.data.at(-1)!.id;
    more = page.has_more;
  }
  assert.deepEqual(paged.map(({ id }) => id), all.map(({ id }) => id));
  assert.ok(all.every(({ created }, place) => place === 0 || created <= all[place - 1]!.created));
  const since = all[9]!.created;
  assert.equal(account.list({ object: 'refund', since, limit: 1000 }).data.length, all.filter(({ created }) => created >= since).length);
  assert.ok(account.list({ object: 'checkout.session', status: 'complete', limit: 1000 }).data.every(({ status }) => status === 'complete'));
});
