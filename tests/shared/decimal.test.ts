import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyCodes, currencyRule } from '../../src/shared/currencies.ts';
import { parseDecimal, toDecimal } from '../../src/shared/money.ts';
import { chance, seed } from './chance.ts';

const read: [text: string, currency: string, amount: number][] = [
  ['5000', 'USD', 500_000],
  ['12.50', 'USD', 1250],
  ['12.5', 'USD', 1250],
  ['0', 'USD', 0],
  ['0.01', 'USD', 1],
  ['0.29', 'USD', 29], // 0.29 * 100 is 28.999999999999996
  ['1.15', 'EUR', 115], // 1.15 * 100 is 114.99999999999999
  ['4.35', 'GBP', 435],
  ['8.20', 'usd', 820],
  [' 12.50 ', 'USD', 1250],
  ['500', 'JPY', 500],
  ['500', 'ISK', 50_000],
  ['500.00', 'ISK', 50_000],
  ['500', 'UGX', 50_000],
  ['500', 'HUF', 50_000],
  ['500.50', 'HUF', 50_050],
  ['999999.99', 'USD', 99_999_999],
  ['999999999999', 'USD', 99_999_999_999_900],
];
for (const [text, currency, amount] of read) test(`the setting "${text}" is ${amount} minor units of ${currency}`, () => assert.equal(parseDecimal(text, currency), amount));

const refused: [text: string, currency: string][] = [
  ['', 'USD'], [' ', 'USD'], ['-5', 'USD'], ['+5', 'USD'], ['5.', 'USD'], ['.5', 'USD'], ['1e3', 'USD'], ['0x10', 'USD'], ['Infinity', 'USD'], ['NaN', 'USD'],
  ['1,000', 'USD'], ['1 000', 'USD'], ['1_000', 'USD'], ['12,50', 'USD'], ['05', 'USD'], ['00', 'USD'], ['5.001', 'USD'], ['5.000', 'USD'], ['1.2.3', 'USD'],
  ['500.50', 'ISK'], ['500.01', 'UGX'], ['500.0', 'JPY'], ['500.5', 'JPY'], ['$5', 'USD'], ['5 USD', 'USD'], ['１２', 'USD'], ['١٢', 'USD'], ['5\n6', 'USD'],
  ['1000000000000', 'USD'], [`1${'0'.repeat(30)}`, 'USD'],
];
for (const [text, currency] of refused) test(`the setting ${JSON.stringify(text)} is no exact amount of ${currency}`, () => assert.equal(parseDecimal(text, currency), undefined));

test('a currency outside the table is an error, not a guess', () => {
  for (const currency of ['KWD', 'XXX', '']) {
    assert.throws(() => parseDecimal('5', currency), RangeError);
    assert.throws(() => toDecimal(500, currency), RangeError);
  }
});

const written: [amount: number, currency: string, text: string][] = [
  [1250, 'USD', '12.50'], [1200, 'USD', '12.00'], [5, 'USD', '0.05'], [50, 'USD', '0.50'], [0, 'USD', '0.00'], [500, 'JPY', '500'], [0, 'JPY', '0'], [50_000, 'ISK', '500.00'], [99_999_999, 'EUR', '999999.99'],
];
for (const [amount, currency, text] of written) test(`${amount} minor units of ${currency} are written "${text}"`, () => assert.equal(toDecimal(amount, currency), text));

// A balance goes below zero when a gift is both refunded and disputed.
const negative: [amount: number, text: string][] = [[-1250, '-12.50'], [-50, '-0.50'], [-5, '-0.05']];
for (const [amount, text] of negative) test(`${amount} cents are written "${text}"`, () => assert.equal(toDecimal(amount, 'USD'), text));

test('the first hundred thousand cent values read back as they were written', () => {
  for (let amount = 0; amount < 100_000; amount++) assert.equal(parseDecimal(toDecimal(amount, 'USD'), 'USD'), amount);
});

test('in every currency what is written reads back', (t) => {
  t.diagnostic(`SEED=${seed}`);
  const { whole } = chance('decimal');
  for (const currency of currencyCodes) {
    const { step } = currencyRule(currency)!;
    for (let round = 0; round < 200; round++) {
      const amount = whole(0, 10 ** whole(1, 8)) * step;
      assert.equal(parseDecimal(toDecimal(amount, currency), currency), amount, `${amount} ${currency}`);
    }
  }
});
