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
 * What the guards count, in the ledger's own database: processes that share it share every limit. Whoever takes the last
 * of something does so in one statement, and two that ask at once are two. How long to wait is asked only by who is
 * refused. Milliseconds since 1970 by our own clock; what is over is swept away.
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
  /** Removes what is over; of tries, what these limits count no more. */
  sweep(limits: readonly Limit[], now: number): Promise<void>;
}

/** A press that arrives three times and is sent again by hand is still one; more often it is somebody at work. */
export const sends = 5;

const longestOf = (limits: readonly Limit[]): number => Math.max(0, ...limits.map(({ period }) => period));

/** @param turn where writers do not take turns anyway (see `Database`) */
export function openCounters(ask: (...statements: Statement[]) => Promise<Row[][]>, turn?: Statement): Counters {
  // A count that is lost where the power goes lets somebody try once more; to wait for the disk at each press would cost every reader.
  const run = (...statements: Statement[]) => ask(...statements.map((statement) => ({ ...statement, fleeting: true as const })));
  return {
    async take(bucket, { rate, burst }, now) {
      // The generic cell rate algorithm: one number says how far the budget is taken. Rounded up, so never above the rate.
      const interval = Math.ceil(1000 / rate);
      const slack = (burst - 1) * interval;
      const [taken] = await run({
        sql: `INSERT INTO counters (name, until) VALUES (?, ?) ON CONFLICT (name) DO UPDATE
          SET until = CASE WHEN counters.until > ? THEN counters.until ELSE ? END + ? WHERE counters.until <= ? RETURNING until`,
        params: [bucket, now + interval, now, now, interval, now + slack],
      });
      if (taken!.length > 0) return 0;
      const [rows] = await ask({ sql: 'SELECT until FROM counters WHERE name = ?', params: [bucket] });
      return Math.max(1, Number(rows![0]?.until ?? 0) - slack - now);
    },

    async count(who, id, limits, now) {
      const rows = await run(
        // Only after its turn has come does PostgreSQL look at what others have counted.
        ...(turn ? [turn] : []),
        {
          sql: `INSERT INTO tries (who, id, at, sent) SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), 1
            WHERE ${limits.map(() => '(SELECT COUNT(*) FROM tries WHERE who = ? AND id <> ? AND at > ?) < ?').join(' AND ')}
            ON CONFLICT (who, id) DO UPDATE SET sent = tries.sent + 1 WHERE tries.sent < ? RETURNING sent`,
          params: [who, id, now, ...limits.flatMap(({ count, period }) => [who, id, now - period, count]), sends],
        },
      );
      if (rows.at(-1)!.length > 0) return 0;
      const [tries] = await ask({ sql: 'SELECT id, at, sent FROM tries WHERE who = ? AND at > ? ORDER BY at DESC', params: [who, now - longestOf(limits)] });
      const times = tries!.map(({ at }) => Number(at));
      const waits = limits.map(({ count, period }) => (times.length < count ? 0 : times[count - 1]! + period - now));
      const isUsedUp = tries!.some((one) => one.id === id && Number(one.sent) >= sends);
      // Where neither holds any more, another's try was taken back since.
      return Math.max(1, ...waits, isUsedUp && waits.every((wait) => wait <= 0) ? limits[0]!.period : 0);
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

    async sweep(limits, now) {
      await run({ sql: 'DELETE FROM counters WHERE until < ?', params: [now] });
      await run({ sql: 'DELETE FROM tries WHERE at <= ?', params: [now - longestOf(limits)] });
    },
  };
}
