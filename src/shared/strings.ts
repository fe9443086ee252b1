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
 * What readers are told until they leave for the payment, in the widget and on `/give`. Each is whole as that language
 * says it; `{amount}` and the like are where a formatted sum stands. A missing sentence is a type error.
 */
export interface Strings<L extends keyof PluralsOf = 'any'> {
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
  /** The box for the card fees, while no amount is chosen; then with `{fees}` and `{total}`. */
  coverFees: string;
  coverFeesOf: string;
  /** Under the button. */
  note: Record<Frequency, string>;
  starting: string;
  leaving: string;
  confirming: string;
  cancelled: string;
  /** A typed `{amount}` that may be another. */
  didYouMean: string;
  /** Asked of a typed `{amount}` far above the tiers. */
  isRight: string;
  /** The button that says so. */
  yes: string;
  /** `{raised}` of `{goal}`. */
  meter: string;
  meterReached: string;
  meterAlone: string;
  thanks: string;
  again: string;
  checkAgain: string;
  close: string;
  /** `amount_unreadable` shows `{amount}` as an example; `amount_too_small` and `…_large` the bound where it is known. */
  complaints: Record<Complaint, string>;
  /** Too many tries: `{count}` minutes to wait. */
  wait: Record<PluralsOf[L], string>;
}

/** What readers are told once they have paid, gone elsewhere or chosen 0: loaded when it is needed. */
export interface LaterStrings {
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
  /** Behind what went wrong: the request's `{id}`. */
  reference: string;
}

export const en: Strings<'en'> = {
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
  coverFees: 'Add the card fees',
  coverFeesOf: 'Add {fees} for card fees (total {total})',
  note: { once: 'You pay through Stripe.', month: 'You pay through Stripe. It repeats every month until you stop it.', year: 'You pay through Stripe. It repeats every year until you stop it.' },
  starting: 'One moment…',
  leaving: 'Opening the payment page…',
  confirming: 'Checking your payment…',
  cancelled: 'You came back without paying. Nothing was charged.',
  didYouMean: 'Did you mean {amount}?',
  isRight: 'You wrote {amount}. Is that right?',
  yes: 'Yes, {amount}',
  meter: '{raised} of {goal}',
  meterReached: '{raised} raised: the goal of {goal} is reached. Thank you!',
  meterAlone: '{raised} raised',
  thanks: 'Thank you!',
  again: 'Back to the amounts',
  checkAgain: 'Check again',
  close: 'Close',
  complaints: {
    amount_missing: 'Choose an amount first.',
    amount_unreadable: 'Write the amount in digits, like {amount}.',
    amount_too_small: 'The smallest amount is {amount}.',
    amount_too_large: 'The largest amount is {amount}.',
    too_small: 'Choose a larger amount.',
    too_large: 'Choose a smaller amount.',
    unavailable: 'The payment page cannot be opened right now. Nothing was charged. Please try again.',
    offline: 'You are offline. Nothing was charged. Try again when you are connected.',
    refused: 'The payment page cannot be opened. Nothing was charged. Please tell the owner of this page.',
    unconfirmed: 'Your payment cannot be checked right now. If you paid, do not pay again.',
    expired: 'The payment page has expired. Nothing was charged. Please try again.',
  },
  wait: { one: 'Too many tries. Please wait {count} minute.', other: 'Too many tries. Please wait {count} minutes.' },
};

/** One language whole, as its file holds it. */
export type Words<L extends keyof PluralsOf = 'any'> = Strings<L> & LaterStrings;

/** A sentence with what stands in its places. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? values[name]! : place));

/** The language of the project that is nearest to a BCP 47 tag: itself, then its base (`de-AT` to `de`), then English. */
export function languageFor(tag: string): Language {
  const base = (one: string) => one.split('-')[0]!.toLowerCase();
  return languages.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? languages.find((one) => base(one) === base(tag)) ?? 'en';
}
