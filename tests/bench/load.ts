// Asks a server as fast as it answers, over as many connections as it is told, in a process of its own:
// `node load.ts '{"origin": …, "kind": …, "connections": 32, "seconds": 5, "first": 0}'`. Prints what it measured as
// JSON. It speaks just enough HTTP to cost next to nothing beside the server it measures.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { paidEvent } from './gifts.ts';

export type Kind = 'campaign' | 'checkout' | 'webhook';

export interface Order {
  origin: string;
  kind: Kind;
  connections: number;
  seconds: number;
  /** The number of the first gift, so that no two runs tell of the same one. */
  first: number;
}

export interface Measured {
  /** Answered in time. */
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were not the expected one, by status. */
  wrong: Record<string, number>;
}

const expected: Record<Kind, number> = { campaign: 200, checkout: 201, webhook: 200 };
/** Webhooks are signed before the clock runs; more than any server here takes in a run. */
const perSecondAtMost = 20_000;

function requestsFor({ origin, kind, seconds, first }: Order): () => Buffer | undefined {
  const { host } = new URL(origin);
  const write = (line: string, headers: string, body: string) =>
    Buffer.from(`${line} HTTP/1.1\r\nHost: ${host}\r\n${headers}${body && `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`}\r\n${body}`);
  let number = first;
  if (kind === 'campaign') {
    const one = write('GET /campaigns/default', 'Origin: https://post.example\r\n', '');
    return () => one;
  }
  if (kind === 'checkout') {
    // As many readers, each at an address of their own.
    const address = () => `X-Real-IP: 10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}\r\n`;
    return () => write('POST /checkout', `Origin: https://post.example\r\n${address()}`, JSON.stringify({
      attempt: `attempt-${number++}`, campaign: 'default', amount: 10_000, currency: 'USD', frequency: 'once', returnUrl: 'https://post.example/story', locale: 'en',
    }));
  }
  const signed = Array.from({ length: perSecondAtMost * seconds }, () => {
    const { body, signature } = paidEvent(number++);
    return write('POST /webhook', `Stripe-Signature: ${signature}\r\n`, body);
  });
  return () => signed.pop();
}

/** The length of the first whole answer in `bytes`, and its status; undefined where more is to come. */
function answerIn(bytes: Buffer): { status: number; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const [, size] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (size !== undefined) return bytes.length >= end + 4 + Number(size) ? { status, length: end + 4 + Number(size) } : undefined;
  // In chunks; these end with an empty one.
  const last = bytes.indexOf('\r\n0\r\n\r\n', end);
  return last < 0 ? undefined : { status, length: last + 7 };
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const next = requestsFor(order);
const times: number[] = [];
const wrong: Record<string, number> = {};
let running = true;

function converse(): Promise<void> {
  const { hostname, port } = new URL(order.origin);
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    let bytes: Buffer = Buffer.alloc(0);
    const ask = () => {
      const request = running ? next() : undefined;
      if (!request) {
        socket.end();
        return resolve();
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.once('connect', ask);
    socket.on('data', (chunk: Buffer) => {
      bytes = bytes.length > 0 ? Buffer.concat([bytes, chunk]) : chunk;
      const answer = answerIn(bytes);
      if (!answer) return;
      if (answer.length !== bytes.length) return reject(new Error('more than one answer to one question'));
      if (running) times.push(performance.now() - sentAt);
      if (answer.status !== expected[order.kind]) wrong[answer.status] = (wrong[answer.status] ?? 0) + 1;
      bytes = Buffer.alloc(0);
      ask();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed the connection')));
  });
}

const start = performance.now();
const talks = Promise.all(Array.from({ length: order.connections }, converse));
await Promise.race([talks, sleep(order.seconds * 1000)]);
running = false;
const took = (performance.now() - start) / 1000;
await talks;
const sorted = Float64Array.from(times).sort();
const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
const measured: Measured = { requests: sorted.length, perSecond: sorted.length / took, p50: quantile(0.5), p99: quantile(0.99), wrong };
process.stdout.write(`${JSON.stringify(measured)}\n`);
