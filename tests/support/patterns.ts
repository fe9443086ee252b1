// `npm run patterns`: how each language writes money (src/shared/written.ts), asked of this Node's `Intl` and written
// into the languages' files. tests/shared/written.test.ts holds them to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currencyCodes } from '../../src/shared/currencies.ts';
import { languages, type Language } from '../../src/shared/strings.ts';
import type { Pattern } from '../../src/shared/written.ts';

/** Of a sum: its text with the currency's sign as ¤, and that sign. Marks of direction at a sign's end are the sign's. */
function partsOf(language: Language, currency: string, amount: number): { shape: string; sign: string } {
  const parts = new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 2 }).formatToParts(amount);
  const place = parts.findIndex(({ type }) => type === 'currency');
  const mark = /^\p{Cf}+$/u.test(parts[place + 1]?.value ?? '') ? parts.splice(place + 1, 1)[0]!.value : '';
  return { shape: parts.map(({ type, value }) => (type === 'currency' ? '¤' : value)).join(''), sign: parts[place]!.value + mark };
}

/** Where a language is at home, and what that place writes like the language at large; Arabic is at home in places that differ. */
const homes: Record<Language, string> = { en: 'en-US', es: 'es-ES', de: 'de-DE', fr: 'fr-FR', 'pt-BR': 'pt', it: 'it-IT', nl: 'nl-NL', pl: 'pl-PL', ja: 'ja-JP', ar: 'ar' };

export function patternOf(language: Language): Pattern {
  // A currency whose sign is a sign shows whether there is a space of the language's own.
  const shapes = [1000, 10_000].map((amount) => partsOf(language, 'EUR', amount).shape);
  const sample = shapes.find((shape) => /\d\D000/.test(shape));
  if (!sample) throw new Error(`${language} writes ${shapes.join(' and ')}: no groups?`);
  const signs = currencyCodes.map((code) => [code, partsOf(language, code, 1).sign]).filter(([code, sign]) => code !== sign);
  return [homes[language], sample, ...signs.map((pair) => pair.join(''))].join(' ');
}

/** Spaces and marks nobody sees are written as escapes. */
export const literal = (pattern: Pattern): string =>
  `'${pattern.replaceAll("'", "\\'").replaceAll(/[\u00a0\u200e\u200f\u202f]/g, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;

if (import.meta.main) {
  for (const language of languages) {
    const file = join(import.meta.dirname, `../../src/shared/${language === 'en' ? 'written' : `locales/${language}`}.ts`);
    const line = `${language === 'en' ? 'export const english: Pattern' : 'export const money'} = ${literal(patternOf(language))};`;
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, /^export const (?:english|money).*$/m.test(text) ? text.replace(/^export const (?:english|money).*$/m, () => line) : `${text}\n/** Made by \`npm run patterns\`; see \`written.ts\`. */\n${line}\n`);
  }
}
