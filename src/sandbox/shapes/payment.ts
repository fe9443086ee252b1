import { clientSecret, newId } from '../ids.ts';
import { emptyAddress, reader } from './person.ts';

/** How a payment is made: a card at once, or a bank debit that settles days later. */
export type Method = 'card' | 'sepa_debit' | 'us_bank_account';

/** A PaymentIntent before anything was tried. */
export function newPaymentIntent({ amount, created, currency, customer, description, metadata, method }: {
  amount: number;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  method: Method;
}) {
  const id = newId('payment_intent');
  return {
    id,
    object: 'payment_intent' as const,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: clientSecret(id),
    confirmation_method: 'automatic',
    created,
    currency,
    customer,
    customer_account: null,
    description,
    excluded_payment_method_types: null,
    last_payment_error: null as Record<string, unknown> | null,
    latest_charge: null as string | null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null as string | null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [method],
    processing: null as { type: string } | null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method' as 'processing' | 'requires_payment_method' | 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

export type PaymentIntent = ReturnType<typeof newPaymentIntent>;

/** One try to take an intent's money. It carries the intent's metadata, as it was at that moment. */
export function newCharge(intent: PaymentIntent, status: 'failed' | 'pending' | 'succeeded', created: number) {
  const method = intent.payment_method_types[0]!;
  const failed = status === 'failed';
  return {
    id: newId('charge'),
    object: 'charge' as const,
    amount: intent.amount,
    amount_captured: failed ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null as string | null,
    billing_details: {
      address: { ...emptyAddress, country: 'US', postal_code: '94107' },
      email: reader.email,
      name: reader.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'SANDBOX',
    captured: !failed,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: (failed ? 'card_declined' : null) as string | null,
    failure_message: (failed ? 'Your card was declined.' : null) as string | null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: failed ? 'try_again_later' : null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: failed ? 'declined_by_network' : 'approved_by_network',
      reason: failed ? 'generic_decline' : null,
      seller_message: failed ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
      type: failed ? 'issuer_declined' : 'authorized',
    },
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    payment_method_details: { [method]: method === 'card' ? cardDetails : bankDetails, type: method } as { [details: string]: unknown; type: Method },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    // Stripe leaves this out unless it is expanded; `null` says the same and keeps the key.
    refunds: null,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}

export type Charge = ReturnType<typeof newCharge>;

const cardDetails = {
  amount_authorized: null,
  authorization_code: null,
  brand: 'visa',
  checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
  country: 'US',
  exp_month: 12,
  exp_year: 2034,
  extended_authorization: { status: 'disabled' },
  fingerprint: 'AOB934RVNwzk6xtn',
  funding: 'credit',
  incremental_authorization: { status: 'unavailable' },
  installments: null,
  last4: '4242',
  mandate: null,
  multicapture: { status: 'unavailable' },
  network: 'visa',
  network_token: { used: false },
  network_transaction_id: null,
  overcapture: { maximum_amount_capturable: 0, status: 'unavailable' },
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
};

const bankDetails = { bank_name: 'STRIPE TEST BANK', fingerprint: 'AOB934RVNwzk6xtn', last4: '6789' };
