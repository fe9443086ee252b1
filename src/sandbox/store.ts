import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { ObjectName } from './ids.ts';

/** What every object of Stripe's has. */
export interface StripeObject {
  id: string;
  object: string;
  created: number;
}

/** What is kept beside an object and never shown. */
export interface Beside {
  /** When the clock next has work for this object; `null` for never. */
  due?: number | null;
  /** What Stripe remembers of an object and does not show, e.g. the metadata meant for its payment. */
  memory?: unknown;
}

const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    object TEXT NOT NULL,
    created INTEGER NOT NULL,
    due INTEGER,
    body TEXT NOT NULL,
    memory TEXT NOT NULL DEFAULT 'null'
  ) STRICT;
  CREATE INDEX IF NOT EXISTS objects_newest ON objects (object, created DESC, seq DESC);
  CREATE INDEX IF NOT EXISTS objects_due ON objects (due) WHERE due IS NOT NULL;

  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dropped', 'given up')),
    copy INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL,
    due INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_pending ON deliveries (due) WHERE state = 'pending';
  CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event);

  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** All the sandbox remembers, in one SQLite file. Objects are kept as the JSON Stripe would answer with. */
export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #open = true;

  constructor(file: string) {
    // Loaded when it is used, so that the command can first keep Node 22's warning about it off the terminal.
    const sqlite = process.getBuiltinModule('node:sqlite');
    this.#db = new sqlite.DatabaseSync(file);
    this.#db.exec('PRAGMA busy_timeout = 5000');
    // WAL: a reader and the webhook loop never wait for each other; a killed process loses nothing that was committed.
    this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec(schema);
  }

  close(): void {
    if (this.#open) this.#db.close();
    this.#open = false;
  }

  /** All of `work` is written, or none of it. Inside another transaction it becomes part of that one. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#db.exec('BEGIN IMMEDIATE');
    this.#depth += 1;
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Writes an object, new or changed. What `beside` leaves out stays as it was. */
  put(object: StripeObject, beside: Beside = {}): void {
    this.run(
      `INSERT INTO objects (id, object, created, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body, created = excluded.created`,
      object.id, object.object, object.created, JSON.stringify(object),
    );
    if (beside.due !== undefined) this.run('UPDATE objects SET due = ? WHERE id = ?', beside.due, object.id);
    if (beside.memory !== undefined) this.run('UPDATE objects SET memory = ? WHERE id = ?', JSON.stringify(beside.memory), object.id);
  }

  remove(id: string): void {
    this.run('DELETE FROM objects WHERE id = ?', id);
  }

  /** The object with this id, if it is one of that kind. */
  get<T extends StripeObject>(object: ObjectName, id: string): T | undefined {
    const row = this.row<{ body: string }>('SELECT body FROM objects WHERE id = ? AND object = ?', id, object);
    return row && (JSON.parse(row.body) as T);
  }

  /** The object with this id, whatever it is. */
  find(id: string): StripeObject | undefined {
    const row = this.row<{ body: string }>('SELECT body FROM objects WHERE id = ?', id);
    return row && (JSON.parse(row.body) as StripeObject);
  }

  /** What was put as `memory` beside this object. */
  memory<T>(id: string): T {
    return JSON.parse(this.row<{ memory: string }>('SELECT memory FROM objects WHERE id = ?', id)?.memory ?? 'null') as T;
  }

  /** A setting of the sandbox's own, such as how far its clock was moved. */
  setting<T>(name: string, otherwise: T): T {
    const row = this.row<{ value: string }>('SELECT value FROM settings WHERE name = ?', name);
    return row ? (JSON.parse(row.value) as T) : otherwise;
  }

  set(name: string, value: unknown): void {
    this.run('INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, JSON.stringify(value));
  }

  row<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#prepared(sql).get(...values) as T | undefined;
  }

  rows<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepared(sql).all(...values) as T[];
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}
