import type { Database } from './database.ts';

/**
 * The schema by versions: a version, once released, is never edited; a change is a new one.
 * Money and times are BIGINT: an INTEGER of PostgreSQL has 32 bits and a popular campaign more.
 */
const versions: readonly (readonly string[])[] = [
  [
    `CREATE TABLE facts (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('gift', 'refund', 'dispute')),
      payment TEXT,
      campaign TEXT,
      frequency TEXT,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      currency TEXT NOT NULL,
      state INTEGER NOT NULL
    )`,
    'CREATE INDEX facts_by_payment ON facts (payment)',
    'CREATE INDEX facts_by_campaign ON facts (campaign)',
    'CREATE TABLE attempts (id TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
    'CREATE INDEX attempts_by_expiry ON attempts (expires_at)',
    'CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)',
  ],
];

/** Brings a database of any earlier version, or an empty one, to this version. */
export async function migrate(database: Database): Promise<void> {
  const [, rows] = await database.run(
    { sql: 'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)' },
    { sql: 'SELECT MAX(version) AS version FROM schema_version' },
  );
  const current = Number(rows![0]!.version ?? 0);
  if (current > versions.length) throw new Error(`the ledger has schema version ${current}, made by a newer support-widget; this one knows ${versions.length}`);
  for (let version = current + 1; version <= versions.length; version++)
    await database.run(
      // First, so that of two processes starting at once one fails here and changes nothing.
      { sql: 'INSERT INTO schema_version (version) VALUES (?)', params: [version] },
      ...versions[version - 1]!.map((sql) => ({ sql })),
    );
}
