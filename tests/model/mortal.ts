// The owner's side of the crash test: a sandbox in Stripe's place, and a function that dies and is started again on
// the same file.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import type Stripe from 'stripe';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { CampaignAnswer } from '../../src/shared/gift.ts';
import type { Deadline } from './crash-child.ts';
import { deliver, webhookSecret } from './processes.ts';

const program = fileURLToPath(new URL('crash-child.ts', import.meta.url));
const syncSecret = 'secret-of-a-scheduler';
const page = 'https://post.example';

/** A sandbox that tells nobody of anything: the test carries its events. */
export async function startSandbox(folder: string) {
  let origin = '';
  /** Called when a session was made and the answer is not yet sent. */
  let lost: (() => void) | undefined;
  const sandbox = createSandbox({ file: join(folder, 'sandbox.db'), origin: () => origin, webhooks: [] });
  const fetch = async (request: Request, env: object) => {
    const answer = await sandbox.fetch(request, env);
    if (lost && request.method === 'POST' && new URL(request.url).pathname === '/v1/checkout/sessions') lost();
    return answer;
  };
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => (origin = `http://127.0.0.1:${info.port}`));
  await once(server, 'listening');
  origin ||= `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    origin,
    onSession(act: (() => void) | undefined) {
      lost = act;
    },
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await sandbox.close();
    },
  };
}

/** The function, mortal. What is asked of it while it dies is answered with `undefined`. */
export class Mortal {
  deaths = 0;
  /** What it told its owner. */
  log = '';
  origin = '';
  #child: ChildProcess | undefined;
  readonly #file: string;
  readonly #env: Record<string, string>;

  constructor(folder: string, name: string, stripe: string) {
    this.#file = join(folder, `${name}.db`);
    this.#env = {
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      SUPPORT_RATE_LIMIT: 'off',
      SUPPORT_STRIPE_BUDGET: '1000/s,10000',
      STRIPE_API_BASE: stripe,
      SUPPORT_ALLOWED_ORIGINS: page,
      SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Harbour Post' } }),
      SUPPORT_SYNC_SECRET: syncSecret,
      PORT: '0',
    };
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, this.#file], {
      env: { PATH: process.env.PATH, ...this.#env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    this.#child = child;
    [this.origin] = (await once(child, 'message')) as [string];
  }

  async arm(deadline: Deadline): Promise<void> {
    const armed = once(this.#child!, 'message');
    this.#child!.send(deadline);
    await armed;
  }

  kill(): void {
    this.#child!.kill('SIGKILL');
  }

  /** Waits until it is dead, and starts it again. */
  async riseAgain(): Promise<void> {
    const child = this.#child!;
    if (child.signalCode === null) await once(child, 'exit', { signal: AbortSignal.timeout(10_000) });
    if (child.signalCode !== 'SIGKILL') throw new Error(`ended with ${child.exitCode}`);
    this.deaths += 1;
    await this.start();
  }

  async stop(): Promise<void> {
    if (!this.#child || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async #ask(path: string, init?: RequestInit): Promise<Response | undefined> {
    try {
      const answer = await fetch(`${this.origin}${path}`, init);
      const body = await answer.text();
      return new Response(body, { status: answer.status });
    } catch {
      return undefined;
    }
  }

  press(attempt: string, amount: number, frequency: 'month' | 'once'): Promise<Response | undefined> {
    const body = { attempt, amount, currency: 'USD', frequency, returnUrl: `${page}/story` };
    return this.#ask('/checkout', { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: page }, body: JSON.stringify(body) });
  }

  come(session: string): Promise<Response | undefined> {
    return this.#ask(`/checkout/${session}`, { headers: { Origin: page } });
  }

  sync(): Promise<Response | undefined> {
    return this.#ask('/sync', { method: 'POST', headers: { Authorization: `Bearer ${syncSecret}` } });
  }

  async hear(event: Stripe.Event): Promise<number | undefined> {
    return deliver(this.origin, event).catch(() => undefined);
  }

  async meter(): Promise<Pick<CampaignAnswer, 'gifts' | 'raised'>> {
    const answer = await this.#ask('/campaigns/default');
    if (answer?.status !== 200) throw new Error(`no meter: ${answer?.status}`);
    const { raised, gifts } = (await answer.json()) as CampaignAnswer;
    return { raised, gifts };
  }
}
