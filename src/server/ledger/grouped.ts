import { reads, type Database, type Row, type Statement } from './database.ts';

interface Job {
  statements: readonly Statement[];
  resolve(rows: Row[][]): void;
  reject(error: unknown): void;
}

/** More would make the first wait for the last. */
const most = 64;

/**
 * Writes that arrive together go in one transaction: what makes a write durable costs the same for one as for many.
 * Each is still answered only after its own is durable, and fails only by itself. For Node alone: in a Worker nobody may
 * wait for what another request has begun.
 */
export function grouped(database: Database): Database {
  const waiting: Job[] = [];
  const turn = database.turn ? [database.turn] : [];
  let working = false;

  async function write(jobs: readonly Job[]): Promise<void> {
    try {
      const rows = await database.run(...turn, ...jobs.flatMap(({ statements }) => statements));
      let from = turn.length;
      for (const { statements, resolve } of jobs) resolve(rows.slice(from, (from += statements.length)));
    } catch (error) {
      if (jobs.length === 1) return jobs[0]!.reject(error);
      // Nothing of it was written. Whose fault it was shows when each is tried alone.
      for (const job of jobs) await write([job]);
    }
  }

  async function work(): Promise<void> {
    working = true;
    // What has arrived by now belongs together: all of it is read before this comes back.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await write(waiting.splice(0, most));
    working = false;
  }

  return {
    ...database,
    turn: undefined, // taken once for all of a group
    run(...statements) {
      if (statements.every(reads)) return database.run(...statements);
      return new Promise((resolve, reject) => {
        waiting.push({ statements, resolve, reject });
        if (!working) void work();
      });
    },
  };
}
