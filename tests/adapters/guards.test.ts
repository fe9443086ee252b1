// The guards as owners run them: two processes on one PostgreSQL, the address from the socket or from the owner's proxy, and what stands in the log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { paidSession, signed, tell } from '../server/events.ts';
import { asForm } from '../server/giving.ts';
import { openSession, startRecorder, stripeError, type Recorder } from '../server/recorder.ts';
import { asJson, folder, key, newAttempt, page, press, problemOf, webhookSecret } from '../server/stand.ts';
import { chosenDatabases } from '../support/databases.ts';
import { startPostgres, type Cluster } from '../support/postgres.ts';
import { serve, type Serving } from './serving.ts';
import { settingsFor } from './stand.ts';

interface Scope {
  after(undo: () => unknown): void;
}

let cluster: Cluster | undefined;
before(async () => {
  if (chosenDatabases().includes('postgres')) cluster = await startPostgres();
});
after(() => cluster?.stop());

const header = 'X-Real-IP';
const strict = { SUPPORT_RATE_LIMIT: '5/10m,20/h', SUPPORT_STRIPE_BUDGET: '1000/s,10000' };

async function start(t: Scope, stripe: Recorder, change: Record<string, string>): Promise<Serving> {
  const started = await serve({ ...settingsFor(stripe.origin), ...change });
  t.after(() => started.end('SIGKILL'));
  return started;
}
async function atRecorder(t: Scope): Promise<Recorder> {
  const recorder = await startRecorder();
  t.after(() => recorder.close());
  return recorder;
}
const pressAt = ({ origin }: Serving, headers: Record<string, string> = {}) => {
  const init = asJson({ attempt: newAttempt(), ...press });
  return fetch(`${origin}/checkout`, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } });
};
const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);
const count = (all: number[], status: number) => all.filter((one) => one === status).length;

if (chosenDatabases().includes('postgres')) {
  test('two processes on one PostgreSQL hold one address to one limit', async (t) => {
    const stripe = await atRecorder(t);
    const DATABASE_URL = await cluster!.createDatabase();
    const both = await Promise.all([start(t, stripe, { ...strict, DATABASE_URL }), start(t, stripe, { ...strict, DATABASE_URL })]);
    const all = await statuses(Array.from({ length: 24 }, (_, number) => pressAt(both[number % 2]!)));
    assert.deepEqual([count(all, 201), count(all, 429), stripe.calls.length], [5, 19, 5]);
    for (const one of both) assert.match(one.said(), /Guards: 5\/10m,20\/h attempts of an address, 1000\/s,10000 toward Stripe, no challenge; counted in PostgreSQL, together with every process/);
  });

  test('two processes on one PostgreSQL draw on one budget', async (t) => {
    const stripe = await atRecorder(t);
    const DATABASE_URL = await cluster!.createDatabase();
    const change = { DATABASE_URL, SUPPORT_RATE_LIMIT: '5/10m', SUPPORT_STRIPE_BUDGET: '5/s,20', SUPPORT_TRUSTED_IP_HEADER: header };
    const both = await Promise.all([start(t, stripe, change), start(t, stripe, change)]);
    const begin = performance.now();
    const all = await statuses(Array.from({ length: 300 }, (_, number) => pressAt(both[number % 2]!, { [header]: `198.18.0.${number % 250}` })));
    const seconds = (performance.now() - begin) / 1000;
    assert.equal(count(all, 201) + count(all, 429), 300);
    assert.ok(stripe.calls.length >= 8 && stripe.calls.length <= 8 + 2 * seconds + 1, `${stripe.calls.length} calls in ${seconds} s`);
    await sleep(2100);
    assert.equal((await pressAt(both[1], { [header]: '198.18.1.1' })).status, 201, 'and then all is as before');
  });
}

