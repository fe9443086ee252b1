import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { turnstileToken } from '../../src/sandbox/turnstile.ts';
import { createApp, openLedger, readConfig } from '../../src/server/app.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { atSandbox } from './at-sandbox.ts';
import { asForm, own, shown } from './giving.ts';
import { startRecorder, type Answer, type Recorder } from './recorder.ts';
import { asJson, newAttempt, page, press, problemOf, recorded, settings, type Stand } from './stand.ts';

// Under attack a challenge is asked for, and only what Cloudflare says of it, of this page and of this moment, is believed.

const host = new URL(page).hostname;
const siteKey = '0x4AAAAAAAsiteKey';
const secretKey = '0x4AAAAAAAsecretKey';

const good = (more: object = {}): Answer => ({ status: 200, body: { success: true, 'error-codes': [], hostname: host, action: 'support-checkout', ...more } });

async function guarded(t: { after(done: () => unknown): void }, change: Record<string, string> = {}): Promise<Stand & { recorder: Recorder; cloudflare: Recorder }> {
  const cloudflare = await startRecorder();
  cloudflare.answer = () => good();
  t.after(() => cloudflare.close());
  const here = await recorded(t, {
    SUPPORT_RATE_LIMIT: '2/10m', SUPPORT_TURNSTILE_SITE_KEY: siteKey, SUPPORT_TURNSTILE_SECRET_KEY: secretKey, SUPPORT_TURNSTILE_BASE: cloudflare.origin, ...change,
  });
  return { ...here, cloudflare };
}

const from = ({ send }: Pick<Stand, 'send'>, address: string, change: Record<string, unknown> = {}) => send('/checkout', asJson({ attempt: newAttempt(), ...press, ...change }), { address });
/** Uses up an address's attempts. */
async function overLimit(here: Pick<Stand, 'send'>, address = '192.0.2.7'): Promise<string> {
  for (let number = 0; number < 2; number++) assert.equal((await from(here, address)).status, 201);
  return address;
}
let tokens = 0;
const token = () => `token-${++tokens}`;

test('without need nobody is asked for anything, and no token is looked at', async (t) => {
  const here = await guarded(t);
  assert.equal((await from(here, '192.0.2.7', { challenge: token() })).status, 201);
  assert.equal(here.cloudflare.calls.length, 0);
});

test('an address over its limit is asked for a challenge, and with its answer the same attempt goes through', async (t) => {
  const here = await guarded(t);
  const address = await overLimit(here);
  const attempt = newAttempt();
  const asked = await from(here, address, { attempt });
  const wait = Number(asked.headers.get('Retry-After'));
  const problem = await problemOf(asked);
  assert.deepEqual([problem.status, problem.code, problem.siteKey], [429, 'challenge_required', siteKey]);
  assert.ok(wait > 590);
  const mine = token();
  assert.equal((await from(here, address, { attempt, challenge: mine })).status, 201);
  const [call] = here.cloudflare.calls;
  assert.deepEqual([call!.method, call!.path, call!.form], ['POST', '/turnstile/v0/siteverify', { secret: secretKey, response: mine }], 'and nothing about the reader');
  assert.equal(here.recorder.calls.at(-1)!.headers['idempotency-key'], attempt);
  assert.ok(!here.recorder.calls.at(-1)!.body.includes(mine), 'Stripe hears nothing of it');
});

test('when the budget is spent an honest reader gets through by a challenge, amid the flood', async (t) => {
  const here = await guarded(t, { SUPPORT_RATE_LIMIT: '5/10m', SUPPORT_STRIPE_BUDGET: '5/s,20' });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, number) => from(here, `198.51.100.${number}`)));
  const codes = await Promise.all(answers.filter(({ status }) => status === 429).map(async (answer) => (await problemOf(answer)).code));
  assert.deepEqual(new Set(codes), new Set(['challenge_required']));
  assert.ok(here.recorder.calls.length >= 8 && here.recorder.calls.length < 12, String(here.recorder.calls.length));
  assert.equal((await from(here, '192.0.2.7', { challenge: token() })).status, 201);
});

