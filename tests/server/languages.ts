// The sentences of /give as the locale files have them, gathered anew here: the code under test gathers them, too.
import { laterEn } from '../../src/shared/later-strings.ts';
import { en, languages, type Language, type Words } from '../../src/shared/strings.ts';
import { wordsFor, type PageStrings } from '../../src/server/give/words.ts';

async function wordsOf(language: Language): Promise<Words & PageStrings> {
  // The English of the pages alone stands beside the code that gathers them.
  if (language === 'en') {
    const { language: _, ...words } = wordsFor('en');
    return { ...words, ...en, ...laterEn };
  }
  const [shared, pages] = (await Promise.all([import(`../../src/shared/locales/${language}.ts`), import(`../../src/server/give/locales/${language}.ts`)])) as [{ default: Words }, { default: PageStrings }];
  return { ...shared.default, ...pages.default };
}

/** Each language with its sentences. */
export const spoken = await Promise.all(languages.map(async (language) => [language, await wordsOf(language)] as const));

/** A sentence as a reader sees it, with what stands in its places. */
export const filled = (text: string, values: Record<string, string> = {}): string =>
  Object.entries(values).reduce((so, [name, value]) => so.replaceAll(`{${name}}`, value), text).replace(/\s+/g, ' ').trim();

/** As the language writes a sum of money: by the runtime, not by the code under test. */
export const money = (language: string, amount: number, currency = 'EUR'): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, ...(Number.isInteger(amount) && { maximumFractionDigits: 0 }) }).format(amount).replace(/\s/g, ' ');

/** The languages Stripe's own page has, of ours. */
export const atStripe: Record<Language, string> = { en: 'en', es: 'es', de: 'de', fr: 'fr', 'pt-BR': 'pt-BR', it: 'it', nl: 'nl', pl: 'pl', ja: 'ja', ar: 'auto' };
