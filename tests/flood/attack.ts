// An attack on the built command as owners run it, behind a proxy that tells the reader's address; Stripe and Cloudflare are recorders.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { chance } from '../shared/chance.ts';
import { serve } from '../model/processes.ts';
import { openSession, startRecorder, stripeError } from '../server/recorder.ts';
import { page, press, settings } from '../server/stand.ts';

export interface Attack {
  /** Requests a second. */
  rate: number;
  seconds: number;
  databaseUrl: string;
  /** Whether Turnstile is set up. */
  challenge: boolean;
}

export interface Outcome {
  sent: number;
  /** What Stripe heard, second by second from the first press of the attack on. */
  reached: number[];
  statuses: Record<string, number>;
  /** Milliseconds, of all that were refused, as the attacker sees them: its own work and the machine's included. */
  p50: number;
  p99: number;
  /** The same by the function's own log. */
  logged: { p50: number; p99: number };
  /** Refusals that did not say when to come again. */
  withoutRetryAfter: number;
  /** What happened to one who pressed, and passed the challenge where there is one. */
  reader: { status: number; tries: number; wasAsked: boolean };
  /** To one who came back from paying. */
  returning: number;
  /** Within the default limits of one address and after the attack. */
  after: number[];
  /** MiB resident: before, at its highest, and a moment after. */
  memory: { before: number; peak: number; after: number };
}

const header = 'X-Real-IP';
const budget = { rate: 5, burst: 20 };

/** What the budget allows within so many seconds. */
export const allowed = (seconds: number): number => budget.burst + budget.rate * seconds;

function residentMiB(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kib = existsSync(status) ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(kib) / 1024);
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  ms: number;
  text: string;
}

/** Sends as many as it can keep up with on connections that stay open, as a botnet's proxies do. */
function client(origin: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  return {
    close: () => agent.destroy(),
    send: (method: string, path: string, address: string, body?: object) => new Promise<Answer>((resolve, reject) => {
      const start = performance.now();
      const text = body && JSON.stringify(body);
      const sending = request(new URL(path, origin), {
        agent, method,
        headers: { Origin: page, [header]: address, 'X-Forwarded-For': '203.0.113.1', ...(text && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }) },
      }, (answer) => {
        let said = '';
        answer.setEncoding('utf8').on('data', (part: string) => (said += part)).on('end', () => resolve({ status: answer.statusCode!, retryAfter: answer.headers['retry-after'], ms: performance.now() - start, text: said }));
      });
      sending.on('error', reject).end(text);
    }),
  };
}

export async function attack({ rate, seconds, databaseUrl, challenge }: Attack): Promise<Outcome> {
  const [stripe, cloudflare] = await Promise.all([startRecorder(), startRecorder()]);
  const heard: number[] = [];
  stripe.delay = 50;
  stripe.answer = (call) => {
    heard.push(performance.now());
    return call.method === 'POST' ? openSession() : stripeError(404, { code: 'resource_missing' });
  };
  cloudflare.answer = ({ form }) => ({ status: 200, body: { success: form.response!.startsWith('human-'), hostname: new URL(page).hostname, action: 'support-checkout' } });
  const server = await serve({
    ...settings, STRIPE_API_BASE: stripe.origin, DATABASE_URL: databaseUrl, PORT: '0', SUPPORT_TRUSTED_IP_HEADER: header,
    SUPPORT_RATE_LIMIT: '5/10m,20/h', SUPPORT_STRIPE_BUDGET: `${budget.rate}/s,${budget.burst}`,
    ...(challenge && { SUPPORT_TURNSTILE_SITE_KEY: '0x4AAAAAAAsiteKey', SUPPORT_TURNSTILE_SECRET_KEY: '0x4AAAAAAAsecretKey', SUPPORT_TURNSTILE_BASE: cloudflare.origin }),
  });
  const { send, close } = client(server.origin);
  const { whole } = chance('flood');
  let attempts = 0;
  const pressFrom = (address: string, more: object = {}) => send('POST', '/checkout', address, { attempt: `flood-${++attempts}-${process.pid}`, ...press, ...more });

  try {
    // Everything is loaded, compiled and connected before it is measured.
    const opened = JSON.parse((await pressFrom('203.0.113.10')).text) as { session: string };
    for (let number = 0; number < 200; number++) await send('POST', '/checkout', '203.0.113.11', { attempt: 'x' });
    await sleep(4000); // and the budget is full
    heard.length = 0;
    const before = residentMiB(server.pid);
    let peak = before;
    const start = performance.now();
    const answers: Promise<Answer | undefined>[] = [];
    let reader: Promise<Outcome['reader']> | undefined;
    let returning: Promise<number> | undefined;

    /** Somebody who wants to give: presses, answers what is asked, and presses again a few times. */
    async function honestly(): Promise<Outcome['reader']> {
      let wasAsked = false;
      for (let tries = 1; ; tries++) {
        const attempt = `reader-${tries}-${process.pid}`;
        let answer = await pressFrom('203.0.113.9', { attempt });
        if (answer.text.includes('challenge_required')) {
          wasAsked = true;
          answer = await pressFrom('203.0.113.9', { attempt, challenge: `human-${tries}` });
        }
        if (answer.status === 201 || tries === 5) return { status: answer.status, tries, wasAsked };
        await sleep(Number(answer.retryAfter) * 1000 + 100); // as the widget does
      }
    }

    for (let sent = 0; performance.now() - start < seconds * 1000; sent++) {
      const due = start + (sent * 1000) / rate;
      if (due > performance.now()) await sleep(Math.max(1, due - performance.now()));
      // A tenth of it asks for sessions that it made up.
      const address = `198.${whole(18, 19)}.${whole(0, 255)}.${whole(0, 255)}`;
      answers.push((sent % 10 ? pressFrom(address) : send('GET', `/checkout/cs_test_${sent}`, address)).catch(() => undefined));
      if (sent % rate === 0) peak = Math.max(peak, residentMiB(server.pid));
      if (performance.now() - start > seconds * 500) {
        reader ??= honestly();
        returning ??= send('GET', `/checkout/${opened.session}`, '203.0.113.10').then(({ status }) => status);
      }
    }
    const all = (await Promise.all(answers)).filter((answer) => answer !== undefined);
    const first = start;
    const end = performance.now();
    const reached = Array.from({ length: Math.ceil((end - first) / 1000) }, (_, second) => heard.filter((time) => Math.floor((time - first) / 1000) === second).length);
    const refused = all.filter(({ status }) => status === 429);
    const times = refused.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const lines = server.said().split('\n').filter((line) => line.includes('"status":429')).map((line) => (JSON.parse(line) as { ms: number }).ms).toSorted((a, b) => a - b);
    const quantile = (part: number, of = times) => Math.round((of[Math.floor(of.length * part)] ?? 0) * 10) / 10;
    const outcome = { reader: await reader!, returning: await returning! };
    await sleep(3000);
    const after: number[] = [];
    for (let number = 0; number < 6; number++) after.push((await pressFrom('203.0.113.20')).status);
    return {
      ...outcome,
      sent: answers.length,
      reached,
      statuses: all.reduce<Record<string, number>>((counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {}),
      p50: quantile(0.5),
      p99: quantile(0.99),
      logged: { p50: quantile(0.5, lines), p99: quantile(0.99, lines) },
      withoutRetryAfter: refused.filter(({ retryAfter }) => !(Number(retryAfter) >= 1)).length,
      after,
      memory: { before, peak, after: residentMiB(server.pid) },
    };
  } finally {
    close();
    await server.stop();
    await Promise.all([stripe.close(), cloudflare.close()]);
  }
}
