import type { Database, Row, Statement } from './database.ts';

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

/** Any number that is ours: what else takes locks of this kind in the owner's database has another. */
const turn: Statement = { sql: 'SELECT pg_advisory_xact_lock(7377706)' };

/**
 * PostgreSQL, for those who outgrow one machine.
 * @param patience milliseconds without any answer after which a transaction is given up
 */
export async function openPostgres(url: string, patience = 10_000): Promise<Database> {
  const { default: postgres } = await import('postgres');
  const connect = () =>
    postgres(url, {
      max: 8,
      connect_timeout: 5,
      // By default it waits longer after each failure, up to 20 s: every request would hang that long, and go on so after the database is back.
      backoff: false,
      // We use no arrays; and where this query of its own fails, the client lets the process end.
      fetch_types: false,
      // Who holds the turn and says no more must not hold up the others.
      connection: { idle_in_transaction_session_timeout: patience },
      onnotice: () => undefined, // "relation already exists, skipping" at every start
    });
  let client = connect();

  /** Our SQL marks parameters as SQLite does. None of it holds a question mark of its own. */
  function numbered(text: string): string {
    let number = 0;
    return text.replace(/\?/g, () => `$${++number}`);
  }

  /**
   * By itself the client waits for ever for a server that answers no more, and where one takes connections and closes
   * them it knocks again without a pause (github.com/porsager/postgres/issues/1193). Then it is given up with all its
   * connections, and whoever asks next has a new one.
   */
  async function transact(statements: readonly Statement[]): Promise<Row[][]> {
    const sql = client;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (client === sql) client = connect();
        void sql.end({ timeout: 0 });
        reject(new Error(`no answer for ${patience / 1000} seconds`));
      }, patience);
    });
    // Each statement sees what was committed before it, whatever the server's default: after the turn has come, that is all.
    const transaction = sql.begin('ISOLATION LEVEL READ COMMITTED', (begun) =>
      Promise.all(
        statements.map(async ({ sql: text, params = [] }) => {
          // Prepared once: otherwise each would first ask what its parameters are, and the next would wait for that. `?prepare=false` in the address for a pool that cannot.
          const rows = await begun.unsafe<Row[]>(numbered(text), [...params], { prepare: true });
          timer?.refresh();
          return [...rows];
        }),
      ).catch((error: unknown) => {
        // `begin` fails by itself when its connection closes. Told of the error it would write a ROLLBACK to the
        // closed socket, where no caller can catch what is thrown (github.com/porsager/postgres/issues/1208).
        if (endsConnection(error)) return never;
        throw error;
      }),
    );
    try {
      return await Promise.race([transaction, late]);
    } finally {
      clearTimeout(timer);
      timer = undefined; // a statement that still ends would set it going again
    }
  }

  return {
    durable: true,
    turn,

    async run(...statements) {
      for (let left = tries; ; left--) {
        try {
          return await transact(statements);
        } catch (error) {
          if (left === 1 || !worthAnotherTry.has((error as { code?: string }).code ?? '')) throw inWords(error);
        }
      }
    },

    async close() {
      await client.end({ timeout: 1 }); // a connection that once broke does not end by itself
    },
  };
}
