import type { Frequency } from '../shared/gift.ts';

/** A gift as events tell it; `amount`, in minor units, is what is charged. */
export interface Choice {
  amount: number;
  currency: string;
  frequency: Frequency;
  /** The reader added the card fees; `amount` holds them. */
  coversFees?: boolean;
}

export interface Thanks extends Choice {
  /** The bank has not paid yet: a debit takes days. */
  processing: boolean;
}

declare global {
  // They bubble: elements, the document and the window all hear them.
  interface GlobalEventHandlersEventMap {
    'support-change': CustomEvent<Choice | null>;
    'support-checkout': CustomEvent<Choice>;
    'support-free': CustomEvent<null>;
    'support-thanks': CustomEvent<Thanks>;
    'support-error': CustomEvent<{ code: string }>;
  }
}

type Detail<T extends keyof HTMLElementEventMap> = HTMLElementEventMap[T] extends CustomEvent<infer D> ? D : never;

/** Events are facts; only `support-checkout` can be canceled. @returns false where it was */
export function tell<T extends keyof HTMLElementEventMap>(element: Element, type: T, detail: Detail<T>): boolean {
  return element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: type === 'support-checkout' }));
}
