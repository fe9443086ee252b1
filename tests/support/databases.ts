// The databases the ledger can be kept in, behind one list, so that one suite holds each of them to the same.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Database, Row, Statement } from '../../src/server/ledger/database.ts';
import { openPostgres } from '../../src/server/ledger/postgres.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { chosen } from './chosen.ts';
import { findPostgres, howToGet as howToGetPostgres, installPostgres, startPostgres } from './postgres.ts';

export const databases = ['sqlite', 'postgres', 'd1'] as const;
export type DatabaseName = (typeof databases)[number];
export const titles: Record<DatabaseName, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL', d1: 'D1' };

/** `DATABASES=sqlite,d1 npm test` is a person's own choice; without it all three must run. */
export const chosenDatabases = (): DatabaseName[] => chosen('DATABASES', databases);

/** Its version where it is here, or undefined. */
export function versionOf(name: DatabaseName): string | undefined {
  if (name === 'sqlite') return process.versions.sqlite; // a part of Node
  if (name === 'postgres') return findPostgres()?.version;
  // D1 is SQLite inside of Cloudflare's runtime, which is one program for each platform that it has.
  try {
    const workerd = createRequire(createRequire(import.meta.url).resolve('miniflare'))('workerd') as { default: string };
    const { status, stdout } = spawnSync(workerd.default, ['--version'], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** The sentence a person can act on where a database is not to be had without them. */
export function howToGet(name: DatabaseName): string {
  const ways: Record<DatabaseName, () => string> = {
    sqlite: () => 'run the tests with the Node of node_modules, as `npm test` does',
    postgres: howToGetPostgres,
    d1: () => '`npm ci`, which brings workerd to Linux (with glibc), macOS and Windows',
  };
  return `${ways[name]()}; DATABASES=${databases.filter((other) => other !== name).join(',')} npm test runs without it`;
}

/** Fetches what is missing where we may. Says which are still not here. */
export function fetchMissing(names: DatabaseName[]): DatabaseName[] {
  const missing = () => names.filter((name) => versionOf(name) === undefined);
  if (missing().includes('postgres')) installPostgres();
  return missing();
}

/** One database, empty at first. Each connection is its own, as another process would have. */
export interface Place {
  connect(): Promise<Database>;
}

interface Scope {
  after(undo: () => unknown): void;
}

/** A database system that runs. */
export interface System {
  name: DatabaseName;
  /** A database that is closed again after the test. */
  empty(t: Scope): Promise<Place>;
  /** One that does not answer. */
  unreachable(t: Scope): Promise<Database>;
  stop(): Promise<void>;
}

/** Closes what a test has opened; what it has closed already stays so. */
const closing = (t: Scope, open: () => Promise<Database>) => async (): Promise<Database> => {
  const database = await open();
  t.after(() => database.close().catch(() => undefined));
  return database;
};

async function sqlite(): Promise<System> {
  const folder = await mkdtemp(join(tmpdir(), 'support-widget-sqlite-'));
  let files = 0;
  return {
    name: 'sqlite',
    async empty(t) {
      const file = join(folder, `${++files}.db`);
      return { connect: closing(t, () => openSqlite(file)) };
    },
    async unreachable() {
      const database = await openSqlite(':memory:');
      await database.close();
      return database;
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgres(): Promise<System> {
  const cluster = await startPostgres();
  const url = await cluster.createDatabase();
  const admin = await openPostgres(url);
  let schemas = 0;
  return {
    name: 'postgres',
    async empty(t) {
      // A schema is as empty as a database, and made in a fraction of the time.
      const schema = `t${++schemas}`;
      await admin.run({ sql: `CREATE SCHEMA ${schema}` });
      return { connect: closing(t, () => openPostgres(`${url}?search_path=${schema}`)) };
    },
    unreachable: (t) => closing(t, () => openPostgres('postgres://postgres@127.0.0.1:1/nowhere'))(),
    async stop() {
      await admin.close();
      await cluster.stop();
    },
  };
}

const relay = `
  import { openD1 } from './src/server/ledger/d1.ts';
  export default {
    async fetch(request, env) {
      const { name, statements } = await request.json();
      try {
        return Response.json(await openD1(env[name]).run(...statements));
      } catch (error) {
        return new Response(error.message, { status: 500 });
      }
    },
  };`;

/** The driver itself runs in the Worker, on a D1 bound to it, as it does at an owner's; only what it is asked is brought there. */
async function d1(): Promise<System> {
  const { Miniflare, supportedCompatibilityDate } = await import('miniflare'); // half a second that the others need not wait for
  const { outputFiles } = await build({ stdin: { contents: relay, resolveDir: join(import.meta.dirname, '../..') }, bundle: true, format: 'esm', target: 'es2022', write: false });
  const names = Array.from({ length: 60 }, (_, number) => `DB${number}`);
  const worker = new Miniflare({ modules: true, script: outputFiles[0]!.text, compatibilityDate: supportedCompatibilityDate, d1Databases: names });
  const address = await worker.ready;
  const connect = (name: string): Database => ({
    durable: true,
    async run(...statements: Statement[]) {
      const answer = await fetch(address, { method: 'POST', body: JSON.stringify({ name, statements }) });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as Row[][];
    },
    async close() {
      // The platform's to close.
    },
  });
  return {
    name: 'd1',
    async empty() {
      const name = names.pop();
      if (!name) throw new Error('more tests than databases bound: bind more');
      return { connect: async () => connect(name) };
    },
    unreachable: async () => connect('not bound'),
    stop: () => worker.dispose(),
  };
}

/** @throws Error where it is not here: nothing is passed over in silence */
export async function startDatabase(name: DatabaseName): Promise<System> {
  if (versionOf(name) === undefined) throw new Error(`${titles[name]} is missing. To get it: ${howToGet(name)}`);
  return { sqlite, postgres, d1 }[name]();
}
