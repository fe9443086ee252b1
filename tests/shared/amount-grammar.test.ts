import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyRule } from '../../src/shared/currencies.ts';
import { parseAmount } from '../../src/shared/money.ts';
import { chance, seed } from './chance.ts';

// Never off by a power of ten: of texts made of digits and separators in any order, only those are taken which the
// language itself would write for the very same value.

const locales = 'en es de fr pt-BR it nl pl ja ar en-IN de-CH fr-CA ar-EG fa hi es-MX'.split(' ');
const currencies = ['USD', 'EUR', 'JPY', 'ISK', 'HUF', 'INR'];
const separators = ['.', ',', ' ', "'", '٬', '٫'];
const digitSets = ['0123456789', '0123456789', '0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '०१२३४५६७८९'];
const systems = ['latn', 'arab', 'arabext', 'deva'];
const cases = 2000;

const seen = (text: string) => text.replaceAll(/\p{Cf}/gu, '').replaceAll(/\s/g, ' ').replaceAll('’', "'");

/** Every way the language writes this amount: in each script, with or without groups, with any decimals that keep it whole. */
function* writings(amount: number, currency: string, locale: string): Generator<string> {
  const { exponent } = currencyRule(currency)!;
  const digits = String(amount).padStart(exponent + 1, '0');
  const value = `${digits.slice(0, digits.length - exponent)}.${digits.slice(digits.length - exponent)}` as Intl.StringNumericLiteral;
  for (const numberingSystem of systems) {
    for (const useGrouping of ['always', 'auto', false] as const) {
      for (let decimals = 0; decimals <= exponent; decimals++) {
        yield seen(new Intl.NumberFormat(locale, { numberingSystem, useGrouping, minimumFractionDigits: decimals }).format(value));
        // As money, without its sign: some places write that otherwise than a number.
        const money = new Intl.NumberFormat(locale, { style: 'currency', currency, numberingSystem, useGrouping, minimumFractionDigits: decimals, maximumFractionDigits: exponent });
        yield seen(money.formatToParts(value).filter(({ type }) => type !== 'currency').map((part) => part.value).join('').trim());
      }
    }
  }
}

/** Mostly groups of three, as people write, and sometimes anything. */
function text({ whole, of }: ReturnType<typeof chance>): string {
  const digits = of(digitSets);
  const separator = whole(1, 3) > 1 ? of(separators) : undefined;
  let made = '';
  for (let part = whole(1, 4); part > 0; part--) {
    for (let count = whole(1, 3) > 1 ? 3 : whole(1, 4); count > 0; count--) made += digits[whole(0, 9)];
    if (part > 1) made += part === 2 ? of(separators) : (separator ?? of(separators));
  }
  return made;
}

test('whatever is taken, the language would write for that very amount', (t) => {
  t.diagnostic(`SEED=${seed}`);
  const dealt = chance('grammar');
  let taken = 0;
  let suggested = 0;
  for (let round = 0; round < cases; round++) {
    const typed = text(dealt);
    const locale = dealt.of(locales);
    const currency = dealt.of(currencies);
    const read = parseAmount(typed, currency, locale);
    const about = `"${typed}" in ${locale}, ${currency}: ${JSON.stringify(read)}`;
    if (typeof read !== 'number') {
      if (read.suggestion !== undefined) suggested++;
      continue;
    }
    taken++;
    assert.ok([...writings(read, currency, locale)].includes(typed), about);
  }
  t.diagnostic(`${taken} taken, ${suggested} asked back with a suggestion, of ${cases}`);
  assert.ok(taken > cases / 20, 'too few were taken for this to mean anything');
  assert.ok(suggested > cases / 20, 'too few were asked back for this to mean anything');
});

test('whatever is taken keeps its digits: only separators and trailing zeros of the decimals come and go', () => {
  const dealt = chance('digits');
  for (let round = 0; round < cases; round++) {
    const typed = text(dealt);
    const currency = dealt.of(currencies);
    const read = parseAmount(typed, currency, dealt.of(locales));
    if (typeof read !== 'number') continue;
    const ascii = typed.replaceAll(/\p{Nd}/gu, (digit) => String(digitSets.map((set) => set.indexOf(digit)).find((value) => value >= 0)));
    const digits = BigInt(ascii.replaceAll(/\D/g, ''));
    const { exponent } = currencyRule(currency)!;
    const decimals = [...Array(exponent + 1).keys()].filter((count) => digits * 10n ** BigInt(exponent - count) === BigInt(read));
    // The digits after the last separator are the decimals, or there are none.
    const last = ascii.split(/\D/).at(-1)!.length;
    assert.ok(decimals.includes(0) || decimals.includes(last) || digits === 0n, `"${typed}" as ${currency} became ${read}`);
  }
});
