// A server of one's own around the function, and the Worker.
// oxlint-disable -- compiled against what is built (types.test.ts), which the linter does not have
import worker, { type Env } from 'support-widget/cloudflare';
import { ConfigError, createApp, openLedger, readConfig, type Config, type Ledger, type Log } from 'support-widget/server';

const log: Log = (line) => console.error(line.trim());

export async function answer(request: Request, ledger: Ledger): Promise<Response> {
  const config: Config = readConfig({ STRIPE_SECRET_KEY: 'sk_test_1' });
  return await createApp(config, ledger, log).fetch(request);
}

export const reasons = (error: unknown): string => (error instanceof ConfigError ? error.message : '');
export const atTheEdge = (request: Request, env: Env): Promise<Response> => worker.fetch(request, env);

// @ts-expect-error: settings are text
readConfig({ PORT: 4242 });
// @ts-expect-error: a ledger is opened with its database
void openLedger();
// @ts-expect-error: a Worker has its settings in `env`
void worker.fetch(new Request('https://give.example.org/health'));
// @ts-expect-error: without a ledger nothing is counted
createApp(readConfig({}), undefined, log);
