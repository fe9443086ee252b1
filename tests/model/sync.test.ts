// `support-widget sync` as a process, against the lists of an account with sixty histories.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { chance, seed } from '../shared/chance.ts';
import { chosenDatabases } from '../support/databases.ts';
import { startPostgres } from '../support/postgres.ts';
import { Account } from './account.ts';
import { historyOf } from './history.ts';
import { oracle } from './oracle.ts';
import { command, deliver, ended, meters, serve, settingsFor } from './processes.ts';
import { startStripe, type StripeServer } from './stripe-server.ts';
import { eventsOf, shuffled } from './ways.ts';

const givings = Array.from({ length: 60 }, (_, number) => historyOf(seed, number).givings).flat();
const account = new Account(givings);
account.advance();

const whole = /^sync finished: sessions \d+ read, \d+ new; invoices \d+ read, \d+ new; invoicePayments \d+ read, \d+ new; refunds \d+ read, \d+ new; disputes \d+ read, \d+ new\n$/;

let folder: string;
const servers: StripeServer[] = [];
/** What becomes of a sync whose Stripe answers 500 for ever; begun at once, because it is patient. */
let hopeless: ReturnType<typeof ended>;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-widget-'));
  const broken = await stripe();
  broken.before = () => 500;
  hopeless = ended(command(['sync'], settings(broken, file('hopeless'))));
});
after(async () => {
  await hopeless;
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

async function stripe(): Promise<StripeServer> {
  const server = await startStripe(account);
  servers.push(server);
  return server;
}

const file = (name: string) => `file:${join(folder, `${name}.db`)}`;
const settings = (from: StripeServer, databaseUrl: string) => settingsFor(givings, from.origin, databaseUrl);

async function assertTotals(from: StripeServer, databaseUrl: string): Promise<void> {
  const { origin, stop } = await serve(settings(from, databaseUrl));
  try {
    assert.deepEqual(await meters(origin, givings), oracle(givings));
  } finally {
    await stop();
  }
}

async function fromNothing(t: TestContext, databaseUrl: string): Promise<void> {
  const server = await stripe();
  const first = await ended(command(['sync'], settings(server, databaseUrl)));
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, whole);
  t.diagnostic(`SEED=${seed}, ${server.pages} pages: ${first.said.trim()}`);
  await assertTotals(server, databaseUrl);
  const again = await ended(command(['sync', '--full'], settings(server, databaseUrl)));
  assert.deepEqual([again.code, again.said.match(/ 0 new/g)?.length, again.said.replaceAll(/\d+ new/g, '')], [0, 5, first.said.replaceAll(/\d+ new/g, '')], 'all read once more, nothing new');
}

test('without one webhook, sync brings an empty SQLite file to the totals of the oracle', (t) => fromNothing(t, file('empty')));

test('without one webhook, sync brings an empty PostgreSQL to the totals of the oracle', { skip: !chosenDatabases().includes('postgres') }, async (t) => {
  const cluster = await startPostgres();
  t.after(() => cluster.stop());
  await fromNothing(t, await cluster.createDatabase());
});

test('a sync killed in the middle, again and again, loses nothing', async () => {
  const server = await stripe();
  const databaseUrl = file('killed');
  let kills = 0;
  for (let code: number | null = null; code === null; ) {
    const child = command(['sync'], settings(server, databaseUrl));
    const end = ended(child);
    // Each lives a little longer: lists that were finished are begun anew, so equal lives might never reach the last.
    const last = server.pages + 10 * (kills + 1);
    server.before = async () => {
      if (server.pages < last) return undefined;
      // This page was asked for and is never answered: the one before is written, or about to be.
      child.kill('SIGKILL');
      await end;
      return undefined;
    };
    ({ code } = await end);
    if (code === null) kills += 1;
  }
  assert.ok(kills >= 3, `only ${kills} kills`);
  await assertTotals(server, databaseUrl);
});

test('two syncs at once, beside webhooks, come to the same totals', async () => {
  const server = await stripe();
  const databaseUrl = file('beside');
  const { origin, stop } = await serve(settings(server, databaseUrl));
  try {
    const syncs = [1, 2].map(() => ended(command(['sync'], settings(server, databaseUrl))));
    for (const event of shuffled(eventsOf(account), chance('beside sync')).slice(0, 500)) assert.equal(await deliver(origin, event), 200);
    for (const { code, said } of await Promise.all(syncs)) {
      // Who begins late on a busy machine goes on where the other is by then, and tells only of that.
      assert.deepEqual([code, said.startsWith('sync finished: ')], [0, true], said);
    }
    assert.deepEqual(await meters(origin, givings), oracle(givings));
  } finally {
    await stop();
  }
});

test('a Stripe that refuses ends sync at once, with one line that says so', async () => {
  const server = await stripe();
  server.before = () => 401;
  const { code, said } = await ended(command(['sync'], settings(server, file('refused'))));
  assert.equal(code, 1);
  assert.match(said, /^support-widget sync: .*stripe.*\n$/i);
});

test('a Stripe that never answers well ends sync after its patience, with one line that says so', async () => {
  const { code, said } = await hopeless;
  assert.equal(code, 1);
  assert.match(said, /^support-widget sync: .*stripe.*\n$/i);
});
