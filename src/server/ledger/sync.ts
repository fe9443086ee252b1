import { Problem } from '../../shared/problem.ts';
import type { Lists, StripeCalls } from '../stripe.ts';
import type { Fact } from './facts.ts';
import { disputeFacts, invoiceFacts, invoicePaymentFacts, refundFacts, sessionFacts } from './from-stripe.ts';
import type { Ledger } from './ledger.ts';

/**
 * The second way facts reach the ledger: out of Stripe's lists, for what no webhook brought. It states the same facts,
 * so it may run at any time, beside webhooks and beside itself.
 */

const day = 86_400;

/** How each list is read. `overlap`: lists go by creation, but states move on for as long as this; seconds. */
const plan: { [N in keyof Lists]: { overlap: number; facts(object: Lists[N]): Fact[] } } = {
  // A bank debit may take two weeks, a failing renewal is tried for up to four, a refund comes back within thirty days.
  sessions: { overlap: 40 * day, facts: (session) => sessionFacts(session) },
  invoices: { overlap: 60 * day, facts: invoiceFacts },
  invoicePayments: { overlap: 60 * day, facts: invoicePaymentFacts },
  refunds: { overlap: 40 * day, facts: refundFacts },
  disputes: { overlap: 200 * day, facts: disputeFacts },
};

export interface SyncProgress {
  list: keyof Lists;
  /** Objects read in this run. */
  read: number;
  /** Facts the ledger did not have: what webhooks had missed, or everything where it was empty. */
  news: number;
}

export interface SyncReport {
  /** False where the time was up; the next run goes on where this one stopped. */
  finished: boolean;
  lists: SyncProgress[];
}

export interface SyncOptions {
  /** Begin at the beginning, whatever was read before. */
  full?: boolean;
  /** No page is begun after this, milliseconds since 1970. */
  until?: number;
  onPage?(progress: SyncProgress): void;
}

/** The cursor under which the lists finished by a run that was cut off are kept. */
const round = 'round';

/** Stripe asks for patience now and then; a page is asked for again as often, each time after twice as long. */
const retries = 4;

async function patiently<T>(until: number, ask: () => Promise<T>): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'stripe_unavailable' || tried === retries || Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tried));
    }
  }
}

async function syncList<N extends keyof Lists>(list: N, stripe: StripeCalls, ledger: Ledger, { full, until = Infinity, onPage }: SyncOptions) {
  const progress: SyncProgress = { list, read: 0, news: 0 };
  const { overlap, facts } = plan[list];
  let cursor = await ledger.cursor(list);
  if (full) cursor = { since: null, started: null, after: null };
  // A pass goes from the newest object down to what was complete before it; what is created meanwhile is the next one's.
  const started = cursor.started ?? Math.floor(Date.now() / 1000);
  for (let hasMore = true; hasMore; ) {
    if (Date.now() >= until) return { progress, finished: false };
    const page = await patiently(until, () => stripe.listPage(list, cursor.since === null ? null : Math.max(0, cursor.since - overlap), cursor.after));
    progress.news += await ledger.record(page.objects.flatMap(facts));
    progress.read += page.objects.length;
    hasMore = page.hasMore && page.objects.length > 0;
    // Written after its page, so that a run cut off here reads the page once more, never once less.
    cursor = hasMore ? { ...cursor, started, after: page.objects.at(-1)!.id } : { since: started, started: null, after: null };
    await ledger.moveCursor(list, cursor);
    onPage?.(progress);
  }
  return { progress, finished: true };
}

/**
 * Brings the ledger up to date with Stripe's lists: from nothing, or from where the last run ended.
 * @throws Problem `stripe_unavailable`, `stripe_refused` or `ledger_unavailable`; what was read until then is kept
 */
export async function syncLedger(stripe: StripeCalls, ledger: Ledger, options: SyncOptions = {}): Promise<SyncReport> {
  const lists: SyncProgress[] = [];
  // A run cut off is gone on with by the next one, which leaves out the lists that were finished.
  const { after } = await ledger.cursor(round);
  const done = options.full || after === null ? [] : after.split(' ');
  for (const list of Object.keys(plan) as (keyof Lists)[]) {
    if (done.includes(list)) continue;
    const { progress, finished } = await syncList(list, stripe, ledger, options);
    lists.push(progress);
    if (!finished) return { finished, lists };
    done.push(list);
    await ledger.moveCursor(round, { since: null, started: null, after: done.join(' ') });
  }
  await ledger.moveCursor(round, { since: null, started: null, after: null });
  return { finished: true, lists };
}
