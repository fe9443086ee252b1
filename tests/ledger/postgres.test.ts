// What only a server can be asked: many connections at once, connections that are cut, a server that goes and comes back.
import assert from 'node:assert/strict';
import dns from 'node:dns';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/server/ledger/database.ts';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import { openPostgres } from '../../src/server/ledger/postgres.ts';
import { chance } from '../shared/chance.ts';
import { chosenDatabases } from '../support/databases.ts';
import { startPostgres, type Cluster } from '../support/postgres.ts';
import { gift, refund, rowsOf, sumOf, tie } from './facts.ts';
import { startProxy } from './proxy.ts';

interface Scope {
  after(undo: () => unknown): void;
}

const connections = 8; // of the driver's pool
const timeout = 60_000; // milliseconds; what hangs has failed

/** All connections are in order again: as many slow questions as there are connections take as long as one. */
async function allAnswer(database: Database): Promise<void> {
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, () => database.run({ sql: 'SELECT pg_sleep(0.2)' })));
  assert.ok(performance.now() - start < 200 * (connections - 1), 'some connections are lost');
}

if (chosenDatabases().includes('postgres')) {
  let cluster: Cluster | undefined;
  before(async () => { cluster = await startPostgres(); });
  after(() => cluster?.stop());

  /** A database of its own, as several processes see it. */
  async function empty(t: Scope, count = 1): Promise<Database[]> {
    const url = await cluster!.createDatabase();
    const databases = await Promise.all(Array.from({ length: count }, () => openPostgres(url)));
    t.after(() => Promise.all(databases.map((database) => database.close())));
    return databases;
  }

  test('many that record the same gifts at once, in every order, count each once', async (t) => {
    const databases = await empty(t, 3);
    const ledgers = await Promise.all(databases.map((database) => openLedger(database, 'test')));
    const { whole } = chance('postgres');
    const facts = Array.from({ length: 60 }, (_, number) => [gift(`pi_${number}`, { state: 'pending' }), gift(`pi_${number}`), refund(`re_${number}`, `pi_${number}`, 1), tie(`pi_${number}`, `in_${number}`)]).flat();
    const news = await Promise.all(Array.from({ length: 90 }, (_, number) =>
      ledgers[number % 3]!.record(Array.from({ length: 20 }, () => facts[whole(0, facts.length - 1)]!))));
    await Promise.all(ledgers.map((ledger) => ledger.record(facts)));
    assert.equal(await sumOf(ledgers[0]!), 'USD 599940 of 60');
    assert.equal((await rowsOf(databases[0]!)).length, 180);
    assert.ok(news.every((count) => count <= 20));
  });

  test('of two transactions that wait for each other, one is tried again', async (t) => {
    const [database] = await empty(t);
    await database!.run({ sql: 'CREATE TABLE places (id TEXT, used INTEGER)' }, { sql: "INSERT INTO places VALUES ('a', 0), ('b', 0)" }, { sql: 'CREATE SEQUENCE begun' });
    const use = (first: string, second: string) => database!.run(
      { sql: "SELECT nextval('begun')" }, // is not taken back with the transaction: it counts the tries
      { sql: 'UPDATE places SET used = used + 1 WHERE id = ?', params: [first] },
      { sql: 'SELECT pg_sleep(0.2)' },
      { sql: 'UPDATE places SET used = used + 1 WHERE id = ?', params: [second] },
    );
    await Promise.all([use('a', 'b'), use('b', 'a')]);
    const [places, begun] = await database!.run({ sql: 'SELECT DISTINCT used FROM places' }, { sql: 'SELECT last_value FROM begun' });
    assert.deepEqual(places, [{ used: 2 }]);
    assert.equal(Number(begun![0]!.last_value), 3, 'two transactions, one of them twice');
  });

  /** Records until it is told to stop; what was acknowledged must be there, and of each batch all or nothing. */
  function writing(t: Scope, database: Database, writers: number) {
    const work = { stopped: false, number: 0 };
    t.after(() => { work.stopped = true; });
    const acknowledged = new Set<number>();
    const errors = new Set<string>();
    const ledger = openLedger(database, 'test');
    const done = Promise.all(Array.from({ length: writers }, async () => {
      while (!work.stopped) {
        const batch = work.number++;
        try {
          await (await ledger).record(Array.from({ length: 5 }, (_, place) => gift(`pi_${batch}_${place}`)));
          acknowledged.add(batch);
        } catch (error) {
          errors.add((error as Error).message);
          await sleep(5);
        }
      }
    }));
    return {
      acknowledged,
      async stop() {
        work.stopped = true;
        await done;
        const counts = new Map<string, number>();
        for (const { id } of await rowsOf(database)) counts.set(String(id).split('_')[1]!, (counts.get(String(id).split('_')[1]!) ?? 0) + 1);
        assert.deepEqual(new Set(counts.values()), new Set([5]), 'of each batch all or nothing');
        for (const batch of acknowledged) assert.ok(counts.has(String(batch)), `batch ${batch} was acknowledged and is lost`);
        assert.deepEqual([...errors].filter((message) => !message.startsWith('ledger_unavailable')), []);
      },
    };
  }

  test('connections that are cut in the middle of their work lose nothing and are replaced', { timeout }, async (t) => {
    const [database, other] = await empty(t, 2);
    await openLedger(database!, 'test');
    const work = writing(t, database!, 20);
    for (let time = 0; time < 25; time += 1) {
      await sleep(30);
      await other!.run({ sql: 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()' });
    }
    await sleep(50);
    await work.stop();
    assert.ok(work.acknowledged.size > 20, `${work.acknowledged.size} batches`);
    await allAnswer(database!);
  });

  /** A ledger whose connections go through something that breaks them. */
  async function broken(t: Scope, patience?: number) {
    const url = await cluster!.createDatabase();
    const proxy = await startProxy(Number(new URL(url).port));
    t.after(() => proxy.close());
    const database = await openPostgres(url.replace(/:\d+\//, `:${proxy.port}/`), patience);
    t.after(() => database.close());
    return { proxy, database, ledger: await openLedger(database, 'test') };
  }

  test('a connection that breaks at any byte of an answer fails that one recording, and the next works', { timeout }, async (t) => {
    const { proxy, ledger } = await broken(t);
    let number = 0;
    for (let isWhole = false; !isWhole; number += 1) {
      await proxy.cut(13 * number, 'reset');
      const facts = [gift(`pi_${number}_a`), gift(`pi_${number}_b`)];
      isWhole = await ledger.record(facts).then(() => true, (error: { code: string }) => {
        assert.equal(error.code, 'ledger_unavailable');
        return false;
      });
      await proxy.cut(Infinity, 'reset');
      const news = await ledger.record(facts);
      assert.ok(news === 2 || news === 0, `${news} of two were news, cut at ${13 * number}`);
    }
    assert.ok(number > 30, `${number} places were tried`);
    assert.equal(await sumOf(ledger), `USD ${20_000 * number} of ${2 * number}`);
  });

  test('a server that takes connections and closes them is not knocked at for ever', { timeout }, async (t) => {
    const { proxy, ledger, database } = await broken(t, 500);
    for (const bytes of [0, 20, 300]) {
      await proxy.cut(bytes, 'end');
      await assert.rejects(ledger.record([gift('pi_1')]), { code: 'ledger_unavailable' });
      const knocks = proxy.connections();
      await sleep(200);
      assert.ok(proxy.connections() - knocks <= 1, `${proxy.connections() - knocks} connections after it was given up`);
      await proxy.cut(Infinity, 'end');
      await ledger.check();
    }
    assert.equal(await ledger.record([gift('pi_1')]), 1);
    await allAnswer(database);
  });

  test('a server that answers no more is given up, and asked anew', { timeout }, async (t) => {
    const url = await cluster!.createDatabase();
    const [database, other] = await Promise.all([openPostgres(url, 700), openPostgres(url)]);
    t.after(() => Promise.all([database.close(), other.close()]));
    const ledger = await openLedger(database, 'test');
    await ledger.check();
    const [rows] = await other.run({ sql: 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()' });
    const pids = rows!.map(({ pid }) => Number(pid));
    t.after(() => pids.forEach((pid) => process.kill(pid, 'SIGCONT')));
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await assert.rejects(ledger.record([gift('pi_1')]), /no answer for 0\.7 seconds|ledger_unavailable/);
    assert.equal(await ledger.record([gift('pi_2')]), 1);
    // What takes long and goes on answering is not given up.
    await database.run(...Array.from({ length: 4 }, () => ({ sql: 'SELECT pg_sleep(0.3)' })));
  });

  test('a server that is gone while it is written to loses nothing, and is used again as soon as it is back', { timeout }, async (t) => {
    const [database] = await empty(t);
    const ledger = await openLedger(database!, 'test');
    const work = writing(t, database!, 20);
    for (let time = 0; time < 3; time += 1) {
      await sleep(150);
      await cluster!.crash();
      // However often it was asked in vain, it does not make anybody wait.
      for (let question = 0; question < 20; question += 1) {
        const start = performance.now();
        await assert.rejects(ledger.check(), { code: 'ledger_unavailable' });
        assert.ok(performance.now() - start < 2000, `waited ${performance.now() - start} ms for nothing`);
      }
      await cluster!.start();
      const start = performance.now();
      await ledger.check();
      assert.ok(performance.now() - start < 2000, `noticed after ${performance.now() - start} ms`);
    }
    await work.stop();
    await allAnswer(database!);
  });

  test('a name with several addresses, none of which answers, is told of in words', async (t) => {
    const { lookup } = dns;
    t.after(() => { dns.lookup = lookup; });
    const found = [{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }];
    dns.lookup = ((_name: string, _options: object, done: (error: null, addresses: object) => void) => done(null, found)) as typeof lookup;
    const database = await openPostgres('postgres://postgres@database.example:1/nowhere');
    t.after(() => database.close());
    await assert.rejects(database.run({ sql: 'SELECT 1' }), /^Error: connect ECONNREFUSED 127\.0\.0\.1:1, connect ECONNREFUSED 127\.0\.0\.2:1$/);
  });
}
