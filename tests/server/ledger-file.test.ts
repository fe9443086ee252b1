import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { openLedger } from '../../src/server/app.ts';
import type { Fact, GiftFact } from '../../src/server/ledger/facts.ts';
import { count, merge } from '../../src/server/ledger/merging.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { folder } from './stand.ts';

// The ledger's file: from empty, opened again, by a newer and by an older program, and by several at once.

const gift = (id: string): GiftFact => ({ kind: 'gift', id, campaign: 'default', frequency: 'once', amount: 1000, currency: 'USD', state: 'paid' });
const newFile = async (t: TestContext) => join(await folder(t), 'ledger.db');

test('an empty file becomes a ledger, and keeps its gifts when it is opened again', async (t) => {
  const file = await newFile(t);
  for (let opening = 1; opening <= 3; opening++) {
    const ledger = await openLedger(await openSqlite(file), 'test');
    assert.equal((await ledger.balances('default'))[0]?.gifts ?? 0, opening - 1);
    await ledger.record([gift(`pi_${opening}`)]);
    await ledger.close();
  }
});

test('a ledger of a newer version is refused in words, and left as it is', async (t) => {
  const file = await newFile(t);
  const ledger = await openLedger(await openSqlite(file), 'test');
  await ledger.record([gift('pi_1')]);
  await ledger.close();
  const database = new DatabaseSync(file);
  t.after(() => database.close());
  database.exec('INSERT INTO schema_version (version) VALUES (999)');
  const newer = await openSqlite(file);
  await assert.rejects(openLedger(newer, 'test'), /schema version 999.*newer/);
  await newer.close();
  assert.deepEqual(database.prepare('SELECT COUNT(*) AS count FROM gifts').get()!.count, 1);
  assert.equal(database.prepare('SELECT MAX(version) AS version FROM schema_version').get()!.version, 999);
});

for (const [first, second] of [['test', 'live'], ['live', 'test']] as const) {
  test(`a ledger of ${first} gifts never takes a ${second} one`, async (t) => {
    const file = await newFile(t);
    const ledger = await openLedger(await openSqlite(file), first);
    await ledger.record([gift('pi_1')]);
    await ledger.close();
    const database = await openSqlite(file);
    t.after(() => database.close());
    await assert.rejects(openLedger(database, second), new RegExp(`holds ${first} gifts.*${second} key`));
    const again = await openLedger(await openSqlite(file), first);
    assert.equal((await again.balances('default'))[0]!.raised, 1000);
    await again.close();
  });
}

test('two that begin on one empty file at once both have a ledger', async (t) => {
  const file = await newFile(t);
  const ledgers = await Promise.all([1, 2, 3].map(async () => openLedger(await openSqlite(file), 'test')));
  await Promise.all(ledgers.map((ledger, place) => ledger.record([gift(`pi_${place}`)])));
  for (const ledger of ledgers) {
    assert.equal((await ledger.balances('default'))[0]!.gifts, 3);
    await ledger.close();
  }
});

test('three that write at once lose nothing and count nothing twice', async (t) => {
  const file = await newFile(t);
  const ledger = await openLedger(await openSqlite(file), 'test');
  t.after(() => ledger.close());
  // Each writes 400 gifts, one by one; 200 of them are the next one's too.
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const starts = [0, 200, 400];
  const writers = starts.map((from) => new Worker(new URL('ledger-writer.ts', import.meta.url), { workerData: { file, from, count: 400, gate, writers: starts.length }, execArgv: ['--disable-warning=ExperimentalWarning'] }));
  await Promise.all(writers.map((worker) => new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}`))));
  })));
  assert.deepEqual(await ledger.balances('default'), [{ currency: 'USD', raised: 800_000, gifts: 800 }]);
});

test('however many gifts there are, recording reads only the rows it is about', async (t) => {
  const database = await openSqlite(await newFile(t));
  t.after(() => database.close());
  await openLedger(database, 'test');
  const money = { amount: 1, currency: 'USD' };
  const facts: Fact[] = [
    gift('pi_1'), { kind: 'tie', payment: 'pi_2', gift: 'in_2' },
    { kind: 'refund', id: 're_1', payment: 'pi_1', state: 'standing', ...money }, { kind: 'dispute', id: 'dp_1', payment: 'pi_1', state: 'undone', ...money },
  ];
  for (const { sql, params } of facts.flatMap((fact) => [...count(fact), merge(fact)])) {
    const [plan] = await database.run({ sql: `EXPLAIN QUERY PLAN ${sql}`, params });
    const details = plan!.map(({ detail }) => String(detail));
    assert.deepEqual(details.filter((detail) => /SCAN (gifts|reversals|ties|totals)|AUTOMATIC/.test(detail)), [], sql);
  }
});

test('a second connection sees all of a write or none of it', async (t) => {
  const file = await newFile(t);
  const [writer, reader] = [await openLedger(await openSqlite(file), 'test'), await openLedger(await openSqlite(file), 'test')];
  t.after(() => Promise.all([writer.close(), reader.close()]));
  const seen = new Set<number>();
  for (let round = 0; round < 20; round++) {
    const [, balances] = await Promise.all([writer.record([gift(`pi_a${round}`), gift(`pi_b${round}`)]), reader.balances('default')]);
    seen.add((balances[0]?.gifts ?? 0) % 2);
  }
  assert.deepEqual([...seen], [0]);
});
