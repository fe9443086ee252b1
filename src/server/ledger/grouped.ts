import { reads, type Database, type Row, type Statement } from './database.ts';

interface Job {
  statements: readonly Statement[];
  resolve(rows: Row[][]): void;
  reject(error: unknown): void;
}

/** More would make the first wait for the last. */
const most = 64;

/** One that is under way, and the one after it, for all who asked meanwhile. */
interface Question {
  now: Promise<Row[][]>;
  next?: Promise<Row[][]>;
}

/**
 * Writes that arrive together go in one transaction: what makes a write durable costs the same for one as for many.
 * Each is still answered only after its own is durable, and fails only by itself. Of readers who ask the same at once,
 * all but the first share the next answer: it is read after they asked, so it knows all that was written before. For Node alone: in a Worker nobody may
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

  const questions = new Map<string, Question>();

  function ask(key: string, statements: readonly Statement[]): Promise<Row[][]> {
    const question: Question = {
      now: database.run(...statements).finally(() => {
        if (!question.next) questions.delete(key);
      }),
    };
    questions.set(key, question);
    return question.now;
  }

  function read(statements: readonly Statement[]): Promise<Row[][]> {
    const key = JSON.stringify(statements);
    const question = questions.get(key);
    if (!question) return ask(key, statements);
    return (question.next ??= question.now.then(() => ask(key, statements), () => ask(key, statements)));
  }

  return {
    ...database,
    turn: undefined, // taken once for all of a group
    run(...statements) {
      if (statements.every(reads)) return read(statements);
      return new Promise((resolve, reject) => {
        waiting.push({ statements, resolve, reject });
        if (!working) void work();
      });
    },
  };
}
