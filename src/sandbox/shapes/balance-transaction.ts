import { newId } from '../ids.ts';

/** What a payment, refund or dispute did to the account's balance. `net` is what is left after Stripe's fee. */
export function newBalanceTransaction({ amount, created, currency, fee = 0, category, source, type, description = null }: {
  amount: number;
  created: number;
  currency: string;
  fee?: number;
  category: string;
  source: string;
  type: string;
  description?: string | null;
}) {
  return {
    id: newId('balance_transaction'),
    object: 'balance_transaction' as const,
    amount,
    available_on: created,
    balance_type: 'payments',
    created,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee ? [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }] : [],
    net: amount - fee,
    reporting_category: category,
    source,
    status: 'available',
    type,
  };
}

export type BalanceTransaction = ReturnType<typeof newBalanceTransaction>;
