import { Hono, type Context, type Handler } from 'hono';
import { Problem } from '../shared/problem.ts';
import { readCampaign } from './campaign.ts';
import { openCheckout, readCheckout } from './checkout.ts';
import type { Config } from './config.ts';
import { showForm, takeForm, thankReader } from './give.ts';
import { givePages } from './give/page.ts';
import { allowOrigins } from './guards/origin.ts';
import type { Ledger } from './ledger/ledger.ts';
import { reasons, type Log } from './log.ts';
import { connectStripe } from './stripe.ts';
import { fillOnce, runSync } from './sync.ts';
import { hearStripe } from './webhook.ts';

export { ConfigError, readConfig, readPort, type Config } from './config.ts';
export { openLedger, type Ledger } from './ledger/ledger.ts';
export { syncLedger, type SyncReport } from './ledger/sync.ts';
export { reasons, type Log } from './log.ts';
export { RenderError, renderWidget, widgetStyles, type RenderOptions } from './render.ts';
export { connectStripe } from './stripe.ts';
export { summary } from './sync.ts';

/** `GET /health`: whether gifts can be taken and counted. Names no secret. */
const readHealth = (ledger: Ledger) => async (c: Context) => {
  await ledger.check();
  return c.json({ status: 'ok' });
};

/** The whole function: a `Request` in, a `Response` out. */
export function createApp(config: Config, ledger: Ledger, log: Log): { fetch(request: Request): Response | Promise<Response> } {
  const stripe = connectStripe(config.stripe);
  const app = new Hono();

  const browsers = allowOrigins(config.allowedOrigins);
  app.use('/checkout/*', browsers);
  app.use('/campaigns/*', browsers);
  app.use('/give/*', givePages(config));

  const routes: Record<string, Record<string, Handler>> = {
    '/checkout': { POST: openCheckout(config, stripe, ledger) },
    '/checkout/:session': { GET: readCheckout(stripe, ledger, log) },
    '/give': { GET: showForm(config), POST: takeForm(config, stripe, ledger, log) },
    '/give/thanks': { GET: thankReader(config, stripe, ledger, log) },
    '/campaigns/:id': { GET: readCampaign(config, ledger, ledger.durable ? async () => {} : fillOnce(stripe, ledger, log)) },
    '/webhook': { POST: hearStripe(stripe, ledger, log) },
    '/sync': { POST: runSync(config, stripe, ledger, log) },
    '/health': { GET: readHealth(ledger) },
  };
  for (const [path, methods] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler);
    app.all(path, (c) => {
      c.header('Allow', Object.keys(methods).join(', '));
      throw new Problem('method_not_allowed');
    });
  }
  app.notFound(() => {
    throw new Problem('not_found');
  });

  app.onError((error, c) => {
    const problem = error instanceof Problem ? error : new Problem('internal', {}, error);
    if (problem.status >= 500) log(`${c.req.method} ${new URL(c.req.url).pathname}: ${reasons(problem)}`);
    if (problem.status === 503) c.header('Retry-After', '2');
    // The rest of a body nobody reads would be taken for the next request.
    if (problem.status === 413) c.header('Connection', 'close');
    c.header('Cache-Control', 'no-store');
    const page = c.get('problemPage');
    if (page) return c.html(page(problem), problem.status);
    c.header('Content-Type', 'application/problem+json');
    return c.body(JSON.stringify(problem), problem.status);
  });

  return app;
}
