import type { Row, Statement } from '../ledger/database.ts';

/** So many within so long. */
export interface Limit {
  count: number;
  /** Milliseconds. */
  period: number;
}

/** So many a second, and so many at once after a rest. */
export interface Budget {
  rate: number;
  burst: number;
}

/**
 * What the guards count, in the ledger's own database: processes that share it share every limit. Each question is one
 * transaction that locks its row first, so two that ask at once are two. Milliseconds since 1970 by our own clock; every
 * row says when it is over and is then swept away.
 */
export interface Counters {
  /** Takes one of a budget. @returns 0, or the milliseconds until there is one */
  take(bucket: string, budget: Budget, now: number): Promise<number>;
  /**
   * Counts a try of somebody's. One that comes again under its own id is the same try, up to `sends` times.
   * @returns 0, or the milliseconds until another is allowed
   */
  count(who: string, id: string, limits: readonly Limit[], now: number): Promise<number>;
  /** Takes a try back that came to nothing through no fault of theirs. */
  uncount(who: string, id: string): Promise<void>;
  /** Writes a name down until then. @returns whether it was not there */
  note(name: string, until: number, now: number): Promise<boolean>;
  isNoted(name: string, now: number): Promise<boolean>;
  /** Removes what is over. */
  sweep(now: number): Promise<void>;
}

/** A press that arrives three times and is sent again by hand is still one; more often it is somebody at work. */
export const sends = 5;

export function openCounters(ask: (...statements: Statement[]) => Promise<Row[][]>): Counters {
  // A count that is lost where the power goes lets somebody try once more; to wait for the disk at each press would cost every reader.
  const run = (...statements: Statement[]) => ask(...statements.map((statement) => ({ ...statement, fleeting: true as const })));
  return {
    async take(bucket, { rate, burst }, now) {
      // The generic cell rate algorithm: one number says how far the budget is taken. Rounded up, so never above the rate.
      const interval = Math.ceil(1000 / rate);
      const slack = (burst - 1) * interval;
      const [taken, rows] = await run(
        {
          sql: `INSERT INTO counters (name, until) VALUES (?, ?) ON CONFLICT (name) DO UPDATE
            SET until = CASE WHEN counters.until > ? THEN counters.until ELSE ? END + ? WHERE counters.until <= ? RETURNING until`,
          params: [bucket, now + interval, now, now, interval, now + slack],
        },
        { sql: 'SELECT until FROM counters WHERE name = ?', params: [bucket] },
      );
      return taken!.length > 0 ? 0 : Math.max(1, Number(rows![0]!.until) - slack - now);
    },

    async count(who, id, limits, now) {
      const longest = Math.max(...limits.map(({ period }) => period));
      const [, taken, rows] = await run(
        // The lock: only after it does PostgreSQL look at what others have counted.
        { sql: 'INSERT INTO counters (name, until) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET until = excluded.until', params: [who, now + longest] },
        {
          sql: `INSERT INTO tries (who, id, at, sent) SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), 1
            WHERE ${limits.map(() => '(SELECT COUNT(*) FROM tries WHERE who = ? AND id <> ? AND at > ?) < ?').join(' AND ')}
            ON CONFLICT (who, id) DO UPDATE SET sent = tries.sent + 1 WHERE tries.sent < ? RETURNING sent`,
          params: [who, id, now, ...limits.flatMap(({ count, period }) => [who, id, now - period, count]), sends],
        },
        { sql: 'SELECT at FROM tries WHERE who = ? AND at > ? ORDER BY at DESC', params: [who, now - longest] },
      );
      if (taken!.length > 0) return 0;
      const times = rows!.map(({ at }) => Number(at));
      const waits = limits.map(({ count, period }) => (times.length < count ? 0 : times[count - 1]! + period - now));
      return Math.max(1, ...waits, waits.every((wait) => wait <= 0) ? limits[0]!.period : 0);
    },

    async uncount(who, id) {
      await run({ sql: 'DELETE FROM tries WHERE who = ? AND id = ? AND sent = 1', params: [who, id] });
    },

    async note(name, until, now) {
      const [rows] = await run({
        sql: 'INSERT INTO counters (name, until) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET until = excluded.until WHERE counters.until < ? RETURNING name',
        params: [name, until, now],
      });
      return rows!.length > 0;
    },

    async isNoted(name, now) {
      const [rows] = await run({ sql: 'SELECT 1 AS one FROM counters WHERE name = ? AND until >= ?', params: [name, now] });
      return rows!.length > 0;
    },

    async sweep(now) {
      // A try is over when its owner's row is.
      await run({ sql: 'DELETE FROM counters WHERE until < ?', params: [now] });
      await run({ sql: 'DELETE FROM tries WHERE who NOT IN (SELECT name FROM counters)' });
    },
  };
}
