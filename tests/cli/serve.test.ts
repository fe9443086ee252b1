import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { suite, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { paidSession, signed, tell, type Told } from '../server/events.ts';
import { startRecorder } from '../server/recorder.ts';
import { asJson, newAttempt, page, press } from '../server/stand.ts';
import type { CampaignAnswer } from '../../src/shared/gift.ts';
import { hasIpv6, serve } from './program.ts';

const meter = async (origin: string) => {
  const { raised, gifts } = (await (await fetch(`${origin}/campaigns/default`)).json()) as CampaignAnswer;
  return [raised, gifts];
};
const deliver = async (origin: string, event: Told) => (await fetch(`${origin}/webhook`, await signed(event))).status;
const give = (origin: string) => fetch(`${origin}/checkout`, asJson({ attempt: newAttempt(), ...press }));

async function atRecorder(t: TestContext) {
  const recorder = await startRecorder();
  t.after(() => recorder.close());
  return { recorder, server: await serve(t, { STRIPE_API_BASE: recorder.origin }) };
}

suite('support-widget serve:', { concurrency: 4 }, () => {
  test('a press opens a session at the address STRIPE_API_BASE names', async (t) => {
    const { recorder, server } = await atRecorder(t);
    const response = await give(server.origin);
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), page);
    assert.deepEqual(await response.json(), { url: 'https://checkout.stripe.com/c/pay/cs_test_recorded', session: 'cs_test_recorded' });
    assert.equal(recorder.calls[0]!.form['line_items[0][price_data][unit_amount]'], '1250');
  });

  test('Stripe at an address of IPv6 is reached too', { skip: !hasIpv6 && 'this machine has no IPv6' }, async (t) => {
    const recorder = await startRecorder('::1');
    t.after(() => recorder.close());
    const server = await serve(t, { STRIPE_API_BASE: recorder.origin });
    assert.equal((await give(server.origin)).status, 201);
  });

  test('killed right after a webhook was answered, it has the gift when it starts again, and counts it once', async (t) => {
    const first = await serve(t);
    const event = tell('checkout.session.completed', paidSession());
    assert.equal(await deliver(first.origin, event), 200);
    first.process.kill('SIGKILL');
    assert.equal(await first.end, 'SIGKILL');
    const second = await serve(t, {}, first.cwd);
    assert.deepEqual(await meter(second.origin), [1250, 1]);
    assert.equal(await deliver(second.origin, event), 200);
    assert.deepEqual(await meter(second.origin), [1250, 1]);
  });

  test('killed amid a storm of webhooks, it has every gift it had answered for', async (t) => {
    const first = await serve(t);
    const events = Array.from({ length: 60 }, () => tell('checkout.session.completed', paidSession({ amount_total: 100 })));
    const answered = Promise.all(events.map((event) => deliver(first.origin, event).catch(() => 0)));
    while ((await meter(first.origin))[1]! < 10) await sleep(1);
    first.process.kill('SIGKILL');
    const taken = (await answered).filter((status) => status === 200).length;
    const second = await serve(t, {}, first.cwd);
    const [, kept] = await meter(second.origin);
    assert.ok(kept! >= taken && kept! >= 10, `${taken} answered for, ${kept} kept`);
    for (const event of events) assert.equal(await deliver(second.origin, event), 200);
    assert.deepEqual(await meter(second.origin), [6000, 60]);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} ends it with 0`, async (t) => {
      const server = await serve(t);
      assert.equal((await fetch(`${server.origin}/health`)).status, 200); // leaves a connection open that is kept alive
      const start = performance.now();
      server.process.kill(signal);
      assert.equal(await server.end, 0);
      assert.ok(performance.now() - start < 3000, `${performance.now() - start} ms`);
      await assert.rejects(fetch(`${server.origin}/health`));
    });
  }

  test('a request under way when it is asked to end gets its answer', async (t) => {
    const { recorder, server } = await atRecorder(t);
    recorder.delay = 500;
    const answer = give(server.origin);
    while (recorder.calls.length === 0) await sleep(5);
    server.process.kill('SIGTERM');
    assert.equal((await answer).status, 201);
    assert.equal(await server.end, 0);
  });

  test('a second signal ends it at once', async (t) => {
    const { recorder, server } = await atRecorder(t);
    recorder.answer = () => 'hang';
    const answer = give(server.origin).catch(() => undefined);
    while (recorder.calls.length === 0) await sleep(5);
    server.process.kill('SIGTERM');
    await sleep(100);
    server.process.kill('SIGTERM');
    assert.equal(await server.end, 'SIGTERM');
    await answer;
  });

  test('a reader who leaves in the middle, and a line that is no HTTP, do it no harm', async (t) => {
    const { recorder, server } = await atRecorder(t);
    const { port } = new URL(server.origin);
    for (const text of ['POST /checkout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"att', 'nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nHost: [\r\n\r\n', 'GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(text);
          setTimeout(() => socket.destroy(), 50);
        });
        socket.resume().on('error', () => undefined).on('close', () => resolve());
      });
    }
    assert.equal((await give(server.origin)).status, 201);
    assert.equal(recorder.calls.length, 1);
    assert.ok(!/^\s+at /m.test(server.stderr), server.stderr);
  });

  test('a body too large is refused without waiting for its end', async (t) => {
    const server = await serve(t);
    const { port } = new URL(server.origin);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('POST /checkout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
        for (let piece = 0; piece < 8; piece++) socket.write(`400\r\n${' '.repeat(1024)}\r\n`); // and no end
      });
      socket.setEncoding('utf8').on('data', (data: string) => {
        text += data;
        if (text.includes('body_too_large')) {
          socket.destroy();
          resolve(text);
        }
      });
      socket.on('error', reject).setTimeout(3000, () => reject(new Error(`no answer: ${text}`)));
    });
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.equal((await fetch(`${server.origin}/health`)).status, 200);
  });
});
