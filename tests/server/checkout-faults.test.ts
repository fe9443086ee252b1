import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import type { ProblemCode } from '../../src/shared/problem.ts';
import { openSession, stripeError, type Answer } from './recorder.ts';
import { key, newAttempt, page, problemOf, recorded } from './stand.ts';

// What goes wrong at Stripe or on the way there, and what the page hears of it. All at once: some of it takes its time.

const inUse = 'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice): LEAK. Please try again later.';
const html: Answer = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>LEAK</title><p>Accept the terms of this network' };

const faults: [what: string, answer: Answer, status: number, code: ProblemCode][] = [
  ['too many requests', stripeError(429, { code: 'rate_limit' }), 503, 'stripe_unavailable'],
  ['an error of its own', stripeError(500, { type: 'api_error' }), 503, 'stripe_unavailable'],
  ['an error of its own, not to be tried again', stripeError(503, { type: 'api_error' }, { 'stripe-should-retry': 'false' }), 503, 'stripe_unavailable'],
  ['a bad request', stripeError(400, { param: 'LEAK' }), 502, 'stripe_refused'],
  ['a key it does not know', stripeError(401), 502, 'stripe_refused'],
  ['a request that failed', stripeError(402, { type: 'card_error', code: 'card_declined' }), 502, 'stripe_refused'],
  ['a key without the permission', stripeError(403), 502, 'stripe_refused'],
  ['an amount too small for the account', stripeError(400, { code: 'amount_too_small' }), 400, 'amount_too_small'],
  ['an amount too large for the account', stripeError(400, { code: 'amount_too_large' }), 400, 'amount_too_large'],
  ['a page in place of an answer', html, 503, 'stripe_unavailable'],
  ['a proxy\'s page', { ...html, status: 502 }, 503, 'stripe_unavailable'],
  ['a redirect', { status: 302, headers: { Location: 'https://evil.example/LEAK' }, body: '' }, 503, 'stripe_unavailable'],
  ['an empty answer', { status: 200, body: '' }, 503, 'stripe_unavailable'],
  ['an answer that is nothing', { status: 200, body: 'null' }, 503, 'stripe_unavailable'],
  ['an answer without an address', { status: 200, body: { id: 'cs_test_LEAK', object: 'checkout.session', url: null } }, 503, 'stripe_unavailable'],
  ['a list in place of a session', { status: 200, body: [] }, 503, 'stripe_unavailable'],
  ['a connection broken off', 'reset', 503, 'stripe_unavailable'],
  ['an answer broken off', 'cut', 503, 'stripe_unavailable'],
  ['no answer', 'hang', 503, 'stripe_unavailable'],
  ['an answer without an end', 'drip', 503, 'stripe_unavailable'],
  ['an attempt used for another choice', stripeError(400, { type: 'idempotency_error' }), 409, 'attempt_reused'],
  ['an attempt still being worked on', stripeError(409, { code: 'idempotency_key_in_use', message: inUse }), 503, 'stripe_unavailable'],
  // Stripe's answer has been seen with either type.
  ['an attempt still being worked on, as an idempotency error', stripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message: inUse }), 503, 'stripe_unavailable'],
];

async function failed(t: TestContext, answer: Answer) {
  const here = await recorded(t);
  here.recorder.answer = () => answer;
  const start = performance.now();
  const response = await here.press();
  return { here, response, seconds: (performance.now() - start) / 1000 };
}

suite('where Stripe answers with', { concurrency: true }, () => {
  for (const [what, answer, status, code] of faults) {
    test(`${what}, the page hears ${code} within ten seconds and nothing else`, async (t) => {
      const { here, response, seconds } = await failed(t, answer);
      const { headers } = response;
      const text = await response.clone().text();
      const problem = await problemOf(response);
      assert.deepEqual([problem.status, problem.code], [status, code]);
      assert.ok(seconds < 10, `${seconds} s`);
      assert.equal(headers.get('Access-Control-Allow-Origin'), page);
      assert.equal(headers.get('Retry-After'), status === 503 ? '2' : null);
      const told = `${JSON.stringify([...headers])}${text}`;
      for (const leak of ['LEAK', key, 'rk_test', 'whsec', 'node_modules', '.ts:', 'stack']) assert.ok(!told.includes(leak), `${leak} in ${told}`);
      const logged = here.logged.join('\n');
      for (const leak of [key, 'sk_test_LEAK', 'node_modules', '.ts:']) assert.ok(!logged.includes(leak), `${leak} in the log: ${logged}`);
      if (status >= 500) assert.match(logged, /^POST \/checkout: \w+/, 'the owner is told');
      else assert.equal(logged, '', 'nothing the owner must know');
    });
  }

  test('an error of its own once, the gift is tried again with the same key and bytes, and goes on', async (t) => {
    const { press, recorder } = await recorded(t);
    const answers = [stripeError(500, { type: 'api_error' })];
    recorder.answer = () => answers.shift() ?? openSession();
    const attempt = newAttempt();
    assert.equal((await press({ attempt })).status, 201);
    assert.deepEqual(recorder.calls.map(({ headers }) => headers['idempotency-key']), [attempt, attempt]);
    assert.equal(recorder.calls[0]!.body, recorder.calls[1]!.body);
  });

  test('a broken connection once, the gift is tried again with the same key and bytes, and goes on', async (t) => {
    const { press, recorder } = await recorded(t);
    const answers: Answer[] = ['reset'];
    recorder.answer = () => answers.shift() ?? openSession();
    assert.equal((await press()).status, 201);
    assert.equal(new Set(recorder.calls.map(({ body, headers }) => `${String(headers['idempotency-key'])} ${body}`)).size, 1);
    assert.equal(recorder.calls.length, 2);
  });

  test('any failure, Stripe is asked twice at most', async (t) => {
    for (const answer of [stripeError(500), 'reset'] as Answer[]) {
      const { here } = await failed(t, answer);
      assert.equal(here.recorder.calls.length, 2);
    }
  });

  test('silence, Stripe is asked once more before the page is told', async (t) => {
    const { here } = await failed(t, 'hang');
    assert.equal(here.recorder.calls.length, 2);
  });

  test('nothing at all, for nobody listens there, the page hears stripe_unavailable', async (t) => {
    const here = await recorded(t);
    await here.recorder.close();
    const response = await here.press();
    assert.equal((await problemOf(response)).code, 'stripe_unavailable');
  });

  test('a key it does not know, the owner\'s log says why', async (t) => {
    const { here } = await failed(t, stripeError(401, { message: 'Invalid API Key provided: rk_test_owne*****Key' }));
    assert.match(here.logged.join('\n'), /Invalid API Key provided/);
  });
});
