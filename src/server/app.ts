import { Hono, type Context, type ErrorHandler } from 'hono';
import { Problem } from '../shared/problem.ts';
import { readCampaign } from './campaign.ts';
import { openCheckout, readCheckout } from './checkout.ts';
import type { Config } from './config.ts';
import { showForm, takeForm, thankReader } from './give.ts';
import { givePages } from './give/page.ts';
import type { Hmac } from './guards/address.ts';
import { openAdmission, type Caller } from './guards/admission.ts';
import { allowOrigins } from './guards/origin.ts';
import type { Ledger } from './ledger/ledger.ts';
import { reasons, type Log } from './log.ts';
import { watchRequests } from './request-log.ts';
import { connectStripe } from './stripe.ts';
import { fillOnce, runSync } from './sync.ts';
import { hearStripe } from './webhook.ts';

export { readConfig, readPort, type Config } from './config.ts';
export { ConfigError } from './config/setting.ts';
export type { Caller } from './guards/admission.ts';
export { inWords } from './guards/in-words.ts';
export { secure } from './guards/headers.ts';
export { openLedger, type Ledger } from './ledger/ledger.ts';
export { syncLedger, type SyncReport } from './ledger/sync.ts';
export { asEntry, reasons, type Log } from './log.ts';
export { RenderError, renderWidget, widgetStyles, type RenderOptions } from './render.ts';
export { connectStripe } from './stripe.ts';
export { summary } from './sync.ts';

/** `GET /health`: whether gifts can be taken and counted. Names no secret. */
const readHealth = (ledger: Ledger) => async (c: Context) => {
  await ledger.check();
  return c.json({ status: 'ok' });
};

type Answer = (c: Context) => Response | Promise<Response>;

export interface App {
  /** @param caller what the platform knows of who asks; the adapter's to say */
  fetch(request: Request, caller?: Caller): Response | Promise<Response>;
}

/**
 * The whole function: a `Request` in, a `Response` out.
 * @param log hears what the owner must know
 * @param requests hears one line of JSON for each request
 * @param hmac the platform's own, where it has a faster one than the Web's
 */
export function createApp(config: Config, ledger: Ledger, log: Log, requests?: Log, hmac?: Hmac): App {
  const stripe = connectStripe(config.stripe);
  const admission = openAdmission(config, ledger, hmac);
  const app = new Hono();

  app.use(watchRequests(config, requests));
  const browsers = allowOrigins(config.allowedOrigins);
  app.use('/checkout/*', browsers);
  app.use('/campaigns/*', browsers);
  app.use('/give/*', givePages(config));

  const routes: Record<string, Record<string, Answer>> = {
    '/checkout': { POST: openCheckout(config, stripe, ledger, admission) },
    '/checkout/:session': { GET: readCheckout(stripe, ledger, admission, log) },
    '/give': { GET: showForm(config), POST: takeForm(config, stripe, ledger, admission, log) },
    '/give/thanks': { GET: thankReader(config, stripe, ledger, admission, log) },
    '/campaigns/:id': { GET: readCampaign(config, ledger, ledger.durable ? async () => {} : fillOnce(stripe, ledger, log)) },
    '/webhook': { POST: hearStripe(stripe, ledger, log) },
    '/sync': { POST: runSync(config, stripe, ledger, log) },
    '/health': { GET: readHealth(ledger) },
  };
  for (const [path, methods] of Object.entries(routes)) {
    const at = (handler: Answer): Answer => (c) => {
      c.set('route', path);
      return handler(c);
    };
    for (const [method, handler] of Object.entries(methods)) app.on(method, path, at(handler));
    app.all(path, at((c) => {
      c.header('Allow', Object.keys(methods).join(', '));
      throw new Problem('method_not_allowed');
    }));
  }

  const answer: ErrorHandler = (error, c) => {
    const problem = error instanceof Problem ? error : new Problem('internal', {}, error);
    const { code, details: { retryAfter } } = problem;
    c.set('code', code);
    if (problem.status >= 500) log(`${c.req.method} ${c.get('route') ?? '*'}: ${reasons(problem)}`);
    const wait = retryAfter ?? (problem.status === 503 ? 2 : undefined);
    if (wait !== undefined) c.header('Retry-After', String(wait));
    // The rest of a body nobody reads would be taken for the next request.
    if (problem.status === 413) c.header('Connection', 'close');
    c.header('Cache-Control', 'no-store');
    const page = c.get('problemPage');
    const requestId = c.get('requestId');
    if (page) return c.html(page(problem, requestId), problem.status);
    c.header('Content-Type', 'application/problem+json');
    return c.body(JSON.stringify({ ...problem.toJSON(), requestId }), problem.status);
  };
  app.onError(answer);
  // Not thrown: Hono would leave out what the log and the headers do after it, where nothing else stands before it.
  app.notFound((c) => answer(new Problem('not_found'), c));

  // Some runtimes hand more to `fetch` than we know: only what is ours goes on.
  return { fetch: (request, caller = {}) => app.fetch(request, { caller }) };
}