test('by itself it believes the socket alone', async (t) => {
  const stripe = await atRecorder(t);
  const here = await start(t, stripe, { ...strict });
  const all = await statuses(Array.from({ length: 12 }, (_, number) => pressAt(here, { [header]: `198.18.0.${number}`, 'X-Forwarded-For': `198.18.0.${number}`, Forwarded: `for=198.18.0.${number}` })));
  assert.deepEqual([count(all, 201), count(all, 429)], [5, 7]);
  assert.match(here.said(), /counted in memory: this process alone/);
});

test('of the header that the owner trusts it believes what the proxy wrote last', async (t) => {
  const stripe = await atRecorder(t);
  const here = await start(t, stripe, { ...strict, SUPPORT_TRUSTED_IP_HEADER: 'X-Forwarded-For' });
  const spoofed = await statuses(Array.from({ length: 12 }, (_, number) => pressAt(here, { 'X-Forwarded-For': `198.18.0.${number}, 192.0.2.7` })));
  assert.deepEqual([count(spoofed, 201), count(spoofed, 429)], [5, 7]);
  assert.equal((await pressAt(here, { 'X-Forwarded-For': '192.0.2.7, 192.0.2.8' })).status, 201);
  // Past the proxy there is no such header, or nonsense in it: all of these are one socket.
  const past = await statuses(Array.from({ length: 12 }, (_, number) => pressAt(here, number % 2 ? {} : { 'X-Forwarded-For': `nonsense ${number}` })));
  assert.deepEqual([count(past, 201), count(past, 429)], [5, 7]);
});

