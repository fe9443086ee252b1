import type { Frequency } from '../../shared/gift.ts';

/**
 * A fact is one row: something Stripe did with money, under Stripe's own id. Its state only moves forward along
 * the order written here, so recording is a merge: any order of events and any number of copies gives the same rows.
 */
export const states = {
  /** `failed` ends a bank debit that never came; money that did come outranks every other report. */
  gift: ['pending', 'failed', 'paid'],
  /** A refund stands from its first report on; `undone` when it failed or was canceled and the money came back. */
  refund: ['standing', 'undone'],
  /** Counted from the moment funds are withdrawn, not when the dispute is opened; `undone` when they are reinstated. */
  dispute: ['standing', 'undone'],
} as const;

interface Money {
  /** Minor units. */
  amount: number;
  /** ISO 4217, upper case. */
  currency: string;
}

export interface GiftFact extends Money {
  kind: 'gift';
  /** `pi_…` of a one-time gift, `in_…` of a recurring one. */
  id: string;
  campaign: string;
  frequency: Frequency;
  state: (typeof states.gift)[number];
}

/** Money that went back. It names the payment, never the gift, and waits for it if it is not known yet. */
export interface ReversalFact extends Money {
  kind: 'refund' | 'dispute';
  /** `re_…` or `dp_…`. */
  id: string;
  /** `pi_…`. */
  payment: string;
  state: (typeof states.refund)[number];
}

/** Which PaymentIntent paid which invoice: how a reversal finds a recurring gift. */
export interface TieFact {
  kind: 'tie';
  /** `pi_…`. */
  payment: string;
  /** `in_…`. */
  gift: string;
}

export type Fact = GiftFact | ReversalFact | TieFact;

/** The place of a state in its order; a higher one wins. */
export const rank = ({ kind, state }: GiftFact | ReversalFact): number => (states[kind] as readonly string[]).indexOf(state);
