import { newId } from '../ids.ts';

export interface Recurring {
  interval: 'day' | 'week' | 'month' | 'year';
  interval_count: number;
}

/** A price made for one line, never to be used again. */
export function newPrice({ created, currency, product, recurring, unitAmount }: {
  created: number;
  currency: string;
  product: string;
  recurring: Recurring | null;
  unitAmount: number;
}) {
  return {
    id: newId('price'),
    object: 'price' as const,
    active: false,
    billing_scheme: 'per_unit',
    created,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: recurring && { ...recurring, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount),
  };
}

export type Price = ReturnType<typeof newPrice>;

/** One line of a session. */
export function newItem(description: string, price: Price, quantity: number) {
  const total = price.unit_amount * quantity;
  return {
    id: newId('item'),
    object: 'item' as const,
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: price.currency,
    description,
    metadata: {},
    price,
    quantity,
  };
}

export type Item = ReturnType<typeof newItem>;
