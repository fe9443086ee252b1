import { ConfigError, createApp, openLedger, readConfig, type Log } from '../server/app.ts';
import { openD1, type D1 } from '../server/ledger/d1.ts';
import { Problem } from '../shared/problem.ts';

/** The settings of the Worker as text (`vars` and secrets), and the D1 database bound as `DB`. */
export interface Env {
  DB?: D1;
  [name: string]: unknown;
}

type App = ReturnType<typeof createApp>;

const log: Log = (line) => console.error(line);

/**
 * One for each isolate: settings and schema are read once, not at every request. Only a finished one is shared: what a
 * request has begun ends with it when its client leaves, and whoever waited for that would wait for ever.
 */
let app: App | undefined;

async function start(env: Env): Promise<App> {
  const { DB, ...settings } = env;
  const config = readConfig(Object.fromEntries(Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string')));
  if (!DB) throw new ConfigError(['DB is missing: bind a D1 database to the Worker under this name']);
  return createApp(config, await openLedger(openD1(DB), config.stripe.livemode ? 'live' : 'test'), log);
}

/** The function as a Cloudflare Worker. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      app ??= await start(env);
      return await app.fetch(request);
    } catch (error) {
      // A Worker has no start to stop: it says at every request that it cannot work, and to its log why.
      log(error instanceof Error ? error.message : String(error));
      const problem = new Problem('not_set_up');
      return Response.json(problem, { status: problem.status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } });
    }
  },
};