test('also who solves challenges is held to a share and a limit', async (t) => {
  const here = await guarded(t, { SUPPORT_RATE_LIMIT: '2/10m', SUPPORT_STRIPE_BUDGET: '5/s,20' });
  const address = await overLimit(here);
  for (let number = 0; number < 2; number++) assert.equal((await from(here, address, { challenge: token() })).status, 201);
  const refused = await problemOf(await from(here, address, { challenge: token() }));
  assert.equal(refused.code, 'too_many_attempts');
  const verified = here.cloudflare.calls.length;
  await problemOf(await from(here, address, { challenge: token() }));
  assert.equal(here.cloudflare.calls.length, verified, 'not even asked any more');

  here.recorder.calls.length = 0;
  const start = performance.now();
  const all = await Promise.all(Array.from({ length: 100 }, (_, number) => from(here, `198.51.100.${number}`, { challenge: token() })));
  const taken = all.filter(({ status }) => status === 201).length;
  assert.equal(taken, here.recorder.calls.length);
  const seconds = (performance.now() - start) / 1000;
  assert.ok(taken >= 8 && taken <= 12 + 3 * seconds, `${taken} in ${seconds} s with the shares of presses and of the challenged`);
});

const refusedVerdicts: [what: string, answer: Answer][] = [
  ['says no', { status: 200, body: { success: false, 'error-codes': ['invalid-input-response'] } }],
  ['says that it was shown before', { status: 200, body: { success: false, 'error-codes': ['timeout-or-duplicate'] } }],
  ['says "true" as a word', good({ success: 'true' })],
  ['names another host', good({ hostname: 'evil.example' })],
  ['names a host that only begins like ours', good({ hostname: `${host}.evil.example` })],
  ['names no host', good({ hostname: undefined })],
  ['names the host of Cloudflare\'s keys for tests', good({ hostname: 'example.com' })],
  ['names another action', good({ action: 'login' })],
  ['names no action', good({ action: undefined })],
  ['fails', { status: 500, body: { success: true, hostname: host, action: 'support-checkout' } }],
  ['answers with a page', { status: 200, body: '<!doctype html>' }],
  ['answers null', { status: 200, body: 'null' }],
  ['sends us elsewhere', { status: 302, body: '', headers: { Location: 'http://127.0.0.1:9/' } }],
  ['breaks off', 'reset'],
  ['breaks off in the middle', 'cut'],
];
for (const [what, answer] of refusedVerdicts) {
  test(`where Cloudflare ${what}, it is no`, async (t) => {
    const here = await guarded(t);
    const address = await overLimit(here);
    here.cloudflare.answer = () => answer;
    const calls = here.recorder.calls.length;
    assert.equal((await problemOf(await from(here, address, { challenge: token() }))).code, 'challenge_required');
    assert.equal(here.recorder.calls.length, calls);
    for (const leak of [secretKey, 'token-']) assert.ok(!`${here.logged.join()}${here.requests.join()}`.includes(leak));
  });
}

test('where Cloudflare never answers, it is no within five seconds', async (t) => {
  const here = await guarded(t);
  const address = await overLimit(here);
  here.cloudflare.answer = () => 'hang';
  const start = performance.now();
  assert.equal((await problemOf(await from(here, address, { challenge: token() }))).code, 'challenge_required');
  assert.ok(performance.now() - start < 5000);
});

test('a token works once, whatever Cloudflare says, and whichever process sees it', async (t) => {
  const here = await guarded(t);
  const second = createApp(here.config, await openLedger(await openSqlite(here.file), 'test'), () => {});
  const both = [here, { send: async (path: string, init?: RequestInit, caller?: object) => second.fetch(new Request(`https://give.example${path}`, init), caller) }];
  const addresses = ['192.0.2.7', '192.0.2.8', '192.0.2.9'];
  for (const address of addresses) await overLimit(here, address);
  const mine = token();
  const answers = await Promise.all(addresses.map((address, number) => from(both[number % 2]!, address, { challenge: mine })));
  assert.deepEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [201, 429, 429]);
});

test('junk from one address is soon not even asked about', async (t) => {
  const here = await guarded(t);
  const address = await overLimit(here);
  here.cloudflare.answer = () => ({ status: 200, body: { success: false } });
  for (let number = 0; number < 30; number++) assert.equal((await from(here, address, { challenge: token() })).status, 429);
  assert.equal(here.cloudflare.calls.length, 10);
});

