import type { FeesStrings } from '../strings.ts';

/** English for the card fees. */
export const feesEn: FeesStrings = {
  coverFees: 'Add the card fees',
  coverFeesOf: 'Add {fees} for card fees (total {total})',
};
