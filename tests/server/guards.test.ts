import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../src/server/app.ts';
import { asForm, give, own, shown } from './giving.ts';
import { stripeError } from './recorder.ts';
import { asJson, newAttempt, page, press, problemOf, recorded, type Stand } from './stand.ts';

// From whom, how often, and how much of it Stripe hears.

const strict = { SUPPORT_RATE_LIMIT: '5/10m,20/h', SUPPORT_STRIPE_BUDGET: '1000/s,10000' };
const narrow = { SUPPORT_RATE_LIMIT: 'off', SUPPORT_STRIPE_BUDGET: '5/s,20' };
const reader = { address: '192.0.2.7' };

const pressFrom = ({ send }: Stand, address: string | undefined, change: Record<string, unknown> = {}, headers: Record<string, string> = {}) => {
  const request = asJson({ attempt: newAttempt(), ...press, ...change });
  return send('/checkout', { ...request, headers: { ...(request.headers as Record<string, string>), ...headers } }, { address });
};
const statuses = async (answers: Promise<Response>[]): Promise<number[]> => (await Promise.all(answers)).map(({ status }) => status);
const times = (count: number, ask: (number: number) => Promise<Response>) => Array.from({ length: count }, (_, number) => ask(number));
/** One after the other. */
async function inTurn(count: number, ask: (number: number) => Promise<Response>): Promise<Response[]> {
  const answers: Response[] = [];
  for (let number = 0; number < count; number++) answers.push(await ask(number));
  return answers;
}

test('the sixth attempt of an address in ten minutes is refused, with the time to wait, and does not reach Stripe', async (t) => {
  const here = await recorded(t, strict);
  const answers = await inTurn(6, () => pressFrom(here, reader.address));
  assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201, 201, 429]);
  const sixth = answers.at(-1)!;
  const wait = Number(sixth.headers.get('Retry-After'));
  assert.ok(wait > 590 && wait <= 600, `${wait} s`);
  const { code, retryAfter, requestId } = await problemOf(sixth);
  assert.deepEqual([code, retryAfter, requestId], ['too_many_attempts', wait, sixth.headers.get('X-Request-Id')]);
  assert.equal(sixth.headers.get('Access-Control-Allow-Origin'), page);
  assert.match(sixth.headers.get('Access-Control-Expose-Headers')!, /\bRetry-After\b/);
  assert.equal((await pressFrom(here, '192.0.2.8')).status, 201, 'another address is another reader');
  assert.equal(here.recorder.calls.length, 6);
});

test('a header that says who asks changes nothing: not for who is refused, nor for who is not', async (t) => {
  const here = await recorded(t, strict);
  const names = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP', 'X-Client-IP', 'X-Cluster-Client-IP', 'Fastly-Client-IP'];
  const answers = await inTurn(16, (number) => pressFrom(here, reader.address, {}, Object.fromEntries(names.map((name) => [name, `198.51.100.${number}`]))));
  assert.deepEqual(answers.map(({ status }) => status), [...Array<number>(5).fill(201), ...Array<number>(11).fill(429)]);
  assert.equal((await pressFrom(here, '192.0.2.8', {}, { 'X-Forwarded-For': reader.address })).status, 201);
});

test('who has one address of IPv6 has them all: a /64 is one reader', async (t) => {
  const here = await recorded(t, strict);
  const answers = await inTurn(6, (number) => pressFrom(here, `2001:db8:0:1:${number}${number}::${number + 1}`));
  assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201, 201, 429]);
  assert.equal((await pressFrom(here, '2001:db8:0:2::1')).status, 201);
});

test('three fast presses are one attempt, also the fifth', async (t) => {
  const here = await recorded(t, strict);
  const once = async () => {
    const attempt = newAttempt();
    return statuses(times(3, () => pressFrom(here, reader.address, { attempt })));
  };
  for (let attempt = 0; attempt < 5; attempt++) assert.deepEqual(await once(), [201, 201, 201]);
  assert.deepEqual(await once(), [429, 429, 429]);
});

test('one attempt sent without end is refused too', async (t) => {
  const here = await recorded(t, strict);
  const attempt = newAttempt();
  const answers = await inTurn(8, () => pressFrom(here, reader.address, { attempt }));
  assert.deepEqual(answers.map(({ status }) => status), [...Array<number>(5).fill(201), 429, 429, 429]);
});

