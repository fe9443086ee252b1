import type { Frequency } from './gift.ts';

/** Why something did not go on, in the words of the code; the sentences are below. */
export type Complaint =
  | 'amount_missing'
  | 'amount_unreadable'
  | 'amount_too_small'
  | 'amount_too_large'
  | 'unavailable'
  | 'offline'
  | 'refused'
  | 'unconfirmed'
  | 'expired';

/**
 * What readers are told until they leave for the payment, in the widget and on `/give`. Amounts arrive as formatted
 * text. A missing sentence is a type error.
 */
export interface Strings {
  heading: string;
  howOften: string;
  frequencies: Record<Frequency, string>;
  /** Stands behind an amount: "$5 every month". */
  every: Record<Frequency, string>;
  legend: string;
  free: string;
  other: string;
  /** The name of the text field; it begins with the words a reader sees. */
  otherIn(currency: string): string;
  /** The button. `amount` is empty until one is chosen. */
  give(amount: string, frequency: Frequency): string;
  /** The box for the card fees; both are empty until an amount is chosen. */
  coverFees(fees: string, total: string): string;
  /** Under the button: where the payment is made, and that a gift repeats. */
  note(frequency: Frequency): string;
  starting: string;
  leaving: string;
  confirming: string;
  cancelled: string;
  thanks: string;
  again: string;
  checkAgain: string;
  close: string;
  didYouMean(amount: string): string;
  /** Asked of an amount far above the tiers. */
  isRight(amount: string): string;
  yes(amount: string): string;
  meter(raised: string, goal: string): string;
  meterReached(raised: string, goal: string): string;
  meterAlone(raised: string): string;
  /** `amount` is the limit that was crossed where one is known, else an example. */
  complaints: Record<Complaint, string | ((amount: string, limitKnown: boolean) => string)>;
}

export const en: Strings = {
  heading: 'Support us',
  howOften: 'How often',
  frequencies: { once: 'Once', month: 'Monthly', year: 'Yearly' },
  every: { once: '', month: 'every month', year: 'every year' },
  legend: 'Choose an amount',
  free: 'Support without paying',
  other: 'Other amount',
  otherIn: (currency) => `Other amount in ${currency}`,
  give: (amount, frequency) => 'Support' + (amount && ` with ${amount}`) + (frequency === 'once' ? '' : ` every ${frequency}`),
  coverFees: (fees, total) => (fees ? `Add ${fees} for card fees (total ${total})` : 'Add the card fees'),
  note: (frequency) => 'You pay through Stripe.' + (frequency === 'once' ? '' : ` It repeats every ${frequency} until you stop it.`),
  starting: 'One moment…',
  leaving: 'Opening the payment page…',
  confirming: 'Checking your payment…',
  cancelled: 'You came back without paying. Nothing was charged.',
  thanks: 'Thank you!',
  again: 'Back to the amounts',
  checkAgain: 'Check again',
  close: 'Close',
  didYouMean: (amount) => `Did you mean ${amount}?`,
  isRight: (amount) => `You wrote ${amount}. Is that right?`,
  yes: (amount) => `Yes, ${amount}`,
  meter: (raised, goal) => `${raised} of ${goal}`,
  meterReached: (raised, goal) => `${raised} raised: the goal of ${goal} is reached. Thank you!`,
  meterAlone: (raised) => `${raised} raised`,
  complaints: {
    amount_missing: 'Choose an amount first.',
    amount_unreadable: (example) => `Write the amount in digits, like ${example}.`,
    amount_too_small: (limit, known) => (known ? `The smallest amount is ${limit}.` : 'Choose a larger amount.'),
    amount_too_large: (limit, known) => (known ? `The largest amount is ${limit}.` : 'Choose a smaller amount.'),
    unavailable: 'The payment page cannot be opened right now. Nothing was charged. Please try again.',
    offline: 'You are offline. Nothing was charged. Try again when you are connected.',
    refused: 'The payment page cannot be opened. Nothing was charged. Please tell the owner of this page.',
    unconfirmed: 'Your payment cannot be checked right now. If you paid, do not pay again.',
    expired: 'The payment page has expired. Nothing was charged. Please try again.',
  },
};
