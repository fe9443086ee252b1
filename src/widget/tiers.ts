import type { Frequency } from '../shared/gift.ts';

/**
 * The owner's own short words for tiers: `<span data-amount="100">pays a page</span>`, for one frequency where
 * `data-frequency` names it. Only their text is taken, so that no style of the page and no markup reaches the tier.
 */
export function readLabels(host: Element, frequency: Frequency, minor: (text: string) => number | undefined): Map<number | undefined, string> {
  const found = new Map<number | undefined, string>();
  const children = [...host.querySelectorAll<HTMLElement>(':scope > [data-amount]:not(a)')];
  // Words for this very frequency come before those for all, whichever stands first.
  for (const wanted of [undefined, frequency]) {
    for (const child of children) {
      // A form's own fields can take the place of its text.
      if (child.dataset.frequency === wanted) found.set(minor(child.dataset.amount!), String(child.textContent).trim());
    }
  }
  return found;
}
