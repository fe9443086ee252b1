// The Worker as it is deployed: the built file, in Cloudflare's own runtime, with a D1 bound to it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { Miniflare, supportedCompatibilityDate } from 'miniflare';
import { parseAst } from 'rollup/parseAst';
import { versions } from '../../src/server/ledger/schema.ts';
import { problemOf } from '../server/stand.ts';
import { chosenDatabases } from '../support/databases.ts';
import { brotliSize } from '../support/widget-size.js';
import { contractTests, type There } from './contract.ts';
import { settingsFor, startStripe, until } from './stand.ts';

const file = join(import.meta.dirname, '../../dist/cloudflare.js');
function built(): string {
  assert.ok(existsSync(file), 'dist/cloudflare.js is missing: run `npm run build` first');
  return readFileSync(file, 'utf8');
}

interface Running {
  origin: string;
  said: string;
  worker: Miniflare;
}

async function startWorker(settings: Record<string, string>, d1Databases: string[] = ['DB']): Promise<Running> {
  const running: Partial<Running> = { said: '' };
  running.worker = new Miniflare({
    modules: [{ type: 'ESModule', path: 'cloudflare.js', contents: built() }],
    compatibilityDate: supportedCompatibilityDate,
    bindings: settings,
    d1Databases,
    handleRuntimeStdio(out: Readable, errors: Readable) {
      for (const stream of [out, errors]) stream.setEncoding('utf8').on('data', (text: string) => (running.said += text));
    },
  });
  running.origin = (await running.worker.ready).origin;
  return running as Running;
}

/** The parts of the syntax tree by which a module fetches another. */
function importsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, source } = node as { type?: unknown; source?: unknown };
  const own = typeof type === 'string' && /^(?:Import|Export)\w+$/.test(type) && source ? [type] : [];
  return [...own, ...Object.values(node).flatMap(importsIn)];
}

test('the Worker is one file that imports nothing and holds no database driver but D1\'s', (t) => {
  const code = built();
  assert.deepEqual(importsIn(parseAst(code)), []);
  for (const sign of ['node:sqlite', 'DatabaseSync', 'journal_mode', 'BEGIN IMMEDIATE', 'CONNECT_TIMEOUT', 'SASLInitialResponse', 'pg_catalog', '5432', 'require(']) {
    assert.ok(!code.includes(sign), sign);
  }
  t.diagnostic(`dist/cloudflare.js: ${brotliSize(Buffer.from(code))} bytes brotli`);
});

if (chosenDatabases().includes('d1')) {
  describe('on Cloudflare', () => {
    let there: There;
    const undo: (() => unknown)[] = [];
    before(async () => {
      const stripe = await startStripe();
      undo.push(() => stripe.close());
      const running = await startWorker(settingsFor(stripe.origin));
      undo.push(() => running.worker.dispose());
      stripe.tell(running.origin);
      there = { origin: running.origin, stripe, logged: () => running.said };
    });
    after(async () => {
      for (const end of undo.toReversed()) await end();
    });
    contractTests(() => there);
  });

  const incomplete: [name: string, change: Record<string, string | undefined>, databases: string[], lines: RegExp[]][] = [
    ['no setting at all', Object.fromEntries(Object.keys(settingsFor('')).map((name) => [name, undefined])), ['DB'],
      [/STRIPE_SECRET_KEY is missing/, /STRIPE_WEBHOOK_SECRET is missing/, /SUPPORT_ALLOWED_ORIGINS is missing/]],
    ['a secret that is blank', { STRIPE_WEBHOOK_SECRET: ' ' }, ['DB'], [/STRIPE_WEBHOOK_SECRET is blank/]],
    ['no database', {}, [], [/DB is missing: bind a D1 database/]],
    ['a database under another name', {}, ['DATABASE'], [/DB is missing: bind a D1 database/]],
  ];
  for (const [name, change, databases, lines] of incomplete) {
    test(`with ${name} it says that it is not set up, and to its log why`, async (t) => {
      const settings = Object.entries({ ...settingsFor('http://127.0.0.1:9'), ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const running = await startWorker(Object.fromEntries(settings), databases);
      t.after(() => running.worker.dispose());
      for (const [path, method] of [['/health', 'GET'], ['/webhook', 'POST'], ['/campaigns/default', 'GET']] as const) {
        const problem = await problemOf(await fetch(`${running.origin}${path}`, { method }));
        assert.deepEqual([problem.status, problem.code, problem.detail], [503, 'not_set_up', undefined]);
      }
      for (const line of lines) await until(() => line.test(running.said), true);
      assert.ok(!/ownersKey|ownersSecret/.test(running.said), running.said);
    });
  }

  test('one that has live gifts in its database does not begin with a test key', async (t) => {
    const running = await startWorker(settingsFor('http://127.0.0.1:9'));
    t.after(() => running.worker.dispose());
    const database = await running.worker.getD1Database('DB');
    await database.batch(['CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)', "INSERT INTO about VALUES ('mode', 'live')",
      'CREATE TABLE schema_version (version INTEGER PRIMARY KEY)', `INSERT INTO schema_version VALUES (${versions.length})`].map((sql) => database.prepare(sql)));
    assert.equal((await problemOf(await fetch(`${running.origin}/health`))).code, 'not_set_up');
    await until(() => running.said.includes('the ledger holds live gifts, but STRIPE_SECRET_KEY is a test key'), true);
  });

  test('what a Worker could not do at its first request it does at a later one', async (t) => {
    const running = await startWorker(settingsFor('http://127.0.0.1:9'));
    t.after(() => running.worker.dispose());
    const database = await running.worker.getD1Database('DB');
    await database.prepare('CREATE VIEW schema_version AS SELECT 1000 AS version').run();
    assert.equal((await fetch(`${running.origin}/health`)).status, 503);
    await database.prepare('DROP VIEW schema_version').run();
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(`${running.origin}/health`)));
    assert.deepEqual(answers.map(({ status }) => status), Array.from({ length: 8 }, () => 200));
    // The isolate keeps what it has opened: the database is in use now, and failing is the ledger's word.
    await database.prepare('DROP TABLE totals').run();
    assert.equal((await problemOf(await fetch(`${running.origin}/campaigns/default`))).code, 'ledger_unavailable');
  });
}
