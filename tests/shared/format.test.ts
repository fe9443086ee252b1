import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyCodes, currencyRule } from '../../src/shared/currencies.ts';
import { formatMoney } from '../../src/shared/money.ts';

/** Spaces that do not break are as good as those that do, and so are both apostrophes; direction marks are not seen. */
const seen = (text: string) => text.replaceAll(/\s/g, ' ').replaceAll('’', "'").replaceAll(/\p{Cf}/gu, '');

const table: [amount: number, currency: string, locale: string, text: string][] = [
  [500_000, 'USD', 'en', '$5,000'],
  [1250, 'USD', 'en', '$12.50'],
  [1205, 'USD', 'en', '$12.05'],
  [0, 'USD', 'en', '$0'],
  [5, 'USD', 'en', '$0.05'],
  [500_000, 'EUR', 'de', '5.000 €'],
  [1250, 'EUR', 'de', '12,50 €'],
  [500_000, 'USD', 'fr-CA', '5 000 $ US'],
  [500_000, 'CAD', 'fr-CA', '5 000 $'],
  [500_000, 'EUR', 'fr', '5 000 €'],
  [500_000, 'BRL', 'pt-BR', 'R$ 5.000'],
  [500_000, 'PLN', 'pl', '5000 zł'],
  [500_000, 'CHF', 'de-CH', "CHF 5'000"],
  [10_000_000, 'INR', 'en-IN', '₹1,00,000'],
  [500, 'JPY', 'ja', '￥500'],
  [500, 'JPY', 'en', '¥500'],
  [125_000, 'USD', 'ar-EG', '١٬٢٥٠ US$'],
  [50_000, 'ISK', 'en', 'ISK 500'],
  [50_000, 'ISK', 'is', '500 kr.'],
  [1250, 'HUF', 'en', 'HUF 12.50'],
  [99_999_999, 'USD', 'en', '$999,999.99'],
];
for (const [amount, currency, locale, text] of table) {
  test(`${amount} minor units of ${currency} read "${text}" in ${locale}`, () => assert.equal(seen(formatMoney(amount, currency, locale)), seen(text)));
}

test('every currency shows its whole units without decimals, and the others with all of them', () => {
  for (const currency of currencyCodes) {
    const { exponent, step } = currencyRule(currency)!;
    assert.match(formatMoney(7 * 10 ** exponent, currency, 'en'), /^\D*7$/, currency);
    if (exponent > 0 && step === 1) assert.match(formatMoney(7 * 10 ** exponent + 10, currency, 'en'), /^\D*7\.10$/, currency);
  }
});

test('money lost is shown as such, to the cent', () => {
  for (const [amount, text] of [[-1250, '-$12.50'], [-100, '-$1'], [-5, '-$0.05']] as const) assert.equal(formatMoney(amount, 'USD', 'en'), text);
});

test('a currency outside the table is an error', () => {
  assert.throws(() => formatMoney(500, 'KWD', 'en'), RangeError);
});
