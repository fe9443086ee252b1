import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import type { System } from '../support/databases.ts';
import { gift, rowsOf, select, sumOf } from './facts.ts';

export function openingTests(system: () => System): void {
  test('an empty database becomes a ledger', async (t) => {
    const database = await (await system().empty(t)).connect();
    const ledger = await openLedger(database, 'test');
    assert.equal(ledger.durable, true);
    await ledger.check();
    assert.deepEqual(await ledger.balances('default'), []);
    assert.deepEqual(await rowsOf(database), []);
  });

  test('opening it again changes nothing and keeps what is there', async (t) => {
    const place = await system().empty(t);
    const first = await openLedger(await place.connect(), 'test');
    await first.record([gift('pi_1')]);
    await first.close();
    for (let time = 0; time < 3; time += 1) assert.equal(await sumOf(await openLedger(await place.connect(), 'test')), 'USD 10000 of 1');
    assert.deepEqual(await select(await place.connect(), 'SELECT version FROM schema_version'), [{ version: 1 }, { version: 2 }]);
  });

  test('many that open one empty database at once all get the one ledger', async (t) => {
    const place = await system().empty(t);
    const databases = await Promise.all(Array.from({ length: 6 }, () => place.connect()));
    const ledgers = await Promise.all(databases.map((database) => openLedger(database, 'test')));
    await Promise.all(ledgers.map((ledger, number) => ledger.record([gift(`pi_${number}`), gift('pi_all')])));
    for (const ledger of ledgers) assert.equal(await sumOf(ledger), 'USD 70000 of 7');
  });

  test('a ledger made by a newer version is refused and left as it is', async (t) => {
    const place = await system().empty(t);
    const database = await place.connect();
    await (await openLedger(database, 'test')).record([gift('pi_1')]);
    await database.run({ sql: 'INSERT INTO schema_version (version) VALUES (1000)' });
    await assert.rejects(openLedger(await place.connect(), 'test'), /schema version 1000, made by a newer support-widget/);
    await assert.rejects(openLedger(await place.connect(), 'live'), RangeError);
    assert.equal((await rowsOf(database)).length, 1);
  });

  for (const [kept, other] of [['live', 'test'], ['test', 'live']] as const) {
    test(`a ledger of ${kept} gifts is never opened for ${other} ones`, async (t) => {
      const place = await system().empty(t);
      await (await openLedger(await place.connect(), kept)).record([gift('pi_1')]);
      for (let time = 0; time < 2; time += 1) {
        await assert.rejects(openLedger(await place.connect(), other), new RegExp(`holds ${kept} gifts, but STRIPE_SECRET_KEY is a ${other} key`));
      }
      assert.equal(await sumOf(await openLedger(await place.connect(), kept)), 'USD 10000 of 1');
    });
  }

  test('of both modes that open one empty database at once, one wins', async (t) => {
    const place = await system().empty(t);
    const databases = await Promise.all(Array.from({ length: 6 }, () => place.connect()));
    const opened = await Promise.allSettled(databases.map((database, number) => openLedger(database, number % 2 ? 'live' : 'test')));
    const modes = opened.flatMap(({ status }, number) => (status === 'fulfilled' ? [number % 2] : []));
    assert.deepEqual([modes.length, new Set(modes).size], [3, 1]);
  });
}
