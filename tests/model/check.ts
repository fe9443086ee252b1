// One history, brought to a ledger in every way there is, and held against the oracle.
import { chance, type Chance } from '../shared/chance.ts';
import type { Ledger } from '../../src/server/app.ts';
import { Account } from './account.ts';
import { ledgerOf, openBench, type Bench } from './bench.ts';
import type { Giving, History } from './history.ts';
import { oracle, type Totals } from './oracle.ts';
import { byBoth, byLists, byWebhooks, cutOff, healed, pass } from './ways.ts';

interface Way {
  name: string;
  go(account: Account, ledger: Ledger, dice: Chance): Promise<void>;
  /** Every event arrived at least once: the rows are those of `byWebhooks` to the letter. */
  whole?: boolean;
}

const ways: Way[] = [
  { name: 'webhooks alone', go: byWebhooks, whole: true },
  { name: 'webhooks and passes', go: byBoth, whole: true },
  { name: 'lists alone', go: byLists },
  { name: 'three of ten webhooks lost', go: healed },
  { name: 'passes cut off', go: cutOff },
];

/** A ledger for each way, shared by many histories. */
export const openBenches = (): Promise<Bench[]> => Promise.all(ways.map(() => openBench()));

/** Stripe's lists cannot tell a debit that failed from one that is still awaited, and no total asks. */
const unpaidAlike = (rows: readonly string[]) => rows.map((row) => row.replace(/^(\{"id":"pi_.*"state":)1\}$/, '$10}'));

const inOrder = (totals: Totals) => JSON.stringify(Object.entries(totals).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** @returns what is wrong with the ledger after this history, or `undefined` */
export async function faultOf({ name, givings }: History, seed: number, benches: readonly Bench[]): Promise<string | undefined> {
  const expected = inOrder(oracle(givings));
  let first: string[] | undefined;
  for (const [place, way] of ways.entries()) {
    const bench = benches[place]!;
    const account = new Account(givings);
    const ledger = ledgerOf(bench, name);
    const dice = chance(`${way.name}, ${name} of ${seed}`);
    try {
      await way.go(account, ledger, dice);
    } catch (error) {
      return `${way.name}: ${(error as Error).stack}`;
    }
    const rows = await bench.rows(name);
    first ??= rows;
    const totals = inOrder(await bench.totals(givings));
    if (totals !== expected) return `${way.name}: the ledger says ${totals}, the oracle ${expected}`;
    const [mine, others] = way.whole ? [rows, first] : [unpaidAlike(rows), unpaidAlike(first)];
    const strange = [...mine.filter((row) => !others.includes(row)), ...others.filter((row) => !mine.includes(row))];
    if (strange.length > 0) return `${way.name}: other rows than from ${ways[0]!.name}: ${strange.join(' ')}`;
    account.advance();
    const again = await pass(account, ledger);
    const news = again.lists.reduce((sum, list) => sum + list.news, 0);
    // After a whole pass a second one has nothing to say; after webhooks alone neither has the first.
    if (news > 0) return `${way.name}: a pass afterwards calls ${news} facts news: ${JSON.stringify(again.lists)}`;
    if ((await bench.rows(name)).join() !== rows.join()) return `${way.name}: a pass afterwards changes rows`;
  }
  return undefined;
}

/** The fewest givings of a history that still fail, and how. */
export async function smallest(history: History, seed: number): Promise<{ givings: Giving[]; fault: string | undefined }> {
  const faultWith = async (givings: Giving[]) => faultOf({ ...history, givings }, seed, await openBenches());
  let { givings } = history;
  for (const giving of history.givings) {
    const fewer = givings.filter((other) => other !== giving);
    if (await faultWith(fewer)) givings = fewer;
  }
  return { givings, fault: await faultWith(givings) };
}
