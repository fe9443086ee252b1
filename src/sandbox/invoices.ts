import { charge, settle, type Outcome } from './charging.ts';
import { emit, type Occasion } from './events.ts';
import type { Customer } from './shapes/customer.ts';
import { newInvoice, newInvoicePayment, type Invoice, type InvoiceLine, type InvoicePayment } from './shapes/invoice.ts';
import { newPaymentIntent, type Method, type PaymentIntent } from './shapes/payment.ts';
import type { Period, Subscription } from './shapes/subscription.ts';
import type { World } from './world.ts';

/** What an invoice is made out for. */
export interface InvoiceParts {
  lines: InvoiceLine[];
  period: Period;
  reason: Invoice['billing_reason'];
  /** `null` for a single payment: its invoice has no parent. */
  subscription: Subscription | null;
}

/** Makes an invoice out and finalizes it. */
export function issue(world: World, customerId: string, parts: InvoiceParts, occasion: Occasion): Invoice {
  const customer = world.store.get<Customer>('customer', customerId)!;
  const number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`;
  const counted: Customer = { ...customer, next_invoice_sequence: customer.next_invoice_sequence + 1 };
  world.store.put(counted);
  const invoice = newInvoice({ ...parts, created: occasion.at, currency: customer.currency, customer: customerId, number });
  world.store.put(invoice);
  const draft = {
    ...invoice,
    effective_at: null,
    number: null,
    status: 'draft',
    status_transitions: { ...invoice.status_transitions, finalized_at: null },
  };
  emit(world, 'invoice.created', draft, occasion);
  emit(world, 'invoice.finalized', invoice, occasion);
  return invoice;
}

/** Has an invoice paid by an intent of its own, which carries no metadata: only the invoice tells what it was for. */
export function collect(world: World, invoice: Invoice, method: Method, outcome: Outcome, occasion: Occasion): Invoice {
  const intent = newPaymentIntent({
    amount: invoice.amount_due,
    created: occasion.at,
    currency: invoice.currency,
    customer: invoice.customer,
    description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    metadata: {},
    method,
  });
  world.store.put(intent);
  return tie(world, invoice, charge(world, intent, outcome, occasion), outcome, occasion);
}

/** Ties an invoice to the intent that was charged for it. */
export function tie(world: World, invoice: Invoice, intent: PaymentIntent, outcome: Outcome, occasion: Occasion): Invoice {
  const payment = newInvoicePayment(invoice, intent.id, occasion.at);
  world.store.put(payment);
  return concluded(world, { ...invoice, attempted: true, attempt_count: 1 }, payment, outcome, occasion);
}

/** The bank's late answer to the debit an invoice is paid by. */
export function settleInvoice(world: World, invoice: Invoice, outcome: 'failed' | 'succeeded', occasion: Occasion): Invoice {
  const payment = paymentOf(world, invoice.id)!;
  const intent = world.store.get<PaymentIntent>('payment_intent', payment.payment.payment_intent)!;
  settle(world, intent, outcome, occasion);
  return concluded(world, invoice, payment, outcome, occasion);
}

function concluded(world: World, invoice: Invoice, payment: InvoicePayment, outcome: Outcome, occasion: Occasion): Invoice {
  if (outcome !== 'succeeded') {
    world.store.put(invoice);
    if (outcome === 'failed') emit(world, 'invoice.payment_failed', invoice, occasion);
    return invoice;
  }
  const paid: Invoice = {
    ...invoice,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: occasion.at },
  };
  const received: InvoicePayment = {
    ...payment,
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: occasion.at },
  };
  world.store.put(paid);
  world.store.put(received);
  emit(world, 'invoice_payment.paid', received, occasion);
  emit(world, 'invoice.paid', paid, occasion);
  emit(world, 'invoice.payment_succeeded', paid, occasion);
  return paid;
}

/** The payment that ties an invoice to its intent. */
function paymentOf({ store }: World, invoice: string): InvoicePayment | undefined {
  const row = store.row<{ body: string }>(
    `SELECT body FROM objects WHERE object = 'invoice_payment' AND json_extract(body, '$.invoice') = ? ORDER BY seq DESC LIMIT 1`,
    invoice,
  );
  return row && (JSON.parse(row.body) as InvoicePayment);
}
