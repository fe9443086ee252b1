// The same histories over the wire: signed events in any order against two `serve` processes on one database.
// HTTP_HISTORIES says how many (60).
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { chance, seed } from '../shared/chance.ts';
import { chosenDatabases } from '../support/databases.ts';
import { startPostgres } from '../support/postgres.ts';
import { Account } from './account.ts';
import { historyOf, type Giving } from './history.ts';
import { oracle } from './oracle.ts';
import { deliver, meters, serve, settingsFor } from './processes.ts';
import { startStripe, type StripeServer } from './stripe-server.ts';
import { eventsOf, shuffled } from './ways.ts';
import type { Event } from '../../src/server/stripe.ts';

const count = Number(process.env.HTTP_HISTORIES ?? 60);
const histories = Array.from({ length: count }, (_, number) => historyOf(seed, number).givings);
const account = new Account(histories.flat());
account.advance();

let folder: string;
let stripe: StripeServer;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-widget-'));
  stripe = await startStripe(account);
});
after(async () => {
  await stripe.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * What is told: each event once to four times, in any order, a copy now and then right behind: at the same moment to
 * the other process. Every second tie is lost; the function asks Stripe for those it needs.
 */
function told(givings: readonly Giving[]): Event[] {
  const dice = chance('told over HTTP');
  const lost = (event: Event) => event.type === 'invoice_payment.paid' && dice.whole(0, 1) === 0;
  const copied = eventsOf(new Account(givings)).filter((event) => !lost(event)).flatMap((event) => Array.from({ length: dice.whole(1, 2) }, () => event));
  return shuffled(copied, dice).flatMap((event) => (dice.whole(1, 5) === 1 ? [event, event] : [event]));
}

/** As many at once as Stripe might send; what is not answered with 200 is sent again later, as Stripe does. @returns how often that was */
async function tell(origins: readonly string[], events: Event[]): Promise<number> {
  const waiting = events.map((event, place) => ({ event, origin: origins[place % origins.length]!, tries: 0 }));
  let again = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const status = await deliver(next.origin, next.event);
      if (status === 200) continue;
      again += 1;
      assert.ok(status === 503 && next.tries < 5, `${next.event.type} ${next.event.id}: ${status}`);
      waiting.push({ ...next, tries: next.tries + 1 });
    }
  }));
  return again;
}

async function twoProcesses(t: TestContext, databaseUrl: string, some: number): Promise<void> {
  const givings = histories.slice(0, some).flat();
  const asked = stripe.pages;
  const settings = settingsFor(givings, stripe.origin, databaseUrl);
  // Both at once, on an empty database: one of them makes the tables.
  const processes = await Promise.all([serve(settings), serve(settings)]);
  t.after(() => Promise.all(processes.map((one) => one.stop())));
  const origins = processes.map(({ origin }) => origin);
  const events = told(givings);
  const again = await tell(origins, events);
  t.diagnostic(`SEED=${seed}, ${some} histories, ${events.length} deliveries, ${again} sent again after 503, ${stripe.pages - asked} questions to Stripe`);
  const totals = oracle(givings);
  for (const origin of origins) assert.deepEqual(await meters(origin, givings), totals);
}

test(`${count} histories, told to two processes on one SQLite file, come to the oracle's totals at both`, (t) => twoProcesses(t, `file:${join(folder, 'two.db')}`, count));

// Fewer, because it takes twice as long.
const half = Math.ceil(count / 2);
test(`${half} histories, told to two processes on one PostgreSQL, come to the oracle's totals at both`, { skip: !chosenDatabases().includes('postgres') }, async (t) => {
  const cluster = await startPostgres();
  t.after(() => cluster.stop());
  await twoProcesses(t, await cluster.createDatabase(), half);
});
