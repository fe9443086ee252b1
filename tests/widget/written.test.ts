// Our data beside each engine's own `Intl`, whose tables (CLDR) are of another year in each. Ours is what readers see: it
// must say the same value in the same digits; where the sign, a space or the first group differs, ours stays.
import { currencyCodes, currencyRule } from '../../src/shared/currencies.ts';
import { formatMoney } from '../../src/shared/money.ts';
import { equal, ok } from '../support/assert.ts';
import { sum, tongues } from './sayings.ts';

/** The digits that are said, in their order, and where the decimals begin. */
function value(text: string): string {
  const number = /\p{Nd}(?:.*\p{Nd})?/u.exec(text)![0];
  const digits = number.replaceAll(/\P{Nd}/gu, '');
  const decimals = /\P{Nd}(\p{Nd}{1,2})$/u.exec(number)?.[1] ?? '';
  return `${digits.slice(0, digits.length - decimals.length)}|${decimals}`.replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.codePointAt(0)! - 0x660));
}
const plain = (text: string): string => text.replaceAll(/\p{Cf}/gu, '').replaceAll(/\s/g, ' ');

for (const tongue of tongues) {
  test(`${tongue}: in every currency our data and this engine say the same value`, () => {
    let same = 0;
    for (const currency of currencyCodes) {
      const { exponent, step } = currencyRule(currency)!;
      for (const amount of [5, 12.5, 1000, 2500, 10_000, 1_234_567]) {
        const minor = Math.round(amount * 10 ** exponent);
        if ((amount === 12.5 && exponent === 0) || minor % step) continue;
        const [ours, theirs] = [sum(amount, tongue, currency), formatMoney(minor, currency, tongue)];
        equal(value(ours), value(theirs), `${ours} is not ${theirs}`);
        if (plain(ours) === plain(theirs)) same += 1;
      }
    }
    // Tables of another year, not another language's. (Arabic at large was written in its own digits until 2022.)
    if (/\d/.test(formatMoney(500, 'USD', tongue))) ok(same > currencyCodes.length * 3, `only ${same} are written the same`);
  });
}
