// The function on Node, as `serve` runs it: on SQLite and on PostgreSQL, alone and two at once, with the database in trouble.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { paidSession, tell } from '../server/events.ts';
import { asJson, newAttempt, press, problemOf } from '../server/stand.ts';
import { chosenDatabases, titles } from '../support/databases.ts';
import { startPostgres, type Cluster } from '../support/postgres.ts';
import { contractTests, type There } from './contract.ts';
import { crowd, deliver, post } from './crowd.ts';
import { serve, type Serving } from './serving.ts';
import { meter, raised, settingsFor, startStripe, type StripeStand } from './stand.ts';

const chosen = chosenDatabases();
const onNode = (['sqlite', 'postgres'] as const).filter((name) => chosen.includes(name));

let stripe: StripeStand;
let folder: string;
let cluster: Cluster | undefined;
before(async () => {
  stripe = await startStripe();
  folder = await mkdtemp(join(tmpdir(), 'support-widget-'));
  if (chosen.includes('postgres')) cluster = await startPostgres();
});
after(async () => {
  await stripe?.close();
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
});

let files = 0;
/** `DATABASE_URL` of a new, empty database. */
const newDatabase = { sqlite: async () => `file:${join(folder, `${++files}.db`)}`, postgres: async () => cluster!.createDatabase() };

async function serving(t: { after(undo: () => unknown): void }, DATABASE_URL: string, largestFile?: number): Promise<Serving> {
  const started = await serve({ ...settingsFor(stripe.origin), DATABASE_URL }, largestFile);
  t.after(() => started.end('SIGKILL'));
  return started;
}

/** A gift to the campaign `crowd`, as Stripe tells of it. */
const told = (amount: number) => tell('checkout.session.completed', paidSession({ amount_total: amount, metadata: { campaign: 'crowd', frequency: 'once', attempt: 'attempt-told' } }));

for (const name of onNode) {
  describe(`on Node with ${titles[name]}`, () => {
    let there: There;
    const undo: (() => unknown)[] = [];
    before(async () => {
      const own = await startStripe(); // its subscriptions renew when its clock is moved
      undo.push(() => own.close());
      const started = await serve({ ...settingsFor(own.origin), DATABASE_URL: await newDatabase[name]() });
      undo.push(() => started.end('SIGKILL'));
      own.tell(started.origin);
      there = { origin: started.origin, stripe: own, logged: () => started.said() };
    });
    after(async () => {
      for (const end of undo.toReversed()) await end();
    });
    contractTests(() => there);
  });

  test(`two processes that begin at once on one empty ${titles[name]} and share 200 webhooks count each gift once`, async (t) => {
    const url = await newDatabase[name]();
    const both = await Promise.all([serving(t, url), serving(t, url)]);
    const origins = both.map(({ origin }) => origin);
    const { deliveries, raised: expected, gifts } = crowd('crowd');
    assert.equal(deliveries.length, 200);
    assert.deepEqual(await deliver(deliveries, origins), [], 'all of them were taken');
    for (const origin of origins) {
      const answer = await meter(origin, 'crowd');
      assert.deepEqual([answer.raised, answer.gifts], [expected, gifts]);
    }
    assert.deepEqual(await Promise.all(both.map((one) => one.end())), [0, 0]);
    assert.equal(await raised((await serving(t, url)).origin, 'crowd'), expected, 'and it is there after both have ended');
  });
}

