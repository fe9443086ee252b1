const css = String.raw;

/** The dialog and the bar, in the widget's own tree beside its other styles. */
export const styles = css`
  .bare {
    padding: 0;
    border: 0;
    background: none;
  }
  dialog {
    inset: 0;
    inline-size: min(32rem, 100% - 1rem);
    max-inline-size: none;
    max-block-size: calc(100dvh - 1rem);
    overflow: auto;
    overscroll-behavior: contain;
  }
  dialog:not([open]) {
    display: none !important;
  }
  dialog:modal {
    margin: auto;
  }
  dialog::backdrop {
    background: #000a;
  }
  .close {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-end: 0.5rem;
    z-index: 1;
    inline-size: 2.75rem;
    min-block-size: 2.75rem;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
  }
  .close::before {
    content: '✕' / '';
  }
  dialog [name='heading'] {
    padding-inline-end: 2.5rem;
  }
  dialog.bar:not(:modal) {
    position: fixed;
    inset: auto 0 0;
    z-index: 2147483646;
    inline-size: auto;
    max-block-size: 70dvh;
    padding: 1rem max(1rem, (100% - 60rem) / 2) 0.125rem;
    border-width: 1px 0 0;
    border-radius: 0;
    box-shadow: 0 -0.25rem 1.5rem #0003;
  }
  .bar :is([name='heading'], [name='goal']) {
    margin-block-end: 0.625rem;
  }
  .bar .note {
    margin-block-start: 0.625rem;
  }
  .bar .tier {
    flex-basis: max(14%, min(28%, (26rem - 100%) * 99));
    min-block-size: 2.75rem;
  }
  .bar .tier bdi {
    font-size: 1.125em;
  }
  .bar .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.625rem;
  }
  .bar .choice > * {
    flex: 1 1 100%;
    min-inline-size: 0;
    margin: 0;
  }
  .bar .choice > :is(.other-amount, button) {
    flex: 1 1 12rem;
  }
  .expand {
    display: none;
  }
  @media (width < 40rem) {
    /* On a small screen the bar is one line and the choice a dialog: it must not bury the page. */
    dialog.bar:not(:modal) :is(.stack, .note, [name='goal'], [name='footer']) {
      display: none;
    }
    dialog.bar:not(:modal) .expand {
      display: block;
      margin-block: 0.5rem 0.875rem;
    }
  }
  @media print {
    .bar,
    .bare {
      display: none;
    }
  }
`;
