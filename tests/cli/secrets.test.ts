import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, afterEach, before, beforeEach, suite, test, type TestContext } from 'node:test';
import { paidSession, signed, tell } from '../server/events.ts';
import { openSession, startRecorder, stripeError, type Answer, type Recorder } from '../server/recorder.ts';
import { asJson, folder, newAttempt, page, press, settings } from '../server/stand.ts';
import { run, serve, type Program } from './program.ts';

// The built command with every setting planted: what must stay secret is in nothing it says, whatever happens.

const plant = (name: string) => `PLANTED${name}q7Zr2Kd9wX`;
const donor = { email: `${plant('donor')}@example.net`, name: plant('name'), phone: '+1 555 0100' };
const words = plant('words');
const payPage = `https://checkout.stripe.com/c/pay/cs_test_recorded#${plant('fragment')}`;

/** What is nobody's business but the owner's. */
const secret: Record<string, string> = {
  STRIPE_SECRET_KEY: `rk_test_${plant('key')}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${plant('webhook')}`,
  SUPPORT_SYNC_SECRET: plant('sync'),
  SUPPORT_TURNSTILE_SECRET_KEY: `0x4AAAA${plant('turnstile')}`,
  // Nothing of ours: it must not travel because somebody prints the environment.
  AWS_SECRET_ACCESS_KEY: plant('aws'),
  GITHUB_TOKEN: `ghp_${plant('github')}`,
};
/** Settings that readers or the owner's terminal may see. */
const open: Record<string, string> = {
  STRIPE_PUBLISHABLE_KEY: 'pk_test_owners',
  SUPPORT_ALLOWED_ORIGINS: page,
  SUPPORT_CAMPAIGNS: settings.SUPPORT_CAMPAIGNS,
  SUPPORT_PUBLIC_URL: 'https://give.example',
  SUPPORT_TURNSTILE_SITE_KEY: '0x4AAAAAAAsite',
  SUPPORT_TURNSTILE_BASE: 'http://127.0.0.1:9',
  SUPPORT_CHALLENGE: 'under-attack',
  SUPPORT_RATE_LIMIT: 'off',
  SUPPORT_STRIPE_BUDGET: '9999/s,9999',
  SUPPORT_TRUSTED_IP_HEADER: 'X-Real-IP',
  DATABASE_URL: 'file:ledger.db',
  HOST: '127.0.0.1',
  PORT: '0',
};

