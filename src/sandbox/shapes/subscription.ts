import { newId } from '../ids.ts';
import type { Price } from './item.ts';

/** From one renewal to the next. */
export interface Period {
  start: number;
  end: number;
}

/** What is kept beside a subscription. */
export interface SubscriptionMemory {
  /** How many periods began before this one. */
  renewed: number;
  /** Whether the card takes the next renewal. */
  renewals: 'decline' | 'pay';
}

/** A subscription that charges by itself, active from its first payment. */
export function newSubscription({ created, customer, currency, description, metadata, period, prices, paymentMethod }: {
  created: number;
  customer: string;
  currency: string;
  description: string | null;
  metadata: Record<string, string>;
  period: Period;
  prices: { price: Price; quantity: number }[];
  paymentMethod: string;
}) {
  const id = newId('subscription');
  return {
    id,
    object: 'subscription' as const,
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: created,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null as number | null,
    cancellation_details: { comment: null, feedback: null, reason: null as string | null },
    collection_method: 'charge_automatically',
    created,
    currency,
    customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: paymentMethod,
    default_source: null,
    default_tax_rates: [],
    description,
    discounts: [],
    ended_at: null as number | null,
    invoice_settings: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: { type: 'self' } },
    items: {
      object: 'list',
      data: prices.map((line) => newSubscriptionItem(id, line, created, period)),
      has_more: false,
      total_count: prices.length,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null as string | null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: created,
    status: 'active' as 'active' | 'canceled' | 'past_due',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    trial_start: null,
  };
}

export type Subscription = ReturnType<typeof newSubscription>;

function newSubscriptionItem(subscription: string, { price, quantity }: { price: Price; quantity: number }, created: number, period: Period) {
  return {
    id: newId('subscription_item'),
    object: 'subscription_item' as const,
    billing_thresholds: null,
    created,
    current_period_end: period.end,
    current_period_start: period.start,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  };
}

/** The older name of a recurring price, which Stripe still sends along. */
function planOf(price: Price) {
  return {
    id: price.id,
    object: 'plan' as const,
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? null,
    interval_count: price.recurring?.interval_count ?? null,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
