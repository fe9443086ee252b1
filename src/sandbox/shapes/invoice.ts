import { newId } from '../ids.ts';
import { emptyAddress, reader } from './person.ts';
import type { Period, Subscription } from './subscription.ts';

/** One line of an invoice, whatever it is for. */
export interface InvoiceLine {
  description: string;
  amount: number;
  quantity: number;
}

/** An invoice, finalized and due at once. Without a subscription it has no parent. */
export function newInvoice({ created, currency, customer, lines, number, period, reason, subscription }: {
  created: number;
  currency: string;
  customer: string;
  lines: InvoiceLine[];
  number: string;
  period: Period;
  reason: 'manual' | 'subscription_create' | 'subscription_cycle';
  subscription: Subscription | null;
}) {
  const id = newId('invoice');
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  return {
    id,
    object: 'invoice' as const,
    account_country: 'US',
    account_name: 'Sandbox',
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created,
    currency,
    custom_fields: null,
    customer,
    customer_account: null,
    customer_address: { ...emptyAddress, country: 'US', postal_code: '94107' },
    customer_email: reader.email,
    customer_name: reader.name,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: created,
    ending_balance: 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: lines.map((line) => newLine(id, line, currency, period, subscription)),
      has_more: false,
      total_count: lines.length,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: false,
    metadata: {},
    next_payment_attempt: null as number | null,
    number,
    on_behalf_of: null,
    parent: subscription && {
      quote_details: null,
      // The metadata as it was when the invoice was made: a later change of the subscription's does not reach back.
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: period.end,
    period_start: period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'open' as 'open' | 'paid',
    status_transitions: { finalized_at: created, marked_uncollectible_at: null, paid_at: null as number | null, voided_at: null },
    // Stripe's sample still has this key. It is never filled: `parent` tells the subscription.
    subscription: null,
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: created,
  };
}

export type Invoice = ReturnType<typeof newInvoice>;

function newLine(invoice: string, { description, amount, quantity }: InvoiceLine, currency: string, period: Period, subscription: Subscription | null) {
  return {
    id: newId('line_item'),
    object: 'line_item' as const,
    amount,
    currency,
    description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: subscription?.metadata ?? {},
    parent: subscription && {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: subscription.items.data[0]!.id,
      },
      type: 'subscription_item_details',
    },
    period,
    pretax_credit_amounts: [],
    pricing: { type: 'price_details', unit_amount_decimal: String(amount / quantity) },
    quantity,
    quantity_decimal: String(quantity),
    subscription: null,
    subtotal: amount,
    taxes: [],
  };
}

/** The tie between an invoice and the intent that pays it: the only one there is. */
export function newInvoicePayment(invoice: Invoice, intent: string, created: number) {
  return {
    id: newId('invoice_payment'),
    object: 'invoice_payment' as const,
    amount_paid: null as number | null,
    amount_requested: invoice.amount_due,
    created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent, type: 'payment_intent' },
    status: 'open' as 'open' | 'paid',
    status_transitions: { canceled_at: null, paid_at: null as number | null },
  };
}

export type InvoicePayment = ReturnType<typeof newInvoicePayment>;
