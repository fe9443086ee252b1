import { newId } from '../ids.ts';
import type { Charge } from './payment.ts';

export type RefundStatus = 'canceled' | 'failed' | 'pending' | 'succeeded';

/** Money on its way back. It carries none of the charge's metadata. */
export function newRefund(charge: Charge, { amount, created, metadata, reason, status }: {
  amount: number;
  created: number;
  metadata: Record<string, string>;
  reason: string | null;
  status: RefundStatus;
}) {
  const type = charge.payment_method_details.type as string;
  return {
    id: newId('refund'),
    object: 'refund' as const,
    amount,
    balance_transaction: null as string | null,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { [type]: type === 'card' ? { type: 'refund' } : {}, type },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}

/** Once a refund has failed it also says why. */
export type Refund = ReturnType<typeof newRefund> & { failure_balance_transaction?: string; failure_reason?: string };
