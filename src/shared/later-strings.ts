/** What readers are told once they have paid, gone elsewhere or chosen 0: loaded when it is needed. */
export interface LaterStrings {
  freeThanks: string;
  share: string;
  copied: string;
  /** `every` is empty for a single gift. */
  received(amount: string, every: string): string;
  onTheWay(amount: string, every: string): string;
  receipt: string;
  manage: string;
  /** The payment page did not open by itself, or is open elsewhere. */
  continueThere: string;
  openPage: string;
}

export const laterEn: LaterStrings = {
  freeThanks: 'Reading and passing it on helps too. Thank you.',
  share: 'Share this page',
  copied: 'Link copied.',
  received: (amount, every) => `We received your ${amount}${every && `, given ${every}`}.`,
  onTheWay: (amount, every) => `Your ${amount}${every && `, given ${every},`} is on its way. Banks take a few days; there is nothing more to do.`,
  receipt: 'You may get a receipt by email.',
  manage: 'Change or stop your gift',
  continueThere: 'Go on to the payment page; it opens in a tab of its own.',
  openPage: 'Open the payment page',
};
