import { currencyRule, type CurrencyRule } from './currencies.ts';
import { readTyped, type Unread } from './typed.ts';

/**
 * Money is an integer in minor units plus an ISO 4217 code. This file turns text into such integers
 * and back; no floating-point number is made on the way.
 */

export type { Unread } from './typed.ts';

/** Digits beyond this count are no amount anybody gives; they would leave the safe integers. */
const longest = 12;

function ruleOf(currency: string): CurrencyRule {
  const rule = currencyRule(currency);
  if (!rule) throw new RangeError(`${currency} is not a currency of the table`);
  return rule;
}

/** `whole` and `fraction` are ASCII digits; `undefined` where the currency has no such amount. */
export function minorUnits(whole: string, fraction: string, { exponent, step }: CurrencyRule): number | undefined {
  if (whole.length > longest || fraction.length > exponent) return undefined;
  const amount = Number(whole + fraction.padEnd(exponent, '0'));
  return amount % step ? undefined : amount;
}

/**
 * Reads the plain decimal form of settings and attributes: `5000`, `12.50`, with no sign, exponent or grouping,
 * whatever the language of the page.
 * @returns minor units, or `undefined` where the text is not an exact amount of this currency
 */
export function parseDecimal(text: string, currency: string): number | undefined {
  const [, whole, fraction = ''] = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : minorUnits(whole, fraction, ruleOf(currency));
}

/** The plain decimal form: 1250 in USD is `12.50`, 500 in JPY is `500`. A balance may be below zero. */
export function toDecimal(amount: number, currency: string): string {
  const { exponent } = ruleOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.length - exponent;
  return (amount < 0 ? '-' : '') + digits.slice(0, whole) + (exponent ? '.' : '') + digits.slice(whole);
}

const formats = new Map<string, Intl.NumberFormat>();

/**
 * As the readers of `locale` write it: `$5,000`, `5.000 €`; decimals only where there are any.
 * @param isBare without the currency, for a text field
 */
export function formatMoney(amount: number, currency: string, locale: string, isBare = false): string {
  const key = `${locale} ${currency} ${isBare}`;
  let format = formats.get(key);
  if (!format) {
    const { exponent } = ruleOf(currency);
    format = new Intl.NumberFormat(locale, {
      style: isBare ? 'decimal' : 'currency',
      currency,
      // "$" is what readers in the page's own country write; code and country only where `Intl` finds it ambiguous.
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
      trailingZeroDisplay: 'stripIfInteger',
    });
    formats.set(key, format);
  }
  // A decimal string, not a number: formatted exactly (ECMA-402, Intl.NumberFormat v3).
  return format.format(toDecimal(amount, currency) as Intl.StringNumericLiteral);
}

/** As `formatMoney`, without the currency: what `parseAmount` reads back. */
export const formatAmount = (amount: number, currency: string, locale: string): string => formatMoney(amount, currency, locale, true);

/** Reads an amount a person typed in a page of `locale`; see `typed.ts`. @returns minor units, or why it was not taken */
export const parseAmount = (text: string, currency: string, locale: string): number | Unread => readTyped(text, currency, locale, ruleOf(currency), minorUnits);
