import { frequencies, type Frequency } from '../../shared/gift.ts';
import type { Dispute, Event, Invoice, InvoicePayment, Refund, Session } from '../stripe.ts';
import type { Fact, GiftFact, ReversalFact } from './facts.ts';

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

const idOf = (reference: string | { id: string } | null | undefined): string | undefined => (typeof reference === 'string' ? reference : reference?.id);

/** A completed session in payment mode states one gift under its PaymentIntent; a subscription's gifts are its invoices. */
export function sessionFacts(session: Session, failed = false): Fact[] {
  // Only the first invoice, and only where it was asked for whole (`expand`).
  if (session.mode === 'subscription') return typeof session.invoice === 'object' && session.invoice ? invoiceFacts(session.invoice) : [];
  const gift = giftMetadata(session.metadata);
  const id = idOf(session.payment_intent);
  if (!gift || !id || session.mode !== 'payment' || session.status !== 'complete' || !session.amount_total || !session.currency) return [];
  // A bank debit completes the session days before the money comes, or does not.
  const unpaid = failed ? 'failed' : 'pending';
  const state: GiftFact['state'] = session.payment_status === 'paid' ? 'paid' : unpaid;
  return [{ kind: 'gift', id, ...gift, amount: session.amount_total, currency: session.currency.toUpperCase(), state }];
}

/** A paid invoice of one of our subscriptions is one gift. One-time gifts may have invoices too (`invoice_creation`): those have no parent. */
export function invoiceFacts(invoice: Invoice): Fact[] {
  const gift = invoice.parent?.type === 'subscription_details' ? giftMetadata(invoice.parent.subscription_details?.metadata) : undefined;
  if (!gift || !invoice.id || invoice.status !== 'paid' || !invoice.amount_paid) return [];
  const fact: GiftFact = { kind: 'gift', id: invoice.id, ...gift, amount: invoice.amount_paid, currency: invoice.currency.toUpperCase(), state: 'paid' };
  return [fact, ...(invoice.payments?.data ?? []).flatMap(invoicePaymentFacts)];
}

export function invoicePaymentFacts({ invoice, payment }: InvoicePayment): Fact[] {
  const gift = idOf(invoice);
  const intent = idOf(payment.payment_intent);
  return gift && intent ? [{ kind: 'tie', payment: intent, gift }] : [];
}

function reversal(kind: ReversalFact['kind'], { id, amount, currency, payment_intent }: Refund | Dispute, undone: boolean): ReversalFact[] {
  const payment = idOf(payment_intent);
  return payment ? [{ kind, id, payment, amount, currency: currency.toUpperCase(), state: undone ? 'undone' : 'standing' }] : [];
}

export const refundFacts = (refund: Refund): ReversalFact[] => reversal('refund', refund, refund.status === 'failed' || refund.status === 'canceled');

/** A dispute out of a list says by its balance transactions whether its funds were withdrawn, and whether they came back. */
export function disputeFacts(dispute: Dispute): ReversalFact[] {
  const moved = dispute.balance_transactions.map(({ amount }) => amount);
  const withdrawn = moved.some((amount) => amount < 0) || dispute.status === 'lost';
  return withdrawn ? reversal('dispute', dispute, moved.some((amount) => amount > 0)) : [];
}

/** The facts an event states; none for the many types that say nothing about a gift's money. */
export function eventFacts(event: Event): Fact[] {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return sessionFacts(event.data.object);
    case 'checkout.session.async_payment_failed':
      return sessionFacts(event.data.object, true);
    case 'invoice.paid':
      return invoiceFacts(event.data.object);
    case 'invoice_payment.paid':
      return invoicePaymentFacts(event.data.object);
    // `charge.refunded` cannot tell partial refunds apart; these can.
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refundFacts(event.data.object);
    case 'charge.dispute.funds_withdrawn':
      return reversal('dispute', event.data.object, false);
    case 'charge.dispute.funds_reinstated':
      return reversal('dispute', event.data.object, true);
    default:
      return [];
  }
}

/** What the webhook endpoint must be subscribed to. */
export const eventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'invoice.paid',
  'invoice_payment.paid',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
] as const satisfies Event['type'][];
