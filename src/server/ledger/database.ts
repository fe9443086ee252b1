/** What the ledger asks of a database: one small driver each. */
export type Value = string | number | null;

export interface Statement {
  /** The SQL that SQLite and PostgreSQL share, with `?` for each parameter. */
  sql: string;
  params?: readonly Value[];
  /** It may be lost where the power goes, not where a process ends: nobody need wait for the disk. */
  fleeting?: true;
}

/** Whether it changes nothing. */
export const reads = ({ sql }: Statement): boolean => sql.startsWith('SELECT');

export type Row = Record<string, Value>;

export interface Database {
  /** Whether it outlives the process. */
  readonly durable: boolean;
  /** Where writers do not take turns anyway: the statement by which a transaction, saying it first, waits for its turn. */
  readonly turn?: Statement;
  /** All or nothing, durable when it resolves unless all that writes is fleeting; the rows of each statement. */
  run(...statements: Statement[]): Promise<Row[][]>;
  close(): Promise<void>;
}
