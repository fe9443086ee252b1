// What the guards count, on each database: exact among many processes, and gone when it is over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import { openCounters, type Counters } from '../../src/server/guards/counters.ts';
import { reads } from '../../src/server/ledger/database.ts';
import type { Place, System } from '../support/databases.ts';
import { select } from './facts.ts';

const minute = 60_000;
const now = 1_795_000_000_000;
const limits = [{ count: 5, period: 10 * minute }, { count: 20, period: 60 * minute }];
const budget = { rate: 5, burst: 20 };

/** As many processes as are asked for, on one database. */
const processes = async (place: Place, count: number): Promise<Counters[]> =>
  Promise.all(Array.from({ length: count }, async () => (await openLedger(await place.connect(), 'test')).counters));

export function countingTests(system: () => System): void {
  test('of a hundred that ask at once, three processes let as many through as one limit says', async (t) => {
    const all = await processes(await system().empty(t), 3);
    const waits = await Promise.all(Array.from({ length: 100 }, (_, number) => all[number % 3]!.count('somebody', `try ${number}`, limits, now)));
    assert.equal(waits.filter((wait) => wait === 0).length, 5);
    assert.deepEqual(new Set(waits), new Set([0, 10 * minute]));
    assert.equal(await all[0]!.count('somebody else', 'try', limits, now), 0);
  });

  test('the sixth in any ten minutes is refused, and the twenty-first in any hour; then all is as before', async (t) => {
    const [counters] = await processes(await system().empty(t), 1);
    const at = (minutes: number) => counters!.count('somebody', `at ${minutes}`, limits, now + minutes * minute);
    for (const minutes of [0, 2, 4, 6, 8]) assert.equal(await at(minutes), 0);
    assert.deepEqual([await at(9), await at(9.5)], [minute, minute / 2], 'the window slides');
    for (const minutes of [10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38]) assert.equal(await at(minutes), 0, `at ${minutes}`);
    assert.equal(await at(48.5), 11.5 * minute, 'twenty within the hour');
    assert.equal(await at(60), 0);
    assert.equal(await at(60.5), 1.5 * minute);
    for (const minutes of [200, 200.1, 200.2, 200.3, 200.4]) assert.equal(await at(minutes), 0);
    assert.notEqual(await at(200.5), 0);
  });

  test('a press that comes again is the same, five times over, also where the limit is reached', async (t) => {
    const both = await processes(await system().empty(t), 2);
    const send = (id: string, of = both[0]!) => of.count('somebody', id, limits, now);
    for (const id of ['a', 'b', 'c', 'd', 'e']) assert.equal(await send(id), 0);
    const again = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => send('e', both[number % 2])));
    assert.deepEqual(again.toSorted((a, b) => a - b), [0, 0, 0, 0, 10 * minute, 10 * minute]);
    assert.notEqual(await send('f'), 0);
  });

  test('a try that is taken back was none', async (t) => {
    const [counters] = await processes(await system().empty(t), 1);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      assert.equal(await counters!.count('somebody', id, limits, now), 0);
      await counters!.uncount('somebody', id);
    }
  });

  test('who is refused for a try that is taken back meanwhile may come again at once', async (t) => {
    const place = await system().empty(t);
    const [other] = await processes(place, 1);
    const database = await place.connect();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await other!.count('somebody', id, limits, now);
    const counters = openCounters(async (...statements) => {
      if (statements.every(reads)) await other!.uncount('somebody', 'e');
      return database.run(...statements);
    }, database.turn);
    assert.equal(await counters.count('somebody', 'f', limits, now), 1, 'a millisecond');
    assert.equal(await counters.count('somebody', 'f', limits, now), 0);
  });

  test('three processes draw on one budget: the burst, then so many a second', async (t) => {
    const all = await processes(await system().empty(t), 3);
    const draw = async (time: number) => (await Promise.all(Array.from({ length: 60 }, (_, number) => all[number % 3]!.take('budget', budget, time)))).filter((wait) => wait === 0).length;
    assert.equal(await draw(now), 20);
    assert.equal(await all[0]!.take('budget', budget, now), 200, 'milliseconds to the next');
    assert.equal(await draw(now + 199), 0);
    assert.equal(await draw(now + 1000), 5);
    assert.equal(await draw(now + 3000), 10);
    assert.equal(await draw(now + 60_000), 20, 'rest fills it, and no more than it holds');
    assert.equal(await all[1]!.take('another', budget, now), 0);
  });

  test('of many that write one name down, one is the first; when it is over it may be written again', async (t) => {
    const all = await processes(await system().empty(t), 3);
    const first = await Promise.all(Array.from({ length: 30 }, (_, number) => all[number % 3]!.note('token', now + minute, now)));
    assert.equal(first.filter(Boolean).length, 1);
    assert.deepEqual([await all[0]!.isNoted('token', now), await all[1]!.isNoted('token', now + minute + 1), await all[2]!.isNoted('other', now)], [true, false, false]);
    assert.equal(await all[0]!.note('token', now + 3 * minute, now + minute + 1), true);
  });

  test('what is over is swept away, and nothing else', async (t) => {
    const place = await system().empty(t);
    const [counters] = await processes(place, 1);
    await counters!.count('somebody', 'try', limits, now);
    await counters!.take('budget', budget, now);
    await counters!.note('token', now + 90 * minute, now);
    const database = await place.connect();
    const left = async () => [...(await select(database, 'SELECT name FROM counters ORDER BY name')), ...(await select(database, 'SELECT id FROM tries ORDER BY id'))].flatMap(Object.values);
    await counters!.sweep(limits, now);
    assert.deepEqual(await left(), ['budget', 'token', 'try']);
    await counters!.count('somebody', 'later', limits, now + 30 * minute);
    await counters!.sweep(limits, now + 60 * minute - 1);
    assert.deepEqual(await left(), ['token', 'later', 'try']);
    await counters!.sweep(limits, now + 60 * minute);
    assert.deepEqual(await left(), ['token', 'later'], 'each try by its own time');
    await counters!.sweep([], now + 91 * minute);
    assert.deepEqual(await left(), [], 'where nothing is limited, no try counts');
  });
}
