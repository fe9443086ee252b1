import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyCodes, currencyRule, stripeMaximum, stripeMinimum } from '../../src/shared/currencies.ts';
import facts from './stripe-currencies.json' with { type: 'json' };

const { currencies, threeDecimal, wholeTimes100, zeroDecimal } = facts;
const known = Object.entries(currencies as Record<string, { exponent: number; step: number }>);
const offered = known.filter(([code]) => !threeDecimal.includes(code));

/** Intl says these have no decimals; Stripe counts two. Taking Intl's word would charge a hundredth or a hundredfold. */
const intlDisagrees = 'AFN ALL COP HUF IDR ISK LAK LBP MMK PKR SOS STD UGX YER'.split(' ');
const intlDecimals = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

for (const [code, { exponent, step }] of offered) {
  test(`${code} has ${exponent} decimals in Stripe's API${step === 1 ? '' : `, in steps of ${step}`}`, () => {
    assert.deepEqual(currencyRule(code), { exponent, step });
    assert.deepEqual(currencyRule(code.toLowerCase()), { exponent, step });
  });
}

test('exactly the currencies of Stripe\'s table are offered, each once', () => {
  assert.deepEqual(currencyCodes.toSorted(), offered.map(([code]) => code).toSorted());
  assert.equal(new Set(currencyCodes).size, currencyCodes.length);
});

for (const code of threeDecimal) {
  test(`${code}, with three decimals, is not offered`, () => {
    assert.equal(currencyRule(code), undefined);
    assert.ok(!currencyCodes.includes(code));
  });
}

for (const code of intlDisagrees) {
  test(`${code} has two decimals, though Intl gives it none`, () => {
    assert.equal(currencyRule(code)?.exponent, 2);
    assert.equal(intlDecimals(code), 0);
  });
}

test('Intl disagrees with Stripe on these fourteen and no others', () => {
  assert.deepEqual(currencyCodes.filter((code) => intlDecimals(code) !== currencyRule(code)!.exponent).toSorted(), intlDisagrees);
});

test('the zero-decimal currencies are Stripe\'s list', () => {
  assert.deepEqual(currencyCodes.filter((code) => currencyRule(code)!.exponent === 0).toSorted(), zeroDecimal.toSorted());
});

test('krónur and Uganda shillings alone are sent in whole units times 100', () => {
  assert.deepEqual(currencyCodes.filter((code) => currencyRule(code)!.step !== 1).toSorted(), wholeTimes100.toSorted());
  for (const code of wholeTimes100) assert.equal(currencyRule(code)!.step, 100);
});

test('Stripe\'s minimums and its safe maximum are as it states them', () => {
  assert.deepEqual(stripeMinimum, facts.minimum);
  assert.equal(stripeMaximum, facts.maximumOfAnyMethod);
});

test('what is no currency has no rule', () => {
  for (const text of ['', 'US', 'USDT', 'XXX', 'toString', '__proto__', 'U$D', 'usd ']) assert.equal(currencyRule(text), undefined, text);
});

test('letters that only look like a code, or become one in capitals, are no currency', () => {
  for (const code of ['u\u017fd', 'u\u017f\u0434', '\u0131sk', '\uff35\uff33\uff24', 'USD ', ' USD', 'US', 'USDD', 'constructor', '__proto__', '']) assert.equal(currencyRule(code), undefined, code);
});