if (chosen.includes('postgres')) {
  test('while its server is gone nothing is acknowledged; once it is back the same event counts once, without a restart', async (t) => {
    const here = await serving(t, await cluster!.createDatabase());
    assert.equal(await post(here.origin, told(100)), 200);
    await cluster!.crash();
    t.after(() => cluster!.start()); // where the test ends before it is up again
    const missed = told(4200);
    for (const send of [
      () => fetch(`${here.origin}/health`),
      () => fetch(`${here.origin}/campaigns/crowd`),
      () => fetch(`${here.origin}/checkout`, asJson({ attempt: newAttempt(), ...press })),
    ]) {
      const answer = await send();
      assert.equal(answer.headers.get('Retry-After'), '2');
      assert.equal((await problemOf(answer)).code, 'ledger_unavailable');
    }
    // Stripe gives up after a while and tries again: no answer may take longer, however often it was tried in vain.
    const start = Date.now();
    for (let time = 0; time < 20; time += 1) assert.equal(await post(here.origin, missed), 503);
    assert.ok(Date.now() - start < 5000, `${Date.now() - start} ms for 20 refusals`);
    assert.match(here.said(), /POST \/webhook: ledger_unavailable: .*ECONNREFUSED/);

    await cluster!.start();
    assert.equal(await post(here.origin, missed), 200);
    assert.equal(await post(here.origin, missed), 200);
    assert.deepEqual([(await fetch(`${here.origin}/health`)).status, await raised(here.origin, 'crowd')], [200, 4300]);
    assert.ok(here.lives());
  });

  test('a server that is gone in the middle of a crowd loses nothing that was acknowledged', async (t) => {
    const here = await serving(t, await cluster!.createDatabase());
    const { deliveries, events, raised: expected } = crowd('crowd');
    const first = deliver(deliveries, [here.origin], 40);
    await sleep(60);
    await cluster!.crash();
    const failed = await first;
    await cluster!.start();
    assert.ok(failed.length > 0, 'it was gone in the middle');
    // A connection that broke unseen is found out by the first who uses it: a 503 more, and Stripe comes again.
    let waiting = failed;
    for (let round = 0; waiting.length > 0 && round < 5; round += 1) waiting = await deliver(waiting, [here.origin]);
    assert.deepEqual(waiting, [], 'what was not acknowledged is taken when it comes again');
    assert.equal(await raised(here.origin, 'crowd'), expected);
    assert.deepEqual(await deliver(events, [here.origin]), []);
    assert.equal(await raised(here.origin, 'crowd'), expected);
    assert.ok(here.lives());
  });

  test('it does not begin without its server, and says so without the password', async () => {
    const url = 'postgres://support:hidden-password@127.0.0.1:1/support';
    await assert.rejects(serve({ ...settingsFor(stripe.origin), DATABASE_URL: url }), (error: Error) => {
      assert.match(error.message, /^serve ended with 1: support-widget serve: .*ECONNREFUSED 127\.0\.0\.1:1\n$/s);
      return !error.message.includes('hidden');
    });
  });
}

if (chosen.includes('sqlite')) {
  const limits = process.platform === 'win32' ? 'Windows has no limit for the size of a file' : false;
  test('on a disk that is full nothing is acknowledged; with room again the same events count once', { skip: limits }, async (t) => {
    const url = await newDatabase.sqlite();
    const here = await serving(t, url, 400);
    const { deliveries, events, raised: expected } = crowd('crowd');
    const failed = await deliver(deliveries, [here.origin]);
    assert.ok(failed.length > 0 && failed.length < deliveries.length, `${failed.length} were refused`);
    assert.equal((await fetch(`${here.origin}/campaigns/crowd`)).status, 200, 'the meter still answers');
    assert.match(here.said(), /POST \/webhook: ledger_unavailable: .*disk/);
    assert.ok(here.lives());
    assert.equal(await here.end(), 0);

    const roomy = await serving(t, url);
    assert.deepEqual(await deliver(failed, [roomy.origin]), []);
    assert.equal(await raised(roomy.origin, 'crowd'), expected);
    assert.deepEqual(await deliver(events, [roomy.origin]), []);
    assert.equal(await raised(roomy.origin, 'crowd'), expected);
  });

  test('killed in the middle of a crowd, it has what it acknowledged when it is back', async (t) => {
    const url = await newDatabase.sqlite();
    const here = await serving(t, url);
    const { deliveries, raised: expected } = crowd('crowd');
    const first = deliver(deliveries, [here.origin]);
    await sleep(150);
    await here.end('SIGKILL');
    const failed = await first;
    const again = await serving(t, url);
    assert.deepEqual(await deliver(failed, [again.origin]), []);
    assert.equal(await raised(again.origin, 'crowd'), expected);
  });
}
