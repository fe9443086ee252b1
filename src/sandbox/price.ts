import { toDecimal } from '../shared/money.ts';

/** Two decimals where the currency has them, as on a bill. */
export function price(amount: number, currency: string): string {
  const decimal = toDecimal(amount, currency);
  const digits = decimal.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal as Intl.StringNumericLiteral);
}
