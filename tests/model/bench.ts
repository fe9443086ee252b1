// A ledger in memory that holds many histories at once, and what it says about one of them.
import { openLedger, type Ledger } from '../../src/server/app.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import type { Giving } from './history.ts';
import type { Totals } from './oracle.ts';

export interface Bench {
  ledger: Ledger;
  /** Every row that facts about a history left behind, each as text. */
  rows(history: string): Promise<string[]>;
  /** What the ledger says of the campaigns these givings name. */
  totals(givings: readonly Giving[]): Promise<Totals>;
}

export async function openBench(file = ':memory:'): Promise<Bench> {
  const database = await openSqlite(file);
  const ledger = await openLedger(database, 'test');
  return {
    ledger,
    async rows(history) {
      const mine = (column: string) => `WHERE substr(${column}, instr(${column}, '_') + 1, ${history.length}) = ?`;
      const tables = await database.run(
        { sql: `SELECT * FROM gifts ${mine('id')} ORDER BY id`, params: [history] },
        { sql: `SELECT * FROM reversals ${mine('id')} ORDER BY id`, params: [history] },
        { sql: `SELECT * FROM ties ${mine('gift')} ORDER BY payment`, params: [history] },
      );
      return tables.flat().map((row) => JSON.stringify(row));
    },
    async totals(givings) {
      const totals: Totals = {};
      for (const campaign of new Set(givings.map((giving) => giving.campaign)))
        for (const { currency, raised, gifts } of await ledger.balances(campaign)) totals[`${campaign} ${currency}`] = { raised, gifts };
      return totals;
    },
  };
}

/** The ledger for one history: the same rows, but cursors of its own, since each history is an account at Stripe of its own. */
export const ledgerOf = ({ ledger }: Bench, history: string): Ledger => ({
  ...ledger,
  cursor: (list) => ledger.cursor(`${history} ${list}`),
  moveCursor: (list, cursor) => ledger.moveCursor(`${history} ${list}`, cursor),
});
