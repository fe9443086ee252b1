import { laterEn } from '../../shared/later-strings.ts';
import es from '../../shared/locales/es.ts';
import de from '../../shared/locales/de.ts';
import fr from '../../shared/locales/fr.ts';
import ptBR from '../../shared/locales/pt-BR.ts';
import it from '../../shared/locales/it.ts';
import nl from '../../shared/locales/nl.ts';
import pl from '../../shared/locales/pl.ts';
import ja from '../../shared/locales/ja.ts';
import ar from '../../shared/locales/ar.ts';
import { en, languageFor, type Language, type Words } from '../../shared/strings.ts';
import esPage from './locales/es.ts';
import dePage from './locales/de.ts';
import frPage from './locales/fr.ts';
import ptBRPage from './locales/pt-BR.ts';
import itPage from './locales/it.ts';
import nlPage from './locales/nl.ts';
import plPage from './locales/pl.ts';
import jaPage from './locales/ja.ts';
import arPage from './locales/ar.ts';

/** What only the pages without script say; all else is the widget's, in `src/shared/`. */
export interface PageStrings {
  /** The page's `{title}` while something is wrong: it is the first that is read out. */
  check: string;
  linkUnusable: string;
  repeats: string;
  /** The bounds of another amount: `{min}`, `{max}`. */
  between: string;
  /** A tier `{chosen}` is chosen and `{written}` stands in the field. */
  whichOne: string;
  chosenOnly: string;
  backToPage: string;
  notFinished: string;
  notPaidYet: string;
  nothingCharged: string;
  didNotWork: string;
  notHere: string;
  nothingToSupport: string;
  noSuchGift: string;
  /** A challenge stands above the button. */
  human: string;
}

const pageEn: PageStrings = {
  check: 'Please check: {title}',
  linkUnusable: 'Part of the link that brought you here could not be used. Please check what is chosen below.',
  repeats: 'Monthly and yearly gifts repeat until you stop them.',
  between: 'From {min} to {max}.',
  whichOne: 'You chose {chosen} and wrote {written}. Which one is right?',
  chosenOnly: 'You chose {chosen}, and what you wrote cannot be read as an amount. Is {chosen} right?',
  backToPage: 'Back to the page you came from',
  notFinished: 'Not finished yet',
  notPaidYet: 'This gift has not been paid yet. Nothing was charged.',
  nothingCharged: 'Nothing was charged',
  didNotWork: 'That did not work',
  notHere: 'Nothing here',
  nothingToSupport: 'There is nothing to support at this address.',
  noSuchGift: 'There is no gift under this address.',
  human: 'Many are trying at this moment. Please confirm below that you are human, then press the button again. Nothing was charged.',
};

/** Everything `/give` says in one language. */
export type GiveWords = Words & PageStrings & { language: Language };

const all: Record<Language, Words & PageStrings> = {
  en: { ...en, ...laterEn, ...pageEn },
  es: { ...es, ...esPage },
  de: { ...de, ...dePage },
  fr: { ...fr, ...frPage },
  'pt-BR': { ...ptBR, ...ptBRPage },
  it: { ...it, ...itPage },
  nl: { ...nl, ...nlPage },
  pl: { ...pl, ...plPage },
  ja: { ...ja, ...jaPage },
  ar: { ...ar, ...arPage },
};

/** @param tag BCP 47 */
export function wordsFor(tag: string): GiveWords {
  const language = languageFor(tag);
  return { ...all[language], language };
}
