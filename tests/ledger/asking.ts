import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import type { System } from '../support/databases.ts';
import { gift, refund, select, tie } from './facts.ts';

const now = () => Math.floor(Date.now() / 1000);

export function askingTests(system: () => System): void {
  test('of some payments it tells those that paid nothing it knows, in their order', async (t) => {
    const ledger = await openLedger(await (await system().empty(t)).connect(), 'test');
    await ledger.record([gift('pi_1'), gift('pi_2', { state: 'pending' }), gift('in_3'), tie('pi_3', 'in_3'), tie('pi_4', 'in_unheard'), refund('re_5', 'pi_5', 1)]);
    assert.deepEqual(await ledger.withoutGift([]), []);
    assert.deepEqual(await ledger.withoutGift(['pi_1', 'pi_2', 'pi_3', 'pi_4']), []);
    assert.deepEqual(await ledger.withoutGift(['pi_6', 'pi_5', 'pi_1', 'pi_6']), ['pi_6', 'pi_5', 'pi_6']);
    assert.deepEqual(await ledger.withoutGift(['in_unheard', 're_5']), ['in_unheard', 're_5']);
  });

  test("an attempt's session ends at the time that was said first, whoever asks and however often", async (t) => {
    const place = await system().empty(t);
    const databases = await Promise.all(Array.from({ length: 3 }, () => place.connect()));
    const ledgers = await Promise.all(databases.map((database) => openLedger(database, 'test')));
    const before = now();
    const told = await Promise.all(Array.from({ length: 24 }, (_, number) => ledgers[number % 3]!.expiryOf('attempt-1')));
    assert.equal(new Set(told).size, 1);
    assert.ok(told[0]! >= before + 31 * 60 && told[0]! <= now() + 31 * 60, `${told[0]! - now()} seconds from now`);
    // As if it had been asked a minute ago.
    await databases[0]!.run({ sql: 'UPDATE attempts SET expires_at = expires_at - 60' });
    assert.equal(await ledgers[1]!.expiryOf('attempt-1'), told[0]! - 60);
    assert.ok((await ledgers[2]!.expiryOf('attempt-2')) >= before + 31 * 60);
  });

  test('an attempt is kept for two days after its session, and then forgotten', async (t) => {
    const database = await (await system().empty(t)).connect();
    const ledger = await openLedger(database, 'test');
    const first = await ledger.expiryOf('attempt-1');
    const age = async (seconds: number) => database.run({ sql: 'UPDATE attempts SET expires_at = ? WHERE id = ?', params: [now() - seconds, 'attempt-1'] });
    await ledger.expiryOf('attempt-2');
    const sweep = () => ledger.sweep([], Date.now());
    await age(2 * 86_400 - 30);
    await sweep();
    assert.ok((await ledger.expiryOf('attempt-1')) < now());
    await age(2 * 86_400 + 30);
    await sweep();
    assert.deepEqual(await select(database, 'SELECT id FROM attempts'), [{ id: 'attempt-2' }]);
    assert.ok((await ledger.expiryOf('attempt-1')) >= first);
  });

  test('each list has a cursor of its own, which begins at nothing', async (t) => {
    const place = await system().empty(t);
    const ledger = await openLedger(await place.connect(), 'test');
    const nothing = { since: null, started: null, after: null };
    const steps = [{ since: null, started: 1_795_000_000, after: 'cs_100' }, { since: 1_795_000_000, started: null, after: null }, { since: 0, started: 4_294_967_296, after: '' }];
    assert.deepEqual(await ledger.cursor('sessions'), nothing);
    for (const step of steps) {
      await ledger.moveCursor('sessions', step);
      await ledger.moveCursor('refunds', { ...step, after: 're_1' });
      assert.deepEqual(await (await openLedger(await place.connect(), 'test')).cursor('sessions'), step);
      assert.deepEqual(await ledger.cursor('refunds'), { ...step, after: 're_1' });
    }
    assert.deepEqual(await ledger.cursor('disputes'), nothing);
  });
}
