import { frequencies, type Frequency } from '../shared/gift.ts';
import { isWebAddress } from './endpoint.ts';

/** Tiers are many amounts; a list is written with spaces, or given as an array by code. */
export type List = string | number | readonly (string | number)[];

export const words = (list: List | null | undefined): readonly (string | number)[] => (typeof list === 'object' ? (list ?? []) : String(list ?? '').split(/\s+/).filter(Boolean));

/** The frequencies of a list, in the order of the vocabulary; `once` where it names none. */
export function offeredFrequencies(list: List): Frequency[] {
  const named = frequencies.filter((frequency) => words(list).includes(frequency));
  return named.length ? named : ['once'];
}

/** What the owner's children say of one amount: their own short words, or a Payment Link that takes it. */
export interface TierChild {
  label?: string;
  href?: string;
}

/**
 * Reads the children that carry `data-amount`: `<span data-amount="100">pays a page</span>` is the tier's label,
 * `<a href="https://donate.stripe.com/…" data-amount="100">` makes it a link. `data-frequency` binds them to one.
 * Only their text is taken, so that no style of the page and no markup reaches the tier.
 */
export function readChildren(host: Element, frequency: Frequency, minor: (text: string) => number | undefined): Map<number, TierChild> {
  const found = new Map<number, TierChild>();
  const bound = new Set<number>();
  for (const child of host.querySelectorAll<HTMLElement>(':scope > [data-amount]')) {
    const isLink = child instanceof HTMLAnchorElement;
    const amount = minor(child.dataset.amount!);
    if (amount === undefined || (child.dataset.frequency ?? (isLink ? 'once' : frequency)) !== frequency) continue;
    const entry = found.get(amount) ?? {};
    // A form's own fields can take the place of its text.
    if (!isLink) {
      // Words for this very frequency come before those for all, whichever stands first.
      const isBound = !!child.dataset.frequency;
      if (isBound || !bound.has(amount)) entry.label = String(child.textContent).trim();
      if (isBound) bound.add(amount);
    }
    else if (amount && isWebAddress(child.href)) entry.href = child.href;
    found.set(amount, entry);
  }
  return found;
}
