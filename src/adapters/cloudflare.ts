import { asEntry, ConfigError, createApp, inWords, openLedger, readConfig, secure, type App, type Caller } from '../server/app.ts';
import { openD1, type D1 } from '../server/ledger/d1.ts';
import { Problem } from '../shared/problem.ts';

/** The settings of the Worker as text (`vars` and secrets), and the D1 database bound as `DB`. */
export interface Env {
  DB?: D1;
  /** Cloudflare's rate limiting binding: asked before the database is. It counts in each of Cloudflare's places apart, D1 counts everywhere. */
  RATE_LIMITER?: { limit(question: { key: string }): Promise<{ success: boolean }> };
  [name: string]: unknown;
}

const log = (line: string, level: 'info' | 'warn' = 'warn') => console.error(asEntry(level, line));

/**
 * One for each isolate: settings and schema are read once, not at every request. Only a finished one is shared: what a
 * request has begun ends with it when its client leaves, and whoever waited for that would wait for ever.
 */
let app: App | undefined;

async function start(env: Env): Promise<App> {
  const { DB, RATE_LIMITER, ...settings } = env;
  const config = readConfig(Object.fromEntries(Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string')));
  if (!DB) throw new ConfigError(['DB is missing: bind a D1 database to the Worker under this name']);
  const ledger = await openLedger(openD1(DB), config.stripe.livemode ? 'live' : 'test');
  for (const { message, level } of inWords(config, RATE_LIMITER ? "Cloudflare's rate limiter (RATE_LIMITER), then in D1" : 'D1; bind a rate limiter as RATE_LIMITER to spare it')) log(message, level);
  return createApp(config, ledger, log, (line) => console.log(line));
}

/** Cloudflare writes this header itself, over whatever the caller wrote. */
const callerOf = (request: Request, { RATE_LIMITER: limiter }: Env): Caller => ({
  address: request.headers.get('CF-Connecting-IP') ?? undefined,
  ...(limiter && { limiter: async (key: string) => (await limiter.limit({ key })).success }),
});

/** The function as a Cloudflare Worker. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      app ??= await start(env);
      return await app.fetch(request, callerOf(request, env));
    } catch (error) {
      // A Worker has no start to stop: it says at every request that it cannot work, and to its log why.
      log(error instanceof Error ? error.message : String(error));
      const problem = new Problem('not_set_up');
      const answer = Response.json(problem, { status: problem.status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } });
      secure(answer.headers, request.url.startsWith('https:'));
      return answer;
    }
  },
};
