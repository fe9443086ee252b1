import { frequencies, type Frequency } from '../../shared/gift.ts';
import type { Event, Session } from '../stripe.ts';
import type { Fact } from './facts.ts';

interface GiftMetadata {
  campaign: string;
  frequency: Frequency;
}

/**
 * What we wrote on the session, or `undefined` where it is not ours: the owner's account may run a shop whose
 * sessions have a `campaign` too, hence the attempt must be there as well.
 */
export function giftMetadata(metadata: Record<string, string> | null | undefined): GiftMetadata | undefined {
  const frequency = frequencies.find((known) => known === metadata?.frequency);
  return metadata?.campaign && metadata.attempt && frequency ? { campaign: metadata.campaign, frequency } : undefined;
}

const idOf = (reference: string | { id: string } | null): string | null => (typeof reference === 'string' ? reference : (reference?.id ?? null));

/** A completed session in payment mode states one gift under its PaymentIntent; a subscription's gifts come from its invoices. */
export function sessionFacts(session: Session): Fact[] {
  const gift = giftMetadata(session.metadata);
  const payment = idOf(session.payment_intent);
  if (!gift || !payment || session.mode !== 'payment' || session.status !== 'complete') return [];
  if (session.amount_total === null || session.currency === null) return [];
  return [
    {
      kind: 'gift',
      id: payment,
      payment,
      ...gift,
      amount: session.amount_total,
      currency: session.currency.toUpperCase(),
      state: session.payment_status === 'paid' ? 'paid' : 'pending',
    },
  ];
}

/** The facts an event states; none for the many types that say nothing about a gift's money. */
export function eventFacts(event: Event): Fact[] {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return sessionFacts(event.data.object);
    default:
      return [];
  }
}
