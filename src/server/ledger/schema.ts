import type { Database } from './database.ts';

/**
 * The schema by versions: a version, once released, is never edited; a change is a new one.
 * Money and times are BIGINT: an INTEGER of PostgreSQL has 32 bits and a popular campaign more.
 */
const versions: readonly (readonly string[])[] = [
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
    // What the guards count. `until` is when a row is over, or how far a budget is taken; milliseconds since 1970.
    'CREATE TABLE counters (name TEXT PRIMARY KEY, until BIGINT NOT NULL)',
    'CREATE INDEX counters_by_end ON counters (until)',
    'CREATE TABLE tries (who TEXT NOT NULL, id TEXT NOT NULL, at BIGINT NOT NULL, sent INTEGER NOT NULL, PRIMARY KEY (who, id))',
  ],
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
