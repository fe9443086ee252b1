import { laterEn, type LaterStrings } from '../../shared/later-strings.ts';
import { en, type Strings } from '../../shared/strings.ts';

/** What only the pages without script say; all else is the widget's, in `src/shared/`. Amounts arrive as formatted text. */
interface PageStrings {
  /** The page's title while something is wrong: it is the first that is read out. */
  check(title: string): string;
  /** Some part of the address could not be used. */
  linkUnusable: string;
  /** Under the frequencies. */
  repeats: string;
  between(min: string, max: string): string;
  /** A tier is chosen and another amount stands in the field. */
  whichOne(chosen: string, written: string): string;
  /** A tier is chosen and something unreadable stands in the field. */
  chosenOnly(chosen: string): string;
  backToPage: string;
  onItsWay: string;
  notFinished: string;
  notPaidYet: string;
  nothingCharged: string;
  didNotWork: string;
  notHere: string;
  nothingToSupport: string;
  noSuchGift: string;
}

const pageEn: PageStrings = {
  check: (title) => `Please check: ${title}`,
  linkUnusable: 'Part of the link that brought you here could not be used. Please check what is chosen below.',
  repeats: 'Monthly and yearly gifts repeat until you stop them.',
  between: (min, max) => `From ${min} to ${max}.`,
  whichOne: (chosen, written) => `You chose ${chosen} and wrote ${written}. Which one is right?`,
  chosenOnly: (chosen) => `You chose ${chosen}, and what you wrote cannot be read as an amount. Is ${chosen} right?`,
  backToPage: 'Back to the page you came from',
  onItsWay: 'On its way',
  notFinished: 'Not finished yet',
  notPaidYet: 'This gift has not been paid yet. Nothing was charged.',
  nothingCharged: 'Nothing was charged',
  didNotWork: 'That did not work',
  notHere: 'Nothing here',
  nothingToSupport: 'There is nothing to support at this address.',
  noSuchGift: 'There is no gift under this address.',
};

/** Everything `/give` says. */
export const words: Strings & LaterStrings & PageStrings = { ...en, ...laterEn, ...pageEn };
