import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openLedger, type Ledger } from '../../src/server/app.ts';
import type { Fact, GiftFact, ReversalFact } from '../../src/server/ledger/facts.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { chance, seed } from '../shared/chance.ts';

// Facts commute: whatever the order, however many copies, the balance is the same.

const gift = (id: string, change: Partial<GiftFact> = {}): GiftFact => ({ kind: 'gift', id, campaign: 'default', frequency: 'once', amount: 1000, currency: 'USD', state: 'paid', ...change });
const reversal = (id: string, payment: string, change: Partial<ReversalFact> = {}): ReversalFact => ({ kind: 'refund', id, payment, amount: 300, currency: 'USD', state: 'standing', ...change });

async function inMemory(t: TestContext): Promise<Ledger> {
  const ledger = await openLedger(await openSqlite(':memory:'), 'test');
  t.after(() => ledger.close().catch(() => undefined)); // a test that opens many closes them itself
  return ledger;
}
const balance = async (ledger: Ledger, campaign = 'default', currency = 'USD') => {
  const { raised, gifts } = (await ledger.balances(campaign)).find((one) => one.currency === currency) ?? { raised: 0, gifts: 0 };
  return [raised, gifts];
};

const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length === 0 ? [[]] : items.flatMap((item, place) => orders(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));

const stories: [what: string, facts: Fact[], raised: number, gifts: number][] = [
  ['a gift and its refund', [gift('pi_1'), reversal('re_1', 'pi_1')], 700, 1],
  ['a bank debit that came', [gift('pi_1', { state: 'pending' }), gift('pi_1')], 1000, 1],
  ['a bank debit that did not come', [gift('pi_1', { state: 'pending' }), gift('pi_1', { state: 'failed' })], 0, 0],
  ['a bank debit that failed first and came after all', [gift('pi_1', { state: 'pending' }), gift('pi_1', { state: 'failed' }), gift('pi_1')], 1000, 1],
  ['a refund that failed, and a part that stands', [gift('pi_1'), reversal('re_1', 'pi_1'), reversal('re_1', 'pi_1', { state: 'undone' }), reversal('re_2', 'pi_1', { amount: 100 })], 900, 1],
  ['a dispute that was won back', [gift('pi_1'), reversal('dp_1', 'pi_1', { kind: 'dispute', amount: 1000 }), reversal('dp_1', 'pi_1', { kind: 'dispute', amount: 1000, state: 'undone' })], 1000, 1],
  ['a dispute that was lost', [gift('pi_1'), reversal('dp_1', 'pi_1', { kind: 'dispute', amount: 1000 }), gift('pi_2')], 1000, 2],
  ['a month refunded by the payment that paid its invoice', [gift('in_1', { frequency: 'month' }), { kind: 'tie', payment: 'pi_1', gift: 'in_1' }, reversal('re_1', 'pi_1'), gift('in_2', { frequency: 'month' })], 1700, 2],
  ['a refund of somebody else\'s payment', [gift('pi_1'), reversal('re_1', 'pi_other'), reversal('re_2', 'pi_1', { amount: 1 })], 999, 1],
  ['the refund of a debit that did not come', [gift('pi_1', { state: 'failed' }), reversal('re_1', 'pi_1')], 0, 0],
];
for (const [what, facts, raised, gifts] of stories) {
  test(`${what} comes to ${raised}, told in any order, once and twice`, async (t) => {
    for (const order of orders(facts)) {
      const ledger = await inMemory(t);
      for (const fact of order) await ledger.record([fact]);
      assert.deepEqual(await balance(ledger), [raised, gifts], JSON.stringify(order));
      await ledger.record(order.toReversed());
      assert.deepEqual(await balance(ledger), [raised, gifts], `told twice: ${JSON.stringify(order)}`);
      await ledger.close();
    }
  });
}

test('a longer story comes to one balance in hundreds of orders', async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const { whole } = chance('merge');
  const facts = stories.flatMap(([, told], place) => told.map((fact): Fact => JSON.parse(JSON.stringify(fact).replaceAll(/"(pi|in|re|dp)_/g, `"$1_${place}_`)) as Fact));
  const raised = stories.reduce((sum, [, , one]) => sum + one, 0);
  const gifts = stories.reduce((sum, [, , , one]) => sum + one, 0);
  for (let round = 0; round < 200; round++) {
    const ledger = await inMemory(t);
    const dealt = facts.flatMap((fact) => Array.from({ length: whole(1, 2) }, () => ({ fact, place: whole(0, 1e9) }))).toSorted((a, b) => a.place - b.place).map(({ fact }) => fact);
    while (dealt.length > 0) await ledger.record(dealt.splice(0, whole(1, 5)));
    assert.deepEqual(await balance(ledger), [raised, gifts]);
    await ledger.close();
  }
});

test('campaigns and currencies stand apart, and so do their refunds', async (t) => {
  const ledger = await inMemory(t);
  await ledger.record([
    gift('pi_1'), gift('pi_2', { currency: 'EUR', amount: 2000 }), gift('pi_3', { campaign: 'boat', amount: 4000 }), gift('pi_4', { campaign: 'boat', currency: 'JPY', amount: 8000 }),
    reversal('re_2', 'pi_2', { currency: 'EUR' }), reversal('re_4', 'pi_4', { currency: 'JPY', amount: 8000 }),
  ]);
  assert.deepEqual(await ledger.balances('default'), [{ currency: 'EUR', raised: 1700, gifts: 1 }, { currency: 'USD', raised: 1000, gifts: 1 }]);
  assert.deepEqual(await ledger.balances('boat'), [{ currency: 'JPY', raised: 0, gifts: 1 }, { currency: 'USD', raised: 4000, gifts: 1 }]);
  assert.deepEqual(await ledger.balances('none'), []);
});

test('sums beyond 32 bits are exact to the last cent', async (t) => {
  const ledger = await inMemory(t);
  const facts = Array.from({ length: 2000 }, (_, place) => gift(`pi_${place}`, { amount: 99_999_999 }));
  await ledger.record(facts);
  assert.deepEqual(await balance(ledger), [2000 * 99_999_999, 2000]);
});

test('facts are written all or none', async (t) => {
  const ledger = await inMemory(t);
  await assert.rejects(ledger.record([gift('pi_1'), gift('pi_2', { amount: -5 })]), { code: 'ledger_unavailable' });
  await assert.rejects(ledger.record([gift('pi_3'), gift('pi_4', { currency: null as unknown as string })]), { code: 'ledger_unavailable' });
  assert.deepEqual(await ledger.balances('default'), []);
  await ledger.record([gift('pi_1')]);
  assert.deepEqual(await balance(ledger), [1000, 1]);
});

test('what stands in ids and names is data, never SQL', async (t) => {
  const ledger = await inMemory(t);
  const name = "x'); DROP TABLE gifts; --";
  await ledger.record([gift(name, { campaign: name })]);
  assert.deepEqual(await balance(ledger, name), [1000, 1]);
});

test('an attempt keeps the time its session expires, however often it asks', async (t) => {
  const ledger = await inMemory(t);
  const first = await ledger.expiryOf('attempt-1');
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_600_000 });
  assert.equal(await ledger.expiryOf('attempt-1'), first);
  assert.ok((await ledger.expiryOf('attempt-2')) >= first + 3600);
});
