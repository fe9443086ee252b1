import { createNodeApp, guardsInWords, listen } from '../adapters/node.ts';
import { asEntry, readConfig } from '../server/app.ts';
import { log, openLog, untilStopped } from './process.ts';

/** `support-widget serve`: the function alone, on the owner's Stripe account. */
export async function serve(): Promise<void> {
  const config = readConfig(process.env);
  // All that it says while it runs is JSON, a line each; what the owner must know is written at once.
  const { fetch, ledger } = await createNodeApp(config, (line) => log(asEntry('warn', line)), openLog());
  const server = await listen(fetch, config).catch(async (error: unknown) => {
    await ledger.close();
    throw error;
  });
  for (const { level, message } of guardsInWords(config)) log(asEntry(level, message));
  const stopped = untilStopped();
  process.stdout.write(`support-widget serve: ${server.origin} (${config.stripe.livemode ? 'live' : 'test'} mode)\n`);
  await stopped;
  await server.close();
  await ledger.close();
}
