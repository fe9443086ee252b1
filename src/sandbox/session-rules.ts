import { currencyRule, stripeMaximum, stripeMinimum } from '../shared/currencies.ts';
import { toDecimal } from '../shared/money.ts';
import { Refusal } from './refusal.ts';
import type { Values } from './schema.ts';
import type { sessionParameters } from './session-parameters.ts';
import { wallTime } from './world.ts';

export type SessionValues = Values<typeof sessionParameters>;

const halfHour = 30 * 60;
const day = 24 * 60 * 60;

/** Where the reader goes afterwards depends on who shows the page. */
export function checkAddresses(values: SessionValues): void {
  const { ui_mode: ui = 'hosted_page', redirect_on_completion: redirect } = values;
  const inPage = ui === 'embedded_page' || ui === 'elements';
  for (const name of ['success_url', 'cancel_url'] as const) {
    if (inPage && values[name] !== undefined) throw new Refusal(`\`${name}\` can not be set when \`ui_mode\` is \`${ui}\`.`, { param: name });
  }
  if (redirect !== undefined && ui !== 'embedded_page') {
    throw new Refusal('`redirect_on_completion` can only be set when `ui_mode` is `embedded_page`.', { param: 'redirect_on_completion' });
  }
  if (values.submit_type !== undefined && ui === 'elements') {
    throw new Refusal('`submit_type` can not be set when `ui_mode` is `elements`.', { param: 'submit_type' });
  }
  if (ui === 'hosted_page') {
    if (values.return_url !== undefined) throw new Refusal('`return_url` can not be set when `ui_mode` is `hosted_page`.', { param: 'return_url' });
    if (values.success_url === undefined) throw new Refusal('Missing required param: success_url.', { code: 'parameter_missing', param: 'success_url' });
  }
  if (redirect === 'never' && values.return_url !== undefined) {
    throw new Refusal('`return_url` can not be set when `redirect_on_completion` is `never`.', { param: 'return_url' });
  }
  if (ui === 'embedded_page' && redirect !== 'never' && values.return_url === undefined) {
    throw new Refusal('Missing required param: return_url.', { code: 'parameter_missing', param: 'return_url' });
  }
}

/** What belongs to single payments is refused for subscriptions, and the other way round. */
export function checkMode(values: SessionValues): void {
  const { mode, line_items: items = [] } = values;
  const foreign = mode === 'payment' ? (['subscription_data'] as const) : (['payment_intent_data', 'customer_creation', 'invoice_creation'] as const);
  for (const name of foreign) {
    if (values[name] !== undefined) throw new Refusal(`You can not pass \`${name}\` in \`${mode}\` mode.`, { param: name });
  }
  if (!items.length) throw new Refusal('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' });
  const recurring = items.filter((item) => item.price_data.recurring);
  if (mode === 'payment' && recurring.length) {
    throw new Refusal('You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.', { param: 'mode' });
  }
  if (mode === 'subscription' && !recurring.length) {
    throw new Refusal('You must provide at least one recurring price in `subscription` mode when using prices.', { param: 'mode' });
  }
}

/** Each line names one product, in one currency the sandbox knows, and carries a quantity. */
export function checkItems({ line_items: items = [] }: SessionValues): void {
  const currency = items[0]?.price_data.currency.toLowerCase();
  items.forEach(({ price_data: price, quantity }, at) => {
    const path = `line_items[${at}][price_data]`;
    const rule = currencyRule(price.currency);
    if (!rule) throw new Refusal(`Invalid currency: ${price.currency.toLowerCase()}.`, { param: `${path}[currency]` });
    if (price.currency.toLowerCase() !== currency) {
      throw new Refusal('All prices on a Checkout Session must have the same currency.', { param: `${path}[currency]` });
    }
    if ((price.product === undefined) === (price.product_data === undefined)) {
      throw new Refusal('You must specify either `product` or `product_data` when creating a price.', { param: path });
    }
    if (quantity === undefined) throw new Refusal(`Quantity is required. Add \`quantity\` to \`line_items[${at}]\``, { param: `line_items[${at}]` });
    if (price.unit_amount % rule.step) {
      throw new Refusal(`Invalid amount: ${price.currency.toUpperCase()} is charged in whole units, so the amount must be a multiple of ${rule.step}.`, { code: 'invalid_charge_amount', param: `${path}[unit_amount]` });
    }
  });
}

/** A total is 0, or between Stripe's bounds for its currency. */
export function checkTotal(total: number, currency: string, mode: SessionValues['mode']): void {
  const minimum = stripeMinimum[currency.toUpperCase()] ?? 1;
  // Nothing to pay is a total Stripe accepts; the session then completes without a payment.
  if (total < minimum && !(total === 0 && mode === 'payment')) {
    throw new Refusal(`The Checkout Session's total amount due must add up to at least ${inWords(minimum, currency)}`, { code: 'amount_too_small' });
  }
  if (total > stripeMaximum) {
    throw new Refusal(`The Checkout Session's total amount must be no more than ${inWords(stripeMaximum, currency)}`, { code: 'amount_too_large' });
  }
}

function inWords(amount: number, currency: string): string {
  return `${toDecimal(amount, currency)} ${currency}`;
}

/** Sessions live from half an hour to a day, by the caller's own clock. */
export function checkExpiry(expiresAt: number): void {
  const life = expiresAt - wallTime();
  if (life < halfHour) {
    throw new Refusal('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', { param: 'expires_at' });
  }
  if (life > day) {
    throw new Refusal('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', { param: 'expires_at' });
  }
}
