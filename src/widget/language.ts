import { formatMoney } from '../shared/money.ts';
import { en, languageFor, type Language, type LaterStrings, type Strings, type Words } from '../shared/strings.ts';
import { english, patternOf, writeMoney, type Pattern } from '../shared/written.ts';
import { part } from './part.ts';

/** What an element says: English lacks what is loaded later, an owner's own words may be any of them. */
export type Said = Strings & Partial<Omit<LaterStrings, 'complaints'>>;
/** The language of the page where an element stands: the nearest `lang`, out through shadow roots; English where it is none. */
export function languageOf(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) {
    // The plain ones by hand: what belongs to `Intl` starts when it is first asked for anything.
    const [, language, region] = /^([a-z]{2})(-[a-z]{2})?$/i.exec(lang) ?? [];
    if (language) return language.toLowerCase() + (region ?? '').toUpperCase();
    try {
      return Intl.getCanonicalLocales(lang)[0] ?? 'en';
    } catch {
      return 'en';
    }
  }
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : 'en';
}

/** Each language is a file of its own that imports nothing; English is here already. */
const files: Record<Exclude<Language, 'en'>, () => Promise<{ default: Words; money: Pattern }>> = {
  es: part(() => import('../shared/locales/es.ts')),
  de: part(() => import('../shared/locales/de.ts')),
  fr: part(() => import('../shared/locales/fr.ts')),
  'pt-BR': part(() => import('../shared/locales/pt-BR.ts')),
  it: part(() => import('../shared/locales/it.ts')),
  nl: part(() => import('../shared/locales/nl.ts')),
  pl: part(() => import('../shared/locales/pl.ts')),
  ja: part(() => import('../shared/locales/ja.ts')),
  ar: part(() => import('../shared/locales/ar.ts')),
};

const loaded: Partial<Record<Language, Said>> = { en };
const patterns: Partial<Record<Language, Pattern>> = { en: english };

/** The sentences for a page's language, or `undefined` while they are on their way. */
export const wordsIn = (tag: string): Said | undefined => loaded[languageFor(tag)];

/** The language that is spoken there: English, too, where another could not be loaded. */
export const spokenIn = (tag: string): Language => (wordsIn(tag) === en ? 'en' : languageFor(tag));

/** Loads them once for all; where they cannot be had, readers are told the same in English. */
export async function loadWords(tag: string): Promise<void> {
  const language = languageFor(tag);
  if (loaded[language]) return;
  try {
    const { default: words, money } = await files[language as 'de']();
    patterns[language] = money;
    loaded[language] = words;
  } catch (error) {
    console.error(error);
    loaded[language] = en;
  }
}

/** An amount as a page of that language writes it, in the field (`isBare`) without the currency; by `Intl` where we have no data, or below zero. */
export function money(amount: number, currency: string, tag: string, isBare?: boolean): string {
  const pattern = amount < 0 ? undefined : patternOf(tag, patterns);
  return pattern ? writeMoney(amount, currency, pattern, isBare) : formatMoney(amount, currency, tag, isBare);
}

const changes = new Set<() => void>();
/** Made by the first who watches: where there is no page (Node) the module can be loaded all the same. */
let observer: MutationObserver | undefined;

/** Calls `change` when a `lang` changes anywhere an element may take it from. @returns the way to stop */
export function watchLanguage(element: Element, change: () => void): () => void {
  changes.add(change);
  observer ??= new MutationObserver(() => changes.forEach((one) => one()));
  for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
    // One observer for all; watching a root twice is watching it once.
    observer.observe(root, { attributes: true, subtree: true, attributeFilter: ['lang'] });
    if (!(root instanceof ShadowRoot)) break;
  }
  return () => changes.delete(change);
}
