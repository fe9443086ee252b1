// The embedded page as the function and browsers ask for it, without a browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Script } from 'node:vm';
import type Stripe from 'stripe';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { embeddedGift, gift, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

const create = (change: Partial<Stripe.Checkout.SessionCreateParams> = {}) => here.stripe.checkout.sessions.create(embeddedGift(change));
const address = (session: Stripe.Checkout.Session) => `${here.origin}/sandbox/embed/${session.client_secret}`;
const post = (session: Stripe.Checkout.Session, choice: string) => fetch(`${address(session)}/${choice}`, { method: 'POST' });

test('a session that stays in the page where it can takes a return_url, and has a client secret but no address', async () => {
  const session = await create();
  const { ui_mode, redirect_on_completion, return_url, url, success_url, cancel_url } = session;
  assert.deepEqual({ ui_mode, redirect_on_completion, return_url, url, success_url, cancel_url }, {
    ui_mode: 'embedded_page',
    redirect_on_completion: 'if_required',
    return_url: 'https://post.example/story?support_session={CHECKOUT_SESSION_ID}',
    url: null,
    success_url: null,
    cancel_url: null,
  });
  assert.ok(session.client_secret?.startsWith(`${session.id}_secret_`));
  const { return_url: _, ...rest } = embeddedGift();
  await assert.rejects(here.stripe.checkout.sessions.create(rest), /return_url/, 'some methods lead away, so it must say where to');
});

test('the page shows the same choices as the pay page without "Cancel", may be framed by any site, and sets no cookie', async () => {
  const answer = await fetch(address(await create()));
  const page = await answer.text();
  assert.equal(answer.status, 200);
  assert.deepEqual([...page.matchAll(/<button[^>]*>([^<]+)/g)].map(([, name]) => name), ['Pay $100.00', 'Bank debit (settles later)', 'Decline this payment']);
  assert.doesNotMatch(page, /Cancel|go back|style="|<script(?! src="\/sandbox\/embed\.js" defer>)/);
  const headers = Object.fromEntries(answer.headers);
  assert.match(headers['content-security-policy']!, /default-src 'none'; style-src 'sha256-[^']+'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors http: https:$/);
  assert.deepEqual([headers['x-frame-options'], headers['set-cookie'], headers['cache-control'], headers['referrer-policy']], [undefined, undefined, 'no-store', 'no-referrer']);
});

test('the hosted pay page still refuses to be framed, and runs no script', async () => {
  const session = await here.stripe.checkout.sessions.create(gift());
  const answer = await fetch(session.url!);
  assert.match(answer.headers.get('content-security-policy')!, /frame-ancestors 'none'/);
  assert.doesNotMatch(`${answer.headers.get('content-security-policy')}${await answer.text()}`, /script/);
});

test('without the script the choices are plain forms: decline, pay, paid', async () => {
  const session = await create();
  assert.match(await (await post(session, 'decline')).text(), /role="alert".*The card was declined.*Try again\.<.*>Pay \$100\.00</s);
  const paid = await post(session, 'pay');
  assert.equal(paid.status, 200);
  assert.match(await paid.text(), /<h1>Paid<\/h1>/);
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
});

test('only the session\'s own client secret opens it', async () => {
  const session = await create();
  const hosted = await here.stripe.checkout.sessions.create(gift());
  const elements = await here.stripe.checkout.sessions.create({ ...embeddedGift({ ui_mode: 'elements', redirect_on_completion: undefined, submit_type: undefined }) });
  const wrong = [`${session.id}_secret_`, `${session.id}_secret_${'a'.repeat(25)}`, session.id, `${session.client_secret}x`, `${hosted.id}_secret_null`, 'null', elements.client_secret!, '%3Cscript%3E', `${session.client_secret}%2Fpay`];
  for (const secret of wrong) {
    const answer = await fetch(`${here.origin}/sandbox/embed/${secret}`);
    const text = await answer.text();
    assert.equal(answer.status, 404, secret);
    assert.match(text, /There is nothing to pay here/, secret);
    assert.doesNotMatch(text, /<script>/);
    for (const choice of ['pay', 'debit', 'decline']) assert.equal((await fetch(`${here.origin}/sandbox/embed/${secret}/${choice}`, { method: 'POST' })).status, 404, secret);
  }
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).status, 'open');
});

test('a session that is over says so', async () => {
  const paid = await create();
  await post(paid, 'pay');
  const again = await fetch(address(paid));
  assert.deepEqual([again.status, /<h1>Paid<\/h1>/.test(await again.text())], [200, true]);

  const expired = await create();
  await here.stripe.checkout.sessions.expire(expired.id);
  for (const answer of [await fetch(address(expired)), await post(expired, 'pay'), await post(expired, 'decline')]) {
    assert.deepEqual([answer.status, /This page has expired/.test(await answer.text())], [410, true]);
  }
  assert.equal((await here.stripe.checkout.sessions.retrieve(expired.id)).payment_status, 'unpaid');
});

test('a page around it cannot put markup into it by the origin it says it has', async () => {
  const answer = await fetch(`${address(await create())}?parent=${encodeURIComponent('"><script src=x></script>')}`);
  assert.doesNotMatch(await answer.text(), /<script src=x/);
});

test('both scripts are JavaScript without types, and are sent as such', async () => {
  for (const name of ['stripe.js', 'embed.js']) {
    const answer = await fetch(`${here.origin}/sandbox/${name}`);
    assert.deepEqual([answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')], [200, 'text/javascript; charset=utf-8', 'nosniff']);
    const text = await answer.text();
    assert.doesNotThrow(() => new Script(text), name);
  }
});

test('no client secret gets into the log, even where the sandbox fails', async () => {
  const lines: string[] = [];
  const sandbox = createSandbox({ file: ':memory:', origin: () => 'http://sandbox.example', webhooks: [], log: (line) => lines.push(line) });
  await sandbox.close(); // whatever is asked of it now fails
  const session = await create();
  for (const [path, method] of [['', 'GET'], ['/pay', 'POST']] as const) {
    const answer = await sandbox.fetch(new Request(`http://sandbox.example/sandbox/embed/${session.client_secret}${path}`, { method }));
    assert.equal(answer.status, 500);
  }
  assert.equal(lines.length, 2);
  assert.match(lines.join('\n'), new RegExp(`GET /sandbox/embed/${session.id}_secret_… failed`));
  assert.doesNotMatch(lines.join('\n'), new RegExp(session.client_secret!.split('_secret_')[1]!));
});
