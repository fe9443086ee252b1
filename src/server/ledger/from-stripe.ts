import * as v from 'valibot';
import { frequencies, type Frequency } from '../../shared/gift.ts';
import { Problem } from '../../shared/problem.ts';
import type { Dispute, Event, Invoice, InvoicePayment, Refund, Session } from '../stripe.ts';
import type { Fact, GiftFact, ReversalFact } from './facts.ts';

/**
 * What Stripe's objects say, as facts. Only what a fact is made of is read, and it is checked: a signed event of
 * another shape than its API version promises is refused, not guessed at.
 */

// No control characters: PostgreSQL takes no U+0000, and Stripe sends none.
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(255), v.regex(/^[^\p{Cc}]*$/u));
/** An id, or the whole object where it was asked for (`expand`). */
const reference = v.nullish(v.pipe(v.union([text, v.object({ id: text })]), v.transform((found) => (typeof found === 'string' ? found : found.id))));
const minorUnits = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const currency = v.pipe(v.string(), v.regex(/^[a-z]{3}$/i), v.toUpperCase());

/** What kind of object it is, where it says so. */
const kind = <N extends string>(name: N) => v.optional(v.literal(name));

const sessionShape = v.object({
  object: kind('checkout.session'),
  mode: v.picklist(['payment', 'subscription', 'setup']),
  status: v.picklist(['open', 'complete', 'expired']),
  payment_status: v.picklist(['paid', 'unpaid', 'no_payment_required']),
});
const paymentShape = v.object({ payment_intent: reference, amount_total: minorUnits, currency });
const invoicePaymentShape = v.object({ object: kind('invoice_payment'), invoice: reference, payment: v.object({ payment_intent: reference }) });
const invoiceShape = v.object({
  object: kind('invoice'),
  id: text,
  status: v.nullish(text),
  amount_paid: minorUnits,
  currency,
  payments: v.nullish(v.object({ data: v.array(invoicePaymentShape) })),
});
const reversalShape = v.object({ object: v.optional(v.picklist(['refund', 'dispute'])), id: text, amount: minorUnits, currency, payment_intent: reference });

const disputeShape = v.object({ balance_transactions: v.array(v.object({ amount: v.number() })) });

function read<S extends v.GenericSchema>(shape: S, object: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(shape, object);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Problem('event_refused', { detail: `${v.getDotPath(issue) ?? 'The object'}: ${issue.message}` });
}

interface GiftMetadata {
  campaign: string;
  frequency: Frequency;
}

const metadataShape = v.object({ campaign: text, attempt: text, frequency: v.picklist(frequencies) });

/**
 * What we wrote on the session, or `undefined` where it is not ours: the owner's account may run a shop whose
 * sessions have a `campaign` too, hence the attempt must be there as well.
 */
export function giftMetadata(metadata: unknown): GiftMetadata | undefined {
  const { success, output } = v.safeParse(metadataShape, metadata);
  return success ? { campaign: output.campaign, frequency: output.frequency } : undefined;
}

/** A completed session in payment mode states one gift under its PaymentIntent; a subscription's gifts are its invoices. */
export function sessionFacts(session: Session, failed = false): Fact[] {
  const gift = giftMetadata(session.metadata);
  if (!gift) return [];
  const { mode, status, payment_status } = read(sessionShape, session);
  // Only the first invoice, and only where it was asked for whole.
  if (mode === 'subscription') return typeof session.invoice === 'object' && session.invoice ? invoiceFacts(session.invoice) : [];
  // An open session has no payment yet; `no_payment_required` is one of 0, which we never open.
  if (mode !== 'payment' || status !== 'complete' || payment_status === 'no_payment_required') return [];
  const { payment_intent: id, amount_total: amount, currency: code } = read(paymentShape, session);
  if (!id || !amount) throw new Problem('event_refused', { detail: 'A complete session has no payment or no amount.' });
  // A bank debit completes the session days before the money comes, or does not.
  const unpaid = failed ? 'failed' : 'pending';
  const state: GiftFact['state'] = payment_status === 'paid' ? 'paid' : unpaid;
  return [{ kind: 'gift', id, ...gift, amount, currency: code, state }];
}

/** A bank debit that did not come: its session stays complete and unpaid, its payment (asked for whole) says so. */
export const debitFailed = ({ status, payment_status, payment_intent: payment }: Session): boolean =>
  status === 'complete' && payment_status === 'unpaid' && typeof payment === 'object' && ['requires_payment_method', 'canceled'].includes(payment?.status ?? '');

/** A paid invoice of one of our subscriptions is one gift. One-time gifts may have invoices too (`invoice_creation`): those have no parent. */
export function invoiceFacts(invoice: Invoice): Fact[] {
  const gift = invoice.parent?.type === 'subscription_details' ? giftMetadata(invoice.parent.subscription_details?.metadata) : undefined;
  if (!gift) return [];
  const { id, status, amount_paid: amount, currency: code, payments } = read(invoiceShape, invoice);
  if (status !== 'paid' || !amount) return [];
  return [{ kind: 'gift', id, ...gift, amount, currency: code, state: 'paid' }, ...(payments?.data ?? []).flatMap(tieOf)];
}

export const invoicePaymentFacts = (invoicePayment: InvoicePayment): Fact[] => tieOf(read(invoicePaymentShape, invoicePayment));

function tieOf({ invoice: gift, payment }: v.InferOutput<typeof invoicePaymentShape>): Fact[] {
  return gift && payment.payment_intent ? [{ kind: 'tie', payment: payment.payment_intent, gift }] : [];
}

function reversalFacts(kind: ReversalFact['kind'], object: Refund | Dispute, undone: boolean): ReversalFact[] {
  const { id, amount, currency: code, payment_intent: payment } = read(reversalShape, object);
  return payment ? [{ kind, id, payment, amount, currency: code, state: undone ? 'undone' : 'standing' }] : [];
}

export const refundFacts = (refund: Refund): ReversalFact[] => reversalFacts('refund', refund, refund.status === 'failed' || refund.status === 'canceled');

/** A dispute out of a list says by its balance transactions whether its funds were withdrawn, and whether they came back. */
export function disputeFacts(dispute: Dispute): ReversalFact[] {
  const { balance_transactions } = read(disputeShape, dispute);
  const moved = balance_transactions.map(({ amount }) => amount);
  const withdrawn = moved.some((amount) => amount < 0) || dispute.status === 'lost';
  return withdrawn ? reversalFacts('dispute', dispute, moved.some((amount) => amount > 0)) : [];
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
      return reversalFacts('dispute', event.data.object, false);
    case 'charge.dispute.funds_reinstated':
      return reversalFacts('dispute', event.data.object, true);
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
