import { languageFor, type Language } from '../../shared/strings.ts';
import es from './locales/es.ts';
import de from './locales/de.ts';
import fr from './locales/fr.ts';
import ptBR from './locales/pt-BR.ts';
import it from './locales/it.ts';
import nl from './locales/nl.ts';
import pl from './locales/pl.ts';
import ja from './locales/ja.ts';
import ar from './locales/ar.ts';

/** What the pay page says, hosted or embedded. A missing sentence is a type error. */
export interface PayStrings {
  /** Above everything, with `noCard` behind it. */
  sandbox: string;
  noCard: string;
  /** The window's name: the page's `{title}`, and what it is not. */
  titled: string;
  /** `{amount}` once, or each time a period is over. */
  sum: Record<'once' | 'day' | 'week' | 'month' | 'year', string>;
  /** `{amount}` each time `{period}` is over: "2 weeks". */
  sumEvery: string;
  /** The buttons; `pay` with `{sum}`. */
  pay: string;
  debit: string;
  decline: string;
  cancel: string;
  back: string;
  declined: string;
  tryAgain: string;
  /** The same, where there is a way back. */
  tryAgainOrBack: string;
  /** Titles, each with the sentence below it. */
  expired: string;
  beginAgain: string;
  paid: string;
  thanks: string;
  onItsWay: string;
  settlesLater: string;
  nothingHere: string;
  noSession: string;
  /** Behind the thanks, where the page stands alone. */
  closable: string;
  /** In the footer. */
  standsIn: string;
  /** What Stripe was told of the reader's language: `{language}`, and Stripe's name for it, `{locale}`. */
  speaks: string;
  speaksBrowsers: string;
}

const en: PayStrings = {
  sandbox: 'Sandbox: no money moves.',
  noCard: 'No card is asked for, and none is charged.',
  titled: '{title} - sandbox',
  sum: { once: '{amount}', day: '{amount} every day', week: '{amount} every week', month: '{amount} every month', year: '{amount} every year' },
  sumEvery: '{amount} every {period}',
  pay: 'Pay {sum}',
  debit: 'Bank debit (settles later)',
  decline: 'Decline this payment',
  cancel: 'Cancel',
  back: 'Go back',
  declined: 'The card was declined.',
  tryAgain: 'Nothing was paid. Try again.',
  tryAgainOrBack: 'Nothing was paid. Try again, or go back.',
  expired: 'This page has expired',
  beginAgain: 'Nothing was paid. To pay after all, go back and begin again.',
  paid: 'Paid',
  thanks: 'Thank you.',
  onItsWay: 'On its way',
  settlesLater: 'Thank you. The bank debit settles later.',
  nothingHere: 'There is nothing to pay here',
  noSession: 'No session has this address.',
  closable: 'You can close this page.',
  standsIn: "This page stands in for Stripe Checkout. With a Stripe key, readers pay on Stripe's own page.",
  speaks: "Stripe's own page would speak {language} ({locale}).",
  speaksBrowsers: "Stripe's own page would speak the browser's language (auto).",
};

/** Everything the page says in one language. */
export type PayWords = PayStrings & { language: Language };

const all: Record<Language, PayStrings> = { en, es, de, fr, 'pt-BR': ptBR, it, nl, pl, ja, ar };

/** @param tag BCP 47, or Stripe's name for a language, which is one where it is not `auto` */
export function payWordsFor(tag: string): PayWords {
  const language = languageFor(tag);
  return { ...all[language], language };
}