test('every setting there is was planted', () => {
  const config = readFileSync(new URL('../../src/server/config.ts', import.meta.url), 'utf8');
  const names = new Set([...config.matchAll(/\bread\(\s*'(\w+)'/g)].map(([, name]) => name!));
  assert.deepEqual([...names].filter((name) => !(name in secret) && !(name in open) && name !== 'STRIPE_API_BASE'), []);
});

/** Whose they are depends on the answer: a payer gets the page to pay on, nobody else. */
const paying = [payPage, 'cs_test_recorded_secret_x'];
const everywhere = [...Object.values(secret), ...Object.values(secret).map((value) => Buffer.from(value).toString('base64')), ...Object.values(secret).map(encodeURIComponent), donor.email, donor.name, donor.phone];

function holdsNone(text: string, of: string[], where: string): void {
  for (const value of of) assert.ok(!text.includes(value), `${where} holds ${value.slice(0, 24)}…: ${text.slice(0, 600)}`);
}

suite('with secrets in the environment,', () => {
  const cleanups: (() => unknown)[] = [];
  const t = { after: (done: () => unknown) => void cleanups.push(done) } as Pick<TestContext, 'after'> as TestContext;
  let recorder: Recorder;
  let program: Program & { origin: string; cwd: string };
  let said = '';
  let answers = 0;

  before(async () => {
    recorder = await startRecorder();
    cleanups.push(() => recorder.close());
  });
  // A process for each: Stripe's failures take their time, and a process here has twenty seconds.
  beforeEach(async () => {
    program = await serve(t, { ...open, ...secret, STRIPE_API_BASE: recorder.origin }, program?.cwd);
  });
  afterEach(async () => {
    program.process.kill('SIGTERM');
    assert.equal(await program.end, 0);
    said += program.stdout + program.stderr;
  });
  after(async () => {
    for (const done of cleanups.reverse()) await done();
  });

  /** @returns its status, after a look at all of the answer */
  async function ask(path: string, init: RequestInit = {}, mayPay = false): Promise<number> {
    const response = await fetch(program.origin + path, { redirect: 'manual', ...init });
    const text = `${[...response.headers].map((pair) => pair.join(': ')).join('\n')}\n\n${await response.text()}`;
    holdsNone(text, mayPay ? everywhere : [...everywhere, ...paying], `${init.method ?? 'GET'} ${path}`);
    assert.ok(!/node_modules|\bat \w+ \(|\.ts:\d/.test(text), `a stack in the answer of ${path}`);
    answers++;
    return response.status;
  }
  const checkout = (change: object = {}, mayPay = false) => ask('/checkout', asJson({ attempt: newAttempt(), ...press, ...change }), mayPay);
  const form = (body: string, mayPay = false) => ask('/give', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://give.example' }, body }, mayPay);
  const bearer = (value: string): RequestInit => ({ method: 'POST', headers: { Authorization: `Bearer ${value}` } });
  const event = (change: object = {}, with_ = secret.STRIPE_WEBHOOK_SECRET!) => signed({ ...tell('checkout.session.completed', paidSession({ customer_details: donor, client_secret: paying[1], url: payPage })), ...change }, { secret: with_ });
  const session = (): Answer => ({ status: 200, body: paidSession({ id: 'cs_test_recorded', customer_details: donor, client_secret: paying[1], url: payPage }) });
  const list = (): Answer => ({ status: 200, body: { object: 'list', data: [], has_more: false } });
  const well = (): void => {
    recorder.answer = ({ method, path }) => {
      if (method === 'POST') return { status: 200, body: { ...(openSession() as { body: object }).body, url: payPage } };
      return path.endsWith('/cs_test_recorded') ? session() : list();
    };
  };

  /** Every route once, with what honest and other callers send; all at once, for a failing Stripe is waited for. */
  async function everyRoute(isDown = false): Promise<number[]> {
    return Promise.all([
      ask('/health'),
      ask('/campaigns/default'),
      ask('/campaigns/none'),
      checkout({}, true),
      checkout({ ui: 'embedded' }, true),
      checkout({ amount: 1 }),
      checkout({ locale: `${words}` }),
      ask('/checkout', { ...asJson({}), body: `{"${words}` }),
      ask('/checkout/cs_test_recorded'),
      ask('/checkout/cs_test_another'),
      ask(`/checkout/${words}?key=${words}`),
      ask('/give'),
      ask(`/give?amount=${words}&lang=${words}`),
      form('amount=100.00', true),
      form(`other=${words}`),
      ask('/give/thanks?support_session=cs_test_recorded'),
      event().then((init) => ask('/webhook', init)),
      event({}, `whsec_${words}`).then((init) => ask('/webhook', init)),
      event({ livemode: true }).then((init) => ask('/webhook', init)),
      event({ api_version: words }).then((init) => ask('/webhook', init)),
      event({ data: words }).then((init) => ask('/webhook', init)),
      ask('/webhook', { method: 'POST', body: words, headers: { 'Stripe-Signature': words } }),
      // It tries again for longer than the test may wait.
      isDown ? 0 : ask('/sync', bearer(secret.SUPPORT_SYNC_SECRET!)),
      ask('/sync', bearer(words)),
      ask(`/nowhere/${words}?token=${words}`, { headers: { Cookie: `a=${words}`, Authorization: `Basic ${words}`, Referer: `https://post.example/?${words}`, 'User-Agent': words, 'X-Real-IP': words } }),
      ask('/checkout', { ...asJson({}), headers: { Origin: `https://${words.toLowerCase()}.example`, 'Content-Type': 'application/json' } }),
      ask('/checkout', { method: 'DELETE' }),
    ]);
  }

  test('no answer holds one while all is well', async () => {
    well();
    const statuses = await everyRoute();
    assert.deepEqual([statuses[0], statuses[3], statuses[4], statuses[8], statuses[13], statuses[15], statuses[16], statuses[22]], [200, 201, 201, 200, 303, 200, 200, 200], statuses.join());
  });

  for (const [what, answer, isDown] of [
    ['says that the key is wrong, and names it', () => stripeError(401, { message: `Invalid API Key provided: ${secret.STRIPE_SECRET_KEY}` })],
    ['names the payer, the page to pay on and the client secret', () => stripeError(400, { message: `${donor.email} at ${payPage} with ${paying[1]}`, param: donor.email })],
    ['says that the key may not', () => stripeError(403, { message: `The provided key ${secret.STRIPE_SECRET_KEY} does not have the permissions` })],
    ['fails', () => stripeError(500, { message: `${secret.STRIPE_SECRET_KEY}` }, { 'stripe-should-retry': 'false' }), true],
    ['breaks off', () => 'reset', true],
    ['speaks no JSON', () => ({ status: 200, body: `<html>${secret.STRIPE_SECRET_KEY} ${donor.email}</html>` }), true],
  ] as [string, () => Answer, boolean?][]) {
    test(`no answer holds one where Stripe ${what}`, async () => {
      recorder.answer = answer;
      const statuses = await everyRoute(isDown);
      assert.ok(statuses[3]! >= 500 && statuses[13]! >= 500, statuses.join());
    });
  }

  test('no answer holds one where the database has lost its tables', async () => {
    well();
    const other = new DatabaseSync(join(program.cwd, 'ledger.db'));
    for (const { name } of other.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()) other.exec(`ALTER TABLE ${String(name)} RENAME TO gone_${String(name)}`);
    const statuses = await everyRoute();
    for (const { name } of other.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()) other.exec(`ALTER TABLE ${String(name)} RENAME TO ${String(name).slice('gone_'.length)}`);
    other.close();
    assert.equal(statuses[16], 503, statuses.join());
  });

  test('nothing that was said on the way holds one, nor what a caller or a payer wrote', () => {
    assert.ok(answers > 200, String(answers));
    assert.ok(said.split('\n').length > 20, said);
    assert.match(said, /Invalid API Key/, 'the owner is told of the key, without the key');
    assert.match(said, /no such table/, 'and of the database');
    holdsNone(said, [...everywhere, ...paying, words, words.toLowerCase(), 'PLANTED'], 'the log');
  });

  test('nor does any start that fails, whatever setting a secret was pasted into', async () => {
    const place = await folder(t);
    const pasted = Object.fromEntries([...Object.keys(open), ...Object.keys(secret), 'STRIPE_API_BASE'].map((name) => [name, name === 'SUPPORT_CAMPAIGNS' ? `{"default": {"name": "${plant('pasted')}", "min": "${plant('pasted')}"}}` : `p w,${plant('pasted')}`]));
    const wrong = run(t, ['serve'], pasted, place);
    assert.equal(await wrong.end, 1);
    for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'DATABASE_URL', 'SUPPORT_CAMPAIGNS', 'PORT', 'STRIPE_API_BASE']) assert.ok(wrong.stderr.includes(name), name);
    holdsNone(wrong.stdout + wrong.stderr, [...everywhere, 'PLANTED'], 'a start with everything wrong');
    const database = run(t, ['serve'], { ...open, ...secret, DATABASE_URL: `postgres://${['gifts', plant('database')].join(':')}@127.0.0.1:9/gifts?x=${plant('query')}` }, place);
    assert.equal(await database.end, 1);
    holdsNone(database.stdout + database.stderr, [...everywhere, 'PLANTED'], 'a start without its database');
    recorder.answer = () => stripeError(401, { message: `Invalid API Key provided: ${secret.STRIPE_SECRET_KEY}` });
    const sync = run(t, ['sync'], { ...open, ...secret, STRIPE_API_BASE: recorder.origin }, place);
    assert.equal(await sync.end, 1);
    holdsNone(sync.stdout + sync.stderr, [...everywhere, 'PLANTED'], 'a sync without Stripe');
  });

  test('nor what was built', () => {
    const dist = join(import.meta.dirname, '../../dist');
    for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) holdsNone(readFileSync(join(entry.parentPath, entry.name), 'utf8'), [...everywhere, 'PLANTED'], entry.name);
    }
  });
});
