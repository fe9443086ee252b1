// The function beside the least that could stand in its place, both as one file: `node:http` and Stripe's SDK, and
// Express and Stripe's SDK as Stripe's samples have it. All take turns, so that what slows the machine slows all.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, startPostgres, type Cluster } from '../support/postgres.ts';
import { webhookSecret } from './gifts.ts';
import type { Kind, Measured } from './load.ts';
import { load, run, type Running } from './processes.ts';
import { ratioOf, spreadOf, type Spread } from './statistics.ts';

const here = import.meta.dirname;
const cli = join(here, '../../dist/cli.js');
const connections = 32;

export const servers = { ours: 'support-widget', plain: 'node:http + SDK', express: 'Express + SDK' } as const;
export type Server = keyof typeof servers;
const names = Object.keys(servers) as Server[];

export const works = {
  checkout: 'POST /checkout',
  campaign: 'GET /campaigns',
  'webhook on SQLite': 'POST /webhook, SQLite',
  'webhook on PostgreSQL': 'POST /webhook, PostgreSQL',
} as const;
export type Work = keyof typeof works;

export interface WorkFigures {
  perSecond: Spread;
  p50: Spread;
  p99: Spread;
  /** Microseconds of the processor for one request, where the system says so: what a busy machine changes least. */
  processor: Spread;
  /** Requests a second as a ratio to node:http's and to Express's of the same round. */
  toPlain: Spread;
  toExpress: Spread;
}

export interface ServerFigures {
  connections: number;
  /** Milliseconds from the start of the process to the first answer. */
  coldStart: Record<Server, { ms: Spread; toPlain: Spread }>;
  /** MB after all of it. */
  memory: Record<Server, number>;
  work: Partial<Record<Work, Record<Server, WorkFigures>>>;
}

