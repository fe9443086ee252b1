// The ways facts may take into the ledger: webhooks in any order and number, passes over Stripe's lists at any moment,
// cut off anywhere. All of them must end in the same rows.
import type { Ledger } from '../../src/server/app.ts';
import { eventFacts } from '../../src/server/ledger/from-stripe.ts';
import { syncLedger, type SyncOptions, type SyncReport } from '../../src/server/ledger/sync.ts';
import type { Event, StripeCalls } from '../../src/server/stripe.ts';
import type { Chance } from '../shared/chance.ts';
import type { Account } from './account.ts';

/** So small that nearly every list has several pages. */
const pageSize = 3;

/** Thrown where a run is cut off; a Problem of Stripe's unreachability would be waited for. */
export class CutOff extends Error {}

export function shuffled<Item>(items: readonly Item[], dice: Chance): Item[] {
  const all = [...items];
  for (let place = all.length - 1; place > 0; place--) {
    const other = dice.whole(0, place);
    [all[place], all[other]] = [all[other]!, all[place]!];
  }
  return all;
}

/** Most arrive once, some a few times, one in ten up to twenty times. */
const copies = (dice: Chance): number => dice.whole(1, dice.of([1, 1, 1, 1, 1, 3, 3, 4, 4, 20]));

/** Every event one to twenty times, in any order: copies lie apart, and nothing holds a refund back until its gift came. */
export const dealt = (events: readonly Event[], dice: Chance): Event[] =>
  shuffled(events.flatMap((event) => Array.from({ length: copies(dice) }, () => event)), dice);

export const eventsOf = (account: Account): Event[] => account.steps.flatMap(({ events }) => events);

export async function hear(ledger: Ledger, event: Event): Promise<void> {
  await ledger.record(eventFacts(event));
}

/** Stripe's lists, asked through the calls sync makes. The clock is the account's: overlaps and cursors go by it. */
export async function pass(account: Account, ledger: Ledger, options: SyncOptions = {}, beforePage: () => void = () => {}): Promise<SyncReport> {
  const stripe = {
    async listPage(list, since, after) {
      beforePage();
      return account.page(list, since, after, pageSize);
    },
  } satisfies Partial<StripeCalls>;
  const wall = Date.now;
  Date.now = () => account.now * 1000;
  try {
    return await syncLedger(stripe as unknown as StripeCalls, ledger, options);
  } finally {
    Date.now = wall;
  }
}

/** How much of an account's time is left, dealt out. */
const sometime = (account: Account, dice: Chance) => dice.whole(account.moment, account.steps.length);

/** Nothing but webhooks. */
export async function byWebhooks(account: Account, ledger: Ledger, dice: Chance): Promise<void> {
  for (const event of dealt(eventsOf(account), dice)) await hear(ledger, event);
}

/** Webhooks, and passes between them while life goes on, also from page to page. */
export async function byBoth(account: Account, ledger: Ledger, dice: Chance): Promise<void> {
  const events = dealt(eventsOf(account), dice);
  const passes = new Set(Array.from({ length: dice.whole(1, 3) }, () => dice.whole(0, events.length)));
  for (const [place, event] of events.entries()) {
    if (passes.has(place)) {
      account.advance(sometime(account, dice));
      await pass(account, ledger, {}, () => account.advance(account.moment + dice.of([0, 0, 1, 2])));
    }
    await hear(ledger, event);
  }
}

/** No webhook at all: the ledger out of the lists alone, in several passes as the history goes on. */
export async function byLists(account: Account, ledger: Ledger, dice: Chance): Promise<void> {
  for (let passes = dice.whole(0, 3); passes > 0; passes--) {
    account.advance(sometime(account, dice));
    await pass(account, ledger);
  }
  account.advance();
  await pass(account, ledger);
}

/** Three webhooks of ten are lost, and passes now and then heal what they would have said. */
export async function healed(account: Account, ledger: Ledger, dice: Chance): Promise<void> {
  const kept = eventsOf(account).filter(() => dice.whole(1, 10) > 3);
  for (const event of dealt(kept, dice)) {
    await hear(ledger, event);
    if (dice.whole(1, 30) === 1) {
      account.advance(sometime(account, dice));
      await pass(account, ledger);
    }
  }
  account.advance();
  await pass(account, ledger);
}

export const cuts = ['stripe', 'time', 'record', 'cursor'] as const;

/** A pass that ends after some pages: Stripe gone, the time up, or the database gone before or after a page's facts. */
export async function cutPass(account: Account, ledger: Ledger, cut: (typeof cuts)[number], pages: number): Promise<boolean> {
  let left = pages;
  const until = account.now * 1000 + (pages > 0 ? 1 : 0);
  const unless = <Words extends unknown[], Answer>(act: (...words: Words) => Promise<Answer>) => async (...words: Words): Promise<Answer> => {
    if (left <= 0) throw new CutOff(cut);
    return act(...words);
  };
  const frail: Ledger = {
    ...ledger,
    ...(cut === 'record' && { record: unless(ledger.record) }),
    ...(cut === 'cursor' && { moveCursor: unless(ledger.moveCursor) }),
  };
  try {
    const report = await pass(account, frail, cut === 'time' ? { until } : {}, () => {
      if (cut === 'stripe' && left <= 0) throw new CutOff(cut);
      left -= 1;
      if (cut === 'time' && left <= 0) Date.now = () => until;
    });
    return report.finished;
  } catch (error) {
    if (error instanceof CutOff) return false;
    throw error;
  }
}

/** Passes that are cut off again and again, each a little later than the one before, and one at the end that is not. */
export async function cutOff(account: Account, ledger: Ledger, dice: Chance): Promise<void> {
  for (let pages = 0, finished = false; !finished; pages += dice.whole(0, 2)) {
    account.advance(sometime(account, dice));
    finished = await cutPass(account, ledger, dice.of(cuts), pages);
  }
  account.advance();
  await pass(account, ledger);
}
