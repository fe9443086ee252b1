import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyCodes, currencyRule } from '../../src/shared/currencies.ts';
import { formatAmount, formatMoney, parseAmount } from '../../src/shared/money.ts';
import { chance, seed } from './chance.ts';

// What the text field is given: an amount without its currency, as the language writes it, to be read back by the same.

/** Spaces that do not break are as good as those that do, and so are both apostrophes; direction marks are not seen. */
const seen = (text: string) => text.replaceAll(/\s/g, ' ').replaceAll('’', "'").replaceAll(/\p{Cf}/gu, '');

const table: [amount: number, currency: string, locale: string, text: string][] = [
  [1250, 'USD', 'en', '12.50'],
  [1200, 'USD', 'en', '12'],
  [1205, 'USD', 'en', '12.05'],
  [5, 'USD', 'en', '0.05'],
  [0, 'USD', 'en', '0'],
  [123_450, 'USD', 'en', '1,234.50'],
  [123_450, 'EUR', 'de', '1.234,50'],
  [123_450, 'EUR', 'fr', '1 234,50'],
  [123_450, 'CHF', 'de-CH', "1'234.50"],
  [123_450, 'EUR', 'es', '1234,50'],
  [12_345_600, 'INR', 'en-IN', '1,23,456'],
  [123_450, 'EGP', 'ar-EG', '١٬٢٣٤٫٥٠'],
  [1234, 'JPY', 'ja', '1,234'],
  [50_000, 'ISK', 'is', '500'],
  [1250, 'HUF', 'hu', '12,50'],
  [99_999_999, 'USD', 'en', '999,999.99'],
];
for (const [amount, currency, locale, text] of table) {
  test(`${amount} minor units of ${currency} stand in a field of ${locale} as "${text}"`, () => assert.equal(seen(formatAmount(amount, currency, locale)), text));
}

const locales = 'en es de fr pt-BR it nl pl ja ar en-IN de-CH fr-CH fr-CA ar-EG fa hi es-MX'.split(' ');

for (const locale of locales) {
  test(`what stands in a field of ${locale} is read as what it was, in every currency`, (t) => {
    t.diagnostic(`SEED=${seed}`);
    const { whole } = chance(`field ${locale}`);
    for (const currency of currencyCodes) {
      const { step } = currencyRule(currency)!;
      for (let round = 0; round < 5; round++) {
        const amount = whole(1, 10 ** whole(1, 8) - 1) * step;
        const text = formatAmount(amount, currency, locale);
        assert.equal(parseAmount(text, currency, locale), amount, `"${text}" in ${locale}, ${amount} minor units of ${currency}`);
      }
    }
  });
}

test('a field shows the digits the money shows', () => {
  const digits = (text: string) => text.replaceAll(/\P{Nd}/gu, '');
  const { whole, of } = chance('field and money');
  for (let round = 0; round < 2000; round++) {
    const currency = of(currencyCodes);
    const locale = of(locales);
    const amount = whole(1, 10 ** whole(1, 8)) * currencyRule(currency)!.step;
    assert.equal(digits(formatAmount(amount, currency, locale)), digits(formatMoney(amount, currency, locale)), `${amount} ${currency} in ${locale}`);
  }
});

test('a currency outside the table is an error', () => {
  assert.throws(() => formatAmount(500, 'KWD', 'en'), RangeError);
});