test('off is said in capitals', async (t) => {
  const here = await start(t, await atRecorder(t), { SUPPORT_RATE_LIMIT: 'off' });
  assert.match(here.said(), /"level":"warn","message":"SUPPORT_RATE_LIMIT IS OFF: /);
});

// The log

test('the log is a line of JSON for each request, and holds nothing of a reader, a key or a session', async (t) => {
  const stripe = await atRecorder(t);
  const secrets = ['LEAK', 'ownersKey', webhookSecret, 'cs_test', 'checkout.stripe.com', 'reader@example.org', 'For my mother', '127.0.0.1', '1250', 'attempt-', 'support_session', 'post.example', 'p4ssword', 'turnSecret'];
  const here = await start(t, stripe, {
    ...strict, SUPPORT_RATE_LIMIT: '5/10m', DATABASE_URL: `file:${await folder(t)}/p4ssword.db`, SUPPORT_SYNC_SECRET: 'p4ssword-of-the-scheduler',
    SUPPORT_TURNSTILE_SITE_KEY: '0x4AAAAAAAsiteKey', SUPPORT_TURNSTILE_SECRET_KEY: '0x4AAAAAAAturnSecret', SUPPORT_TURNSTILE_BASE: stripe.origin,
  });
  const began = here.said();
  const ask = (path: string, init?: RequestInit) => fetch(`${here.origin}${path}`, { redirect: 'manual', ...init });
  const answers: Response[] = [];
  const wants: [answer: () => Promise<Response>, method: string, path: string, status: number, code?: string][] = [
    [() => pressAt(here), 'POST', '/checkout', 201],
    [() => ask('/checkout', asJson({ email: 'reader@example.org' })), 'POST', '/checkout', 400, 'field_missing'],
    [() => ask('/checkout/cs_test_secretsession'), 'GET', '/checkout/:session', 200],
    [() => ask('/checkout/reader@example.org'), 'GET', '/checkout/:session', 404, 'session_unknown'],
    [() => ask('/campaigns/default?email=reader@example.org'), 'GET', '/campaigns/:id', 200],
    [() => ask('/campaigns/reader@example.org'), 'GET', '/campaigns/:id', 404, 'campaign_unknown'],
    [() => ask('/reader@example.org'), 'GET', '*', 404, 'not_found'],
    [() => ask('/give?return=https://post.example/reader'), 'GET', '/give', 200],
    [() => ask('/give', asForm({ other: 'For my mother' }, { Origin: here.origin })), 'POST', '/give', 400],
    [() => ask('/give/thanks?support_session=cs_test_secretsession'), 'GET', '/give/thanks', 200],
    [async () => ask('/webhook', await signed(tell('checkout.session.completed', paidSession({ customer_details: { email: 'reader@example.org' } })))), 'POST', '/webhook', 200],
    [() => ask('/webhook', { method: 'POST', body: 'reader@example.org' }), 'POST', '/webhook', 400, 'signature_invalid'],
    [() => ask('/sync', { method: 'POST', headers: { Authorization: 'Bearer p4ssword' } }), 'POST', '/sync', 401, 'unauthorized'],
    [() => ask('/health'), 'GET', '/health', 200],
    [() => ask('/health', { method: 'DELETE' }), 'DELETE', '/health', 405, 'method_not_allowed'],
  ];
  stripe.answer = (call) => (call.method === 'POST' ? openSession() : { status: 200, body: { id: 'cs_test_secretsession', object: 'checkout.session', status: 'open', payment_status: 'unpaid', amount_total: 1250, currency: 'usd', livemode: false, mode: 'payment', url: 'https://checkout.stripe.com/c/pay/cs_test_secretsession', metadata: { campaign: 'default', frequency: 'once', attempt: 'attempt-1' }, customer_details: { email: 'reader@example.org' } } });
  for (const [answer] of wants) answers.push(await answer());
  stripe.answer = () => stripeError(401, { message: 'LEAK: Invalid API Key provided: rk_test_ownersKey at https://api.stripe.com/LEAK?x=LEAK for reader@example.org, cs_test_LEAK_secret_LEAK' });
  const failed = await pressAt(here);
  const { requestId } = await problemOf(failed);
  await sleep(100);

  const lines = here.said().slice(began.length).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  const requests = lines.filter(({ method }) => method);
  assert.deepEqual(requests.map(({ method, path, status, code }) => [method, path, status, code]), [...wants.map(([, method, path, status, code]) => [method, path, status, code]), ['POST', '/checkout', 502, 'stripe_refused']]);
  for (const line of requests) {
    assert.deepEqual(Object.keys(line), ['time', 'level', 'id', 'method', 'path', 'status', 'ms', ...('code' in line ? ['code'] : [])]);
    assert.ok(Math.abs(Date.parse(String(line.time)) - Date.now()) < 60_000 && Number.isInteger(line.ms));
  }
  assert.deepEqual(answers.map(({ headers }) => headers.get('X-Request-Id')), requests.slice(0, -1).map(({ id }) => id));
  assert.equal(requests.at(-1)!.id, requestId);
  assert.equal(requests.at(-1)!.level, 'error');
  const others = lines.filter(({ method }) => !method);
  assert.equal(others.length, 1);
  assert.match(String(others[0]!.message), /^POST \/checkout: stripe_refused.*Invalid API Key provided: rk_…/);
  const said = here.said().replaceAll('LEAK: Invalid', 'Invalid').replaceAll(/SQLite.*?"/g, '"');
  for (const secret of secrets.filter((one) => one !== '127.0.0.1')) assert.ok(!said.includes(secret), `${secret}: ${said}`);
  assert.ok(!said.includes(key));

  // And on every answer, whatever it is:
  for (const { headers, url } of [...answers, failed]) {
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', url);
    assert.match(headers.get('Content-Security-Policy')!, /^default-src 'none'; .*frame-ancestors 'none'/);
    assert.match(headers.get('Referrer-Policy')!, /^(no-referrer|same-origin)$/);
    assert.deepEqual([headers.get('Set-Cookie'), headers.get('Strict-Transport-Security')], [null, null]);
  }
});

test('where readers reach it over https, browsers are told to stay with it', async (t) => {
  const here = await start(t, await atRecorder(t), { SUPPORT_PUBLIC_URL: 'https://give.example' });
  assert.match((await fetch(`${here.origin}/health`)).headers.get('Strict-Transport-Security')!, /^max-age=\d{7,}$/);
  assert.equal((await fetch(`${here.origin}/give`)).headers.get('X-Frame-Options'), 'DENY');
  assert.equal(page, 'https://post.example');
});
