import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../../src/server/ledger/database.ts';
import { openLedger, type Ledger } from '../../src/server/ledger/ledger.ts';
import { Problem } from '../../src/shared/problem.ts';
import type { System } from '../support/databases.ts';
import { gift, refund, rowsOf, select, sumOf, tie } from './facts.ts';

const isUnavailable = (error: unknown): boolean => {
  assert.ok(error instanceof Problem, String(error));
  assert.deepEqual([error.code, error.status], ['ledger_unavailable', 503]);
  assert.ok(error.cause instanceof Error, 'the owner must learn why');
  assert.deepEqual(Object.keys(error.toJSON()).toSorted(), ['code', 'status', 'title', 'type'], 'the caller need not');
  return true;
};

const insert = (id: string, amount: number) => ({
  sql: "INSERT INTO gifts (id, campaign, frequency, amount, currency, state) VALUES (?, 'default', 'once', ?, 'USD', 2)",
  params: [id, amount],
});

export function failingTests(system: () => System): void {
  test('where the last of many facts cannot be written, none is', async (t) => {
    const database = await (await system().empty(t)).connect();
    const ledger = await openLedger(database, 'test');
    await ledger.record([gift('pi_old', { state: 'pending' })]);
    const before = await rowsOf(database);
    // Facts are written in the order of their ids.
    const facts = [gift('pi_old'), refund('re_1', 'pi_old', 1), tie('pi_2', 'in_2'), ...Array.from({ length: 20 }, (_, number) => gift(`pi_new_${number}`))];
    await assert.rejects(ledger.record([...facts, gift('zz_last', { amount: 0 })]), isUnavailable);
    assert.deepEqual(await rowsOf(database), before);
    assert.equal(await ledger.record(facts), facts.length, 'and the ledger still works');
    assert.equal(await sumOf(ledger), 'USD 209999 of 21');
  });

  test('statements are done together or not at all, those that make tables too', async (t) => {
    const database = await (await system().empty(t)).connect();
    await openLedger(database, 'test');
    const wrong = [insert('pi_1', 0), insert('pi_1', -5), insert('pi_0', 5), { sql: 'SELECT nothing FROM nowhere' }, { sql: 'no SQL at all' }];
    await database.run(insert('pi_0', 1));
    for (const last of wrong) {
      await assert.rejects(database.run({ sql: 'CREATE TABLE more (id TEXT PRIMARY KEY)' }, insert('pi_1', 7), { sql: 'DELETE FROM about' }, last));
    }
    assert.equal((await rowsOf(database)).length, 1);
    assert.deepEqual(await select(database, 'SELECT value FROM about'), [{ value: 'test' }]);
    await database.run({ sql: 'CREATE TABLE more (id TEXT PRIMARY KEY)' }); // it is not there yet
  });

  test('each statement answers with its own rows', async (t) => {
    const database = await (await system().empty(t)).connect();
    await openLedger(database, 'test');
    const ids = { sql: 'SELECT id FROM gifts ORDER BY id' };
    const answers = await database.run(ids, insert('pi_2', 2), ids, { ...insert('pi_1', 1), sql: `${insert('', 0).sql} RETURNING id` }, ids);
    assert.deepEqual(answers.map((rows) => rows.map(({ id }) => id)), [[], [], ['pi_2'], ['pi_1'], ['pi_1', 'pi_2']]);
  });

  /** Everything that a ledger is asked. */
  const questions: Record<string, (ledger: Ledger) => Promise<unknown>> = {
    record: (ledger) => ledger.record([gift('pi_1')]),
    balances: (ledger) => ledger.balances('default'),
    withoutGift: (ledger) => ledger.withoutGift(['pi_1']),
    expiryOf: (ledger) => ledger.expiryOf('attempt'),
    sweep: (ledger) => ledger.sweep([], 0),
    cursor: (ledger) => ledger.cursor('sessions'),
    moveCursor: (ledger) => ledger.moveCursor('sessions', { since: 1, started: null, after: null }),
    check: (ledger) => ledger.check(),
  };

  test('where the database does not answer, every question fails as ledger_unavailable', async (t) => {
    const database = await (await system().empty(t)).connect();
    const away = await system().unreachable(t);
    let now: Database = database;
    const ledger = await openLedger({ durable: true, run: (...statements) => now.run(...statements), close: async () => {} }, 'test');
    now = away;
    for (const [name, ask] of Object.entries(questions)) await assert.rejects(ask(ledger), isUnavailable, name);
    now = database;
    for (const [name, ask] of Object.entries(questions)) await assert.doesNotReject(ask(ledger), name);
  });

  test('a table that is gone is ledger_unavailable, not an answer', async (t) => {
    const database = await (await system().empty(t)).connect();
    const ledger = await openLedger(database, 'test');
    for (const table of ['gifts', 'totals', 'attempts', 'cursors']) await database.run({ sql: `DROP TABLE ${table}` });
    const { check, ...others } = questions;
    for (const [name, ask] of Object.entries(others)) await assert.rejects(ask(ledger), isUnavailable, name);
    await check!(ledger);
  });

  const hostile = [
    "'; DROP TABLE gifts; --", "it''s", '"quoted"', '`ticks`', 'a ? b ?', '$1', ':name', '@name', '%', '_', '\\', "\\'; DROP TABLE ties; --", '--', '/* */', '{{x}}',
    'snow \u2603 \u{1f381}', 'e\u0301 is not \u00e9', '\u00e9', '\u202e', '\u0001\u0007\u001b[31m', 'line\r\nline', ' ', 'NULL', 'null', '0', '1e3', '00', 'x'.repeat(255), '',
  ];

  test('whatever text an id holds, it is text', async (t) => {
    const database = await (await system().empty(t)).connect();
    const ledger = await openLedger(database, 'test');
    for (const text of hostile) {
      await ledger.record([gift(text, { campaign: text, amount: 50 }), refund(text, text, 20), tie(`${text}+`, text), refund(`${text}+`, `${text}+`, 1)]);
      assert.equal(await sumOf(ledger, text), 'USD 29 of 1', text);
      assert.deepEqual(await ledger.withoutGift([text, `${text}+`, `${text}-`]), [`${text}-`], text);
      assert.equal(await ledger.expiryOf(text), await ledger.expiryOf(text));
      await ledger.moveCursor(text, { since: null, started: 1, after: text });
      assert.deepEqual(await ledger.cursor(text), { since: null, started: 1, after: text });
    }
    const rows = await rowsOf(database);
    assert.equal(rows.length, 4 * hostile.length);
    assert.deepEqual(new Set(rows.flatMap(({ id, campaign }) => (campaign === undefined ? [] : [id]))), new Set(hostile));
  });

  test('a text with a NUL in it is refused or kept whole, never cut short', async (t) => {
    const database = await (await system().empty(t)).connect();
    const ledger = await openLedger(database, 'test');
    await ledger.record([gift('pi_1', { campaign: 'a' })]);
    try {
      await ledger.record([gift('pi_1\0', { campaign: 'a\0b' }), gift('pi_1\0b', { campaign: 'a\0b' })]);
      assert.equal(await sumOf(ledger, 'a\0b'), 'USD 20000 of 2');
    } catch (error) {
      isUnavailable(error);
      assert.equal((await rowsOf(database)).length, 1);
    }
    assert.equal(await sumOf(ledger, 'a'), 'USD 10000 of 1');
  });
}