test('what is not valid reaches nobody and counts for nothing', async (t) => {
  const here = await recorded(t, strict);
  await Promise.all([{ amount: 0 }, { amount: 'ten' }, { campaign: 'nobody' }, { tip: 1 }, { returnUrl: 'https://evil.example' }, { challenge: 5 }, { challenge: '' }].flatMap((change) => times(3, () => pressFrom(here, reader.address, change))));
  assert.equal((await here.send('/checkout', { ...asJson({}), body: '{' }, reader)).status, 400);
  assert.equal(here.recorder.calls.length, 0);
  assert.deepEqual(await statuses(times(5, () => pressFrom(here, reader.address))), [201, 201, 201, 201, 201]);
});

test('the form is held to the same, and says how long to wait', async (t) => {
  const here = await recorded(t, { ...strict, SUPPORT_PUBLIC_URL: own });
  const from = { ...here, send: (path: string, init?: RequestInit) => here.send(path, init, reader) };
  for (let number = 0; number < 5; number++) assert.equal((await give(from, { amount: '100.00' })).status, 303);
  const refused = await shown(give(from, { amount: '100.00' }));
  assert.equal(refused.status, 429);
  assert.match(refused.text, /^Too many tries\. Please wait 10 minutes\. The Harbour Post/);
  assert.ok(Number(refused.headers.get('Retry-After')) > 590);
  assert.equal(refused.fields.amount, '100.00', 'all that was chosen is kept');
  assert.match(refused.page, new RegExp(`Reference: ${refused.headers.get('X-Request-Id')}`));
  const polish = await shown(here.send('/give', asForm({ amount: '100.00', lang: 'pl' }), reader));
  assert.match(polish.text, /^Zbyt wiele prób\. Poczekaj 10 minut\./);
});

test('when the window has passed all is as before', async (t) => {
  const here = await recorded(t, { ...strict, SUPPORT_RATE_LIMIT: '2/1s' });
  for (let round = 0; round < 2; round++) {
    assert.deepEqual((await inTurn(3, () => pressFrom(here, reader.address))).map(({ status }) => status), [201, 201, 429]);
    await sleep(1050);
  }
});

test('off is off', async (t) => {
  const here = await recorded(t, { SUPPORT_RATE_LIMIT: 'off' });
  assert.deepEqual(new Set(await statuses(times(40, () => pressFrom(here, reader.address)))), new Set([201]));
});

test('of an address nothing is kept but a name that tells nothing', async (t) => {
  const here = await recorded(t, strict);
  await pressFrom(here, reader.address);
  await pressFrom(here, '2001:db8:0:1::77');
  const database = new DatabaseSync(here.file, { readOnly: true });
  t.after(() => database.close());
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all().map(({ name }) => String(name));
  const all = JSON.stringify(tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all()));
  assert.match(all, /address:/);
  assert.doesNotMatch(all, /192\.0\.2|2001:db8/);
  assert.doesNotMatch(`${here.logged.join()}${here.requests.join()}`, /192\.0\.2|2001:db8/);
});

// The budget

test('of a flood from everywhere at most the share of presses reaches Stripe, and each refusal says when to come again', async (t) => {
  const here = await recorded(t, narrow);
  const start = performance.now();
  const answers = await Promise.all(times(300, (number) => pressFrom(here, `198.51.100.${number % 250}`)));
  const seconds = (performance.now() - start) / 1000;
  const calls = here.recorder.calls.length;
  assert.ok(calls >= 8 && calls <= 8 + 2 * seconds + 1, `${calls} calls in ${seconds} s`);
  const refused = answers.filter(({ status }) => status === 429);
  assert.equal(refused.length, 300 - calls);
  for (const answer of refused) {
    assert.ok(Number(answer.headers.get('Retry-After')) >= 1);
    assert.equal((await problemOf(answer)).code, 'budget_spent');
  }
});

test('that others spent the budget is held against no address', async (t) => {
  const here = await recorded(t, { SUPPORT_RATE_LIMIT: '2/h', SUPPORT_STRIPE_BUDGET: '2/s,5' });
  await statuses(times(10, (number) => pressFrom(here, `198.51.100.${number}`)));
  for (let number = 0; number < 6; number++) assert.equal((await pressFrom(here, reader.address)).status, 429);
  // Other processes do not know yet that it is spent: they count, ask, and take back what they have counted.
  for (let number = 0; number < 4; number++) {
    const other = createApp(here.config, here.ledger, () => {});
    const request = new Request('https://give.example/checkout', asJson({ attempt: newAttempt(), ...press }));
    assert.equal((await other.fetch(request, reader)).status, 429);
  }
  await sleep(3600);
  for (let number = 0; number < 2; number++) assert.equal((await pressFrom(here, reader.address)).status, 201);
});

