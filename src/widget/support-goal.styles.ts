import { sheetOf } from './css.ts';

const css = String.raw;

const text = css`
  :host {
    --accent: var(--support-accent, light-dark(#0a5c4a, #5fd0b2));
    display: block;
    min-block-size: calc(3.375em + 2px); /* the sentence, the bar and its ticks: nothing moves when the answer comes */
  }
  :host([hidden]) {
    display: none;
  }
  p {
    margin: 0 0 0.375em;
    line-height: 1.25; /* "normal" is rounded anew in every engine, and would be a pixel of shift */
    font-weight: 650;
  }
  .bar {
    block-size: 0.625em;
    border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
    border-radius: 1em;
    overflow: hidden;
  }
  [part='fill'] {
    block-size: 100%;
    background: var(--accent);
    forced-color-adjust: none;
  }
  .ticks {
    position: relative;
    block-size: 1.5em;
    font-size: 0.75em;
  }
  .ticks span {
    position: absolute;
    inset-inline-start: var(--at);
    padding-block-start: 0.375em;
    translate: calc(var(--back, -1) * 50%);
    white-space: nowrap;
  }
  :host(:dir(rtl)) {
    --back: 1;
  }
  .ticks .at-0 {
    translate: 0;
  }
  .ticks .at-100 {
    inset-inline: auto 0;
    translate: 0;
  }
  @media (forced-colors: active) {
    [part='fill'] {
      background: Highlight;
    }
  }
`;

export const styles = sheetOf(text);
