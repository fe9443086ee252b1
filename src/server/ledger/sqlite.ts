import type { Database, Row } from './database.ts';

/** SQLite in this process (`node:sqlite`); `:memory:` is lost with the process. */
export async function openSqlite(file: string): Promise<Database> {
  // Imported when it is the one that is asked for, as every driver: it costs the start its time.
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL'); // FULL: in WAL, NORMAL may lose the last commits when the power goes
  return {
    durable: file !== ':memory:',

    // One turn of the event loop: no other statement of this process can come between.
    async run(...statements) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const rows = statements.map(({ sql, params = [] }) => database.prepare(sql).all(...params) as Row[]);
        database.exec('COMMIT');
        return rows;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    async close() {
      database.close();
    },
  };
}
