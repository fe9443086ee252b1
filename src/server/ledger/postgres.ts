import type { Database, Row } from './database.ts';

/** Codes of PostgreSQL for a transaction that lost against another and may simply be tried again (appendix A of its manual). */
const worthAnotherTry = new Set(['40001', '40P01']);
const tries = 3;

/** Whether the connection is gone, by the word of the client, the network or the server; its transaction is gone with it. */
function endsConnection(error: unknown): boolean {
  const { code = '', severity = '', syscall } = error as { code?: string; severity?: string; syscall?: string };
  return code.startsWith('CONNECT') || severity === 'FATAL' || severity === 'PANIC' || syscall !== undefined;
}

const never = new Promise<never>(() => {});

/** A name like `localhost` stands for several addresses: then Node has an error for each, and no words of its own. */
const inWords = (error: unknown): unknown =>
  error instanceof AggregateError && !error.message ? new Error(error.errors.map((one) => (one as Error).message).join(', ')) : error;

/** PostgreSQL, for those who outgrow one machine. */
export async function openPostgres(url: string): Promise<Database> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(url, {
    max: 8,
    connect_timeout: 5,
    // By default it waits longer after each failure, up to 20 s: every request would hang that long, and go on so after the database is back.
    backoff: false,
    // We use no arrays; and where this query of its own fails, the client lets the process end.
    fetch_types: false,
    onnotice: () => undefined, // "relation already exists, skipping" at every start
  });

  /** Our SQL marks parameters as SQLite does. None of it holds a question mark of its own. */
  function numbered(text: string): string {
    let number = 0;
    return text.replace(/\?/g, () => `$${++number}`);
  }

  return {
    durable: true,

    async run(...statements) {
      for (let left = tries; ; left--) {
        try {
          const rows = await sql.begin((transaction) =>
            Promise.all(statements.map(({ sql: text, params = [] }) => transaction.unsafe<Row[]>(numbered(text), [...params]))).catch((error: unknown) => {
              // `begin` fails by itself when its connection closes. Told of the error it would write a ROLLBACK to the
              // closed socket, where no caller can catch what is thrown (github.com/porsager/postgres/issues/1208).
              if (endsConnection(error)) return never;
              throw error;
            }),
          );
          return rows.map((found) => [...found]);
        } catch (error) {
          if (left === 1 || !worthAnotherTry.has((error as { code?: string }).code ?? '')) throw inWords(error);
        }
      }
    },

    async close() {
      await sql.end({ timeout: 5 });
    },
  };
}
