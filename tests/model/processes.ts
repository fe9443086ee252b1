// The built command as processes of their own, and events as Stripe signs them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import type { CampaignAnswer } from '../../src/shared/gift.ts';
import type { Giving } from './history.ts';
import type { Totals } from './oracle.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
export const webhookSecret = 'whsec_model';

/** Settings of a function that takes what these givings give. */
export function settingsFor(givings: readonly Giving[], stripe: string, databaseUrl: string): Record<string, string> {
  const campaigns = new Set(givings.map(({ campaign }) => campaign));
  return {
    STRIPE_SECRET_KEY: 'rk_test_model',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    SUPPORT_RATE_LIMIT: 'off',
    SUPPORT_STRIPE_BUDGET: '1000/s,10000',
    STRIPE_API_BASE: stripe,
    SUPPORT_ALLOWED_ORIGINS: 'https://post.example',
    SUPPORT_CAMPAIGNS: JSON.stringify(Object.fromEntries([...campaigns].map((id) => [id, { name: id, currency: 'USD', currencies: ['EUR'] }]))),
    DATABASE_URL: databaseUrl,
    PORT: '0',
  };
}

/** `support-widget …` with these settings and no others. */
export function command(words: readonly string[], settings: Record<string, string>): ChildProcess & { said: string } {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  const child = spawn(process.execPath, [cli, ...words], { env: { PATH: process.env.PATH, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  const self = Object.assign(child, { said: '' });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (self.said += text));
  return self;
}

/** What a command that ends by itself said, and its exit code; `null` where it was killed. */
export async function ended(child: ChildProcess & { said: string }): Promise<{ code: number | null; said: string }> {
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: child.said };
}

export interface Serving {
  origin: string;
  pid: number;
  said(): string;
  stop(): Promise<void>;
}

/** `support-widget serve`, listening. */
export async function serve(settings: Record<string, string>): Promise<Serving> {
  const child = command(['serve'], settings);
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', () => {
      const [found] = /http:\/\/[^/\s]+/.exec(child.said) ?? [];
      if (found) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${child.said}`)));
  });
  return {
    origin,
    pid: child.pid!,
    said: () => child.said,
    async stop() {
      if (child.exitCode !== null || child.signalCode) return;
      child.kill();
      await once(child, 'close');
    },
  };
}

const { webhooks } = new Stripe('rk_test_model');

/** Posts an event as Stripe does, signed at this moment. */
export async function deliver(origin: string, event: Stripe.Event): Promise<number> {
  const payload = JSON.stringify(event);
  const signature = await webhooks.generateTestHeaderStringAsync({ payload, secret: webhookSecret });
  const answer = await fetch(`${origin}/webhook`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Stripe-Signature': signature }, body: payload });
  await answer.arrayBuffer();
  return answer.status;
}

/** What the meters of these givings' campaigns say, in the oracle's words. */
export async function meters(origin: string, givings: readonly Giving[]): Promise<Totals> {
  const totals: Totals = {};
  for (const campaign of new Set(givings.map((giving) => giving.campaign))) {
    const response = await fetch(`${origin}/campaigns/${campaign}`);
    if (response.status !== 200) throw new Error(`${campaign}: ${response.status} ${await response.text()}`);
    const { currency, raised, gifts, others = [] } = (await response.json()) as CampaignAnswer;
    for (const one of [{ currency, raised, gifts }, ...others])
      if (one.gifts > 0) totals[`${campaign} ${one.currency}`] = { raised: one.raised, gifts: one.gifts };
  }
  return totals;
}
