import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAmount, type Unread } from '../../src/shared/money.ts';

const asWords = new Intl.NumberFormat('en', { useGrouping: false });

// What a reader types, and what it is.

const taken: [text: string, currency: string, locale: string, amount: number][] = [
  ['12,50', 'EUR', 'de', 1250],
  ['12,5', 'EUR', 'de', 1250],
  ['1.000', 'EUR', 'de', 100_000],
  ['1.000,50', 'EUR', 'de', 100_050],
  ['1000,50', 'EUR', 'de', 100_050],
  ['12,50 €', 'EUR', 'de', 1250],
  ['€12,50', 'EUR', 'de', 1250],
  ['12,50 EUR', 'EUR', 'de', 1250],
  ['12,50 Euro', 'EUR', 'de', 1250],
  ['12.50', 'USD', 'en', 1250],
  ['0.01', 'USD', 'en', 1],
  ['0', 'USD', 'en', 0],
  ['1,000', 'USD', 'en', 100_000],
  ['1,234,567.89', 'USD', 'en', 123_456_789],
  ['$12', 'USD', 'en', 1200],
  ['12 $', 'USD', 'en', 1200],
  ['$ 12.50', 'USD', 'en', 1250],
  ['12 USD', 'USD', 'en', 1200],
  ['usd 12', 'USD', 'en', 1200],
  ['12 US dollars', 'USD', 'en', 1200],
  ['  12.50\n', 'USD', 'en', 1250],
  ['CA$12', 'CAD', 'en', 1200],
  ['$12', 'CAD', 'en', 1200],
  ['£5', 'GBP', 'en-GB', 500],
  ['1 000,50', 'EUR', 'fr', 100_050],
  ['1\u202f000,50 €', 'EUR', 'fr', 100_050],
  ['1\u00a0000,50', 'EUR', 'fr', 100_050],
  ['1 000,50', 'PLN', 'pl', 100_050],
  ['1.000', 'EUR', 'es', 100_000], // Spanish writes 1000, and groups from 10.000 on; both are read
  ["1'000.50", 'CHF', 'de-CH', 100_050],
  ['1’000.50', 'CHF', 'de-CH', 100_050],
  ['CHF 1’000.50', 'CHF', 'de-CH', 100_050],
  ['1,00,000', 'INR', 'en-IN', 10_000_000],
  ['₹1,00,000.50', 'INR', 'en-IN', 10_000_050],
  ['١٬٠٠٠٫٥٠', 'USD', 'ar', 100_050],
  ['١٬٠٠٠٫٥٠', 'EGP', 'ar-EG', 100_050],
  ['۱٬۰۰۰٫۵۰', 'USD', 'fa', 100_050],
  ['१,००,०००', 'INR', 'hi', 10_000_000],
  ['１２．５０', 'USD', 'en', 1250],
  ['１２．５０', 'USD', 'ja', 1250],
  ['１，０００', 'JPY', 'ja', 1000],
  ['500円', 'JPY', 'ja', 500],
  ['￥500', 'JPY', 'ja', 500],
  ['500', 'JPY', 'ja', 500],
  ['500', 'ISK', 'en', 50_000],
  ['500 kr.', 'ISK', 'is', 50_000],
  ['500', 'UGX', 'en', 50_000],
  ['500', 'HUF', 'hu', 50_000],
  ['999999999999', 'USD', 'en', 99_999_999_999_900],
];
for (const [text, currency, locale, amount] of taken) {
  test(`"${text.trim()}" in ${locale} is ${asWords.format(amount)} minor units of ${currency}`, () => assert.equal(parseAmount(text, currency, locale), amount));
}

// What is asked back, with what may have been meant.

const asked: [text: string, currency: string, locale: string, suggestion: number][] = [
  ['12,50', 'USD', 'en', 1250],
  ['12.50', 'EUR', 'de', 1250],
  ['1.000', 'USD', 'en', 100_000],
  ['1,000', 'EUR', 'de', 100_000],
  ['1.000,50', 'USD', 'en', 100_050],
  ['1,000.50', 'EUR', 'de', 100_050],
  ['5.', 'USD', 'en', 500],
  ['5.001', 'USD', 'en', 500_100],
  ['500.', 'JPY', 'en', 500],
  ['007', 'USD', 'en', 700],
  ['1 000', 'USD', 'en', 100_000],
  ['1,00,000', 'USD', 'en', 10_000_000],
  ['100,000', 'INR', 'en-IN', 10_000_000], // the wrong groups there
  ["1'000.50", 'EUR', 'de', 100_050],
  ['١2', 'USD', 'en', 1200],
  ['١2', 'USD', 'ar', 1200],
  ['١٢.٥٠', 'USD', 'ar', 1250],
  ['1٬000', 'USD', 'en', 100_000],
];
for (const [text, currency, locale, suggestion] of asked) {
  test(`"${text}" in ${locale} is asked back: did you mean ${asWords.format(suggestion)} minor units of ${currency}?`, () => {
    assert.deepEqual(parseAmount(text, currency, locale), { code: 'amount_unreadable', suggestion });
  });
}

