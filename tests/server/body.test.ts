import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asJson, newAttempt, press, problemOf, recorded } from './stand.ts';

const complete = () => ({ attempt: newAttempt(), ...press });
const withType = (type: string | undefined, body: string): RequestInit => ({ method: 'POST', headers: type === undefined ? {} : { 'Content-Type': type }, body: new TextEncoder().encode(body) });

test('only JSON is read, whatever is said after its name', async (t) => {
  const { send } = await recorded(t);
  for (const type of [undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json-seq', 'application/jsonx', 'text/json', 'x application/json']) {
    const response = await send('/checkout', withType(type, JSON.stringify(complete())));
    assert.deepEqual([response.status, (await problemOf(response)).code], [415, 'media_type_unsupported'], type);
  }
  for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/json;charset="utf-8"']) {
    assert.equal((await send('/checkout', withType(type, JSON.stringify(complete())))).status, 201, type);
  }
});

test('what is no JSON is refused as such', async (t) => {
  const { send } = await recorded(t);
  for (const text of ['', ' ', '{', '{"amount":}', "{'amount': 5}", '{"amount": 5,}', 'amount=5', '<xml/>', '\u0000', '{"a": undefined}']) {
    const response = await send('/checkout', withType('application/json', text));
    assert.deepEqual([response.status, (await problemOf(response)).code], [400, 'json_invalid'], text);
  }
});

test('a body of 4096 bytes is read, one of 4097 is too large', async (t) => {
  const { send, recorder } = await recorded(t);
  const text = JSON.stringify(complete());
  assert.equal((await send('/checkout', withType('application/json', text.padEnd(4096)))).status, 201);
  const response = await send('/checkout', withType('application/json', JSON.stringify(complete()).padEnd(4097)));
  assert.deepEqual([response.status, (await problemOf(response)).code], [413, 'body_too_large']);
  assert.equal(recorder.calls.length, 1);
});

test('bytes are counted, not letters', async (t) => {
  const { send } = await recorded(t);
  const response = await send('/checkout', withType('application/json', JSON.stringify({ ...complete(), returnUrl: '€'.repeat(1500) })));
  assert.equal((await problemOf(response)).code, 'body_too_large');
});

test('a body that comes in pieces and never ends is given up as soon as it is too large', async (t) => {
  const { send } = await recorded(t);
  let pieces = 0;
  let canceled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pieces++;
      controller.enqueue(new Uint8Array(1000).fill(32));
    },
    cancel() {
      canceled = true;
    },
  });
  const response = await send('/checkout', { ...withType('application/json', ''), body, duplex: 'half' } as RequestInit);
  assert.deepEqual([response.status, (await problemOf(response)).code], [413, 'body_too_large']);
  assert.ok(pieces < 10, `${pieces} pieces were read`);
  assert.ok(canceled, 'the rest is not waited for');
});

test('a body whose length is declared is read to that limit, and a length that is not true opens no door', async (t) => {
  const { send } = await recorded(t);
  const declaring = (length: string, text: string): RequestInit => ({ ...withType('application/json', text), headers: { 'Content-Type': 'application/json', 'Content-Length': length } });
  const exact = JSON.stringify(complete()).padEnd(4096);
  assert.equal((await send('/checkout', declaring('4096', exact))).status, 201);
  for (const length of ['4097', '10', '0', '-1', '', '1e1', '0x10', ' 10']) {
    const response = await send('/checkout', declaring(length, JSON.stringify(complete()).padEnd(4097)));
    assert.equal((await problemOf(response)).code, 'body_too_large', length);
  }
});

test('letters cut in two by the pieces of a body are put together again', async (t) => {
  const { send, recorder } = await recorded(t);
  const bytes = new TextEncoder().encode(JSON.stringify({ ...complete(), returnUrl: 'https://post.example/?q=ü€😀' }));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  assert.equal((await send('/checkout', { ...withType('application/json', ''), body, duplex: 'half' } as RequestInit)).status, 201);
  assert.match(recorder.calls[0]!.form.cancel_url!, /q=%C3%BC%E2%82%AC%F0%9F%98%80$/);
});

test('a body that breaks off is no JSON, and nothing worse', async (t) => {
  const { send, recorder } = await recorded(t);
  const response = await send('/checkout', asJson({ ...complete() }));
  assert.equal(response.status, 201);
  const cut = await send('/checkout', withType('application/json', JSON.stringify(complete()).slice(0, 40)));
  assert.equal((await problemOf(cut)).code, 'json_invalid');
  assert.equal(recorder.calls.length, 1);
});
