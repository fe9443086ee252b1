import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import { versions } from '../../src/server/ledger/schema.ts';
import type { System } from '../support/databases.ts';
import { gift, refund, rowsOf, select, sumOf, tie } from './facts.ts';

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
    assert.deepEqual(await select(await place.connect(), 'SELECT version FROM schema_version'), versions.map((_, place) => ({ version: place + 1 })));
  });

  test('a ledger that began without totals has them from then on', async (t) => {
    const place = await system().empty(t);
    const database = await place.connect();
    await database.run({ sql: 'CREATE TABLE schema_version (version INTEGER PRIMARY KEY)' }, { sql: 'INSERT INTO schema_version VALUES (1)' }, ...versions[0]!.map((sql) => ({ sql })));
    const gifts = [['pi_1', 'default', 10_000, 2], ['in_2', 'default', 5000, 2], ['pi_3', 'default', 700, 0], ['pi_4', 'boat', 300, 2]] as const;
    const reversals = [['re_1', 'pi_1', 1000, 0], ['re_2', 'pi_2', 200, 0], ['re_3', 'pi_1', 30, 1], ['re_4', 'pi_9', 4, 0]] as const;
    await database.run(
      ...gifts.map((params) => ({ sql: "INSERT INTO gifts (id, campaign, amount, state, frequency, currency) VALUES (?, ?, ?, ?, 'once', 'USD')", params })),
      ...reversals.map((params) => ({ sql: "INSERT INTO reversals (id, payment, amount, state, kind, currency) VALUES (?, ?, ?, ?, 'refund', 'USD')", params })),
      { sql: "INSERT INTO ties (payment, gift) VALUES ('pi_2', 'in_2')" },
    );
    const ledger = await openLedger(database, 'test');
    assert.equal(await sumOf(ledger), 'USD 13800 of 2');
    assert.equal(await sumOf(ledger, 'boat'), 'USD 300 of 1');
    await ledger.record([gift('pi_3', { amount: 700 }), refund('re_1', 'pi_1', 1000, { state: 'undone' }), gift('in_9', { amount: 50 }), tie('pi_9', 'in_9')]);
    assert.equal(await sumOf(ledger), 'USD 15546 of 4');
    assert.equal(await ledger.record([gift('pi_1'), refund('re_2', 'pi_2', 200)]), 0, 'what it held before is no news');
    assert.equal(await sumOf(ledger), 'USD 15546 of 4');
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
