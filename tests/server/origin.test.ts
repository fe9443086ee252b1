import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asJson, newAttempt, page, press, problemOf, recorded, stand } from './stand.ts';

const from = (origin: string, init: RequestInit = {}): RequestInit => ({ ...init, headers: { ...(init.headers as Record<string, string>), Origin: origin } });

test('the owner\'s pages may call and read, each by its own name', async (t) => {
  const { send } = await recorded(t);
  for (const origin of [page, 'http://localhost:8080']) {
    const response = await send('/checkout', from(origin, asJson({ attempt: newAttempt(), ...press })));
    assert.deepEqual([response.status, response.headers.get('Access-Control-Allow-Origin')], [201, origin]);
    assert.match(response.headers.get('Vary') ?? '', /\bOrigin\b/);
    assert.equal(response.headers.get('Access-Control-Allow-Credentials'), null);
  }
});

for (const origin of ['https://evil.example', 'http://post.example', 'https://post.example:8443', 'https://post.example.evil.example', 'https://POST.example', 'null', '', 'https://post.example/', '*']) {
  test(`a page of "${origin}" may neither give nor look`, async (t) => {
    const { send, recorder } = await recorded(t);
    for (const response of [
      await send('/checkout', from(origin, asJson({ attempt: newAttempt(), ...press }))),
      await send('/checkout/cs_test_recorded', from(origin)),
      await send('/campaigns/default', from(origin)),
    ]) {
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), null);
      assert.match(response.headers.get('Vary') ?? '', /\bOrigin\b/);
      assert.deepEqual([response.status, (await problemOf(response)).code], [403, 'origin_not_allowed']);
    }
    assert.deepEqual(recorder.calls, []);
  });
}

test('a caller that is no browser names no origin, and is heard', async (t) => {
  const { send } = await recorded(t);
  const { headers, ...init } = asJson({ attempt: newAttempt(), ...press });
  const response = await send('/checkout', { ...init, headers: { 'Content-Type': (headers as Record<string, string>)['Content-Type']! } });
  assert.deepEqual([response.status, response.headers.get('Access-Control-Allow-Origin')], [201, null]);
  assert.match(response.headers.get('Vary') ?? '', /\bOrigin\b/, 'a cache must not show this answer to a page');
});

test('a browser that asks beforehand is told what it may do', async (t) => {
  const { send } = await stand(t);
  for (const path of ['/checkout', '/checkout/cs_test_x', '/campaigns/default']) {
    const response = await send(path, from(page, { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' } }));
    assert.deepEqual([response.status, await response.text()], [204, '']);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), page);
    assert.match(response.headers.get('Access-Control-Allow-Methods') ?? '', /GET, POST/);
    assert.match(response.headers.get('Access-Control-Allow-Headers') ?? '', /content-type/i);
    assert.ok(Number(response.headers.get('Access-Control-Max-Age')) > 0);
  }
});

test('a browser on another page is told no when it asks beforehand', async (t) => {
  const { send } = await stand(t);
  const response = await send('/checkout', from('https://evil.example', { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' } }));
  assert.deepEqual([response.status, response.headers.get('Access-Control-Allow-Origin'), response.headers.get('Access-Control-Allow-Methods')], [403, null, null]);
});

const addresses: [path: string, allowed: string][] = [['/checkout', 'POST'], ['/checkout/cs_test_x', 'GET'], ['/campaigns/default', 'GET'], ['/webhook', 'POST'], ['/health', 'GET']];
for (const [path, allowed] of addresses) {
  test(`${path} takes ${allowed} and says so to any other method`, async (t) => {
    const { send } = await stand(t);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', allowed === 'GET' ? 'POST' : 'GET']) {
      const response = await send(path, { method });
      assert.deepEqual([response.status, response.headers.get('Allow'), (await problemOf(response)).code], [405, allowed, 'method_not_allowed'], method);
    }
  });
}

test('there is nothing at any other address', async (t) => {
  const { send } = await stand(t);
  for (const path of ['/', '/checkouts', '/campaigns', '/campaigns/', '/campaigns/default/', '/campaigns/a/b', '/checkout/cs_x/y', '//checkout', '/Checkout', '/webhook/', '/.env', '/%', '/campaigns/%E0%A4%A']) {
    const response = await send(path);
    const { code } = await problemOf(response);
    assert.ok(response.status === 404 && ['not_found', 'campaign_unknown'].includes(code), `${path}: ${response.status} ${code}`);
  }
});

test('the owner\'s page can read every refusal', async (t) => {
  const { send } = await stand(t);
  for (const [path, init] of [['/checkout', { method: 'PUT' }], ['/campaigns/none', {}], ['/checkout/x', {}], ['/checkout', asJson({})]] as [string, RequestInit][]) {
    const response = await send(path, from(page, init));
    assert.ok(response.status >= 400);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), page, path);
  }
});

test('health is good while the ledger answers, and names no secret', async (t) => {
  const { send, ledger, logged } = await stand(t);
  const good = await send('/health');
  assert.deepEqual([good.status, await good.json()], [200, { status: 'ok' }]);
  await ledger.close();
  const bad = await send('/health');
  assert.deepEqual([bad.status, (await problemOf(bad)).code], [503, 'ledger_unavailable']);
  assert.ok(!logged.join().includes('whsec_owners'));
});
