import type { Frequency } from './gift.ts';

/** The languages the project speaks, by their BCP 47 tags. */
export const languages = ['en', 'es', 'de', 'fr', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'ar'] as const;
export type Language = (typeof languages)[number];

/** The plural categories of each language for whole numbers (CLDR, as `Intl.PluralRules` gives them). */
interface PluralsOf extends Record<Language | 'any', string> {
  /** Whatever the language: this one is always there. */
  any: 'other';
  en: 'one' | 'other';
  es: 'one' | 'many' | 'other';
  de: 'one' | 'other';
  fr: 'one' | 'many' | 'other';
  'pt-BR': 'one' | 'many' | 'other';
  it: 'one' | 'many' | 'other';
  nl: 'one' | 'other';
  pl: 'one' | 'few' | 'many' | 'other';
  ja: 'other';
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
}

/** Why something did not go on, in the words of the code. */
export type Complaint =
  | 'amount_missing'
  | 'amount_unreadable'
  | 'amount_too_small'
  | 'amount_too_large'
  | 'too_small'
  | 'too_large'
  | 'unavailable'
  | 'offline'
  | 'refused'
  | 'unconfirmed'
  | 'expired';

/**
 * What the first choice says. Each sentence is whole as that language says it; `{amount}` and the like are where a
 * formatted sum stands. A missing sentence is a type error.
 */
export interface Strings {
  heading: string;
  howOften: string;
  /** The radios. */
  frequencies: Record<Frequency, string>;
  /** Behind an amount: "$5 every month". */
  every: Record<Exclude<Frequency, 'once'>, string>;
  legend: string;
  free: string;
  other: string;
  /** The name of the text field for `{currency}`; it begins with the words of `other`. */
  otherIn: string;
  /** The button while no amount is chosen. */
  giveAny: Record<Frequency, string>;
  /** The button, with `{amount}`. */
  give: Record<Frequency, string>;
  /** Under the button. */
  note: Record<Frequency, string>;
  /** `{raised}` of `{goal}`. */
  meter: string;
  meterReached: string;
  meterAlone: string;
  checkAgain: string;
  /** What can be said before anything else could be loaded, and the longest of all, which keeps the room. */
  complaints: Record<'unavailable' | 'offline' | 'refused', string>;
}

/** What the press says, and what asks back (`src/widget/parts/press.ts`). */
export interface PressStrings<L extends keyof PluralsOf = 'any'> {
  starting: string;
  leaving: string;
  /** A typed `{amount}` that may be another. */
  didYouMean: string;
  /** Asked of a typed `{amount}` far above the tiers. */
  isRight: string;
  /** The button that says so. */
  yes: string;
  /** `amount_unreadable` shows `{amount}` as an example; `amount_too_small` and `…_large` the bound where it is known. */
  complaints: Record<Exclude<Complaint, keyof Strings['complaints']>, string>;
  /** Too many tries: `{count}` minutes to wait. */
  wait: Record<PluralsOf[L], string>;
  /** Behind what went wrong: the request's `{id}`. */
  reference: string;
}

/** The box for the card fees, while no amount is chosen; then with `{fees}` and `{total}`. */
export interface FeesStrings {
  coverFees: string;
  coverFeesOf: string;
}

/** The dialog and the bar. */
export interface FrameStrings {
  close: string;
}

/** What readers are told once they have paid, gone elsewhere or chosen 0. */
export interface JourneyStrings {
  confirming: string;
  cancelled: string;
  thanks: string;
  again: string;
  freeThanks: string;
  share: string;
  copied: string;
  /** `{amount}`, once; or by frequency. */
  received: Record<Frequency, string>;
  onTheWay: Record<Frequency, string>;
  receipt: string;
  manage: string;
  /** The payment page did not open by itself, or is open elsewhere. */
  continueThere: string;
  openPage: string;
  /** Above the challenge, before the payment goes on by itself. */
  challenge: string;
}

/** What is loaded when it is needed; the other languages have all in one file. */
export type LaterStrings<L extends keyof PluralsOf = 'any'> = PressStrings<L> & FeesStrings & FrameStrings & JourneyStrings;

/** English, as far as the first choice goes; the rest is in `english/`. */
export const en: Strings = {
  heading: 'Support us',
  howOften: 'How often',
  frequencies: { once: 'Once', month: 'Monthly', year: 'Yearly' },
  every: { month: 'every month', year: 'every year' },
  legend: 'Choose an amount',
  free: 'Support without paying',
  other: 'Other amount',
  otherIn: 'Other amount in {currency}',
  giveAny: { once: 'Support', month: 'Support every month', year: 'Support every year' },
  give: { once: 'Support with {amount}', month: 'Support with {amount} every month', year: 'Support with {amount} every year' },
  note: { once: 'You pay through Stripe.', month: 'You pay through Stripe. It repeats every month until you stop it.', year: 'You pay through Stripe. It repeats every year until you stop it.' },
  meter: '{raised} of {goal}',
  meterReached: '{raised} raised: the goal of {goal} is reached. Thank you!',
  meterAlone: '{raised} raised',
  checkAgain: 'Check again',
  complaints: {
    unavailable: 'The payment page cannot be opened right now. Nothing was charged. Please try again.',
    offline: 'You are offline. Nothing was charged. Try again when you are connected.',
    refused: 'The payment page cannot be opened. Nothing was charged. Please tell the owner of this page.',
  },
};

/** One language whole, as its file holds it. */
export type Words<L extends keyof PluralsOf = 'any'> = Strings & LaterStrings<L>;

/** A sentence with what stands in its places. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? values[name]! : place));

/** The language of the project that is nearest to a BCP 47 tag: itself, then its base (`de-AT` to `de`), then English. */
export function languageFor(tag: string): Language {
  const base = (one: string) => one.split('-')[0]!.toLowerCase();
  return languages.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? languages.find((one) => base(one) === base(tag)) ?? 'en';
}
