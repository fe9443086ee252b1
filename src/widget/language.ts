import { en, languageFor, type Language, type LaterStrings, type Strings, type Words } from '../shared/strings.ts';
import { part } from './kit.ts';

/** What an element says: English lacks what is loaded later, an owner's own words may be any of them. */
export type Said = Strings & Partial<LaterStrings>;
/** An owner's own sentences, in the shape of ours; what is left out stays as it is. */
export type OwnStrings = { readonly [Key in keyof Words]?: Words[Key] extends string ? string : Readonly<Partial<Record<keyof Words[Key], string>>> };

/** The language of the page where an element stands: the nearest `lang`, out through shadow roots; English where it is none. */
export function languageOf(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) {
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
const files: Record<Exclude<Language, 'en'>, () => Promise<{ default: Words }>> = {
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

/** The sentences for a page's language, or `undefined` while they are on their way. */
export const wordsIn = (tag: string): Said | undefined => loaded[languageFor(tag)];

/** The language that is spoken there: English, too, where another could not be loaded. */
export const spokenIn = (tag: string): Language => (wordsIn(tag) === en ? 'en' : languageFor(tag));

/** Loads them once for all; where they cannot be had, readers are told the same in English. */
export async function loadWords(tag: string): Promise<void> {
  const language = languageFor(tag);
  if (loaded[language]) return;
  try {
    loaded[language] = (await files[language as 'de']()).default;
  } catch (error) {
    console.error(error);
    loaded[language] = en;
  }
}

/** Ours with an owner's own in their place, where these have the shape of ours; where not, and they are new, the owner is told. */
export function withOwn<Ours extends object>(ours: Ours, own: unknown, isNew = false): Ours {
  const merged = { ...ours } as Record<string, unknown>;
  for (const [key, given] of Object.entries(own ?? {})) {
    // What is loaded later has no shape yet.
    if (!Object.hasOwn(merged, key)) continue;
    const now = merged[key];
    if (given !== null && typeof given === typeof now) merged[key] = typeof now === 'object' ? withOwn(now as object, given, isNew) : given;
    else if (isNew) console.error(`strings: ${key} is no ${typeof now}`);
  }
  return merged as Ours;
}

const changes = new Set<() => void>();
const observer = typeof MutationObserver === 'undefined' ? undefined : new MutationObserver(() => changes.forEach((change) => change()));

/** Calls `change` when a `lang` changes anywhere an element may take it from. @returns the way to stop */
export function watchLanguage(element: Element, change: () => void): () => void {
  changes.add(change);
  for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
    // One observer for all; watching a root twice is watching it once.
    observer?.observe(root, { attributes: true, subtree: true, attributeFilter: ['lang'] });
    if (!(root instanceof ShadowRoot)) break;
  }
  return () => changes.delete(change);
}
