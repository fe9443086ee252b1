import type { Database, Row, Value } from './database.ts';

/** What we use of Cloudflare's D1 (developers.cloudflare.com/d1/worker-api). */
export interface D1 {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<{ results: Row[] }[]>;
}

interface D1Statement {
  bind(...values: Value[]): D1Statement;
}

/** Cloudflare D1: SQLite beside the Worker. A batch is a transaction. */
export function openD1(d1: D1): Database {
  return {
    durable: true,

    async run(...statements) {
      const answers = await d1.batch(statements.map(({ sql, params = [] }) => d1.prepare(sql).bind(...params)));
      return answers.map(({ results }) => results);
    },

    async close() {
      // The platform's to close.
    },
  };
}
