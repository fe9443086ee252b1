const css = String.raw;

/** What a reader who has come near sees: what they point at, what is wrong, what is asked back. */
export const styles = css`
  .tier:hover {
    border-color: var(--ink);
  }
  button:hover {
    box-shadow: 0 0 0 2px color-mix(in srgb, var(--ink) 45%, transparent); /* a brighter ground would take the words their contrast */
  }
  .frame {
    --error: light-dark(#b3261e, #ff9f96);
  }
  .error {
    color: var(--error);
    margin-block-start: 0.375rem;
  }
  .field:has([aria-invalid='true']) {
    border-color: var(--error);
  }
  .error + .quiet {
    margin-block-start: 0.5rem;
  }
  [aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  .quiet,
  .link {
    background: none;
    border: var(--line);
    color: inherit;
  }
`;
