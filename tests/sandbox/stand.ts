import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import Stripe from 'stripe';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

export const secret = 'whsec_sandbox_test';

/** A webhook as it arrived. */
export interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
  event: Stripe.Event;
}

/** An owner's side that only listens: it keeps what it hears and answers as it is told. */
export interface Listener {
  url: string;
  heard: Heard[];
  /** What the next webhooks are answered with; a promise is waited for. */
  answer: () => number | Promise<number>;
  /** Waits until as many events of a type were heard. */
  hears(type: string, count?: number): Promise<Heard[]>;
  close(): Promise<void>;
}

export async function listener(): Promise<Listener> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    heard.push({ headers: request.headers, body, event: JSON.parse(body) as Stripe.Event });
    response.writeHead(await self.answer(), { Location: '/elsewhere' }).end('{}');
  });
  const port = await listen(server);
  const self: Listener = {
    url: `http://127.0.0.1:${port}/webhook`,
    heard,
    answer: () => 200,
    async hears(type, count = 1) {
      const found = () => heard.filter(({ event }) => event.type === type);
      for (const end = Date.now() + 8000; found().length < count && Date.now() < end; ) await sleep(10);
      if (found().length < count) throw new Error(`heard ${found().length} of ${count} ${type}; all: ${heard.map(({ event }) => event.type).join(' ')}`);
      return found();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return self;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A sandbox on its own port, the real SDK pointed at it, and someone who listens to its webhooks. */
export interface Stand {
  origin: string;
  file: string;
  stripe: Stripe;
  sandbox: Sandbox;
  listener: Listener;
  /** Asks for something under `/sandbox/control/`. */
  control(path: string, body?: object): Promise<Record<string, unknown>>;
  /** Ends the sandbox and begins another on the same file. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface StandOptions {
  webhookTimeout?: number;
  start?: boolean;
  /** What stands on the same origin beside the sandbox, as an owner's pages do under `dev`. */
  beside?: (request: Request) => Response;
}

export async function stand(options: StandOptions = {}): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const ears = await listener();
  const self = { file: join(folder, 'sandbox.db'), listener: ears } as Stand;
  let server: Server;

  const begin = async () => {
    self.sandbox = createSandbox({
      file: self.file,
      origin: () => self.origin,
      webhooks: () => [{ url: ears.url, secret }],
      ...(options.webhookTimeout !== undefined && { webhookTimeout: options.webhookTimeout }),
    });
    const port = await new Promise<number>((resolve) => {
      const fetch = (request: Request, env: object) =>
        options.beside && !self.sandbox.owns(new URL(request.url).pathname) ? options.beside(request) : self.sandbox.fetch(request, env);
      server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port)) as Server;
    });
    self.origin = `http://127.0.0.1:${port}`;
    self.stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
    if (options.start !== false) self.sandbox.start();
  };
  const end = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await self.sandbox.close();
  };
  self.control = async (path, body = {}) => {
    const answer = await fetch(`${self.origin}/sandbox/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const json = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(json)}`);
    return json;
  };
  self.restart = async () => {
    await end();
    options.start = true;
    await begin();
  };
  self.close = async () => {
    await end();
    await ears.close();
    rmSync(folder, { recursive: true });
  };
  await begin();
  return self;
}

/** A gift of $100 as the function asks for it. */
export function gift(change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 10_000, product_data: { name: 'The Harbour Post' } } }],
    success_url: 'https://post.example/story?support_session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://post.example/story',
    submit_type: 'pay',
    adaptive_pricing: { enabled: false },
    metadata: { campaign: 'default' },
    payment_intent_data: { metadata: { campaign: 'default', frequency: 'once' } },
    ...change,
  };
}

/** $5 every month. */
export function monthlyGift(change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams {
  const { payment_intent_data: _, ...rest } = gift();
  return {
    ...rest,
    mode: 'subscription',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'The Harbour Post' }, recurring: { interval: 'month' } } }],
    subscription_data: { metadata: { campaign: 'default', frequency: 'month' } },
    ...change,
  };
}

/** A gift of $100 to be paid in the owner's page. By itself it stays there, as the function asks for it. */
export function embeddedGift(change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams {
  const { success_url: _, cancel_url: __, ...rest } = gift();
  return {
    ...rest,
    ui_mode: 'embedded_page',
    redirect_on_completion: 'if_required',
    return_url: 'https://post.example/story?support_session={CHECKOUT_SESSION_ID}',
    ...change,
  };
}

/** What a browser does with a form of the pay page, without following where it leads. */
export function press(session: { url: string | null; id: string }, choice: 'debit' | 'decline' | 'pay', origin?: string): Promise<Response> {
  const page = session.url ?? `${origin}/sandbox/pay/${session.id}`;
  return fetch(`${page}/${choice}`, { method: 'POST', redirect: 'manual' });
}

/** A gift paid by card, with its charge. */
export async function paidGift(here: Stand, change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<{ session: Stripe.Checkout.Session; intent: Stripe.PaymentIntent; charge: Stripe.Charge }> {
  const open = await here.stripe.checkout.sessions.create(gift(change));
  await press(open, 'pay');
  const session = await here.stripe.checkout.sessions.retrieve(open.id, { expand: ['payment_intent.latest_charge'] });
  const intent = session.payment_intent as Stripe.PaymentIntent;
  return { session, intent, charge: intent.latest_charge as Stripe.Charge };
}

/** A monthly gift whose first month is paid. */
export async function begunMonthly(here: Stand, change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  const open = await here.stripe.checkout.sessions.create(monthlyGift(change));
  await press(open, 'pay');
  return here.stripe.checkout.sessions.retrieve(open.id);
}
