import type { Context } from 'hono';
import type { CheckoutAnswer, CheckoutStatus } from '../shared/gift.ts';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import { parseGift, type Gift } from './gift.ts';
import { callerOf, type Admission } from './guards/admission.ts';
import { readJson } from './guards/body.ts';
import { debitFailed, giftMetadata, sessionFacts } from './ledger/from-stripe.ts';
import type { Ledger } from './ledger/ledger.ts';
import { reasons, type Log } from './log.ts';
import type { Session, StripeCalls } from './stripe.ts';

/** Opens a Checkout Session for one gift that was let through: one for each attempt, however often it is sent. */
export async function openSession(gift: Gift, stripe: StripeCalls, ledger: Ledger, admission: Admission): Promise<CheckoutAnswer> {
  // Computed once and kept: a retry with another time would be another request to Stripe's idempotency.
  const open = async (renew: boolean) => {
    const answer = await stripe.openSession(gift, await ledger.expiryOf(gift.attempt, renew));
    await admission.opened(answer.session);
    return answer;
  };
  try {
    return await open(false);
  } catch (error) {
    // The first try was more than a minute ago and never reached Stripe, which wants at least 30 minutes left.
    if (!(error instanceof Problem) || error.code !== 'attempt_expired') throw error;
    await admission.again();
    return open(true);
  }
}

/** `POST /checkout`: one press of the widget's button. */
export const openCheckout = (config: Config, stripe: StripeCalls, ledger: Ledger, admission: Admission) => async (c: Context) => {
  const gift = parseGift(await readJson(c.req.raw), config);
  await admission.press(callerOf(c), gift.attempt, gift.challenge);
  return c.json(await openSession(gift, stripe, ledger, admission), 201);
};

function statusOf(session: Session): CheckoutStatus['status'] {
  const { status, payment_status } = session;
  if (status === 'expired' || debitFailed(session)) return 'expired';
  if (status !== 'complete') return 'open';
  // A bank debit completes the session days before the money comes.
  return payment_status === 'unpaid' ? 'processing' : 'paid';
}

/** How the gift of a session stands, and its campaign's id. What Stripe says is recorded too, so the first gift needs no webhook. */
export async function readGift(c: Context, id: string, stripe: StripeCalls, ledger: Ledger, admission: Admission, log: Log): Promise<{ campaign: string; standing: CheckoutStatus }> {
  if (!/^cs_\w{1,200}$/.test(id)) throw new Problem('session_unknown');
  await admission.read(callerOf(c), id);
  const session = await stripe.readSession(id);
  const gift = giftMetadata(session.metadata);
  // The account may run a shop too: its sessions are none of our callers' business.
  if (!gift) throw new Problem('session_unknown');
  try {
    await ledger.record(sessionFacts(session, debitFailed(session)));
  } catch (error) {
    // Who has paid is thanked all the same; the webhook brings the fact again, and is told the truth.
    log(`A session could not be recorded: ${reasons(error)}`);
  }
  const { amount_total: amount, currency } = session;
  return { campaign: gift.campaign, standing: { status: statusOf(session), amount: amount ?? 0, currency: (currency ?? '').toUpperCase(), frequency: gift.frequency } };
}

/** `GET /checkout/{session}`: how the gift stands, and nothing about who gave it. */
export const readCheckout = (stripe: StripeCalls, ledger: Ledger, admission: Admission, log: Log) => async (c: Context) => {
  const { standing } = await readGift(c, c.req.param('session') ?? '', stripe, ledger, admission, log);
  c.header('Cache-Control', 'no-store');
  return c.json(standing);
};
