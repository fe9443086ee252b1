const css = String.raw;

/** The box for the card fees, tiers that are links, and `layout="compact"`. */
export const extrasStyles = css`
  a.tier {
    color: inherit;
    text-decoration: none;
  }
  .frame:has(> .compact) {
    padding: 0.875rem 0.875rem 0;
  }
  .compact .tier {
    flex-basis: max(14%, min(28%, (26rem - 100%) * 99));
    min-block-size: 2.75rem;
  }
  .compact .tier bdi {
    font-size: 1.125em;
  }
  @media screen {
    .compact .choice {
      display: flex;
      flex-wrap: wrap;
      align-items: start;
      gap: 0.625rem;
    }
  }
  .compact .choice > * {
    flex: 1 1 100%;
    min-inline-size: 0;
    margin: 0;
  }
  .compact .choice > :is(.other-amount, button) {
    flex: 1 1 12rem;
  }
  .fees {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 2.75rem;
  }
  .fees bdi {
    min-inline-size: 0;
  }
  .fees input {
    flex: none;
    inline-size: 1.375rem;
    block-size: 1.375rem;
    accent-color: var(--ink);
  }
`;
