import type { Database, Row } from './database.ts';

/** Codes of PostgreSQL for a transaction that lost against another and may simply be tried again (appendix A of its manual). */
const worthAnotherTry = new Set(['40001', '40P01']);
const tries = 3;

/** PostgreSQL, for those who outgrow one machine. */
export async function openPostgres(url: string): Promise<Database> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(url, {
    max: 8,
    connect_timeout: 5,
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
          const rows = await sql.begin((transaction) => statements.map(({ sql: text, params = [] }) => transaction.unsafe<Row[]>(numbered(text), [...params])));
          return rows.map((found) => [...found]);
        } catch (error) {
          if (left === 1 || !worthAnotherTry.has((error as { code?: string }).code ?? '')) throw error;
        }
      }
    },

    async close() {
      await sql.end({ timeout: 5 });
    },
  };
}
