import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createNodeApp, listen, type Fetch } from '../adapters/node.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { readConfig, readPort } from '../server/app.ts';
import { demoPages } from './demo.ts';
import { log, untilStopped } from './process.ts';

/** The demo's newspaper; 100 were raised at a reader's party. */
const demoCampaigns = JSON.stringify({
  default: { name: 'Support the Saltmarsh Courier', goal: '5000', offline: '100' },
  // For the page of ten languages.
  euro: { name: 'Support the Saltmarsh Courier', currency: 'EUR', goal: '5000', offline: '100' },
});

/** Where `dev` keeps the ledger and the sandbox's state, in the folder it is started in. */
const folder = '.support-widget';

/** `support-widget dev`: sandbox, function and demo on one port, which needs no key and no account. */
export async function dev(): Promise<void> {
  const { PORT = '4242', HOST = '127.0.0.1', SUPPORT_CAMPAIGNS = demoCampaigns, DATABASE_URL = `file:${folder}/ledger.db`, STRIPE_SECRET_KEY } = process.env;
  if (STRIPE_SECRET_KEY) log('STRIPE_SECRET_KEY is left alone: dev gives only into the sandbox; `serve` uses your key');
  mkdirSync(folder, { recursive: true });

  // The function must know its own address, which is known when the port is: until then nothing is asked of it.
  let handle: Fetch = () => new Response('starting', { status: 503 });
  const server = await listen((request, bindings) => handle(request, bindings), { host: HOST, port: readPort(PORT) });
  const { origin } = server;

  const stand = await build(origin, SUPPORT_CAMPAIGNS, DATABASE_URL).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  handle = stand.fetch;
  stand.sandbox.start();
  const stopped = untilStopped();
  process.stdout.write(`support-widget dev: ${origin}/ (no money moves)\n`);
  await stopped;
  await server.close();
  await stand.sandbox.close();
  await stand.ledger.close();
}

/** Sandbox, function and demo at `origin`, each with its own paths. */
async function build(origin: string, campaigns: string, databaseUrl: string) {
  const webhookSecret = `whsec_${randomBytes(24).toString('hex')}`;
  const config = readConfig({
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    // By this key the widget knows to load /sandbox/stripe.js in place of Stripe's own.
    STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_BASE: origin,
    SUPPORT_ALLOWED_ORIGINS: `${origin},http://localhost:${new URL(origin).port}`,
    SUPPORT_CAMPAIGNS: campaigns,
    DATABASE_URL: databaseUrl,
    // Nobody tries stolen cards on the demo, and everybody who tries the demo has one address.
    SUPPORT_RATE_LIMIT: '600/m',
    SUPPORT_STRIPE_BUDGET: '100/s,100',
    SUPPORT_TURNSTILE_BASE: origin,
    // What guards there are may be tried here too.
    ...Object.fromEntries(['SUPPORT_RATE_LIMIT', 'SUPPORT_STRIPE_BUDGET', 'SUPPORT_CHALLENGE', 'SUPPORT_TURNSTILE_SITE_KEY', 'SUPPORT_TURNSTILE_SECRET_KEY'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  });
  const { fetch: call, ledger } = await createNodeApp(config, log);
  const sandbox = createSandbox({ file: `${folder}/sandbox.db`, origin: () => origin, webhooks: [{ url: `${origin}/webhook`, secret: webhookSecret }], log });
  const demo = demoPages();
  const fetch: Fetch = async (request, bindings) => {
    if (sandbox.owns(new URL(request.url).pathname)) return await sandbox.fetch(request, bindings);
    const page = await demo.fetch(request);
    return page.status === 404 ? await call(request, bindings) : page;
  };
  return { fetch, sandbox, ledger };
}
