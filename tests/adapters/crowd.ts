// Many webhooks at once, as Stripe sends them after a busy hour: in no order, some twice.
import { paidSession, refund, signed, tell, type Told } from '../server/events.ts';
import { chance } from '../shared/chance.ts';

/** What became of one delivery: the function's status, or 0 where nobody answered. */
export async function post(origin: string, event: Told): Promise<number> {
  try {
    const answer = await fetch(`${origin}/webhook`, { ...(await signed(event)), signal: AbortSignal.timeout(15_000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** Delivers them all, some at once, to these addresses in turn. @returns those that were not answered with 200 */
export async function deliver(events: readonly Told[], origins: readonly string[], atOnce = 10): Promise<Told[]> {
  const failed: Told[] = [];
  const waiting = events.map((event, place) => ({ event, origin: origins[place % origins.length]! }));
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if ((await post(next.origin, next.event)) !== 200) failed.push(next.event);
    }
  }));
  return failed;
}

export interface Crowd {
  /** 200 deliveries: each event once, some of them twice, shuffled. */
  deliveries: Told[];
  events: Told[];
  /** What they come to, each counted once. */
  raised: number;
  gifts: number;
}

/** Gifts to one campaign, some of them refunded in part; of the refunds some fail. */
export function crowd(campaign: string): Crowd {
  const { whole, of } = chance(campaign);
  const metadata = { campaign, frequency: 'once', attempt: 'attempt-crowd' };
  const sessions = Array.from({ length: 90 }, () => paidSession({ amount_total: whole(500, 99_999), metadata }));
  const refunds = sessions.slice(0, 30).map((session) => refund(session.payment_intent, { amount: whole(1, 500) }));
  const failed = refunds.slice(0, 15);
  const events = [
    ...sessions.map((session) => tell('checkout.session.completed', session)),
    ...refunds.map((one) => tell('refund.created', one)),
    ...failed.map((one) => tell('refund.failed', { ...one, status: 'failed' })),
  ];
  const copies = [...events, ...Array.from({ length: 200 - events.length }, () => of(events))];
  return {
    events,
    deliveries: Array.from({ length: copies.length }, () => copies.splice(whole(0, copies.length - 1), 1)[0]!),
    raised: sessions.reduce((sum, { amount_total }) => sum + amount_total, 0) - refunds.slice(failed.length).reduce((sum, { amount }) => sum + amount, 0),
    gifts: sessions.length,
  };
}
