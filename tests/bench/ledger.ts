// What the ledger costs as it grows: the same questions and writes at a thousand gifts, a hundred thousand and a million.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Stripe from 'stripe';
import type { Database, Statement } from '../../src/server/ledger/database.ts';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import { openPostgres } from '../../src/server/ledger/postgres.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { syncLedger } from '../../src/server/ledger/sync.ts';
import type { Lists, StripeCalls } from '../../src/server/stripe.ts';
import { sessionShape } from '../model/shapes.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { giving } from './gifts.ts';
import { spreadOf, type Spread } from './statistics.ts';

export const sizes = [1000, 100_000, 1_000_000] as const;

export interface LedgerFigures {
  gifts: number;
  /** What the meter asks; milliseconds, as all of these. */
  total: Spread;
  /** A gift that is news, durable. */
  gift: Spread;
  /** A refund of one that is known, durable. */
  refund: Spread;
  /** A run of sync that finds 500 sessions since its cursor, all known. */
  sync: Spread;
}

export type Ledgers = Partial<Record<'PostgreSQL' | 'SQLite', LedgerFigures[]>>;

const numbers = {
  SQLite: (count: number) => `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${count})`,
  PostgreSQL: (count: number) => `WITH numbers AS (SELECT generate_series(0, ${count} - 1) AS n)`,
};

/** As many gifts as `giving` makes, one in fifty refunded in part: written at one go, and the totals with them. */
function filling(name: keyof typeof numbers, count: number): Statement[] {
  const all = numbers[name](count);
  return [
    { sql: `INSERT INTO gifts (id, campaign, frequency, amount, currency, state) ${all} SELECT 'pi_bench' || n || 'p0', 'default', 'once', 500 + n % 1000, 'USD', 2 FROM numbers` },
    { sql: `INSERT INTO reversals (id, kind, payment, amount, currency, state) ${all} SELECT 're_bench' || n, 'refund', 'pi_bench' || n || 'p0', 100, 'USD', 0 FROM numbers WHERE n % 50 = 0` },
    { sql: `INSERT INTO totals (campaign, currency, raised, gifts) SELECT 'default', 'USD', SUM(amount) - (SELECT SUM(amount) FROM reversals), COUNT(*) FROM gifts` },
  ];
}

async function timed(times: number, work: (time: number) => Promise<unknown>): Promise<Spread> {
  const took: number[] = [];
  for (let time = -times / 5; time < times; time++) {
    const start = performance.now();
    await work(time + times);
    if (time >= 0) took.push(performance.now() - start);
  }
  return spreadOf(took);
}

/** Stripe's lists where five pages of sessions are new since the cursor, and nothing else is. */
function pages(): Pick<StripeCalls, 'listPage'> {
  const sessions = Array.from({ length: 500 }, (_, number) => sessionShape(giving(number), { status: 'complete', paid: true }) as unknown as Stripe.Checkout.Session);
  return {
    async listPage<N extends keyof Lists>(list: N, _since: number | null, after: string | null) {
      if (list !== 'sessions') return { objects: [], hasMore: false };
      const from = after === null ? 0 : sessions.findIndex(({ id }) => id === after) + 1;
      return { objects: sessions.slice(from, from + 100) as unknown as Lists[N][], hasMore: from + 100 < sessions.length };
    },
  };
}

async function measure(name: keyof typeof numbers, database: Database, count: number, times: number): Promise<LedgerFigures> {
  const ledger = await openLedger(database, 'test');
  await database.run(...filling(name, count));
  // PostgreSQL plans by what it knows of its tables, and does this by itself a minute after such a change.
  if (name === 'PostgreSQL') await database.run({ sql: 'ANALYZE' });
  const gift = (id: string) => ({ kind: 'gift', id, campaign: 'default', frequency: 'once', amount: 1000, currency: 'USD', state: 'paid' }) as const;
  const stripe = pages() as StripeCalls;
  const figures = {
    gifts: count,
    total: await timed(times * 5, () => ledger.balances('default')),
    gift: await timed(times, (time) => ledger.record([gift(`pi_new${time}`)])),
    refund: await timed(times, (time) => ledger.record([{ kind: 'refund', id: `re_new${time}`, payment: `pi_bench${(time * 7919) % count}p0`, amount: 1, currency: 'USD', state: 'standing' }])),
    sync: await timed(5, () => syncLedger(stripe, ledger)),
  };
  // What was measured must be what is true.
  const [facts] = await database.run({ sql: 'SELECT SUM(amount) - (SELECT SUM(amount) FROM reversals) AS raised, COUNT(*) AS gifts FROM gifts' });
  const [balance] = await ledger.balances('default');
  if (Number(facts![0]!.raised) !== balance!.raised || Number(facts![0]!.gifts) !== balance!.gifts) throw new Error(`the total says ${balance!.raised}, the facts ${facts![0]!.raised}`);
  return figures;
}

export interface Options {
  largest: number;
  times: number;
  log(line: string): void;
  onFigures(figures: Ledgers): void;
}

export async function measureLedgers({ largest, times, log, onFigures }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'support-widget-bench-'));
  const cluster = findPostgres() ? await startPostgres() : undefined;
  if (!cluster) log('PostgreSQL is not here, and was not measured');
  try {
    const all: Ledgers = {};
    for (const name of ['SQLite', 'PostgreSQL'] as const) {
      if (name === 'PostgreSQL' && !cluster) continue;
      all[name] = [];
      for (const count of sizes.filter((size) => size <= largest)) {
        const database = await (name === 'SQLite' ? openSqlite(join(folder, `${count}.db`)) : openPostgres(await cluster!.createDatabase(), 120_000));
        try {
          const figures = await measure(name, database, count, times);
          all[name].push(figures);
          onFigures(all);
          const ms = ({ median }: Spread) => `${median.toFixed(3)} ms`;
          log(`${name}, ${count} gifts: total ${ms(figures.total)}, gift ${ms(figures.gift)}, refund ${ms(figures.refund)}, sync ${ms(figures.sync)}`);
        } finally {
          await database.close();
        }
      }
    }
  } finally {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
