const css = String.raw;

/*
 * A host page's style sheet may unset everything on the element itself, so nothing here depends on the host's own
 * display; the first box inside it is ours. What text inherits (font, size, spacing) stays the page's.
 */
/** The form's looks, for whoever draws it (see `form.ts`). */
export const formStyles = css`
  :host {
    display: block;
  }
  :host([hidden]),
  :host([hidden]) .frame {
    display: none;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  .frame {
    --given: var(--support-accent, light-dark(#0a5c4a, #5fd0b2));
    --accent: var(--given);
    /* black or white, by the accent's relative luminance (WCAG 2.2): one of them has at least 4.5:1 on any colour */
    --white: clamp(0, (0.179 - 0.2126 * r - 0.7152 * g - 0.0722 * b) * 99999, 1);
    --on-accent: var(--support-on-accent, light-dark(#fff, #06251d));
    /* the accent as a line or a word on the surface: as dark, or as light, as that needs */
    --ink: light-dark(oklch(from var(--accent) min(l, 0.48) c h), oklch(from var(--accent) max(l, 0.78) c h));
    --line: 1px solid light-dark(#757c79, #8b9490);
    --radius: var(--support-radius, 0.625rem);
    display: block;
    padding: 1.25rem 1.25rem 0.125rem; /* below, the last margin is added to it */
    border: 1px solid light-dark(#c9cfcb, #3d4643);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--support-surface, light-dark(#fff, #1a201e));
    color: var(--support-text, light-dark(#1a1f1d, #e8ebe6));
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    overflow-wrap: break-word;
  }
  @supports (color: color(from red srgb-linear r g b)) {
    .frame {
      /* as a screen shows it, opaque: what is read on it and beside it is reckoned from this */
      --accent: rgb(from var(--given) clamp(0, r, 255) clamp(0, g, 255) clamp(0, b, 255) / 1);
      --on-accent: var(--support-on-accent, color(from var(--accent) srgb-linear var(--white) var(--white) var(--white)));
    }
  }
  /* Blocks and margins, not grids: an engine lays them out in half the time. An empty slot's margins fall together with its neighbour's. */
  form > slot {
    display: block;
    margin-block-end: 0.875rem;
  }
  .choice > button {
    inline-size: 100%;
  }
  .choice > * + * {
    margin-block-start: 0.875rem;
  }
  h2 {
    font-size: 1.375em;
    line-height: 1.2;
  }
  fieldset {
    border: 0;
    padding: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
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
    align-content: center;
    max-inline-size: 100%; /* a word that is longer breaks */
    text-align: center;
    position: relative;
    flex: 1 0 max(22%, min(40%, (34.5rem - 100%) * 99)); /* four to a row where each has 8.25rem, else two; the last row is filled */
    padding-inline: 0.25rem;
    min-block-size: 4.375rem; /* words may take two lines: all rows are equal */
    line-height: 1.25;
    font-size: 0.875em;
  }
  .tier > * {
    display: block;
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
  .often .tier {
    flex: 1 0 0;
    min-block-size: 2.75rem;
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
  .tier:has(:checked) {
    border-color: var(--ink);
    background: color-mix(in srgb, var(--accent) 12%, transparent);
    box-shadow: inset 0 0 0 1px var(--ink);
  }
  .tier:has(:checked)::after {
    content: '✓' / '';
    position: absolute;
    inset-block-start: 0.125rem;
    inset-inline-end: 0.3125rem;
    font-size: 0.8125rem;
    line-height: 1;
    font-weight: 700;
    color: var(--ink);
  }
  .tier:has(:focus-visible),
  .field:focus-within,
  :focus-visible {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding-block: 0;
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
  p,
  legend {
    unicode-bidi: plaintext; /* a sentence runs as its language does, whatever the page's direction */
  }
  .paper {
    display: none;
  }
  p:empty,
  .unseen {
    position: absolute; /* takes no room, yet is there when something is to be read out */
    clip-path: inset(50%);
  }
  button {
    background: var(--accent);
    color: var(--on-accent);
    border: 1px solid var(--ink);
    font: inherit;
    font-weight: 650;
    cursor: pointer;
  }
  .note {
    margin-block: 0.875rem;
    display: grid;
    align-content: start;
    font-size: 0.875em;
  }
  .note > *,
  .note::before {
    grid-area: 1 / 1;
  }
  .note::before {
    content: attr(data-room); /* the longest that may be said here keeps the room for all: nothing moves */
    visibility: hidden;
  }
  .note p {
    display: inline;
  }
  @media (forced-colors: active) {
    .tier:has(:checked) {
      border: 3px solid Highlight;
    }
  }
  @media print {
    .paper {
      display: block;
    }
    .paper::slotted([data-amount]:not(a)) {
      display: none !important;
    }
    .paper::slotted(a)::after {
      content: ' (' attr(href) ')';
    }
    .choice,
    .note {
      display: none;
    }
  }
`;
