import type { DatabaseSync } from 'node:sqlite';
import type { Database, Row } from './database.ts';

const busy = 5; // SQLITE_BUSY
const patience = 5_000; // milliseconds

/**
 * WAL is kept in the file, so only a new one is changed to it. That change is what SQLite does not wait for, whatever
 * `busy_timeout` says: of two processes that start on one new file, the second would end here.
 */
function useWal(database: DatabaseSync): void {
  for (const until = Date.now() + patience; ; ) {
    try {
      return database.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== busy || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); // sleeps
    }
  }
}

/** SQLite in this process (`node:sqlite`); `:memory:` is lost with the process. */
export async function openSqlite(file: string): Promise<Database> {
  // Imported when it is the one that is asked for, as every driver: it costs the start its time.
  const sqlite = await import('node:sqlite');
  const database = new sqlite.DatabaseSync(file);
  database.exec(`PRAGMA busy_timeout = ${patience}`);
  useWal(database);
  database.exec('PRAGMA synchronous = FULL'); // in WAL, NORMAL may lose the last commits when the power goes
  return {
    durable: file !== ':memory:',

    // One turn of the event loop: no other statement of this process can come between.
    async run(...statements) {
      // Readers wait for nobody in WAL, unless they ask for the right to write.
      database.exec(statements.every(({ sql }) => sql.startsWith('SELECT')) ? 'BEGIN' : 'BEGIN IMMEDIATE');
      try {
        const rows = statements.map(({ sql, params = [] }) => database.prepare(sql).all(...params) as Row[]);
        database.exec('COMMIT');
        return rows;
      } catch (error) {
        try {
          database.exec('ROLLBACK');
        } catch {
          // SQLite did it itself, as it does when the disk is full. (`isTransaction` would tell, from Node 22.16 on.)
        }
        throw error;
      }
    },
    async close() {
      database.close();
    },
  };
}