test('who was refused for others\' sake and waits as told gives amid the flood; who does not wait is told again', async (t) => {
  const here = await recorded(t, narrow);
  const flooding = new AbortController();
  let number = 0;
  const flood = (async () => {
    while (!flooding.signal.aborted) {
      await statuses(times(5, () => pressFrom(here, `198.51.${100 + (++number >> 8) % 100}.${number % 256}`)));
      await sleep(10); // so thick that nobody gets the next drop by chance
    }
  })();
  try {
    await sleep(300);
    const refused = await pressFrom(here, reader.address);
    const wait = Number(refused.headers.get('Retry-After'));
    assert.deepEqual([refused.status, wait >= 3 && wait <= 6], [429, true]);
    await sleep(wait * 1000 + 20);
    assert.equal((await pressFrom(here, reader.address)).status, 201);
    // Another one comes early, and so does not have the place it was given first.
    const hasty = '192.0.2.8';
    const told = Number((await pressFrom(here, hasty)).headers.get('Retry-After'));
    await sleep(told * 1000 - 500);
    assert.equal((await pressFrom(here, hasty)).status, 429);
    await sleep(520);
    assert.equal((await pressFrom(here, hasty)).status, 429);
  } finally {
    flooding.abort();
    await flood;
  }
});

test('who comes back from paying is answered amid a flood of presses and of invented sessions', async (t) => {
  const here = await recorded(t, narrow);
  const { session } = (await (await pressFrom(here, reader.address)).json()) as { session: string };
  await statuses(times(100, (number) => pressFrom(here, `198.51.100.${number}`)));
  here.recorder.answer = ({ path }) => (path.endsWith(session) ? { status: 200, body: { id: session, object: 'checkout.session', status: 'complete', payment_status: 'paid', mode: 'payment', livemode: false, amount_total: 1250, currency: 'usd', metadata: { campaign: 'default', frequency: 'once', attempt: 'attempt-1' }, payment_intent: 'pi_1' } } : stripeError(404, { code: 'resource_missing' }));
  const invented = await Promise.all(times(100, (number) => here.send(`/checkout/cs_test_invented${number}`, {}, { address: `198.51.100.${number}` })));
  const asked = invented.filter(({ status }) => status === 404).length;
  assert.ok(asked >= 4 && asked <= 7, `few are asked of Stripe: ${asked}`);
  for (const answer of invented.filter(({ status }) => status !== 404)) assert.equal((await problemOf(answer)).code, 'budget_spent');
  const answer = await here.send(`/checkout/${session}`, { headers: { Origin: page } }, reader);
  assert.deepEqual([answer.status, ((await answer.json()) as { status: string }).status], [200, 'paid']);
});

test('one session asked for without end does not take the share of all', async (t) => {
  const here = await recorded(t, { ...narrow, SUPPORT_STRIPE_BUDGET: '10/s,100' });
  const { session } = (await (await pressFrom(here, reader.address)).json()) as { session: string };
  here.recorder.calls.length = 0;
  here.recorder.answer = () => stripeError(404, { code: 'resource_missing' });
  await statuses(times(200, (number) => here.send(`/checkout/${session}`, {}, { address: `198.51.100.${number}` })));
  const asked = here.recorder.calls.length;
  assert.ok(asked >= 26 && asked < 26 + 6, `${asked}: six of its own, twenty of the share of strangers`);
});

test('an address that asks for sessions without end is refused, whatever the budget', async (t) => {
  const here = await recorded(t, { ...strict });
  here.recorder.answer = () => stripeError(404, { code: 'resource_missing' });
  const answers = await statuses(times(80, () => here.send('/checkout/cs_test_1', {}, reader)));
  assert.deepEqual([answers.filter((status) => status === 404).length, answers.filter((status) => status === 429).length], [60, 20]);
  const page429 = await shown(here.send('/give/thanks?support_session=cs_test_1', {}, reader));
  assert.equal(page429.status, 429);
  assert.match(page429.text, /cannot be checked right now\. If you paid, do not pay again/);
});

test('the meter is no way around: while Stripe fails, a ledger in memory does not ask again at every request', async (t) => {
  const { createApp, openLedger, readConfig } = await import('../../src/server/app.ts');
  const { openSqlite } = await import('../../src/server/ledger/sqlite.ts');
  const here = await recorded(t);
  here.recorder.answer = () => stripeError(403);
  const ledger = await openLedger(await openSqlite(':memory:'), 'test');
  t.after(() => ledger.close());
  const app = createApp(readConfig({ STRIPE_SECRET_KEY: 'rk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1', SUPPORT_ALLOWED_ORIGINS: page, STRIPE_API_BASE: here.recorder.origin }), ledger, () => {});
  const answers = await inTurn(30, async () => app.fetch(new Request('https://give.example/campaigns/default')));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([502]));
  assert.equal(here.recorder.calls.length, 1);
});
