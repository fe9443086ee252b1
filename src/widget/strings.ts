import type { Frequency } from '../shared/gift.ts';

/** Why something did not go on, in the words of the code; the sentences are below. */
export type Complaint =
  | 'amount_missing'
  | 'amount_unreadable'
  | 'amount_too_small'
  | 'amount_too_large'
  | 'unavailable'
  | 'refused'
  | 'unconfirmed'
  | 'expired';

/** Every sentence the widget says. Amounts arrive as formatted text. A missing one is a type error. */
export interface Strings {
  heading: string;
  legend: string;
  free: string;
  other: string;
  /** The name of the text field; it begins with the words a reader sees. */
  otherIn(currency: string): string;
  give(amount: string, frequency: Frequency): string;
  starting: string;
  leaving: string;
  confirming: string;
  freeThanks: string;
  share: string;
  copied: string;
  thanks: string;
  received(amount: string): string;
  onTheWay(amount: string): string;
  again: string;
  meter(raised: string, goal: string): string;
  meterReached(raised: string, goal: string): string;
  meterAlone(raised: string): string;
  didYouMean(amount: string): string;
  /** `amount` is the limit that was crossed where one is known, else an example. */
  complaints: Record<Complaint, string | ((amount: string, limitKnown: boolean) => string)>;
}

export const en: Strings = {
  heading: 'Support us',
  legend: 'Choose an amount',
  free: 'Support without paying',
  other: 'Other amount',
  otherIn: (currency) => `Other amount in ${currency}`,
  give: (amount, frequency) => 'Support' + (amount && ` with ${amount}`) + (amount && frequency !== 'once' ? ` every ${frequency}` : ''),
  starting: 'One moment…',
  leaving: 'Opening the payment page…',
  confirming: 'Checking your payment…',
  freeThanks: 'Reading and passing it on helps too. Thank you.',
  share: 'Share this page',
  copied: 'Link copied.',
  thanks: 'Thank you!',
  received: (amount) => `We received your ${amount}. You may get a receipt by email.`,
  onTheWay: (amount) => `Your ${amount} is on its way. Banks take a few days; there is nothing more to do.`,
  again: 'Back to the amounts',
  meter: (raised, goal) => `${raised} of ${goal}`,
  meterReached: (raised, goal) => `${raised} raised: the goal of ${goal} is reached. Thank you!`,
  meterAlone: (raised) => `${raised} raised`,
  didYouMean: (amount) => `Did you mean ${amount}?`,
  complaints: {
    amount_missing: 'Choose an amount first.',
    amount_unreadable: (example) => `Write the amount in digits, like ${example}.`,
    amount_too_small: (limit, known) => (known ? `The smallest amount is ${limit}.` : 'Choose a larger amount.'),
    amount_too_large: (limit, known) => (known ? `The largest amount is ${limit}.` : 'Choose a smaller amount.'),
    unavailable: 'The payment page cannot be opened right now. Nothing was charged. Please try again.',
    refused: 'The payment page cannot be opened. Nothing was charged. Please tell the owner of this page.',
    unconfirmed: 'Your payment cannot be checked right now. If you paid, do not pay again.',
    expired: 'The payment page has expired. Nothing was charged. Please try again.',
  },
};
