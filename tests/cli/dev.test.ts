import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { suite, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folder } from '../server/stand.ts';
import { run } from './program.ts';

const parts = fileURLToPath(new URL('../../dist/parts/', import.meta.url));

async function dev(t: TestContext): Promise<string> {
  const address = await run(t, ['dev'], { PORT: '0' }, await folder(t)).address();
  return new URL(address).origin;
}

/** The status of a path that no client has made any shorter. */
const statusOf = (origin: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end();
  });

suite('support-widget dev:', { concurrency: 2 }, () => {
  test('the embedded page is offered, by a key that says whose Stripe.js to load, and that is there', async (t) => {
    const origin = await dev(t);
    const answer = await fetch(`${origin}/checkout`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ attempt: 'embedded-1', amount: 10_000, currency: 'USD', frequency: 'once', returnUrl: `${origin}/`, ui: 'embedded' }),
    });
    assert.equal(answer.status, 201);
    const { clientSecret, publishableKey } = (await answer.json()) as { clientSecret: string; publishableKey: string };
    assert.equal(publishableKey, 'pk_test_sandbox');
    assert.match(await (await fetch(`${origin}/sandbox/embed/${clientSecret}`)).text(), />Pay \$100\.00</);
    // The built command carries these as the text of functions, which the build must leave whole.
    for (const [script, word] of [['stripe.js', 'createEmbeddedCheckoutPage'], ['embed.js', 'postMessage']] as const) {
      assert.match(await (await fetch(`${origin}/sandbox/${script}`)).text(), new RegExp(`^'use strict';\\n\\(function .*${word}.*\\}\\)\\(\\);\\n$`, 's'));
    }
  });

  test('the demo\'s policy lets its pages frame their own origin, and stays strict for the rest', async (t) => {
    const origin = await dev(t);
    const policy = (await fetch(origin)).headers.get('content-security-policy');
    assert.equal(policy, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; require-trusted-types-for 'script'");
  });

  test('the widget\'s parts are served, and nothing else that was built', async (t) => {
    const origin = await dev(t);
    for (const part of existsSync(parts) ? readdirSync(parts) : []) {
      const answer = await fetch(`${origin}/parts/${part}`);
      assert.equal(answer.status, 200, part);
      if (part.endsWith('.js')) assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/, part);
    }
    for (const path of ['/cli.js', '/cli/dev.js', '/server.js', '/parts/', '/parts/none.js', '/parts/../cli.js', '/parts/..%2Fcli.js', '/parts/%2e%2e/cli.js', '/parts/x.d.ts']) {
      assert.equal(await statusOf(origin, path), 404, path);
    }
  });
});