// What is no amount at all.

const unreadable: [text: string, currency: string, locale: string][] = [
  ['-5', 'USD', 'en'], ['−5', 'USD', 'en'], ['+5', 'USD', 'en'], ['(5)', 'USD', 'en'], ['5-', 'USD', 'en'], ['1e3', 'USD', 'en'], ['.5', 'USD', 'en'], ['0x10', 'USD', 'en'],
  ['Infinity', 'USD', 'en'], ['∞', 'USD', 'en'], ['NaN', 'USD', 'en'], ['abc', 'USD', 'en'], ['5 or 6', 'USD', 'en'], ['5-10', 'USD', 'en'], ['5/2', 'USD', 'en'], ['1:30', 'USD', 'en'],
  ['12 50', 'USD', 'en'], ['1 2 3', 'USD', 'en'], ['1,2,3', 'USD', 'en'], ['1,,000', 'USD', 'en'], ['1.2.3', 'USD', 'en'], ['1\n2', 'USD', 'en'], ['5\t0', 'USD', 'en'],
  ['$', 'USD', 'en'], ['$$5', 'USD', 'en'], ['$5$', 'USD', 'en'], ['5%', 'USD', 'en'], ['½', 'USD', 'en'], ['5½', 'USD', 'en'], ['Ⅻ', 'USD', 'en'], ['五', 'JPY', 'ja'],
  ['US$12', 'CAD', 'en'], ['A$12', 'CAD', 'en'], ['€12', 'USD', 'en'], ['12 EUR', 'USD', 'en'], ['£5', 'USD', 'en'], ['¥500', 'USD', 'en'], ['CA$12', 'USD', 'en'],
  ['500.50', 'ISK', 'en'], ['500,50', 'ISK', 'is'], ['500.50', 'JPY', 'en'], ['500.5', 'UGX', 'en'],
];
for (const [text, currency, locale] of unreadable) {
  test(`${JSON.stringify(text)} in ${locale} is no amount of ${currency}, and nothing is suggested`, () => {
    assert.deepEqual({ suggestion: undefined, ...(parseAmount(text, currency, locale) as Unread) }, { code: 'amount_unreadable', suggestion: undefined });
  });
}

// "12⁵⁰ €" is how a price stands on a shelf: 12.50, and never 1,250.
for (const text of ['12⁵⁰', '12⁵⁰ €', '5²', '5₂', '①②']) {
  test(`"${text}" with small or ringed digits is not read as if they were plain ones`, () => {
    assert.equal(typeof parseAmount(text, 'EUR', 'de'), 'object');
  });
}

for (const text of ['', ' ', '\n\t', '\u00a0', '\u200b', '\u200f']) {
  test(`${JSON.stringify(text)} is a missing amount`, () => assert.deepEqual(parseAmount(text, 'USD', 'en'), { code: 'amount_missing' }));
}

for (const text of [`1${'0'.repeat(30)}`, '1000000000000', '1,000,000,000,000', `${'9'.repeat(4000)}`]) {
  test(`"${text.slice(0, 20)}", ${text.length} characters long, is too large`, () => assert.deepEqual(parseAmount(text, 'USD', 'en'), { code: 'amount_too_large' }));
}

test('a long text that is no amount is refused in no time', () => {
  const start = performance.now();
  for (const text of ['1 '.repeat(20_000), '1,111'.repeat(10_000), `${'1'.repeat(50_000)}x`, ' '.repeat(100_000) + '1x', '1,00'.repeat(20_000)]) assert.equal(typeof parseAmount(text, 'USD', 'en'), 'object');
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
});

const thirty = 'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko nl pl pt-BR ro ru sv tr zh'.split(' ');

test('"12.50" is never 1,250 in any of thirty languages, and "12,50" neither', () => {
  for (const locale of thirty) {
    for (const text of ['12.50', '12,50']) {
      const read = parseAmount(text, 'USD', locale);
      assert.equal(typeof read === 'number' ? read : read.suggestion, 1250, `${text} in ${locale}`);
    }
  }
});

test('"1.000" and "1,000" are a thousand or asked back, and never one, in any of thirty languages', () => {
  for (const locale of thirty) {
    for (const text of ['1.000', '1,000']) {
      const read = parseAmount(text, 'USD', locale);
      assert.equal(typeof read === 'number' ? read : read.suggestion, 100_000, `${text} in ${locale}`);
    }
  }
});

test('a currency outside the table is an error', () => {
  assert.throws(() => parseAmount('5', 'KWD', 'en'), RangeError);
});
