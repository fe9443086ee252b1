import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../../src/server/ledger/facts.ts';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import type { System } from '../support/databases.ts';
import { chance } from '../shared/chance.ts';
import { apart, dispute, gift, permutations, refund, rowsOf, sumOf, tie, under } from './facts.ts';

/** What happened, and what the campaign comes to whatever order it is heard in. */
const stories: [name: string, facts: Fact[], sum: string][] = [
  ['a debit that was pending, failed and came after all, with a refund that failed', [
    gift('pi_1', { state: 'pending' }), gift('pi_1', { state: 'failed' }), gift('pi_1'), refund('re_1', 'pi_1', 4000), refund('re_1', 'pi_1', 4000, { state: 'undone' }),
  ], 'USD 10000 of 1'],
  ['a debit that never came, refunded by mistake', [
    gift('pi_1', { state: 'pending' }), gift('pi_1', { state: 'failed' }), refund('re_1', 'pi_1', 4000), tie('pi_1', 'in_other'), gift('pi_2'),
  ], 'USD 10000 of 1'],
  ['a one-time gift refunded in parts, one of which failed, and disputed', [
    gift('pi_1'), refund('re_1', 'pi_1', 1000), refund('re_2', 'pi_1', 2000), refund('re_2', 'pi_1', 2000, { state: 'undone' }), dispute('dp_1', 'pi_1', 9000),
  ], 'USD 0 of 1'],
  ['a dispute won, beside a refund that stands', [
    gift('pi_1'), dispute('dp_1', 'pi_1', 10_000), dispute('dp_1', 'pi_1', 10_000, { state: 'undone' }), refund('re_1', 'pi_1', 2500), gift('pi_1', { state: 'pending' }),
  ], 'USD 7500 of 1'],
  ['two months of a gift, the second refunded', [
    gift('in_1'), gift('in_2'), tie('pi_1', 'in_1'), tie('pi_2', 'in_2'), refund('re_2', 'pi_2', 10_000),
  ], 'USD 10000 of 2'],
  ['a renewal refunded in parts and disputed', [
    gift('in_1'), tie('pi_1', 'in_1'), refund('re_1', 'pi_1', 1), refund('re_2', 'pi_1', 2), dispute('dp_1', 'pi_1', 3),
  ], 'USD 9994 of 1'],
  // With `invoice_creation` on, a one-time gift has an invoice too, and a tie to it.
  ['a one-time gift whose payment is tied to an invoice that is no gift', [
    gift('pi_1'), tie('pi_1', 'in_1'), refund('re_1', 'pi_1', 3000), dispute('dp_1', 'pi_1', 500), dispute('dp_1', 'pi_1', 500, { state: 'undone' }),
  ], 'USD 7000 of 1'],
  ["the owner's shop in the same account", [
    tie('pi_shop', 'in_shop'), refund('re_shop', 'pi_shop', 99_000), dispute('dp_shop', 'pi_shop', 98_000), gift('pi_1'), refund('re_1', 'pi_1', 10_000),
  ], 'USD 0 of 1'],
];

/** All of the stories as one, in two campaigns and two currencies. */
const everything = stories.flatMap(([, facts], number) => apart(facts, String(number)).map((fact): Fact => {
  if (fact.kind === 'tie') return fact;
  const currency = number % 2 ? 'EUR' : 'USD';
  return fact.kind === 'gift' ? { ...fact, currency, campaign: number < 4 ? 'default' : 'boat' } : { ...fact, currency };
}));
const total = { default: 'EUR 17500 of 2, USD 10000 of 2', boat: 'EUR 9994 of 2, USD 17000 of 3' };

