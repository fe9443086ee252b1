import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { reads, type Database, type Row } from './database.ts';

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
  // In WAL, NORMAL may lose the last commits when the power goes. It is told once, and not at every write.
  const synchronous = { all: database.prepare('PRAGMA synchronous = FULL'), most: database.prepare('PRAGMA synchronous = NORMAL') };
  synchronous.all.run();
  let keeps: keyof typeof synchronous = 'all';
  // Our statements are few, and to prepare one costs more than to run it. SQLite prepares them anew by itself where the schema has changed.
  const prepared = new Map<string, StatementSync>();
  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  }
  const begin = { read: database.prepare('BEGIN'), write: database.prepare('BEGIN IMMEDIATE') };
  const commit = database.prepare('COMMIT');
  return {
    durable: file !== ':memory:',

    // One turn of the event loop: no other statement of this process can come between.
    async run(...statements) {
      // Readers wait for nobody in WAL, unless they ask for the right to write.
      const readsOnly = statements.every(reads);
      const wanted = statements.every((one) => one.fleeting ?? reads(one)) ? 'most' : 'all';
      if (!readsOnly && keeps !== wanted) {
        synchronous[wanted].run();
        keeps = wanted;
      }
      begin[readsOnly ? 'read' : 'write'].run();
      try {
        const rows = statements.map(({ sql, params = [] }) => prepare(sql).all(...params) as Row[]);
        commit.run();
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
