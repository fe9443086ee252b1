// What the two servers to compare with do behind their routes: the least an owner would write by hand with Stripe's
// SDK and its defaults, the same for both, and the same session asked for as ours is. No guard, no attempt kept, one
// table of gifts.
import { DatabaseSync } from 'node:sqlite';
import Stripe from 'stripe';

const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET = '', STRIPE_API_BASE = '', DATABASE_URL = '', PORT } = process.env;

/** Given where the question is wrong; everything else is the server's fault. */
export class Refused extends Error {}

const base = new URL(STRIPE_API_BASE);
const stripe = new Stripe(STRIPE_SECRET_KEY!, { host: base.hostname, port: Number(base.port), protocol: 'http' });

interface Table {
  record(id: string, amount: number, currency: string): Promise<void> | void;
  total(): Promise<{ raised: number; gifts: number }> | { raised: number; gifts: number };
}

const create = 'CREATE TABLE IF NOT EXISTS gifts (id TEXT PRIMARY KEY, amount BIGINT NOT NULL, currency TEXT NOT NULL)';

function inSqlite(file: string): Table {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${create}`);
  const insert = database.prepare('INSERT INTO gifts VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING');
  const sum = database.prepare('SELECT COALESCE(SUM(amount), 0) AS raised, COUNT(*) AS gifts FROM gifts');
  return {
    record: (id, amount, currency) => void insert.run(id, amount, currency),
    total: () => sum.get() as { raised: number; gifts: number },
  };
}

async function inPostgres(url: string): Promise<Table> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(url, { max: 8, onnotice: () => undefined });
  await sql.unsafe(create);
  return {
    record: async (id, amount, currency) => void (await sql`INSERT INTO gifts VALUES (${id}, ${amount}, ${currency}) ON CONFLICT (id) DO NOTHING`),
    async total() {
      const [row] = await sql`SELECT COALESCE(SUM(amount), 0) AS raised, COUNT(*) AS gifts FROM gifts`;
      return { raised: Number(row!.raised), gifts: Number(row!.gifts) };
    },
  };
}

const table = DATABASE_URL.startsWith('postgres') ? await inPostgres(DATABASE_URL) : inSqlite(DATABASE_URL.slice('file:'.length));

/** `POST /checkout` */
export async function checkout(body: Record<string, unknown>): Promise<{ url: string }> {
  const { attempt, amount, currency, frequency, returnUrl } = body;
  if (!Number.isSafeInteger(amount) || (amount as number) < 500 || currency !== 'USD' || typeof attempt !== 'string' || typeof returnUrl !== 'string') throw new Refused();
  const metadata = { campaign: 'default', frequency: String(frequency), attempt };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: amount as number, product_data: { name: 'Support us' } } }],
      ui_mode: 'hosted_page',
      metadata,
      payment_intent_data: { metadata },
      submit_type: 'pay',
      adaptive_pricing: { enabled: false },
      locale: 'en',
      expires_at: Math.floor(Date.now() / 1000) + 31 * 60,
      success_url: `${returnUrl}?session={CHECKOUT_SESSION_ID}`,
      cancel_url: returnUrl,
    },
    { idempotencyKey: attempt },
  );
  return { url: session.url! };
}

/** `GET /campaigns/default` */
export const campaign = async () => ({ id: 'default', currency: 'USD', goal: 500_000, ...(await table.total()) });

/** `POST /webhook`: written when it resolves. */
export async function webhook(body: Buffer | string, signature: string | undefined): Promise<void> {
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, signature ?? '', STRIPE_WEBHOOK_SECRET);
  } catch {
    throw new Refused();
  }
  if (event.type !== 'checkout.session.completed') return;
  const { payment_intent: id, amount_total: amount, currency } = event.data.object;
  await table.record(id as string, amount ?? 0, currency ?? '');
}

export const port = Number(PORT);
export const announce = (address: unknown): boolean => process.stdout.write(`http://127.0.0.1:${(address as { port: number }).port}\n`);
