import { toDecimal } from '../shared/money.ts';

/** Two decimals where the currency has them, as on a bill, written as the readers of `locale` write it. */
export function price(amount: number, currency: string, locale = 'en-US'): string {
  const decimal = toDecimal(amount, currency);
  const digits = decimal.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal as Intl.StringNumericLiteral);
}
