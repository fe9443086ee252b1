import type { JourneyStrings } from '../strings.ts';

/** English for the way to the payment and back. */
export const journeyEn: JourneyStrings = {
  confirming: 'Checking your payment…',
  cancelled: 'You came back without paying. Nothing was charged.',
  thanks: 'Thank you!',
  again: 'Back to the amounts',
  freeThanks: 'Reading and passing it on helps too. Thank you.',
  share: 'Share this page',
  copied: 'Link copied.',
  received: { once: 'We received your {amount}.', month: 'We received your {amount}, given every month.', year: 'We received your {amount}, given every year.' },
  onTheWay: {
    once: 'Your {amount} is on its way. Banks take a few days; there is nothing more to do.',
    month: 'Your {amount}, given every month, is on its way. Banks take a few days; there is nothing more to do.',
    year: 'Your {amount}, given every year, is on its way. Banks take a few days; there is nothing more to do.',
  },
  receipt: 'You may get a receipt by email.',
  manage: 'Change or stop your gift',
  continueThere: 'Go on to the payment page; it opens in a tab of its own.',
  openPage: 'Open the payment page',
  challenge: 'Please confirm that you are human. Then it goes on by itself.',
};
