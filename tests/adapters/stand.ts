// A sandbox in Stripe's place on a port of its own, for a function that runs somewhere else: a process, a Worker.
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import Stripe from 'stripe';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { CampaignAnswer } from '../../src/shared/gift.ts';
import { key, page, webhookSecret } from '../server/stand.ts';

export interface StripeStand {
  origin: string;
  /** The real SDK, for what an owner does in the Dashboard. */
  stripe: Stripe;
  /** Where its webhooks go from now on. */
  tell(origin: string): void;
  control(path: string, body?: object): Promise<void>;
  /** Waits until an event has been delivered as often. */
  delivered(event: string, times: number): Promise<void>;
  close(): Promise<void>;
}

export async function startStripe(): Promise<StripeStand> {
  let origin = '';
  let hearer: string | undefined;
  const lines: string[] = [];
  const sandbox = createSandbox({
    file: ':memory:',
    origin: () => origin,
    webhooks: () => (hearer ? [{ url: `${hearer}/webhook`, secret: webhookSecret }] : []),
    log: (line) => lines.push(line),
  });
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: (request, env) => sandbox.fetch(request, env), port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      origin = `http://127.0.0.1:${port}`;
      resolve(started as Server);
    });
  });
  sandbox.start();
  return {
    origin,
    stripe: new Stripe(key, { host: '127.0.0.1', port: Number(new URL(origin).port), protocol: 'http', telemetry: false }),
    tell: (to) => { hearer = to; },
    async control(path, body = {}) {
      const answer = await fetch(`${origin}/sandbox/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    },
    delivered: (event, times) => until(() => lines.filter((line) => line.includes(` ${event} `) && line.endsWith(': delivered')).length, times),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
    },
  };
}

/** Waits until something is as it must become; what it was at last is the error's. */
export async function until<Value>(read: () => Value | Promise<Value>, expected: Value): Promise<void> {
  let last: Value | undefined;
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) {
    last = await read();
    if (last === expected) return;
  }
  throw new Error(`became ${String(last)}, not ${String(expected)}`);
}

/** Settings of an owner who gives to nobody but this sandbox. Each test has a campaign of its own. */
export const settingsFor = (stripe: string): Record<string, string> => ({
  STRIPE_SECRET_KEY: key,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  // The guards have tests of their own; all others ask as often as they must.
  SUPPORT_RATE_LIMIT: 'off',
  SUPPORT_STRIPE_BUDGET: '1000/s,10000',
  STRIPE_API_BASE: stripe,
  SUPPORT_ALLOWED_ORIGINS: page,
  SUPPORT_CAMPAIGNS: JSON.stringify({
    default: { name: 'The Harbour Post', goal: '5000' },
    once: { name: 'A lifeboat', goal: '20000', offline: '100.50', frequencies: ['once'] },
    monthly: { name: 'The watch' },
    crowd: { name: 'Many at once' },
  }),
});

/** What the meter draws. */
export async function meter(origin: string, campaign: string): Promise<CampaignAnswer> {
  const answer = await fetch(`${origin}/campaigns/${campaign}`);
  if (answer.status !== 200) throw new Error(`${campaign}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as CampaignAnswer;
}

export const raised = async (origin: string, campaign: string): Promise<number> => (await meter(origin, campaign)).raised;