test('always is always', async (t) => {
  const here = await guarded(t, { SUPPORT_CHALLENGE: 'always' });
  assert.equal((await problemOf(await from(here, '192.0.2.7'))).code, 'challenge_required');
  assert.equal((await from(here, '192.0.2.7', { challenge: token() })).status, 201);
  const form = await shown(here.send('/give'));
  assert.match(form.page, /class="cf-turnstile".*<noscript><p>The payment page cannot be opened\. Nothing was charged\. Please tell the owner/s);
});

test('the form shows the challenge where it is due, under a policy that allows it there alone', async (t) => {
  const here = await guarded(t, { SUPPORT_PUBLIC_URL: own });
  const reader = { address: await overLimit(here) };
  here.cloudflare.answer = () => good({ hostname: new URL(own).hostname });
  const before = await shown(here.send('/give', {}, reader));
  assert.doesNotMatch(`${before.page}${before.headers.get('Content-Security-Policy')}`, /turnstile|script-src/);
  const fields = { ...before.fields, amount: '100.00' };
  const asked = await shown(here.send('/give', asForm(fields), reader));
  assert.equal(asked.status, 429);
  assert.match(asked.text, /^Many are trying at this moment\. Please confirm below that you are human, then press the button again\. Nothing was charged\./);
  assert.match(asked.page, new RegExp(`<div class="cf-turnstile" data-sitekey="${siteKey}" data-action="support-checkout" data-language="en"></div>`));
  assert.match(asked.page, new RegExp(`<script src="${here.cloudflare.origin}/turnstile/v0/api\\.js" defer></script>`));
  assert.match(asked.page, /<noscript><p>Too many tries\. Please wait 5 minutes\.<\/p><\/noscript>/);
  assert.match(asked.headers.get('Content-Security-Policy')!, new RegExp(`; script-src ${here.cloudflare.origin}; frame-src ${here.cloudflare.origin}$`));
  assert.equal((await here.send('/give', asForm({ ...asked.fields, amount: '100.00', 'cf-turnstile-response': token() }), reader)).status, 303);
});

test('the sandbox stands in for Turnstile, with Cloudflare\'s keys for tests', async (t) => {
  for (const [key, status] of [['1x0000000000000000000000000000000AA', 201], ['2x0000000000000000000000000000000AA', 429], ['3x0000000000000000000000000000000AA', 429], [secretKey, 429]] as const) {
    const here = await atSandbox(t, { settings: { SUPPORT_TURNSTILE_SITE_KEY: '1x00000000000000000000AA', SUPPORT_TURNSTILE_SECRET_KEY: key, SUPPORT_CHALLENGE: 'always' } });
    // The sandbox's own port is known only now.
    const config = readConfig({ ...settings, STRIPE_API_BASE: here.origin, SUPPORT_TURNSTILE_BASE: here.origin, SUPPORT_TURNSTILE_SITE_KEY: '1x00000000000000000000AA', SUPPORT_TURNSTILE_SECRET_KEY: key, SUPPORT_CHALLENGE: 'always' });
    const app = createApp(config, here.ledger, () => {});
    const send = (challenge: string) => app.fetch(new Request(`${own}/checkout`, asJson({ attempt: randomUUID(), ...press, challenge })), { address: '192.0.2.7' });
    const mine = turnstileToken({ hostname: host, action: 'support-checkout' });
    assert.equal((await send(mine)).status, status, key);
    if (status !== 201) continue;
    assert.equal((await send(mine)).status, 429, 'once');
    for (const wrong of [turnstileToken({ hostname: 'evil.example', action: 'support-checkout' }), turnstileToken({ hostname: host, action: 'login' }), turnstileToken({ hostname: host, action: 'support-checkout', at: Date.now() - 301_000 }), 'XXXX.DUMMY.TOKEN.XXXX', 'sandbox.e30=', 'sandbox.!']) assert.equal((await send(wrong)).status, 429, wrong);
  }
});

test('after the attack nobody is asked any more', async (t) => {
  const here = await guarded(t, { SUPPORT_RATE_LIMIT: '5/10m', SUPPORT_STRIPE_BUDGET: '5/s,20' });
  await Promise.all(Array.from({ length: 60 }, (_, number) => from(here, `198.51.100.${number}`)));
  await sleep(1100);
  assert.equal((await from(here, '192.0.2.7')).status, 201);
});
