import { Hono } from 'hono';
import { api } from './api.ts';
import { catchUp } from './clock.ts';
import { control } from './control.ts';
import { Deliveries } from './deliveries.ts';
import { embeddedPages } from './embed.ts';
import { payPages } from './pay.ts';
import { scripts } from './scripts.ts';
import { Store } from './store.ts';
import { turnstile } from './turnstile.ts';
import type { Webhook, World } from './world.ts';

export interface SandboxOptions {
  /** The SQLite file that holds everything, or `:memory:`. */
  file: string;
  /** The public origin, e.g. `http://127.0.0.1:4242`. Asked late, because the port may be chosen late. */
  origin: () => string;
  /** The endpoints that hear signed events. */
  webhooks: Webhook[] | (() => Webhook[]);
  /** How long an endpoint may take to answer, in milliseconds. */
  webhookTimeout?: number;
  log?: (line: string) => void;
}

export interface Sandbox {
  /** Answers a request for any path it owns. */
  fetch(request: Request, env?: object): Promise<Response>;
  /** Begins to deliver webhooks, those left from an earlier run first. */
  start(): void;
  close(): Promise<void>;
  /** Whether a path is the sandbox's: `/v1/…`, `/sandbox/…`, and Turnstile's own. */
  owns(pathname: string): boolean;
}

/**
 * A stand-in for Stripe on the wire: its API under `/v1`, its checkout under `/sandbox/pay`, its signed webhooks;
 * and in the browser `/sandbox/stripe.js`, which shows its embedded page. Callers use the real Stripe SDK and change
 * only the address.
 */
export function createSandbox({ file, origin, webhooks, webhookTimeout = 10_000, log = () => {} }: SandboxOptions): Sandbox {
  // Whoever reads the log may not pay with what stands in it: an embedded page has its client secret in its address.
  const quiet = (line: string) => log(line.replaceAll(/_secret_\w+/g, '_secret_…'));
  const world: World = {
    store: new Store(file),
    origin,
    webhooks: typeof webhooks === 'function' ? webhooks : () => webhooks,
    log: quiet,
    wake: () => deliveries.wake(),
  };
  const deliveries = new Deliveries(world, webhookTimeout);
  const app = new Hono();
  app.use(async (_, next) => {
    catchUp(world);
    await next();
  });
  app.route('/', api(world)).route('/', payPages(world, deliveries)).route('/', embeddedPages(world, deliveries)).route('/', scripts()).route('/', turnstile()).route('/', control(world));
  app.onError((error, c) => {
    quiet(`${c.req.method} ${c.req.path} failed: ${error.stack}`);
    return c.text(error.message, 500);
  });

  return {
    fetch: async (request, env) => app.fetch(request, env),
    start: () => deliveries.start(),
    async close() {
      await deliveries.stop();
      world.store.close();
    },
    owns: (pathname) => pathname.startsWith('/v1/') || pathname.startsWith('/sandbox/') || pathname.startsWith('/turnstile/v0/'),
  };
}
