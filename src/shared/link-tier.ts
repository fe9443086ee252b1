import type { Html } from './form.ts';

/** A tier that is a link, drawn by whoever draws the form (see `form.ts`). */
export const linkTier = (html: Html, href: string, target: string | undefined, inside: unknown, onFollow?: unknown): unknown =>
  html`<a class="tier" part="tier" href=${href} target=${target} rel="noopener" @click=${onFollow}>${inside}</a>`;
