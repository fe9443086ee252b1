// Random histories of gifts, told to the ledger in random ways. `npm run model -- 10000 7` tells ten thousand under seed 7.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance, seed } from '../shared/chance.ts';
import { Account } from './account.ts';
import { ledgerOf, openBench } from './bench.ts';
import { faultOf, openBenches, smallest } from './check.ts';
import { historyOf, type Giving, type Payment, type Refund } from './history.ts';
import { oracle } from './oracle.ts';
import { byWebhooks, cutPass, cuts, dealt, eventsOf, hear, pass } from './ways.ts';

const count = Number(process.env.HISTORIES ?? 1000);
const first = Number(process.env.HISTORY ?? 0);

/** How many share a ledger: few enough that looking into it stays cheap. */
const batch = 25;

test(`${count} histories in any order, repeated, lost and healed come to what their gifts come to`, async (t) => {
  t.diagnostic(`SEED=${seed}, histories ${first} to ${first + count - 1}`);
  let benches = await openBenches();
  for (let number = first; number < first + count; number++) {
    if (number % batch === 0) {
      for (const { ledger } of benches) await ledger.close();
      benches = await openBenches();
    }
    const history = historyOf(seed, number);
    const fault = await faultOf(history, seed, benches);
    if (!fault) continue;
    const small = await smallest(history, seed);
    assert.fail(`SEED=${seed} HISTORY=${number}: ${fault}\n\nthe smallest that fails: ${small.fault}\n${JSON.stringify(small.givings, null, 1)}`);
  }
});

test('a pass cut off after any page, in any way, and run again loses nothing', async () => {
  for (let number = 0; number < 12; number++) {
    const { name, givings } = historyOf(seed, number);
    const account = new Account(givings);
    account.advance();
    const whole = await openBench();
    let pages = 0;
    await pass(account, ledgerOf(whole, name), {}, () => (pages += 1));
    const rows = await whole.rows(name);
    for (let cutAfter = 0; cutAfter <= pages; cutAfter++) {
      for (const cut of cuts) {
        const bench = await openBench();
        const finished = await cutPass(account, ledgerOf(bench, name), cut, cutAfter);
        // The last page's facts and cursor are written after it was asked for; all else needs a page more.
        if (cutAfter < pages) assert.equal(finished, false, `${cut} after ${cutAfter} of ${pages} pages`);
        const again = await pass(account, ledgerOf(bench, name));
        assert.equal(again.finished, true);
        assert.deepEqual(await bench.rows(name), rows, `${name} of ${seed}, ${cut} after ${cutAfter} of ${pages} pages`);
        await bench.ledger.close();
      }
    }
    await whole.ledger.close();
  }
});

test('a second pass reads again what may have moved on, and calls nothing news', async () => {
  const { ledger } = await openBench();
  const account = new Account(Array.from({ length: 30 }, (_, number) => historyOf(seed, number).givings).flat());
  account.advance();
  const [one, two, full] = [await pass(account, ledger), await pass(account, ledger), await pass(account, ledger, { full: true })];
  const news = ({ lists }: typeof one) => lists.map((list) => list.news);
  assert.ok(news(one).some((found) => found > 0));
  assert.deepEqual([news(two), news(full)], [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]);
  const read = ({ lists }: typeof one) => lists.map((list) => list.read);
  assert.deepEqual(read(full), read(one), 'a full pass begins at the beginning');
  assert.ok(read(two).every((again, place) => again < read(one)[place]!), 'another one does not');
});

test('all histories in one ledger and one shuffle come to the same', async () => {
  const histories = Array.from({ length: 30 }, (_, number) => historyOf(seed, number));
  const givings = histories.flatMap((history) => history.givings);
  const bench = await openBench();
  for (const event of dealt(eventsOf(new Account(givings)), chance('one shuffle'))) await hear(bench.ledger, event);
  assert.deepEqual(await bench.totals(givings), oracle(givings));
});

test('webhooks of two copies of an account, each its own order, leave the same rows', async () => {
  for (let number = 0; number < 20; number++) {
    const { name, givings } = historyOf(seed, number);
    const [one, other] = [await openBench(), await openBench()];
    await byWebhooks(new Account(givings), one.ledger, chance('one order'));
    await byWebhooks(new Account(givings), other.ledger, chance('another order'));
    assert.deepEqual(await one.rows(name), await other.rows(name));
  }
});

test('runs that are always cut short after as many pages reach the last list in the end', async () => {
  const givings: Giving[] = Array.from({ length: 40 }, (_, place) => {
    const at = Date.UTC(2026, 5, 1) / 1000 + place;
    const refunds: Refund[] = [{ amount: 10, at, begins: 'succeeded', ends: 'succeeded', endsAt: at }];
    const payment: Payment = { amount: 500, at, settledAt: at, method: 'card', outcome: 'paid', refunds, dispute: undefined };
    return { name: `busy${place}`, campaign: 'busy', currency: 'USD', frequency: 'once', shop: undefined, invoiced: false, hesitation: 0, payments: [payment] };
  });
  const account = new Account(givings);
  account.advance();
  const bench = await openBench();
  for (let runs = 0, finished = false; !finished && runs < 100; runs++) finished = await cutPass(account, bench.ledger, 'time', 7); // the sessions are 14 pages
  assert.deepEqual(await bench.totals(givings), oracle(givings));
});
