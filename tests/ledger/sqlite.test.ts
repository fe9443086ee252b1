// What only SQLite can be asked: several processes on one file, a disk that is full, a process that is killed.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { text } from 'node:stream/consumers';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { chosenDatabases } from '../support/databases.ts';
import { gift, refund, rowsOf, sumOf } from './facts.ts';

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'support-widget-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

function writer(t: TestContext, name: string, at: number, count: number, files: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'writer.ts'), name, String(at), String(count), ...files]);
  t.after(() => child.kill('SIGKILL'));
  return child;
}

if (chosenDatabases().includes('sqlite')) {
  test('processes that open one new file at the same instant, and write into it, lose nothing', async (t) => {
    const path = await folder(t);
    const files = Array.from({ length: 10 }, (_, number) => join(path, `${number}.db`));
    const names = ['a', 'b', 'c'];
    const at = Date.now() + 1000; // all have begun by then
    const children = names.map((name) => writer(t, name, at, 4, files));
    const ends = await Promise.all(children.map(async (child) => [await text(child.stderr!), child.exitCode ?? (await once(child, 'exit'))[0]]));
    assert.deepEqual(ends, names.map(() => ['', 0]));
    for (const file of files) {
      const ledger = await openLedger(await openSqlite(file), 'test');
      assert.equal(await sumOf(ledger), 'USD 412 of 16', file);
      await ledger.close();
    }
  });

  test('what was recorded is there after the process is killed', async (t) => {
    const file = join(await folder(t), 'ledger.db');
    const child = writer(t, 'k', 0, 1_000_000, [file]);
    let said = '';
    for await (const part of child.stdout!) {
      said += String(part);
      if (said.split('\n').length > 30) break;
    }
    child.kill('SIGKILL');
    const durable = said.split('\n').length - 1; // the last line may be half of one
    const database = await openSqlite(file);
    const ledger = await openLedger(database, 'test');
    const [{ raised, gifts } = { raised: 0, gifts: 0 }] = await ledger.balances('default');
    assert.ok(gifts >= 2 * durable, `${durable} were said to be durable, ${gifts / 2} are`);
    assert.equal(raised, (gifts / 2) * 101, 'both gifts of each recording, or none');
    await ledger.close();
  });

  test('a disk that is full refuses and leaves nothing half; with room again all goes on', async (t) => {
    const database = await openSqlite(join(await folder(t), 'ledger.db'));
    const ledger = await openLedger(database, 'test');
    t.after(() => ledger.close());
    const [[pages]] = (await database.run({ sql: 'PRAGMA page_count' })) as [[{ page_count: number }]];
    await database.run({ sql: `PRAGMA max_page_count = ${pages.page_count + 2}` });
    const batch = (number: number) => Array.from({ length: 10 }, (_, place) => gift(`pi_${number}_${place}`));
    const refused: number[] = [];
    for (let number = 0; number < 60; number += 1) {
      await ledger.record(batch(number)).catch((error: { code: string; cause: Error }) => {
        assert.equal(error.code, 'ledger_unavailable');
        assert.match(error.cause.message, /full/);
        refused.push(number);
      });
    }
    assert.ok(refused.length > 10 && refused.length < 60, `${refused.length} refused`);
    assert.equal(await sumOf(ledger), `USD ${100_000 * (60 - refused.length)} of ${10 * (60 - refused.length)}`);
    await ledger.check();
    await database.run({ sql: 'PRAGMA max_page_count = 1000000' });
    for (let number = 0; number < 60; number += 1) assert.equal(await ledger.record(batch(number)), refused.includes(number) ? 10 : 0);
    assert.equal(await sumOf(ledger), 'USD 6000000 of 600');
  });

  test('a file that may only be read answers the meter and takes no gift; who may write it takes the same gift', async (t) => {
    const file = join(await folder(t), 'ledger.db');
    const open = async (name: string) => {
      const database = await openSqlite(name);
      t.after(() => database.close());
      return database;
    };
    const database = await open(file);
    const ledger = await openLedger(database, 'test');
    await ledger.record([gift('pi_1')]);
    await database.run({ sql: 'PRAGMA query_only = 1' }); // a mode of the file would not bind root
    await assert.rejects(ledger.record([refund('re_1', 'pi_1', 1)]), { code: 'ledger_unavailable' });
    assert.equal(await sumOf(ledger), 'USD 10000 of 1');
    await assert.rejects(openLedger(await open(`file:${file}?mode=ro`), 'test'), /readonly/);
    const again = await openLedger(await open(file), 'test');
    assert.equal(await again.record([refund('re_1', 'pi_1', 1)]), 1);
    assert.equal(await sumOf(again), 'USD 9999 of 1');
  });

  test('a file that another program keeps locked can be read; to write it is waited for, and given up', async (t) => {
    const file = join(await folder(t), 'ledger.db');
    const database = await openSqlite(file);
    const ledger = await openLedger(database, 'test');
    t.after(() => ledger.close());
    const [[patience]] = (await database.run({ sql: 'PRAGMA busy_timeout' })) as [[{ timeout: number }]];
    assert.ok(patience.timeout >= 5000);
    await database.run({ sql: 'PRAGMA busy_timeout = 50' }); // nobody waits here
    const other = new DatabaseSync(file);
    t.after(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    await assert.rejects(ledger.record([gift('pi_1')]), { code: 'ledger_unavailable' });
    assert.equal(await sumOf(ledger), '');
    other.exec('ROLLBACK');
    assert.equal(await ledger.record([gift('pi_1')]), 1);
    assert.equal((await rowsOf(database)).length, 1);
  });

  test('a ledger in memory says that it will not outlive the process', async () => {
    const ledger = await openLedger(await openSqlite(':memory:'), 'test');
    assert.equal(ledger.durable, false);
    assert.equal(await ledger.record([gift('pi_1')]), 1);
    await ledger.close();
  });
}
