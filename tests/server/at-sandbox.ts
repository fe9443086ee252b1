// A function whose Stripe is the sandbox, on a port of its own: for what a well-behaved Stripe does.
import type { Server } from 'node:http';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import Stripe from 'stripe';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { folder, key, stand, webhookSecret, type Stand } from './stand.ts';

export interface AtSandbox extends Stand {
  /** Where the sandbox listens. */
  origin: string;
  stripe: Stripe;
  /** What the sandbox does of its own accord: `control('webhooks', { shuffle: true })`. */
  control(path: string, body?: object): Promise<unknown>;
  /** Opens a session through our function. @returns its id */
  open(change?: Record<string, unknown>): Promise<string>;
  /** The reader at Stripe's page. */
  pay(session: string, choice?: 'debit' | 'decline' | 'pay'): Promise<void>;
}

/** @param hears whether the sandbox's webhooks reach the function */
export async function atSandbox(t: { after(done: () => unknown): void }, { hears = false, settings = {} }: { hears?: boolean; settings?: Record<string, string> } = {}): Promise<AtSandbox> {
  let origin = '';
  const ours: { send?: Stand['send'] } = {}; // must know the sandbox's address, and is made when there is one
  const sandbox = createSandbox({
    file: join(await folder(t), 'sandbox.db'),
    origin: () => origin,
    webhooks: () => (hears ? [{ url: `${origin}/webhook`, secret: webhookSecret }] : []),
  });
  const server = await new Promise<Server>((resolve) => {
    const started = serve({
      fetch: async (request, env) => {
        const { pathname } = new URL(request.url);
        if (sandbox.owns(pathname)) return sandbox.fetch(request, env);
        return ours.send!(pathname, { method: request.method, headers: request.headers, body: await request.arrayBuffer() });
      },
      port: 0,
      hostname: '127.0.0.1',
    }, ({ port }) => {
      origin = `http://127.0.0.1:${port}`;
      resolve(started as Server);
    });
  });
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await sandbox.close();
  });
  const here = await stand(t, { STRIPE_API_BASE: origin, ...settings });
  ours.send = here.send;
  sandbox.start();
  const post = async (path: string, body: object) => {
    const response = await fetch(`${origin}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body), redirect: 'manual' });
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${path}: ${response.status} ${text}`);
    return text;
  };
  const { press } = here;
  return {
    ...here,
    origin,
    stripe: new Stripe(key, { host: '127.0.0.1', port: Number(new URL(origin).port), protocol: 'http', telemetry: false, maxNetworkRetries: 0 }),
    control: async (path, body = {}) => JSON.parse(await post(`control/${path}`, body)) as unknown,
    async open(change = {}) {
      const response = await press(change);
      const { url } = (await response.json()) as { url?: string };
      const id = /\/(cs_\w+)$/.exec(url ?? '')?.[1];
      if (!id) throw new Error(`no session was opened: ${response.status} ${url}`);
      return id;
    },
    async pay(session, choice = 'pay') {
      await post(`pay/${session}/${choice}`, {});
    },
  };
}
