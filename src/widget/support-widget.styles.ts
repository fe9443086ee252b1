import { css } from './css.ts';

export const styles = css`
  :host {
    --accent: var(--support-accent, light-dark(#0a5c4a, #5fd0b2));
    --on-accent: var(--support-on-accent, light-dark(#fff, #06251d));
    --error: light-dark(#b3261e, #ff9f96);
    --line: 1px solid color-mix(in srgb, currentColor 50%, transparent);
    --radius: var(--support-radius, 0.625rem);
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  form,
  section,
  .free {
    display: grid;
    gap: 0.875rem;
  }
  h2 {
    font-size: 1.375em;
    line-height: 1.2;
  }
  h2:focus {
    outline: none;
  }
  fieldset {
    border: 0;
    padding: 0;
    min-inline-size: 0;
  }
  legend {
    margin-block-end: 0.5rem;
  }
  .tiers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .tier,
  .field,
  button {
    min-block-size: 3rem;
    padding: 0.25rem 0.75rem;
    border: var(--line);
    border-radius: var(--radius);
    background: light-dark(#fffc, #fff1);
  }
  .tier {
    position: relative;
    flex: 1 0 max(22%, min(40%, (34.5rem - 100%) * 99)); /* four to a row where each has 8.25rem, else two; the last row is filled */
    min-block-size: 4.375rem; /* "Support without paying" may take two lines: all rows are equal */
    display: grid;
    place-content: center;
    text-align: center;
    line-height: 1.25;
    font-size: 0.875em;
  }
  .tier bdi {
    font-size: 1.375em;
    font-weight: 650;
  }
  .other {
    flex-basis: 100%;
    min-block-size: 3rem;
    font-size: 1em;
  }
  .tier input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .tier:hover {
    border-color: var(--accent);
  }
  .tier:has(:checked) {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 12%, transparent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  .tier:has(:checked)::after {
    content: '✓' / '';
    position: absolute;
    inset-block-start: 0.125rem;
    inset-inline-end: 0.4375rem;
    font-weight: 700;
    color: var(--accent);
  }
  .tier:has(:focus-visible),
  .field:has(:focus),
  button:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding-block: 0;
  }
  .field:has([aria-invalid='true']) {
    border-color: var(--error);
  }
  .field input {
    flex: 1;
    inline-size: 0;
    align-self: stretch;
    border: 0;
    padding: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px); /* smaller, and iOS zooms the page */
    outline: none;
  }
  .error {
    color: var(--error);
    margin-block-start: 0.375rem;
  }
  p:empty {
    position: absolute; /* takes no room, yet is there when something is to be read out */
  }
  button {
    background: var(--accent);
    color: var(--on-accent);
    border-color: transparent;
    font: inherit;
    font-weight: 650;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.1);
  }
  [aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  .quiet {
    background: none;
    border: var(--line);
    color: inherit;
  }
  section,
  .free {
    padding: 1rem;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
  }
  @media (forced-colors: active) {
    .tier:has(:checked) {
      border: 3px solid Highlight;
    }
  }
`;
