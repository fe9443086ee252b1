import { openNodeLedger } from '../adapters/node.ts';
import { connectStripe, ConfigError, readConfig, summary, syncLedger } from '../server/app.ts';

/** `support-widget sync`: what webhooks missed, out of Stripe's lists. Cut off, it goes on from there the next time. */
export async function sync(flags: readonly string[]): Promise<void> {
  const config = readConfig(process.env);
  if (!config.databaseUrl) throw new ConfigError(['DATABASE_URL is missing: a ledger in memory has nothing to bring up to date']);
  const ledger = await openNodeLedger(config);
  const { stderr } = process;
  try {
    const report = await syncLedger(connectStripe(config.stripe), ledger, {
      full: flags.includes('--full'),
      onPage({ list, read, news }) {
        // One line that is written over, and only where somebody watches.
        if (stderr.isTTY) stderr.write(`\r\u001b[K${list}: ${read} read, ${news} new`);
      },
    });
    process.stdout.write(`${summary(report)}\n`);
  } finally {
    if (stderr.isTTY) stderr.write('\r\u001b[K');
    await ledger.close();
  }
}
