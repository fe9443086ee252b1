import type { Html } from './form.ts';

/** The box for the card fees, drawn by whoever draws the form (see `form.ts`). Before script nobody could add them: it waits. */
export const feesBox = (html: Html, text: string, isChecked: boolean, onChange?: unknown): unknown =>
  html`<label class="fees" part="fees"><input type="checkbox" .disabled=${!onChange} .checked=${isChecked} @change=${onChange}> <bdi>${text}</bdi></label>`;
