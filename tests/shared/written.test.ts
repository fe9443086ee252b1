import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { currencyCodes, currencyRule } from '../../src/shared/currencies.ts';
import { formatAmount, formatMoney, parseAmount } from '../../src/shared/money.ts';
import { languages, type Language } from '../../src/shared/strings.ts';
import { english, patternOf as patternFor, writeMoney, type Pattern } from '../../src/shared/written.ts';
import { literal, patternOf } from '../support/patterns.ts';
import { chance } from './chance.ts';

// What the widget shows before any `Intl` object is made is what `Intl` would show: every language, every currency.

const written = Object.fromEntries(await Promise.all(languages.map(async (language) => [language, language === 'en' ? english : ((await import(`../../src/shared/locales/${language}.ts`)) as { money: Pattern }).money]))) as Record<Language, Pattern>;

for (const language of languages) {
  test(`${language} is written as Intl writes it, in all ${currencyCodes.length} currencies`, () => {
    const { whole } = chance(`written ${language}`);
    for (const currency of currencyCodes) {
      const { step } = currencyRule(currency)!;
      const dealt = Array.from({ length: 40 }, (_, round) => whole(0, 10 ** (1 + (round % 13))) * step);
      for (const amount of [0, 1, 9, 10, 50, 99, 100, 101, 110, 1250, 99_900, 100_000, 123_456, 999_999, 1_000_000, 12_345_678, 99_999_999, ...dealt].map((one) => (one % step ? one * step : one))) {
        assert.equal(writeMoney(amount, currency, written[language]), formatMoney(amount, currency, language), `${amount} ${currency}`);
        assert.equal(writeMoney(amount, currency, written[language], true), formatAmount(amount, currency, language), `${amount} ${currency} in the field`);
      }
    }
  });

  test(`what stands in the field in ${language} is read back as the same amount`, () => {
    const { whole, of } = chance(`field ${language}`);
    for (let round = 0; round < 300; round += 1) {
      const currency = of([...currencyCodes]);
      const amount = whole(1, 10 ** whole(1, 9)) * currencyRule(currency)!.step;
      assert.equal(parseAmount(writeMoney(amount, currency, written[language], true), currency, language), amount, `${amount} ${currency}`);
    }
  });

  test(`${language}: the data is what \`npm run patterns\` makes`, () => {
    assert.equal(written[language], patternOf(language));
    const source = readFileSync(join(import.meta.dirname, `../../src/shared/${language === 'en' ? 'written' : `locales/${language}`}.ts`), 'utf8');
    assert.ok(source.includes(literal(written[language])), 'run it again');
  });
}

test('a code in small letters is the same currency', () => {
  assert.equal(writeMoney(500_000, 'usd', english), '$5,000');
  assert.equal(writeMoney(500_000, 'chf', written.de), '5.000\u00a0CHF');
});

const places: [tag: string, language: Language | undefined][] = [
  ...languages.map((language): [string, Language] => [language, language]),
  ['en-US', 'en'], ['es-ES', 'es'], ['de-DE', 'de'], ['fr-FR', 'fr'], ['pt', 'pt-BR'], ['it-IT', 'it'], ['nl-NL', 'nl'], ['pl-PL', 'pl'], ['ja-JP', 'ja'],
  ...['en-GB', 'en-CA', 'en-IN', 'es-MX', 'de-AT', 'de-CH', 'fr-CA', 'fr-CH', 'pt-PT', 'it-CH', 'ar-EG', 'ar-MA', 'hi', 'zh', 'de-DE-u-nu-arab', 'ja-JP-u-ca-japanese', 'english', ''].map((tag): [string, undefined] => [tag, undefined]),
];
for (const [tag, language] of places) {
  test(language ? `"${tag}" writes money as the data of ${language} says` : `"${tag}" is left to Intl`, () => {
    assert.equal(patternFor(tag, written), language && written[language]);
    if (language) for (const currency of currencyCodes) assert.equal(formatMoney(1_234_500, currency, tag), writeMoney(1_234_500, currency, written[language]), currency);
  });
}
