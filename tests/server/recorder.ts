// Stands where Stripe stands on the wire, keeps what it is sent to the byte, and answers as it is told: also wrongly, late or never.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A call as it arrived. */
export interface Call {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body's form fields, by Stripe's names: `line_items[0][quantity]`. */
  form: Record<string, string>;
}

/** `reset` breaks the connection off, `cut` does so in the middle of an answer, `hang` never answers, `drip` begins to and never ends. */
export type Answer = 'cut' | 'drip' | 'hang' | 'reset' | { status: number; body: unknown; headers?: Record<string, string> };

export interface Recorder {
  origin: string;
  calls: Call[];
  /** Asked for every call; a freshly opened session unless a test says otherwise. */
  answer: (call: Call) => Answer;
  /** How long it takes its time, milliseconds. */
  delay: number;
  close(): Promise<void>;
}

/** An open session, as far as our side reads one. */
export const openSession = (): Answer => ({
  status: 200,
  body: { id: 'cs_test_recorded', object: 'checkout.session', url: 'https://checkout.stripe.com/c/pay/cs_test_recorded', client_secret: 'cs_test_recorded_secret_x', status: 'open', payment_status: 'unpaid' },
});

/** An error as Stripe words it. What a caller must not see is marked LEAK. */
export const stripeError = (status: number, error: Record<string, string> = {}, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { error: { type: 'invalid_request_error', message: 'LEAK acct_LEAK said no to sk_test_LEAK', doc_url: 'https://LEAK.example', ...error } },
});

export async function startRecorder(host = '127.0.0.1'): Promise<Recorder> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += String(part);
    const url = new URL(request.url ?? '', 'http://recorder');
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.search,
      headers: request.headers,
      body,
      form: Object.fromEntries(new URLSearchParams(body)),
    };
    recorder.calls.push(call);
    const answer = recorder.answer(call);
    if (answer === 'hang') return;
    if (recorder.delay > 0) await sleep(recorder.delay);
    if (answer === 'reset') return void request.socket.destroy();
    if (answer === 'cut' || answer === 'drip') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '500' });
      response.write('{"id": "cs_test_', () => answer === 'cut' && request.socket.destroy());
      return;
    }
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const recorder: Recorder = {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    calls: [],
    answer: openSession,
    delay: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return recorder;
}
