import type { Listing } from './lists.ts';

const month = 30 * 24 * 60 * 60;

/** `GET /v1/events`: a month back and no further, as at Stripe. A type may end in `*`. */
export const events: Listing = {
  object: 'event',
  url: '/v1/events',
  other: {
    delivery_success: { type: 'boolean' },
    type: { type: 'string' },
    types: { type: 'list', of: { type: 'string' }, max: 20 },
  },
  where: ({ delivery_success: delivered, type, types }, now) => {
    const wanted = [...(type === undefined ? [] : [type as string]), ...((types as string[] | undefined) ?? [])];
    const place = "json_extract(body, '$.type')";
    return [
      ['created > ?', now - month],
      ...(wanted.length ? [[`(${wanted.map(() => `${place} GLOB ?`).join(' OR ')})`, ...wanted] as [string, ...string[]]] : []),
      ...(delivered === undefined ? [] : [[`json_extract(body, '$.pending_webhooks') ${delivered ? '=' : '>'} 0`] as [string]]),
    ];
  },
};

export const sessions: Listing = {
  object: 'checkout.session',
  url: '/v1/checkout/sessions',
  equal: { customer: '$.customer', payment_intent: '$.payment_intent', subscription: '$.subscription' },
  other: { status: { type: 'enum', values: ['complete', 'expired', 'open'] } },
  where: withStatus,
};

export const paymentIntents: Listing = {
  object: 'payment_intent',
  url: '/v1/payment_intents',
  equal: { customer: '$.customer' },
};

export const charges: Listing = {
  object: 'charge',
  url: '/v1/charges',
  equal: { customer: '$.customer', payment_intent: '$.payment_intent' },
};

export const refunds: Listing = {
  object: 'refund',
  url: '/v1/refunds',
  equal: { charge: '$.charge', payment_intent: '$.payment_intent' },
};

export const disputes: Listing = {
  object: 'dispute',
  url: '/v1/disputes',
  equal: { charge: '$.charge', payment_intent: '$.payment_intent' },
};

export const invoices: Listing = {
  object: 'invoice',
  url: '/v1/invoices',
  equal: { customer: '$.customer', subscription: '$.parent.subscription_details.subscription' },
  other: { status: { type: 'enum', values: ['draft', 'open', 'paid', 'uncollectible', 'void'] } },
  where: withStatus,
};

/** The way from an intent to its invoice: `payment[type]=payment_intent`, `payment[payment_intent]=pi_…`. */
export const invoicePayments: Listing = {
  object: 'invoice_payment',
  url: '/v1/invoice_payments',
  equal: { invoice: '$.invoice' },
  other: {
    payment: {
      type: 'object',
      keys: { payment_intent: { type: 'string' }, type: { type: 'enum', values: ['payment_intent', 'payment_record'], required: true } },
    },
    status: { type: 'enum', values: ['canceled', 'open', 'paid'] },
  },
  where: (values) => {
    const { payment_intent: intent, type } = (values.payment ?? {}) as { payment_intent?: string; type?: string };
    return [
      ...withStatus(values),
      ...(type === undefined ? [] : [["json_extract(body, '$.payment.type') = ?", type] as [string, string]]),
      ...(intent === undefined ? [] : [["json_extract(body, '$.payment.payment_intent') = ?", intent] as [string, string]]),
    ];
  },
};

/** Canceled ones only where they are asked for, as at Stripe. */
export const subscriptions: Listing = {
  object: 'subscription',
  url: '/v1/subscriptions',
  equal: { customer: '$.customer' },
  other: {
    status: {
      type: 'enum',
      values: ['active', 'all', 'canceled', 'ended', 'incomplete', 'incomplete_expired', 'past_due', 'paused', 'trialing', 'unpaid'],
    },
  },
  where: ({ status }) => {
    if (status === 'all') return [];
    if (status === undefined) return [["json_extract(body, '$.status') <> 'canceled'"]];
    return withStatus({ status: status === 'ended' ? 'canceled' : status });
  },
};

export const customers: Listing = { object: 'customer', url: '/v1/customers' };

export const balanceTransactions: Listing = {
  object: 'balance_transaction',
  url: '/v1/balance_transactions',
  equal: { source: '$.source', type: '$.type' },
};

export const webhookEndpoints: Listing = { object: 'webhook_endpoint', url: '/v1/webhook_endpoints' };

function withStatus({ status }: Record<string, unknown>): [string, string][] {
  return status === undefined ? [] : [["json_extract(body, '$.status') = ?", status as string]];
}