/** What is measured is one file for each, as an owner would deploy it. */
async function bundled(folder: string): Promise<Record<Server, readonly string[]>> {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  await build({
    entryPoints: { plain: join(here, 'servers/node-http.ts'), express: join(here, 'servers/express.ts') },
    outdir: folder, outExtension: { '.js': '.mjs' },
    bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node22', logLevel: 'error',
    // Express is CommonJS, which asks for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return { ours: [cli, 'serve'], plain: [join(folder, 'plain.mjs')], express: [join(folder, 'express.mjs')] };
}

/** Every guard stands: each press comes from another address, as the trusted header says, and the budget is the largest. */
const settingsFor = (stripe: string, databaseUrl: string): Record<string, string> => ({
  STRIPE_SECRET_KEY: 'rk_test_bench',
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_BASE: stripe,
  SUPPORT_ALLOWED_ORIGINS: 'https://post.example',
  SUPPORT_TRUSTED_IP_HEADER: 'X-Real-IP',
  SUPPORT_STRIPE_BUDGET: '9999/s,99999',
  DATABASE_URL: databaseUrl,
  PORT: '0',
});

type Runs = Record<Server, (Measured & { processor: number })[]>;
const none = (): Runs => ({ ours: [], plain: [], express: [] });

function figures(runs: Runs): Record<Server, WorkFigures> {
  const values = (name: Server, key: 'p50' | 'p99' | 'perSecond' | 'processor') => runs[name].map((one) => one[key]);
  const of = (name: Server): WorkFigures => ({
    perSecond: spreadOf(values(name, 'perSecond')),
    p50: spreadOf(values(name, 'p50')),
    p99: spreadOf(values(name, 'p99')),
    processor: spreadOf(values(name, 'processor')),
    toPlain: ratioOf(values(name, 'perSecond'), values('plain', 'perSecond')),
    toExpress: ratioOf(values(name, 'perSecond'), values('express', 'perSecond')),
  });
  return { ours: of('ours'), plain: of('plain'), express: of('express') };
}

export interface Options {
  runs: number;
  /** Of each load. */
  seconds: number;
  log(line: string): void;
  /** Called as figures come, with all there are so far. */
  onFigures(figures: ServerFigures): void;
}

export async function measureServers({ runs, seconds, log, onFigures }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'support-widget-bench-'));
  const started: { stop(): Promise<void> }[] = [];
  let cluster: Cluster | undefined;
  try {
    const words = await bundled(folder);
    const errors = join(folder, 'log');
    const stripe = await run([join(here, 'stripe-stand-in.ts')], {}, errors);
    started.push(stripe);
    const file = (name: string) => `file:${join(folder, name)}.db`;
    const all: ServerFigures = { connections, coldStart: {} as ServerFigures['coldStart'], memory: {} as ServerFigures['memory'], work: {} };

    const starts: Record<Server, number[]> = { ours: [], plain: [], express: [] };
    // A start is short, and one more or less does not count.
    for (let round = -1; round < runs * 3; round++) {
      for (const name of names) {
        const begin = performance.now();
        const server = await run(words[name], settingsFor(stripe.origin, file(`start-${name}`)), errors);
        const answer = await fetch(`${server.origin}/campaigns/default`);
        await answer.arrayBuffer();
        if (round >= 0) starts[name].push(performance.now() - begin); // the first finds nothing in the system's cache
        await server.stop();
        if (answer.status !== 200) throw new Error(`${servers[name]} answered its first request with ${answer.status}`);
      }
    }
    for (const name of names) {
      all.coldStart[name] = { ms: spreadOf(starts[name]), toPlain: ratioOf(starts[name], starts.plain) };
      log(`cold start, ${servers[name]}: ${all.coldStart[name].ms.median.toFixed(0)} ms, ${all.coldStart[name].toPlain.median.toFixed(2)} of node:http`);
    }
    onFigures(all);

    let first = 0;
    async function compare(work: Work, kind: Kind, at: Record<Server, Running>): Promise<void> {
      const measured = none();
      for (let round = -1; round < runs; round++) {
        for (const name of names) {
          const before = at[name].processorTime() ?? NaN;
          const one = await load({ origin: at[name].origin, kind, connections, seconds: round < 0 ? 1 : seconds, first });
          first += 1_000_000;
          if (round >= 0) measured[name].push({ ...one, processor: (((at[name].processorTime() ?? NaN) - before) * 1000) / one.requests }); // before the first the compiler has seen nothing
        }
        if (round < 0) continue;
        all.work[work] = figures(measured);
        onFigures(all);
      }
      for (const name of names) {
        const { perSecond, p50, p99, processor, toPlain, toExpress } = all.work[work]![name];
        log(`${works[work]}, ${servers[name]}: ${perSecond.median.toFixed(0)}/s (${perSecond.low.toFixed(0)} to ${perSecond.high.toFixed(0)}), p50 ${p50.median.toFixed(1)} ms, p99 ${p99.median.toFixed(1)} ms, ${processor.median.toFixed(0)} µs of the processor, ${toPlain.median.toFixed(2)} of node:http, ${toExpress.median.toFixed(2)} of Express`);
      }
    }
    async function serve(databaseFor: (name: Server) => Promise<string> | string): Promise<Record<Server, Running>> {
      const at = {} as Record<Server, Running>;
      for (const name of names) started.push((at[name] = await run(words[name], settingsFor(stripe.origin, await databaseFor(name)), errors)));
      return at;
    }

    const onSqlite = await serve((name) => file(name));
    await compare('checkout', 'checkout', onSqlite);
    await compare('campaign', 'campaign', onSqlite); // of no gifts: what many of them cost, `ledger` measures
    await compare('webhook on SQLite', 'webhook', onSqlite);
    for (const name of names) all.memory[name] = onSqlite[name].memory();
    onFigures(all);

    if (findPostgres()) {
      cluster = await startPostgres();
      await compare('webhook on PostgreSQL', 'webhook', await serve(() => cluster!.createDatabase()));
    } else log('PostgreSQL is not here, and was not measured');
  } finally {
    for (const one of started) await one.stop();
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
