import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAmount, formatMoney, parseAmount } from '../../src/shared/money.ts';
import { languages } from '../../src/shared/strings.ts';
import { chance, seed, type Chance } from './chance.ts';

// An amount comes back as it was written; what another language wrote is the same amount or is asked back, and never
// another one, least of all a hundred or a thousand times it.

const regions = ['de-AT', 'de-CH', 'fr-CA', 'fr-CH', 'pt-PT', 'es-MX', 'en-IN', 'en-GB', 'ar-EG', 'ar-MA', 'it-CH', 'nl-BE'] as const;
const locales = [...languages, ...regions];
const currencies = ['EUR', 'USD', 'JPY'];
/** How many amounts each language writes and reads itself, and how many it reads of all the others. */
const own = 1000;
const foreign = 25;

/** Of one digit to ten; a third are whole in every currency, as most gifts are. */
const deal = ({ whole, of }: Chance): [amount: number, currency: string] => [whole(1, 10 ** whole(1, 8) - 1) * of([1, 1, 100]), of(currencies)];

for (const locale of locales) {
  test(`what ${locale} writes, as money or into the field, is what it reads`, (t) => {
    t.diagnostic(`SEED=${seed}`);
    const dealt = chance(`own ${locale}`);
    for (let count = 0; count < own; count++) {
      const [amount, currency] = deal(dealt);
      for (const write of [formatMoney, formatAmount]) {
        const text = write(amount, currency, locale);
        assert.equal(parseAmount(text, currency, locale), amount, `"${text}" in ${locale}, ${amount} minor units of ${currency}`);
      }
    }
  });

  test(`what any other language writes is the same amount in ${locale}, or asked back`, (t) => {
    t.diagnostic(`SEED=${seed}`);
    const dealt = chance(`foreign ${locale}`);
    const counts = { read: 0, asked: 0, refused: 0 };
    for (let count = 0; count < foreign; count++) {
      const [amount, currency] = deal(dealt);
      const texts = new Set(locales.flatMap((other) => [formatMoney(amount, currency, other), formatAmount(amount, currency, other)]));
      for (const text of texts) {
        const read = parseAmount(text, currency, locale);
        const about = `"${text}" in ${locale}, ${amount} minor units of ${currency}: ${JSON.stringify(read)}`;
        if (typeof read === 'number') assert.equal(read, amount, about);
        else {
          assert.equal(read.code, 'amount_unreadable', about);
          if (read.suggestion !== undefined) assert.equal(read.suggestion, amount, about);
        }
        counts[typeof read === 'number' ? 'read' : read.suggestion === undefined ? 'refused' : 'asked']++;
      }
    }
    t.diagnostic(JSON.stringify(counts));
    assert.ok(counts.read > foreign && counts.asked > foreign, 'too few of either for this to mean anything');
  });
}

// Where each writing belongs; everywhere else it is asked back with what it would be where it belongs.

const belongs: [text: string, amount: number, where: readonly string[]][] = [
  ['1.000,50', 100_050, ['es', 'de', 'pt-BR', 'it', 'nl', 'de-AT', 'ar-MA', 'nl-BE']],
  ['1 000,50', 100_050, ['fr', 'pl', 'de-AT', 'fr-CA', 'pt-PT']],
  ['1\u202f000,50', 100_050, ['fr', 'pl', 'de-AT', 'fr-CA', 'pt-PT']],
  ["1'000.50", 100_050, ['de-CH', 'fr-CH', 'it-CH']],
  ['1’000.50', 100_050, ['de-CH', 'fr-CH', 'it-CH']],
  ['1,000.50', 100_050, ['en', 'ja', 'ar', 'es-MX', 'en-IN', 'en-GB', 'ar-EG']],
  ['1.000', 100_000, ['es', 'de', 'pt-BR', 'it', 'nl', 'de-AT', 'ar-MA', 'nl-BE']],
  ['1,000', 100_000, ['en', 'ja', 'ar', 'es-MX', 'en-IN', 'en-GB', 'ar-EG']],
  ['12.50', 1250, ['en', 'ja', 'ar', 'de-CH', 'fr-CH', 'es-MX', 'en-IN', 'en-GB', 'ar-EG', 'it-CH']],
  // French Switzerland has a comma in numbers and a point in sums of money.
  ['12,50', 1250, ['es', 'de', 'fr', 'pt-BR', 'it', 'nl', 'pl', 'de-AT', 'fr-CA', 'fr-CH', 'pt-PT', 'ar-MA', 'nl-BE']],
  ['１２．５０', 1250, ['en', 'ja', 'ar', 'de-CH', 'fr-CH', 'es-MX', 'en-IN', 'en-GB', 'ar-EG', 'it-CH']],
  ['１２，５０', 1250, ['es', 'de', 'fr', 'pt-BR', 'it', 'nl', 'pl', 'de-AT', 'fr-CA', 'fr-CH', 'pt-PT', 'ar-MA', 'nl-BE']],
  // The signs of Arabic digits mean one thing only, in whatever page they are typed.
  ['١٬٠٠٠٫٥٠', 100_050, locales],
  ['١٢٫٥٠', 1250, locales],
  ['١٢.٥٠', 1250, ['fr-CH']],
  ['١٢,٥٠', 1250, []],
  ['١.٠٠٠,٥٠', 100_050, []],
  ['١,٠٠٠.٥٠', 100_050, []],
  ['1٬000٫50', 100_050, []],
];
for (const [text, amount, where] of belongs) {
  test(`"${text}" is ${amount / 100} EUR in ${where.length === locales.length ? 'every language' : where.join(', ') || 'no language'}${where.length < locales.length ? ', and asked back elsewhere' : ''}`, () => {
    for (const locale of locales) assert.deepEqual(parseAmount(text, 'EUR', locale), where.includes(locale) ? amount : { code: 'amount_unreadable', suggestion: amount }, locale);
  });
}

test('twelve and a half yen are no amount, in whatever signs', () => {
  for (const locale of locales) for (const text of ['12.50', '12,50', '１２．５０', '١٢٫٥٠']) assert.deepEqual({ suggestion: undefined, ...(parseAmount(text, 'JPY', locale) as object) }, { code: 'amount_unreadable', suggestion: undefined }, `${text} in ${locale}`);
});