export function mergingTests(system: () => System): void {
  for (const [name, facts, sum] of stories) {
    test(`${name}: every order comes to ${sum}`, async (t) => {
      const database = await (await system().empty(t)).connect();
      const ledger = await openLedger(database, 'test');
      const orders = permutations(facts).map((order, number) => apart(order, String(number)));
      // The orders are about different payments, so the nth facts of all of them can be recorded in one go.
      for (const step of facts.keys()) await ledger.record(orders.map((order) => order[step]!));
      const sums = await Promise.all(orders.map((_, number) => sumOf(ledger, `default~${number}`)));
      const rows = await rowsOf(database);
      const expected = under('0', rows);
      assert.equal(expected.length, new Set(facts.map((fact) => (fact.kind === 'tie' ? `tie ${fact.payment}` : fact.id))).size);
      orders.forEach((order, number) => {
        assert.equal(sums[number], sum, JSON.stringify(order));
        assert.deepEqual(under(String(number), rows), expected, JSON.stringify(order));
      });
    });
  }

  test('facts several times over, in any order and in batches of any size, by two at once, are one ledger', async (t) => {
    const { whole, of } = chance('merging');
    let expected: unknown;
    for (let round = 0; round < 12; round += 1) {
      const place = await system().empty(t);
      const ledgers = await Promise.all([openLedger(await place.connect(), 'test'), openLedger(await place.connect(), 'test')]);
      const told = everything.flatMap((fact) => Array.from({ length: whole(1, 3) }, () => fact));
      const heard = Array.from({ length: told.length }, () => told.splice(whole(0, told.length - 1), 1)[0]!);
      const batches: Fact[][] = [];
      while (heard.length > 0) batches.push(heard.splice(0, whole(1, 9)));
      while (batches.length > 0) await Promise.all(ledgers.map((ledger) => ledger.record(batches.pop() ?? [])));
      for (const [campaign, sum] of Object.entries(total)) assert.equal(await sumOf(of(ledgers), campaign), sum);
      const rows = await rowsOf(await place.connect());
      assert.deepEqual(rows, (expected ??= rows));
      assert.equal(await ledgers[0].record(everything), 0, 'nothing of it is news any more');
    }
  });

  test('only what the ledger did not know is news', async (t) => {
    const ledger = await openLedger(await (await system().empty(t)).connect(), 'test');
    const steps: [Fact[], number][] = [
      [[], 0],
      [[gift('pi_1', { state: 'pending' })], 1], [[gift('pi_1', { state: 'pending' })], 0],
      [[gift('pi_1')], 1], [[gift('pi_1')], 0], [[gift('pi_1', { state: 'failed' })], 0], [[gift('pi_1', { state: 'pending' })], 0],
      [[refund('re_1', 'pi_1', 1), refund('re_1', 'pi_1', 1)], 1], [[refund('re_1', 'pi_1', 1, { state: 'undone' })], 1], [[refund('re_1', 'pi_1', 1)], 0],
      [[dispute('dp_1', 'pi_1', 1)], 1], [[tie('pi_2', 'in_2')], 1], [[tie('pi_2', 'in_2')], 0],
      [[gift('pi_1'), gift('in_2'), tie('pi_2', 'in_2'), gift('in_3'), tie('pi_3', 'in_3')], 3],
    ];
    for (const [facts, news] of steps) assert.equal(await ledger.record(facts), news, JSON.stringify(facts));
  });

  test('campaigns and currencies are kept apart', async (t) => {
    const ledger = await openLedger(await (await system().empty(t)).connect(), 'test');
    await ledger.record([
      gift('pi_1'), gift('pi_2', { currency: 'JPY', amount: 500 }), gift('pi_3', { currency: 'EUR', amount: 7 }),
      gift('pi_4', { campaign: 'boat', currency: 'EUR', amount: 9 }), refund('re_4', 'pi_4', 9, { currency: 'EUR' }),
      gift('pi_5', { campaign: 'quiet', state: 'pending' }), gift('pi_6', { campaign: 'quiet', state: 'failed' }),
    ]);
    assert.equal(await sumOf(ledger), 'EUR 7 of 1, JPY 500 of 1, USD 10000 of 1');
    assert.equal(await sumOf(ledger, 'boat'), 'EUR 0 of 1');
    for (const nothing of ['quiet', 'Default', 'default ', 'd%', '']) assert.equal(await sumOf(ledger, nothing), '', nothing);
  });

  test('sums far beyond 32 bits are exact', async (t) => {
    const ledger = await openLedger(await (await system().empty(t)).connect(), 'test');
    await ledger.record([gift('pi_1', { amount: 2_147_483_647 }), gift('pi_2', { amount: 2_147_483_648 }), gift('pi_3', { amount: 99_999_999 })]);
    assert.equal(await sumOf(ledger), 'USD 4394967294 of 3');
    const halves = [4_503_599_627_370_495, 4_503_599_627_370_496]; // together the largest integer a number holds
    await ledger.record(halves.map((amount, number) => gift(`in_${number}`, { amount, campaign: 'large' })));
    assert.equal(await sumOf(ledger, 'large'), `USD ${Number.MAX_SAFE_INTEGER} of 2`);
    await ledger.record([tie('pi_0', 'in_0'), refund('re_0', 'pi_0', 9_000_000_000_000_000 / 2), refund('re_1', 'pi_0', 1)]);
    assert.equal(await sumOf(ledger, 'large'), 'USD 4507199254740990 of 2');
    await ledger.record(Array.from({ length: 999 }, (_, number) => gift(`pi_many_${number}`, { amount: 9_000_000_000_001, campaign: 'many' })));
    assert.equal(await sumOf(ledger, 'many'), 'USD 8991000000000999 of 999');
  });
}
