import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Stripe's ids carry the account's own mark in their middle; the sandbox has one account. */
const accountMark = 'B7WZ01zgkW';

/** The id of the sandbox's one account. */
export const accountId = `acct_1Sandbox${accountMark}`;

function letters(count: number): string {
  let text = '';
  while (text.length < count) {
    // 248 is the largest multiple of 62 in a byte: above it some letters would come more often.
    for (const byte of randomBytes(count)) if (byte < 248 && text.length < count) text += alphabet[byte % 62];
  }
  return text;
}

/** What stands before the underscore in the ids of each kind of object. */
const prefixes = {
  'balance_transaction': 'txn',
  'charge': 'ch',
  'checkout.session': 'cs_test',
  'customer': 'cus',
  'dispute': 'dp',
  'event': 'evt',
  'invoice': 'in',
  'invoice_payment': 'inpay',
  'item': 'li',
  'line_item': 'il',
  'payment_intent': 'pi',
  'payment_method': 'pm',
  'price': 'price',
  'product': 'prod',
  'refund': 're',
  'subscription': 'sub',
  'subscription_item': 'si',
  'webhook_endpoint': 'we',
} as const;

export type ObjectName = keyof typeof prefixes;

/** A new id as Stripe shapes it: `pi_1…`, `cs_test_a1…` (58 letters), `cus_…` (14, without the account's mark). */
export function newId(object: ObjectName): string {
  const prefix = prefixes[object];
  if (object === 'checkout.session') return `${prefix}_a1${letters(56)}`;
  if (['customer', 'product', 'subscription_item'].includes(object)) return `${prefix}_${letters(14)}`;
  return `${prefix}_1${letters(5)}${accountMark}${letters(8)}`;
}

/** The id every answer of the API carries in `Request-Id`. */
export function newRequestId(): string {
  return `req_${letters(14)}`;
}

/** What follows an object's id in its client secret. */
export function clientSecret(id: string): string {
  return `${id}_secret_${letters(25)}`;
}

/** The secret a webhook endpoint signs with. */
export function signingSecret(): string {
  return `whsec_${letters(32)}`;
}
