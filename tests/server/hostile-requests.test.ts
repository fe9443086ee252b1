import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { problems } from '../../src/shared/problem.ts';
import { hostile } from './hostile-requests.ts';
import { problemOf, recorded, settings } from './stand.ts';

// Whatever is sent to the function's addresses by somebody who means no good: refused in a clean way, never sent to Stripe.

const SUPPORT_SYNC_SECRET = 'schedulers-own-secret';
const cleanups: (() => unknown)[] = [];
let here: Awaited<ReturnType<typeof recorded>>;
// Each is judged for itself, not for how many came before.
before(async () => { here = await recorded({ after: (done) => cleanups.push(done as () => unknown) }, { SUPPORT_SYNC_SECRET, SUPPORT_RATE_LIMIT: 'off' }); });
after(async () => { for (const done of cleanups.reverse()) await done(); });

test('there are more than five hundred of them, no two alike', () => {
  assert.equal(new Set(hostile.map(({ what }) => what)).size, hostile.length, 'two have one name');
  assert.ok(hostile.length > 500, String(hostile.length));
});

for (const { what, path, init, code } of hostile) {
  test(`${JSON.stringify(what)} is refused: ${code}`, async () => {
    here.recorder.calls.length = 0;
    here.logged.length = 0;
    here.requests.length = 0;
    const response = await here.send(path, init);
    const [status] = problems[code];
    const { headers } = response;
    const text = await response.clone().text();
    if (path.startsWith('/give')) {
      // Readers see these themselves: a page, under its policy.
      assert.equal(response.status, status, text);
      assert.match(headers.get('Content-Type') ?? '', /^text\/html/);
      assert.match(headers.get('Content-Security-Policy') ?? '', /^default-src 'none'/);
      assert.match(text, /<h1>|<form/);
    } else {
      const problem = await problemOf(response);
      assert.deepEqual([problem.code, response.status], [code, status]);
      assert.ok(!text.includes('https://evil.example') && !/MARK@|<MARK|stack|node_modules/.test(text), text);
    }
    assert.deepEqual(here.recorder.calls, [], 'nothing reaches Stripe');
    assert.deepEqual(here.rows(), [], 'nothing is counted');
    assert.ok(![...headers].some(([name, value]) => `${name}: ${value}`.includes('MARK')), 'no header of their making');
    for (const name of ['X-Content-Type-Options', 'Content-Security-Policy', 'X-Request-Id']) assert.ok(headers.get(name), name);
    for (const name of ['Set-Cookie', 'Location']) assert.equal(headers.get(name), null);
    const allowed = headers.get('Access-Control-Allow-Origin');
    assert.ok(allowed === null || settings.SUPPORT_ALLOWED_ORIGINS.split(', ').includes(allowed), String(allowed));
    // A line for the owner may name a route and a code; the caller's words and the owner's secrets it never holds.
    const lines = [...here.logged, ...here.requests].join('\n');
    assert.ok(!/MARK|evil\.example|ownersSecret|ownersKey|schedulers-own|cs_test|@/.test(lines), lines);
    assert.deepEqual(here.requests.map((line) => (JSON.parse(line) as { status: number }).status), [status], 'one line for the request');
    assert.ok(lines.length < 400, lines);
  });
}

test('after all of them the function is as it was', async () => {
  assert.equal((await here.press()).status, 201);
  assert.equal((await here.send('/give')).status, 200);
  assert.equal((await here.meter()).raised, 0);
});
