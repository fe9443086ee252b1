import { newId } from '../ids.ts';
import type { BalanceTransaction } from './balance-transaction.ts';
import type { Charge } from './payment.ts';

const noEvidence = Object.fromEntries(
  [
    'access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal',
    'customer_communication customer_email_address customer_name customer_purchase_ip customer_signature',
    'duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id product_description receipt',
    'refund_policy refund_policy_disclosure refund_refusal_explanation service_date service_documentation',
    'shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number',
    'uncategorized_file uncategorized_text',
  ].flatMap((line) => line.split(' ').map((name) => [name, null])),
);

const week = 7 * 24 * 60 * 60;

/** A reader's bank asks for the money back. It carries none of the charge's metadata. */
export function newDispute(charge: Charge, { amount, created, reason }: { amount: number; created: number; reason: string }) {
  return {
    id: newId('dispute'),
    object: 'dispute' as const,
    amount,
    /** What it did to the balance: empty until the money is withdrawn, two entries once it came back. */
    balance_transactions: [] as BalanceTransaction[],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence, enhanced_evidence: {} },
    evidence_details: { due_by: created + week, enhanced_eligibility: {}, has_evidence: false, past_due: false, submission_count: 0 },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: { card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' }, type: 'card' },
    reason,
    status: 'needs_response' as 'lost' | 'needs_response' | 'won',
  };
}

export type Dispute = ReturnType<typeof newDispute>;
