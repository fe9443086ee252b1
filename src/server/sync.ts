import type { Context } from 'hono';
import { Problem } from '../shared/problem.ts';
import type { Log } from './log.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { syncLedger, type SyncReport } from './ledger/sync.ts';
import type { StripeCalls } from './stripe.ts';

/** A scheduler's request may not last for ever; the next one goes on where this one stopped. */
const runMs = 25_000;

/** How long a reader's meter waits for a ledger in memory to be filled. */
const fillPatienceMs = 8_000;

/** After Stripe did not answer, nobody's meter makes us ask again for this long: else whoever asks for it could. */
const fillRestMs = 2_000;

/** Two texts compared in the same time whatever they share, by their digests. */
async function isSame(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([a, b].map(async (text) => new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))));
  return x!.reduce((difference, byte, place) => difference | (byte ^ y![place]!), 0) === 0;
}

/** What a run found, in a line: drift is what webhooks should have brought and did not. */
export function summary({ finished, lists }: SyncReport): string {
  const counts = lists.map(({ list, read, news }) => `${list} ${read} read, ${news} new`).join('; ');
  return `sync ${finished ? 'finished' : 'not finished yet'}: ${counts}`;
}

/** `POST /sync` with `Authorization: Bearer SUPPORT_SYNC_SECRET`: what `support-widget sync` does, for the owner's scheduler. */
export const runSync = ({ syncSecret }: Config, stripe: StripeCalls, ledger: Ledger, log: Log) => async (c: Context) => {
  if (!syncSecret) throw new Problem('not_found', { detail: 'Set SUPPORT_SYNC_SECRET to open this address.' });
  if (!(await isSame(c.req.header('Authorization') ?? '', `Bearer ${syncSecret}`))) throw new Problem('unauthorized');
  const report = await syncLedger(stripe, ledger, { until: Date.now() + runMs });
  log(summary(report));
  return c.json(report, report.finished ? 200 : 202);
};

/**
 * A ledger in memory starts empty at every start of the function, so the first meter fills it from Stripe's lists.
 * @returns resolves when it is filled; rejects with `ledger_filling` where that takes longer than a reader waits
 */
export function fillOnce(stripe: StripeCalls, ledger: Ledger, log: Log): () => Promise<void> {
  let filled: Promise<void> | undefined;
  let failed: { error: unknown; restUntil: number } | undefined;

  async function fill(): Promise<void> {
    const start = Date.now();
    const report = await syncLedger(stripe, ledger);
    const read = report.lists.reduce((sum, list) => sum + list.read, 0);
    const requests = report.lists.reduce((sum, list) => sum + Math.max(1, Math.ceil(list.read / 100)), 0);
    log(`The ledger in memory was filled from Stripe: ${read} objects, ${requests} requests, ${Date.now() - start} ms, at every start. Set DATABASE_URL to keep it.`);
  }

  return async () => {
    if (failed && Date.now() < failed.restUntil) throw failed.error;
    filled ??= fill().catch((error: unknown) => {
      // Tried again at a later request: until then no meter is better than a wrong one.
      filled = undefined;
      failed = { error, restUntil: Date.now() + fillRestMs };
      throw error;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Problem('ledger_filling', { detail: 'Ask again in a moment.' })), fillPatienceMs);
    });
    try {
      await Promise.race([filled, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
