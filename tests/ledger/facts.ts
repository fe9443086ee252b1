// Facts as Stripe states them, short to write; and how the tests bring many of them into a ledger and look at what is there.
import type { Database, Row } from '../../src/server/ledger/database.ts';
import type { Fact, GiftFact, ReversalFact, TieFact } from '../../src/server/ledger/facts.ts';
import type { Balance, Ledger } from '../../src/server/ledger/ledger.ts';

/** A gift of 100.00 to the default campaign, paid, unless it is said otherwise. */
export const gift = (id: string, change: Partial<GiftFact> = {}): GiftFact => ({
  kind: 'gift', id, campaign: 'default', frequency: id.startsWith('in_') ? 'month' : 'once', amount: 10_000, currency: 'USD', state: 'paid', ...change,
});
export const refund = (id: string, payment: string, amount: number, change: Partial<ReversalFact> = {}): ReversalFact => ({
  kind: 'refund', id, payment, amount, currency: 'USD', state: 'standing', ...change,
});
export const dispute = (id: string, payment: string, amount: number, change: Partial<ReversalFact> = {}): ReversalFact => ({ ...refund(id, payment, amount, change), kind: 'dispute' });
export const tie = (payment: string, invoice: string): TieFact => ({ kind: 'tie', payment, gift: invoice });

/** The same facts about other payments and another campaign, so that many orders of them are tried in one database. */
export function apart(facts: readonly Fact[], mark: string): Fact[] {
  const marked = (text: string) => `${text}~${mark}`;
  return facts.map((fact) => {
    if (fact.kind === 'tie') return { ...fact, payment: marked(fact.payment), gift: marked(fact.gift) };
    if (fact.kind === 'gift') return { ...fact, id: marked(fact.id), campaign: marked(fact.campaign) };
    return { ...fact, id: marked(fact.id), payment: marked(fact.payment) };
  });
}

export function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));
}

/** PostgreSQL gives 64-bit integers as text, SQLite's rows have no prototype: here they are all the same. */
const asNumbers = ['amount', 'state', 'version'];
const plain = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asNumbers.includes(name) ? Number(value) : value]));

export async function select(database: Database, sql: string): Promise<Row[]> {
  const [rows] = await database.run({ sql });
  return rows!.map(plain);
}

/** All that the ledger has written down about money. */
export async function rowsOf(database: Database): Promise<Row[]> {
  const tables = await Promise.all(['gifts', 'reversals', 'ties'].map((table) => select(database, `SELECT * FROM ${table}`)));
  return tables.flat().toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Those of some rows that were written under a mark, without it. */
export const under = (mark: string, rows: Row[]): string[] =>
  rows.map((row) => JSON.stringify(row)).filter((row) => row.includes(`~${mark}"`)).map((row) => row.replaceAll(`~${mark}"`, '"'));

/** What a campaign comes to in one word for each currency: `USD 10000 of 1`. */
export const words = (balances: Balance[]): string => balances.map(({ currency, raised, gifts }) => `${currency} ${raised} of ${gifts}`).join(', ');
export const sumOf = async (ledger: Ledger, campaign = 'default'): Promise<string> => words(await ledger.balances(campaign));
