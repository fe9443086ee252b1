// What reaches a server that no `Request` can be made of: bytes on a socket, odd request lines, a Host that lies.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { createNodeApp, listen, type Listening } from '../../src/adapters/node.ts';
import { readConfig } from '../../src/server/app.ts';
import { problems, type ProblemCode } from '../../src/shared/problem.ts';
import { startRecorder, type Recorder } from '../server/recorder.ts';
import { page, press, newAttempt, settings } from '../server/stand.ts';

const logged: string[] = [];
let recorder: Recorder;
let server: Listening;
let ledger: Awaited<ReturnType<typeof createNodeApp>>['ledger'];
before(async () => {
  recorder = await startRecorder();
  const config = readConfig({ ...settings, STRIPE_API_BASE: recorder.origin, SUPPORT_RATE_LIMIT: 'off', PORT: '0' });
  const app = await createNodeApp(config, (line) => logged.push(line));
  ledger = app.ledger;
  server = await listen(app.fetch, config);
  logged.length = 0; // what it says at its start
});
after(async () => {
  await server?.close();
  await ledger?.close();
  await recorder?.close();
});

/** Sends these bytes and reads until the other side ends, or has said enough. */
function wire(bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => { socket.write(bytes); });
    let answer = '';
    // Who is waited for with more has no more: it goes.
    setTimeout(() => socket.end(), 500).unref();
    socket.setTimeout(5000, () => socket.destroy(new Error(`no end after 5 s: ${answer}`)));
    socket.setEncoding('latin1').on('data', (text: string) => { answer += text; });
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error)));
    socket.on('close', () => resolve(answer));
  });
}

const body = () => JSON.stringify({ attempt: newAttempt(), ...press });
const request = (line: string, headers: string[], text = '') => `${[line, ...headers, ...(text ? [`Content-Length: ${text.length}`] : []), 'Connection: close'].join('\r\n')}\r\n\r\n${text}`;
const checkout = (headers: string[], target = '/checkout') => request(`POST ${target} HTTP/1.1`, ['Content-Type: application/json', `Origin: ${page}`, ...headers], body());
const form = (headers: string[], target = '/give') => request(`POST ${target} HTTP/1.1`, ['Content-Type: application/x-www-form-urlencoded', ...headers], 'amount=100.00');
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

async function isRefused(bytes: string | Uint8Array, code?: ProblemCode): Promise<void> {
  recorder.calls.length = 0;
  logged.length = 0;
  const answer = await wire(bytes);
  const status = statusOf(answer);
  if (code) {
    assert.equal(status, problems[code][0], answer);
    assert.ok(/\r\nContent-Type: text\/html/i.test(answer) || answer.includes(`"code":"${code}"`), answer);
  } else assert.ok(answer === '' || (status >= 400 && status < 500), answer);
  assert.deepEqual(recorder.calls, [], 'nothing reaches Stripe');
  assert.ok(!/evil|MARK|ownersSecret|ownersKey/.test(logged.join('\n')), logged.join('\n'));
  assert.ok(!/evil|MARK|set-cookie/i.test(answer), answer);
}

// Stripe would send the payer there, under the owner's name.
for (const host of ['evil.example', 'evil.example:443', 'post.example', 'give.example', '127.0.0.1.evil.example', 'localhost.evil.example', '127.1.evil.example', '192.0.2.1', '[2001:db8::1]', '0.0.0.0']) {
  test(`a form sent with "Host: ${host}" opens no session that would lead there`, () => isRefused(form([`Host: ${host}`]), 'address_invalid'));
}

for (const host of ['evil.example/MARK', 'user@evil.example', 'evil.example\\MARK', 'evil example', 'evil.example?MARK', 'evil.example#MARK', '[::1', '::1]', 'evil.example:99999', 'evil.example:x', '%65vil.example', '<MARK>', '{evil}', 'a..b|c', '\u00ff']) {
  test(`"Host: ${host}" is no host`, async () => {
    await isRefused(form([`Host: ${host}`]), 'address_invalid');
  });
}

