import type { Database } from './database.ts';

/**
 * The schema by versions: a version, once released, is never edited; a change is a new one.
 * Money and times are BIGINT: an INTEGER of PostgreSQL has 32 bits and a popular campaign more.
 */
export const versions: readonly (readonly string[])[] = [
  [
    `CREATE TABLE gifts (
      id TEXT PRIMARY KEY,
      campaign TEXT NOT NULL,
      frequency TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      currency TEXT NOT NULL,
      state INTEGER NOT NULL
    )`,
    // Holds all a total reads, so that it is summed from the index alone.
    'CREATE INDEX gifts_by_campaign ON gifts (campaign, state, currency, amount)',
    `CREATE TABLE reversals (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('refund', 'dispute')),
      payment TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      currency TEXT NOT NULL,
      state INTEGER NOT NULL
    )`,
    'CREATE TABLE ties (payment TEXT PRIMARY KEY, gift TEXT NOT NULL)',
    'CREATE TABLE attempts (id TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
    'CREATE INDEX attempts_by_expiry ON attempts (expires_at)',
    'CREATE TABLE cursors (list TEXT PRIMARY KEY, since BIGINT, started BIGINT, after TEXT)',
    'CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)',
  ],
  [
    // What each campaign's facts come to, kept in step with them (`merging.ts`): a meter costs the same at ten gifts and at a million.
    `CREATE TABLE totals (
      campaign TEXT NOT NULL,
      currency TEXT NOT NULL,
      raised BIGINT NOT NULL,
      gifts BIGINT NOT NULL,
      PRIMARY KEY (campaign, currency)
    )`,
    'CREATE INDEX reversals_by_payment ON reversals (payment)',
    'CREATE INDEX ties_by_gift ON ties (gift)',
    `INSERT INTO totals (campaign, currency, raised, gifts)
      SELECT campaign, currency, SUM(amount), SUM(one) FROM (
        SELECT campaign, currency, amount, 1 AS one FROM gifts WHERE state = 2
        UNION ALL
        SELECT gifts.campaign, reversals.currency, -reversals.amount, 0 FROM reversals
          LEFT JOIN ties ON ties.payment = reversals.payment
          JOIN gifts ON gifts.id IN (reversals.payment, ties.gift)
          WHERE reversals.state = 0 AND gifts.state = 2
      ) AS facts GROUP BY campaign, currency`,
    'DROP INDEX gifts_by_campaign',
  ],
  [
    // What the guards count. `until` is when a row is over, or how far a budget is taken; milliseconds since 1970.
    'CREATE TABLE counters (name TEXT PRIMARY KEY, until BIGINT NOT NULL)',
    'CREATE INDEX counters_by_end ON counters (until)',
    'CREATE TABLE tries (who TEXT NOT NULL, id TEXT NOT NULL, at BIGINT NOT NULL, sent INTEGER NOT NULL, PRIMARY KEY (who, id))',
  ],
  // A try is over by its own time: whoever tries has no row besides.
  ['CREATE INDEX tries_by_time ON tries (at)'],
];

/** Several processes may start on one empty database; of two that create the same thing one fails, and looks again. */
const tries = 5;

async function versionOf(database: Database): Promise<number> {
  const [, rows] = await database.run(
    { sql: 'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)' },
    { sql: 'SELECT MAX(version) AS version FROM schema_version' },
  );
  return Number(rows![0]!.version ?? 0);
}

async function migrateOnce(database: Database): Promise<void> {
  const current = await versionOf(database);
  if (current > versions.length) throw new RangeError(`the ledger has schema version ${current}, made by a newer support-widget; this one knows ${versions.length}`);
  for (let version = current + 1; version <= versions.length; version++)
    await database.run(
      // First, so that of two processes one fails here and changes nothing.
      { sql: 'INSERT INTO schema_version (version) VALUES (?)', params: [version] },
      ...versions[version - 1]!.map((sql) => ({ sql })),
    );
}

/**
 * Brings a database of any earlier version, or an empty one, to this version.
 * @throws RangeError where a newer support-widget made it
 */
export async function migrate(database: Database): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await migrateOnce(database);
    } catch (error) {
      if (left === 1 || error instanceof RangeError) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
