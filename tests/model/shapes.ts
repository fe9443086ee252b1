// Stripe's objects, with every key Stripe shows: the sandbox's shapes, which another test holds against Stripe's own
// samples, filled with a history's ids, times and money.
import Stripe from 'stripe';
import { newBalanceTransaction } from '../../src/sandbox/shapes/balance-transaction.ts';
import { newDispute } from '../../src/sandbox/shapes/dispute.ts';
import { newInvoice, newInvoicePayment } from '../../src/sandbox/shapes/invoice.ts';
import { newCharge, newPaymentIntent } from '../../src/sandbox/shapes/payment.ts';
import { newRefund } from '../../src/sandbox/shapes/refund.ts';
import { newSession, readerDetails } from '../../src/sandbox/shapes/session.ts';
import type { Giving, Payment } from './history.ts';

/** As far as this folder looks into an object of Stripe's. */
export type Shape = Record<string, unknown> & { id: string; object: string; created: number };

// Each is made once: an object of a history is this one with what is its own.
const samples = {
  session: newSession({
    mode: 'payment', uiMode: 'hosted_page', created: 0, expiresAt: 0, currency: 'usd', total: 1, origin: 'https://checkout.stripe.com', metadata: {},
    cancelUrl: 'https://post.example/', successUrl: 'https://post.example/', returnUrl: null, redirectOnCompletion: null, clientReferenceId: null,
    customerCreation: 'if_required', customText: {}, adaptivePricing: false, invoiceCreation: false, locale: null, submitType: 'pay',
  }),
  invoice: newInvoice({
    created: 0, currency: 'usd', customer: 'cus_model', number: 'MODEL-0001', period: { start: 0, end: 0 }, reason: 'manual', subscription: null,
    lines: [{ description: 'Support', amount: 1, quantity: 1 }],
  }),
  intent: newPaymentIntent({ amount: 1, created: 0, currency: 'usd', customer: null, description: null, metadata: {}, method: 'card' }),
};
const charge = newCharge(samples.intent, 'succeeded', 0);
const refund = newRefund(charge, { amount: 1, created: 0, metadata: {}, reason: null, status: 'succeeded' });
const dispute = newDispute(charge, { amount: 1, created: 0, reason: 'fraudulent' });
const invoicePayment = newInvoicePayment(samples.invoice, 'pi_model', 0);

/** What our function writes on a session; see `sessionParams` in src/server/stripe.ts. A shop writes what it likes. */
export const metadataOf = ({ shop, campaign, frequency, name }: Giving): Record<string, string> => shop ?? { campaign, frequency, attempt: `attempt-${name}` };

const intentId = (giving: Giving, number: number) => `pi_${giving.name}p${number}`;
const invoiceId = (giving: Giving, number: number) => `in_${giving.name}p${number}`;
const invoicePaymentId = (giving: Giving, number: number) => `inpay_${giving.name}p${number}`;

export type SessionState = { status: 'complete' | 'expired' | 'open'; paid: boolean };

export function sessionShape(giving: Giving, { status, paid }: SessionState): Shape {
  const [{ amount, at }] = giving.payments as [Payment];
  const complete = status === 'complete';
  const once = giving.frequency === 'once';
  return {
    ...samples.session,
    id: `cs_test_${giving.name}`,
    amount_subtotal: amount,
    amount_total: amount,
    created: at,
    currency: giving.currency.toLowerCase(),
    customer: complete && (!once || giving.invoiced) ? `cus_${giving.name}` : null,
    customer_details: complete ? readerDetails() : null,
    expires_at: at + 31 * 60,
    invoice: complete && (!once || giving.invoiced) ? invoiceId(giving, 0) : null,
    invoice_creation: once ? { ...samples.session.invoice_creation, enabled: giving.invoiced } : null,
    metadata: metadataOf(giving),
    mode: once ? 'payment' : 'subscription',
    payment_intent: complete && once && amount > 0 ? intentId(giving, 0) : null,
    payment_status: amount === 0 ? 'no_payment_required' : paid ? 'paid' : 'unpaid',
    status,
    subscription: complete && !once ? `sub_${giving.name}` : null,
    url: status === 'open' ? `https://checkout.stripe.com/c/pay/cs_test_${giving.name}` : null,
  };
}

