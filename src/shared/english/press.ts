import type { PressStrings } from '../strings.ts';

/** English for the press and what asks back. */
export const pressEn: PressStrings<'en'> = {
  starting: 'One moment…',
  leaving: 'Opening the payment page…',
  didYouMean: 'Did you mean {amount}?',
  isRight: 'You wrote {amount}. Is that right?',
  yes: 'Yes, {amount}',
  complaints: {
    amount_missing: 'Choose an amount first.',
    amount_unreadable: 'Write the amount in digits, like {amount}.',
    amount_too_small: 'The smallest amount is {amount}.',
    amount_too_large: 'The largest amount is {amount}.',
    too_small: 'Choose a larger amount.',
    too_large: 'Choose a smaller amount.',
    unconfirmed: 'Your payment cannot be checked right now. If you paid, do not pay again.',
    expired: 'The payment page has expired. Nothing was charged. Please try again.',
  },
  reference: 'Reference: {id}',
  wait: { one: 'Too many tries. Please wait {count} minute.', other: 'Too many tries. Please wait {count} minutes.' },
};
