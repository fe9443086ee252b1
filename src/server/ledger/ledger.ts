import { Problem } from '../../shared/problem.ts';
import { openCounters, type Counters, type Limit } from '../guards/counters.ts';
import type { Database, Statement } from './database.ts';
import { count, merge } from './merging.ts';
import type { Fact } from './facts.ts';
import { migrate } from './schema.ts';

/** What a campaign's gifts come to in one currency, minor units. */
export interface Balance {
  currency: string;
  raised: number;
  gifts: number;
}

/** How far a list of Stripe's was read; see `sync.ts`. Seconds since 1970. */
export interface Cursor {
  /** All that was created before this is in the ledger. */
  since: number | null;
  /** When the pass that is under way began, and the last object it has read. */
  started: number | null;
  after: string | null;
}

/** Facts about money in, totals out. Every failure of its database is the Problem `ledger_unavailable`. */
export interface Ledger {
  /** Whether it outlives the process; one in memory is filled by sync. */
  readonly durable: boolean;
  /** What the guards count, in the same database. */
  readonly counters: Counters;
  /** Merges facts, all or none; durable when it resolves. @returns how many of them were news */
  record(facts: readonly Fact[]): Promise<number>;
  /** One entry for each currency in which anything was given. */
  balances(campaign: string): Promise<Balance[]>;
  /** Those of these payments (`pi_…`) that paid no gift the ledger knows. */
  withoutGift(payments: readonly string[]): Promise<string[]>;
  /**
   * When the session of an attempt expires, in seconds since 1970: the same answer for every try.
   * @param renew the time is to be a new one, because Stripe made nothing of the old
   */
  expiryOf(attempt: string, renew?: boolean): Promise<number>;
  /** Removes what is over: attempts, and what the guards counted within these limits. Nothing about money ever is. */
  sweep(limits: readonly Limit[], now: number): Promise<void>;
  cursor(list: string): Promise<Cursor>;
  moveCursor(list: string, cursor: Cursor): Promise<void>;
  /** @throws Problem where the database does not answer */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A session lives 31 minutes, one more than Stripe's smallest, so that it is still long enough when Stripe reads it. */
const sessionSeconds = 31 * 60;

/** Stripe keeps an idempotency key at least a day; an attempt is kept for two. */
const attemptSeconds = 2 * 86_400;

/** Writers that take rows in one order cannot wait for each other in a circle. */
const rowOf = (fact: Fact): string => `${fact.kind} ${fact.kind === 'tie' ? fact.payment : fact.id}`;
const byRow = (a: Fact, b: Fact): number => Number(rowOf(a) > rowOf(b)) - Number(rowOf(a) < rowOf(b));

/** Live and test money never mix: the first start writes down which it is. */
async function checkMode(database: Database, mode: 'live' | 'test'): Promise<void> {
  const [, about] = await database.run(
    { sql: "INSERT INTO about (key, value) VALUES ('mode', ?) ON CONFLICT (key) DO NOTHING", params: [mode] },
    { sql: "SELECT value FROM about WHERE key = 'mode'" },
  );
  const kept = about![0]!.value;
  if (kept !== mode) throw new Error(`the ledger holds ${kept} gifts, but STRIPE_SECRET_KEY is a ${mode} key: give each mode a DATABASE_URL of its own`);
}

/**
 * Opens the ledger and brings its schema up to date.
 * @throws Error where it holds the facts of the other mode
 */
export async function openLedger(database: Database, mode: 'live' | 'test'): Promise<Ledger> {
  await migrate(database);
  await checkMode(database, mode);

  async function run(...statements: Statement[]) {
    try {
      return await database.run(...statements);
    } catch (error) {
      throw new Problem('ledger_unavailable', {}, error);
    }
  }

  const counters = openCounters(run, database.turn);

  return {
    durable: database.durable,
    counters,

    async record(facts) {
      if (facts.length === 0) return 0;
      // What is counted is read before it is written: nobody else may write between.
      const turn = database.turn ? [database.turn] : [];
      const rows = await run(...turn, ...facts.toSorted(byRow).flatMap((fact) => [...count(fact), merge(fact)]));
      return rows.slice(turn.length).filter(({ length }) => length > 0).length;
    },

    async balances(campaign) {
      const [rows] = await run({ sql: 'SELECT currency, raised, gifts FROM totals WHERE campaign = ? AND (raised <> 0 OR gifts <> 0) ORDER BY currency', params: [campaign] });
      return rows!.map(({ currency, raised, gifts }) => ({ currency: String(currency), raised: Number(raised), gifts: Number(gifts) }));
    },

    async withoutGift(payments) {
      if (payments.length === 0) return [];
      const found = await run(
        ...payments.map((payment) => ({ sql: 'SELECT 1 AS one FROM gifts WHERE id = ? UNION SELECT 1 FROM ties WHERE payment = ?', params: [payment, payment] })),
      );
      return payments.filter((_, place) => found[place]!.length === 0);
    },

    async expiryOf(attempt, renew = false) {
      const now = Math.floor(Date.now() / 1000);
      // An attempt states nothing about money. Where the power goes before it is on the disk, its retry is refused, and the reader presses again.
      const [rows] = await run({
        // One that is there already is written as it is, so that it is answered.
        sql: `INSERT INTO attempts (id, expires_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET expires_at = ${renew ? 'excluded' : 'attempts'}.expires_at RETURNING expires_at`,
        params: [attempt, now + sessionSeconds],
        fleeting: true,
      });
      return Number(rows![0]!.expires_at);
    },

    async sweep(limits, now) {
      await counters.sweep(limits, now);
      await run({ sql: 'DELETE FROM attempts WHERE expires_at < ?', params: [Math.floor(now / 1000) - attemptSeconds], fleeting: true });
    },

    async cursor(list) {
      const [rows] = await run({ sql: 'SELECT since, started, after FROM cursors WHERE list = ?', params: [list] });
      const { since = null, started = null, after = null } = rows![0] ?? {};
      return { since: since === null ? null : Number(since), started: started === null ? null : Number(started), after: after === null ? null : String(after) };
    },

    async moveCursor(list, { since, started, after }) {
      await run({
        sql: `INSERT INTO cursors (list, since, started, after) VALUES (?, ?, ?, ?)
          ON CONFLICT (list) DO UPDATE SET since = excluded.since, started = excluded.started, after = excluded.after`,
        params: [list, since, started, after],
      });
    },

    async check() {
      await run({ sql: 'SELECT 1 AS one' });
    },

    close: () => database.close(),
  };
}
