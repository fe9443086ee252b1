import type { CheckoutStatus, Frequency } from '../../shared/gift.ts';
import type { Kit } from '../kit.ts';
import type { Press } from './press.ts';

/** Stripe's ids of sessions look so; nothing else becomes part of an address that is asked. */
const isSession = (id: unknown): id is string => typeof id === 'string' && /^cs_\w{1,200}$/.test(id);

const frequencies: Frequency[] = ['once', 'month', 'year'];

/** `GET /checkout/{session}`. */
export async function readCheckout({ addressOf, currencyRule, request }: Kit, { ask, failure }: Press, endpoint: string, session: string): Promise<CheckoutStatus> {
  // What the address bar or the tab's storage says may be anything.
  if (!isSession(session)) throw failure({ status: 404 });
  const answer = await ask<CheckoutStatus>(request, addressOf(endpoint, `checkout/${encodeURIComponent(session)}`));
  const { status, amount, currency, frequency } = answer;
  const isGiven = ['paid', 'processing'].includes(status) && Number.isSafeInteger(amount) && !!currencyRule(currency) && frequencies.includes(frequency);
  if (isGiven || status === 'open' || status === 'expired') return answer;
  throw failure({});
}