export function intentShape(giving: Giving, number: number, status: string): Shape {
  const { amount, at } = giving.payments[number]!;
  // An invoice's intent carries no metadata: only the invoice tells what it was for.
  const metadata = giving.frequency === 'once' ? metadataOf(giving) : {};
  return { ...samples.intent, id: intentId(giving, number), amount, created: at, currency: giving.currency.toLowerCase(), metadata, status };
}

export function chargeShape(giving: Giving, number: number, change: Record<string, unknown> = {}): Shape {
  const { amount, at } = giving.payments[number]!;
  return { ...charge, id: `ch_${giving.name}p${number}`, amount, created: at, currency: giving.currency.toLowerCase(), payment_intent: intentId(giving, number), ...change };
}

export function invoiceShape(giving: Giving, number: number, paid: boolean): Shape {
  const { amount, at, settledAt } = giving.payments[number]!;
  const once = giving.frequency === 'once';
  return {
    ...samples.invoice,
    id: invoiceId(giving, number),
    amount_due: amount,
    amount_paid: paid ? amount : 0,
    amount_remaining: paid ? 0 : amount,
    billing_reason: once ? 'manual' : number === 0 ? 'subscription_create' : 'subscription_cycle',
    created: at + (number === 0 ? giving.hesitation : 0),
    currency: giving.currency.toLowerCase(),
    customer: `cus_${giving.name}`,
    parent: once ? null : { quote_details: null, subscription_details: { metadata: metadataOf(giving), subscription: `sub_${giving.name}` }, type: 'subscription_details' },
    status: paid ? 'paid' : 'open',
    status_transitions: { ...samples.invoice.status_transitions, paid_at: paid ? settledAt : null },
    subtotal: amount,
    total: amount,
  };
}

export function invoicePaymentShape(giving: Giving, number: number, paid: boolean): Shape {
  const { amount, at, settledAt } = giving.payments[number]!;
  return {
    ...invoicePayment,
    id: invoicePaymentId(giving, number),
    amount_paid: paid ? amount : null,
    amount_requested: amount,
    created: at + (number === 0 ? giving.hesitation : 0),
    currency: giving.currency.toLowerCase(),
    invoice: invoiceId(giving, number),
    payment: { payment_intent: intentId(giving, number), type: 'payment_intent' },
    status: paid ? 'paid' : 'open',
    status_transitions: { canceled_at: null, paid_at: paid ? settledAt : null },
  };
}

export function refundShape(giving: Giving, number: number, place: number, status: string): Shape {
  const { amount, at } = giving.payments[number]!.refunds[place]!;
  return {
    ...refund,
    id: `re_${giving.name}p${number}r${place}`,
    amount,
    charge: `ch_${giving.name}p${number}`,
    created: at,
    currency: giving.currency.toLowerCase(),
    payment_intent: intentId(giving, number),
    status,
  };
}

/** @param moves what it did to the balance so far: taken away, brought back */
export function disputeShape(giving: Giving, number: number, status: string, moves: 0 | 1 | 2): Shape {
  const { amount, at } = giving.payments[number]!.dispute!;
  const currency = giving.currency.toLowerCase();
  const id = `dp_${giving.name}p${number}`;
  const entries = [{ amount: -amount, fee: 1500, category: 'dispute' }, { amount, fee: 0, category: 'dispute_reversal' }];
  return {
    ...dispute,
    id,
    amount,
    balance_transactions: entries.slice(0, moves).map((entry) => newBalanceTransaction({ ...entry, created: at, currency, source: id, type: 'adjustment' })),
    charge: `ch_${giving.name}p${number}`,
    created: at,
    currency,
    payment_intent: intentId(giving, number),
    status,
  };
}

/** A snapshot of an object, as our endpoint hears it. */
export const eventShape = (id: string, type: string, object: Shape, created: number) =>
  ({ id, object: 'event', api_version: Stripe.API_VERSION, created, data: { object }, livemode: false, pending_webhooks: 1, request: { id: null, idempotency_key: null }, type }) as unknown as Stripe.Event;
