/** What the ledger asks of a database: one small driver each. */
export type Value = string | number | null;

export interface Statement {
  /** The SQL that SQLite and PostgreSQL share, with `?` for each parameter. */
  sql: string;
  params?: readonly Value[];
}

export type Row = Record<string, Value>;

export interface Database {
  /** Whether it outlives the process. */
  readonly durable: boolean;
  /** All or nothing, durable when it resolves; the rows of each statement. */
  run(...statements: Statement[]): Promise<Row[][]>;
  close(): Promise<void>;
}
