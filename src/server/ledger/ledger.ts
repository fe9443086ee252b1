import { Problem } from '../../shared/problem.ts';
import type { Database, Statement } from './database.ts';
import { rank, states, type Fact } from './facts.ts';
import { migrate } from './schema.ts';

/** What a campaign's gifts come to in one currency, minor units. */
export interface Balance {
  raised: number;
  gifts: number;
}

/** A session lives 31 minutes, one more than Stripe's smallest, so that it is still long enough when Stripe reads it. */
const sessionSeconds = 31 * 60;

/** Stripe keeps an idempotency key at least a day; an attempt is kept for two. */
const attemptSeconds = 2 * 86_400;

const paid = states.gift.indexOf('paid');
const refundStands = states.refund.indexOf('standing');
const disputeStands = states.dispute.indexOf('withdrawn');

function recordStatement(fact: Fact): Statement {
  const { campaign, frequency } = fact.kind === 'gift' ? fact : { campaign: null, frequency: null };
  return {
    // Stripe's amounts never change under one id, so a later report can only bring a later state or a payment not known before.
    sql: `INSERT INTO facts (id, kind, payment, campaign, frequency, amount, currency, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        payment = COALESCE(facts.payment, excluded.payment),
        state = CASE WHEN excluded.state > facts.state THEN excluded.state ELSE facts.state END`,
    params: [fact.id, fact.kind, fact.payment, campaign, frequency, fact.amount, fact.currency, rank(fact)],
  };
}

/** Facts about money in, totals out. Every failure of its database is the Problem `ledger_unavailable`. */
export interface Ledger {
  /** Merges facts, all or none; durable when it resolves. */
  record(facts: readonly Fact[]): Promise<void>;
  balance(campaign: string, currency: string): Promise<Balance>;
  /** When the session of an attempt expires, in seconds since 1970: the same answer for every try. */
  expiryOf(attempt: string): Promise<number>;
  /** @throws Problem where the database does not answer */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the ledger and brings its schema up to date.
 * @throws Error where it holds the facts of the other mode: live and test money never mix
 */
export async function openLedger(database: Database, mode: 'live' | 'test'): Promise<Ledger> {
  await migrate(database);
  const [, about] = await database.run(
    { sql: "INSERT INTO about (key, value) VALUES ('mode', ?) ON CONFLICT (key) DO NOTHING", params: [mode] },
    { sql: "SELECT value FROM about WHERE key = 'mode'" },
  );
  const kept = about![0]!.value;
  if (kept !== mode) throw new Error(`the ledger holds ${kept} gifts, but STRIPE_SECRET_KEY is a ${mode} key: give each mode a DATABASE_URL of its own`);

  async function run(...statements: Statement[]) {
    try {
      return await database.run(...statements);
    } catch (error) {
      throw new Problem('ledger_unavailable', {}, error);
    }
  }

  return {
    async record(facts) {
      if (facts.length) await run(...facts.map(recordStatement));
    },

    async balance(campaign, currency) {
      const [gifts, reversals] = await run(
        {
          sql: `SELECT COALESCE(SUM(amount), 0) AS raised, COUNT(*) AS gifts FROM facts
            WHERE campaign = ? AND currency = ? AND kind = 'gift' AND state = ?`,
          params: [campaign, currency, paid],
        },
        {
          // A reversal has no campaign of its own; it waits here, uncounted, until its gift is known.
          sql: `SELECT COALESCE(SUM(back.amount), 0) AS amount FROM facts back JOIN facts gift ON gift.payment = back.payment
            WHERE gift.campaign = ? AND gift.currency = ? AND gift.kind = 'gift' AND gift.state = ?
              AND ((back.kind = 'refund' AND back.state = ?) OR (back.kind = 'dispute' AND back.state = ?))`,
          params: [campaign, currency, paid, refundStands, disputeStands],
        },
      );
      return { raised: Number(gifts![0]!.raised) - Number(reversals![0]!.amount), gifts: Number(gifts![0]!.gifts) };
    },

    async expiryOf(attempt) {
      const now = Math.floor(Date.now() / 1000);
      const [, , rows] = await run(
        { sql: 'DELETE FROM attempts WHERE expires_at < ?', params: [now - attemptSeconds] },
        { sql: 'INSERT INTO attempts (id, expires_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING', params: [attempt, now + sessionSeconds] },
        { sql: 'SELECT expires_at FROM attempts WHERE id = ?', params: [attempt] },
      );
      return Number(rows![0]!.expires_at);
    },

    async check() {
      await run({ sql: 'SELECT 1 AS one' });
    },

    close: () => database.close(),
  };
}
