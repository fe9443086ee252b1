import { createNodeApp, listen } from '../adapters/node.ts';
import { readConfig } from '../server/app.ts';
import { log, untilStopped } from './process.ts';

/** `support-widget serve`: the function alone, on the owner's Stripe account. */
export async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const { fetch, ledger } = await createNodeApp(config, log);
  const server = await listen(fetch, config).catch(async (error: unknown) => {
    await ledger.close();
    throw error;
  });
  const stopped = untilStopped();
  process.stdout.write(`support-widget serve: ${server.origin} (${config.stripe.livemode ? 'live' : 'test'} mode)\n`);
  await stopped;
  await server.close();
  await ledger.close();
}
