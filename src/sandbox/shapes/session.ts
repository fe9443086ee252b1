import { clientSecret, newId } from '../ids.ts';
import { emptyAddress, reader } from './person.ts';
import type { Item, Recurring } from './item.ts';

export type Mode = 'payment' | 'subscription';
export type UiMode = 'hosted_page' | 'embedded_page' | 'elements' | 'form';

/** What a session is made of; everything else about it is Stripe's default. */
export interface SessionParts {
  mode: Mode;
  uiMode: UiMode;
  created: number;
  expiresAt: number;
  currency: string;
  total: number;
  origin: string;
  metadata: Record<string, string>;
  cancelUrl: string | null;
  successUrl: string | null;
  returnUrl: string | null;
  redirectOnCompletion: string | null;
  clientReferenceId: string | null;
  customerCreation: string | null;
  customText: Record<string, { message: string } | undefined>;
  adaptivePricing: boolean;
  invoiceCreation: boolean;
  locale: string | null;
  submitType: string | null;
}

/** What Stripe remembers of a session and does not show on it. */
export interface SessionMemory {
  items: Item[];
  /** For the payment: `payment_intent_data` or `subscription_data`. */
  payment: { metadata: Record<string, string>; description: string | null };
  recurring: Recurring | null;
  /** The intent of a try that was declined, for the next try. */
  intent?: string;
  /** The bank's answer to a debit. */
  settled?: 'failed' | 'succeeded';
}

/** A Checkout Session, open, with every key Stripe shows. */
export function newSession(parts: SessionParts) {
  const id = newId('checkout.session');
  const hosted = parts.uiMode === 'hosted_page';
  return {
    id,
    object: 'checkout.session' as const,
    adaptive_pricing: { enabled: parts.adaptivePricing },
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: parts.total,
    amount_total: parts.total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: parts.cancelUrl,
    client_reference_id: parts.clientReferenceId,
    client_secret: hosted ? null : clientSecret(id),
    collected_information: null as { business_name: null; individual_name: null; shipping_details: null } | null,
    consent: null,
    consent_collection: null,
    created: parts.created,
    currency: parts.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: parts.customText.after_submit ?? null,
      shipping_address: parts.customText.shipping_address ?? null,
      submit: parts.customText.submit ?? null,
      terms_of_service_acceptance: parts.customText.terms_of_service_acceptance ?? null,
    },
    customer: null as string | null,
    customer_account: null,
    customer_creation: parts.customerCreation,
    customer_details: null as ReturnType<typeof readerDetails> | null,
    customer_email: null,
    discounts: parts.mode === 'payment' ? [] : null,
    expires_at: parts.expiresAt,
    integration_identifier: null,
    invoice: null as string | null,
    invoice_creation: parts.mode === 'payment' ? invoiceCreation(parts.invoiceCreation) : null,
    livemode: false,
    locale: parts.locale,
    managed_payments: { enabled: false },
    metadata: parts.metadata,
    mode: parts.mode,
    origin_context: null,
    payment_intent: null as string | null,
    payment_link: null,
    payment_method_collection: parts.mode === 'subscription' ? 'always' : 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card', parts.currency === 'eur' ? 'sepa_debit' : 'us_bank_account'],
    payment_status: (parts.total === 0 ? 'no_payment_required' : 'unpaid') as 'no_payment_required' | 'paid' | 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    ...(parts.returnUrl !== null && { return_url: parts.returnUrl }),
    ...(parts.redirectOnCompletion !== null && { redirect_on_completion: parts.redirectOnCompletion }),
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open' as 'complete' | 'expired' | 'open',
    submit_type: parts.submitType,
    subscription: null as string | null,
    success_url: parts.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: parts.uiMode,
    url: hosted ? `${parts.origin}/sandbox/pay/${id}` : null,
    wallet_options: null,
  };
}

export type Session = ReturnType<typeof newSession>;

function invoiceCreation(enabled: boolean) {
  return {
    enabled,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  };
}

/** Who paid, as a completed session shows it. */
export function readerDetails() {
  return {
    address: { ...emptyAddress, country: 'US', postal_code: '94107' },
    business_name: null,
    email: reader.email,
    individual_name: null,
    name: reader.name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}
