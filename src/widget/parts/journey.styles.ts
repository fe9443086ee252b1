const css = String.raw;

/** What stands in the form's place on the way to the payment and back. */
export const styles = css`
  .free {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.875rem;
    min-inline-size: 0;
    padding: 1rem;
    border: 1px solid var(--ink);
    border-radius: var(--radius);
    unicode-bidi: plaintext;
  }
  .panel {
    display: flex;
    flex-wrap: wrap;
    align-content: center;
    gap: 0.875rem;
  }
  .panel > :not(button) {
    flex: 1 0 100%;
  }
  .checkout {
    align-content: start;
    min-block-size: 40rem;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .stack > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  [inert] {
    visibility: hidden; /* the form keeps its room under the thanks: nothing below moves */
  }
  h3 {
    font-size: 1.375em;
    line-height: 1.2;
    unicode-bidi: plaintext;
  }
  h3:focus {
    outline: none;
  }
  .go {
    display: flex;
    flex-direction: column;
    justify-content: center;
    max-inline-size: 100%;
    min-block-size: 3rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--ink);
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 650;
    text-align: center;
    text-decoration: none;
  }
  .go:hover {
    box-shadow: 0 0 0 2px color-mix(in srgb, var(--ink) 45%, transparent);
  }
  .link {
    border: 0;
    padding-inline: 0;
    min-block-size: 2.75rem;
    font-weight: inherit;
    text-decoration: underline;
  }
  .note .link {
    position: relative;
    min-block-size: 0;
    padding: 0;
  }
  .note .link::after {
    content: '';
    position: absolute;
    inset: -0.875rem 0; /* a word in a line, yet as easily hit as a button */
  }
  a {
    color: var(--ink);
  }
`;