test('an absolute request line is a Host like any other', async () => {
  for (const target of ['https://evil.example/give', 'http://evil.example/give', 'https://post.example/give', 'https://127.0.0.1/give', 'HTTPS://evil.example/give', 'https://user@evil.example/give']) await isRefused(form(['Host: 127.0.0.1'], target));
  for (const target of ['https://evil.example/checkout', 'https://post.example/checkout', 'ftp://127.0.0.1/checkout', 'evil.example/checkout', '*', 'checkout']) await isRefused(checkout(['Host: 127.0.0.1'], target));
});

test('headers that speak for a proxy change nothing', async () => {
  recorder.calls.length = 0;
  const answer = await wire(form(['Host: 127.0.0.1', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.example;proto=https', 'X-Original-URL: /sync', 'X-Rewrite-URL: /sync', 'X-HTTP-Method-Override: DELETE']));
  assert.equal(statusOf(answer), 303, answer);
  assert.equal(recorder.calls.length, 1);
  assert.ok(!recorder.calls[0]!.body.includes('evil'));
  assert.match(recorder.calls[0]!.form.success_url!, /^http:\/\/127\.0\.0\.1\/give\/thanks\?/);
});

const smuggled: [what: string, bytes: string | Uint8Array][] = [
  ['two lengths', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Length: 5', 'Content-Length: 50'], '')],
  ['a length and chunks', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Length: 5', 'Transfer-Encoding: chunked'], '')],
  ['a length below zero', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Length: -1'])],
  ['a length with a sign', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Length: +5'])],
  ['a length that is no number', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Length: 0x10'])],
  ['chunks without a size', `${request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked'])}MARK\r\n`],
  ['an unknown transfer encoding', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Type: application/json', 'Transfer-Encoding: MARK'])],
  ['a header with a bare line feed', request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1\nX-MARK: 1'])],
  ['a header with a space before its colon', request('GET /health HTTP/1.1', ['Host: 127.0.0.1', 'Content-Length : 5'])],
  ['a header with a NUL', request('GET /health HTTP/1.1', ['Host: 127.0.0.1', 'X-A: \u0000MARK'])],
  ['no Host', request('GET /health HTTP/1.1', [])],
  ['a method nobody knows', request('MARK /checkout HTTP/1.1', ['Host: 127.0.0.1'])],
  ['another version', request('GET /health HTTP/9.9', ['Host: 127.0.0.1'])],
  ['a request line of 20 KB', request(`GET /${'x'.repeat(20_000)} HTTP/1.1`, ['Host: 127.0.0.1'])],
  ['a header of 20 KB', request('GET /health HTTP/1.1', ['Host: 127.0.0.1', `X-A: ${'x'.repeat(20_000)}`])],
  ['two thousand headers', request('GET /nowhere HTTP/1.1', ['Host: 127.0.0.1', ...Array.from({ length: 2000 }, (_, place) => `X-${place}: 1`)])],
  ["HTTP/2's preface", 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a TLS greeting', Uint8Array.from([22, 3, 1, 0, 5, 1, 0, 0, 1, 0])],
  ['SMTP', 'EHLO evil.example\r\nMAIL FROM:<MARK@evil.example>\r\n'],
  ['TRACE', request('TRACE /checkout HTTP/1.1', ['Host: 127.0.0.1', 'X-A: MARK'])],
  ['CONNECT', request('CONNECT evil.example:443 HTTP/1.1', ['Host: evil.example'])],
  ['an upgrade', request('GET /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Upgrade: websocket', 'Connection: Upgrade'])],
  ['a body that breaks off', `${request('POST /checkout HTTP/1.1', ['Host: 127.0.0.1', 'Content-Type: application/json', 'Content-Length: 500'])}{"amount":`],
];
for (const [what, bytes] of smuggled) test(`${what}: refused, or closed`, () => isRefused(bytes));

test('after all of it an honest reader gives', async () => {
  recorder.calls.length = 0;
  assert.equal(statusOf(await wire(checkout(['Host: 127.0.0.1']))), 201);
  assert.equal(recorder.calls.length, 1);
});
