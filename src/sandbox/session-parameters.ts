import type { Schema } from './schema.ts';

/** The languages of Stripe's checkout, as the SDK's types list them. */
export const locales = [
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru',
  'sk sl sv th tr vi zh zh-HK zh-TW',
].flatMap((line) => line.split(' '));

const message = { type: 'object', keys: { message: { type: 'string', max: 1200, required: true } } } as const;

const paymentData = {
  type: 'object',
  keys: { description: { type: 'string' }, metadata: { type: 'metadata' } },
} as const;

const priceData = {
  type: 'object',
  keys: {
    currency: { type: 'string', max: 3, required: true },
    product: { type: 'string' },
    product_data: {
      type: 'object',
      keys: {
        name: { type: 'string', max: 250, required: true },
        description: { type: 'string' },
        images: { type: 'list', of: { type: 'url' }, max: 8 },
        metadata: { type: 'metadata' },
      },
    },
    recurring: {
      type: 'object',
      keys: {
        interval: { type: 'enum', values: ['day', 'month', 'week', 'year'], required: true },
        interval_count: { type: 'integer', min: 1 },
      },
    },
    unit_amount: { type: 'integer', min: 0, required: true },
  },
} as const;

/**
 * What `POST /v1/checkout/sessions` takes here: the part of Stripe's parameters that a payment of one custom amount
 * uses. `payment_method_types` is not missing: Stripe removed it in 2026-09-30.endive.
 */
export const sessionParameters = {
  adaptive_pricing: { type: 'object', keys: { enabled: { type: 'boolean' } } },
  cancel_url: { type: 'url' },
  client_reference_id: { type: 'string', max: 200 },
  custom_text: {
    type: 'object',
    keys: { after_submit: message, shipping_address: message, submit: message, terms_of_service_acceptance: message },
  },
  customer_creation: { type: 'enum', values: ['always', 'if_required'] },
  expires_at: { type: 'integer' },
  invoice_creation: { type: 'object', keys: { enabled: { type: 'boolean', required: true } } },
  line_items: {
    type: 'list',
    max: 100,
    of: { type: 'object', keys: { price_data: { ...priceData, required: true }, quantity: { type: 'integer', min: 1 } } },
  },
  locale: { type: 'enum', values: locales },
  metadata: { type: 'metadata' },
  mode: { type: 'enum', values: ['payment', 'subscription'], required: true },
  payment_intent_data: paymentData,
  redirect_on_completion: { type: 'enum', values: ['always', 'if_required', 'never'] },
  return_url: { type: 'url' },
  submit_type: { type: 'enum', values: ['auto', 'book', 'donate', 'pay', 'subscribe'] },
  subscription_data: paymentData,
  success_url: { type: 'url' },
  ui_mode: { type: 'enum', values: ['elements', 'embedded_page', 'form', 'hosted_page'] },
} as const satisfies Schema;
