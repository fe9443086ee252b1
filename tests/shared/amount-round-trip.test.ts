import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyCodes, currencyRule } from '../../src/shared/currencies.ts';
import { formatMoney, parseAmount } from '../../src/shared/money.ts';
import { chance, seed } from './chance.ts';

// Whatever the reader's own language writes, plain, in groups or with the currency's sign, is read as the same amount.

const locales = 'en es de fr pt-BR it nl pl ja ar en-IN de-CH fr-CA ar-EG fa hi es-MX'.split(' ');
const rounds = 3; // of each currency, in each of three forms: 1,206 cases a language

/** The value as text, made here and not by the code under test. */
const decimalText = (amount: number, exponent: number) => {
  const digits = String(amount).padStart(exponent + 1, '0');
  return (exponent ? `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}` : digits) as Intl.StringNumericLiteral;
};

for (const locale of locales) {
  test(`what ${locale} writes is what it reads, in every currency`, (t) => {
    t.diagnostic(`SEED=${seed}`);
    const { whole } = chance(locale);
    let cases = 0;
    for (const currency of currencyCodes) {
      const { exponent, step } = currencyRule(currency)!;
      const plain = new Intl.NumberFormat(locale, { useGrouping: false, minimumFractionDigits: exponent });
      const grouped = new Intl.NumberFormat(locale, { useGrouping: 'always', minimumFractionDigits: exponent });
      for (let round = 0; round < rounds; round++) {
        const amount = whole(1, 10 ** whole(1, 8) - 1) * step;
        const value = decimalText(amount, exponent);
        for (const text of [plain.format(value), grouped.format(value), formatMoney(amount, currency, locale)]) {
          assert.equal(parseAmount(text, currency, locale), amount, `"${text}" in ${locale}, ${amount} minor units of ${currency}`);
          cases++;
        }
      }
    }
    assert.ok(cases >= 1000, String(cases));
  });
}
