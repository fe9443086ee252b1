// Writes that arrive together share a transaction. Nobody may notice but by the clock.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { reads, type Database, type Statement } from '../../src/server/ledger/database.ts';
import { grouped } from '../../src/server/ledger/grouped.ts';
import { openLedger, type Ledger } from '../../src/server/ledger/ledger.ts';
import { chosenDatabases, startDatabase, titles, type System } from '../support/databases.ts';
import { gift, select, sumOf } from './facts.ts';

/** A database that keeps account of its transactions, whose writes wait at a gate, and whose answers to questions may be held up. */
function watched(database: Database) {
  const transactions: Statement[][] = [];
  const self: { transactions: Statement[][]; gate: Promise<void>; answer: Promise<void> } = { transactions, gate: Promise.resolve(), answer: Promise.resolve() };
  const run = async (...statements: Statement[]) => {
    transactions.push(statements);
    if (!statements.every(reads)) await self.gate;
    const rows = await database.run(...statements);
    if (statements.every(reads)) await self.answer;
    return rows;
  };
  return Object.assign(self, { database: { ...database, run } satisfies Database });
}

const all = <Item>(count: number, make: (number: number) => Item): Item[] => Array.from({ length: count }, (_, number) => make(number));

for (const name of chosenDatabases().filter((one) => one !== 'd1')) {
  describe(`writes in groups on ${titles[name]}`, () => {
    let system: System | undefined;
    before(async () => { system = await startDatabase(name); });
    after(() => system?.stop());

    async function open(t: { after(undo: () => unknown): void }) {
      const place = await system!.empty(t);
      const watch = watched(await place.connect());
      const ledger: Ledger = await openLedger(grouped(watch.database), 'test');
      watch.transactions.length = 0;
      return { ledger, watch, other: await place.connect() };
    }

    test('a hundred that come at once are two transactions, and each hears how much of it was news', async (t) => {
      const { ledger, watch } = await open(t);
      const news = await Promise.all(all(100, (number) => ledger.record(number % 2 ? [gift(`pi_${number}`), gift(`in_${number}`)] : [gift('pi_same')])));
      assert.equal(watch.transactions.length, 2);
      assert.deepEqual(news, all(100, (number) => (number % 2 ? 2 : Number(number === 0))));
      assert.equal(await sumOf(ledger), 'USD 1010000 of 101');
    });

    test('what comes while one is under way goes with the next', async (t) => {
      const { ledger, watch } = await open(t);
      let go = () => {};
      watch.gate = new Promise((resolve) => { go = resolve; });
      const first = ledger.record([gift('pi_first')]);
      while (watch.transactions.length === 0) await turn();
      const rest = all(10, (number) => ledger.record([gift(`pi_${number}`)]));
      for (let time = 0; time < 5; time += 1) await turn();
      assert.equal(watch.transactions.length, 1, 'never two at a time');
      go();
      await Promise.all([first, ...rest]);
      assert.equal(watch.transactions.length, 2);
    });

    test('one that cannot be written fails alone', async (t) => {
      const { ledger } = await open(t);
      const outcomes = await Promise.allSettled(all(20, (number) => ledger.record([gift(`pi_a${number}`), gift(`pi_b${number}`, number === 7 ? { amount: -1 } : {})])));
      assert.deepEqual(outcomes.map(({ status }) => status), all(20, (number) => (number === 7 ? 'rejected' : 'fulfilled')));
      assert.equal(((outcomes[7] as PromiseRejectedResult).reason as { code: string }).code, 'ledger_unavailable');
      assert.equal(await sumOf(ledger), 'USD 380000 of 38', 'of the bad one nothing, of the others all');
    });

    test('who is answered finds it written, seen from another connection', async (t) => {
      const { ledger, other } = await open(t);
      await Promise.all(all(30, async (number) => {
        await ledger.record([gift(`pi_${number}`)]);
        assert.equal((await select(other, `SELECT id FROM gifts WHERE id = 'pi_${number}'`)).length, 1);
      }));
    });

    test('who only reads waits for no write', async (t) => {
      const { ledger, watch } = await open(t);
      await ledger.record([gift('pi_1')]);
      let go = () => {};
      watch.gate = new Promise((resolve) => { go = resolve; });
      const writing = ledger.record([gift('pi_2')]);
      while (watch.transactions.length < 2) await turn();
      assert.equal(await sumOf(ledger), 'USD 10000 of 1');
      go();
      await writing;
      assert.equal(await sumOf(ledger), 'USD 20000 of 2');
    });

    test('a hundred who ask the same at once are two questions; who asks another gets their own', async (t) => {
      const { ledger, watch } = await open(t);
      await ledger.record([gift('pi_1'), gift('pi_2', { campaign: 'boat' })]);
      watch.transactions.length = 0;
      const sums = await Promise.all(all(100, (number) => sumOf(ledger, number === 50 ? 'boat' : 'default')));
      assert.deepEqual(sums, all(100, () => 'USD 10000 of 1'));
      assert.equal(watch.transactions.length, 3);
      assert.equal(await sumOf(ledger), 'USD 10000 of 1');
      assert.equal(watch.transactions.length, 4, 'and nothing is kept');
    });

    test('who asks after a gift was written is told of it, though an older question is not answered yet', async (t) => {
      const { ledger, watch } = await open(t);
      let go = () => {};
      watch.answer = new Promise((resolve) => { go = resolve; });
      const before = sumOf(ledger);
      for (let time = 0; time < 20; time += 1) await turn(); // it has been read
      await ledger.record([gift('pi_1')]);
      const after = sumOf(ledger);
      go();
      assert.equal(await after, 'USD 10000 of 1');
      await before;
    });

    test('while the database is gone each of them fails; when it is back the same are written', async (t) => {
      const { ledger, watch } = await open(t);
      watch.gate = Promise.reject(new Error('gone'));
      watch.gate.catch(() => undefined); // each asks it later
      const outcomes = await Promise.allSettled(all(5, (number) => ledger.record([gift(`pi_${number}`)])));
      assert.deepEqual(outcomes.map(({ status }) => status), all(5, () => 'rejected'));
      watch.gate = Promise.resolve();
      assert.deepEqual(await Promise.all(all(5, (number) => ledger.record([gift(`pi_${number}`)]))), all(5, () => 1));
    });
  });
}
