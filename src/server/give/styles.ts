/**
 * The style sheet of `/give`, in the widget's colours. The first block is for old browsers, which readers without
 * script may well have: they see light colours and plain radio buttons.
 */
export const styles = `
:root {
  --page: #f4f6f5;
  --sheet: #fff;
  --text: #1a211f;
  --quiet: #55605c;
  --line: #d3dad7;
  --edge: #76827d;
  --accent: #0a5c4a;
  --on-accent: #fff;
  --error: #b3261e;
  --wrong: #fdecea;
}
@supports (color: light-dark(red, red)) {
  :root {
    color-scheme: light dark;
    --page: light-dark(#f4f6f5, #131716);
    --sheet: light-dark(#fff, #1b201e);
    --text: light-dark(#1a211f, #e9eeec);
    --quiet: light-dark(#55605c, #a6b1ad);
    --line: light-dark(#d3dad7, #38423e);
    --edge: light-dark(#76827d, #828e89);
    --accent: light-dark(#0a5c4a, #5fd0b2);
    --on-accent: light-dark(#fff, #06251d);
    --error: light-dark(#b3261e, #ff9f96);
    --wrong: light-dark(#fdecea, #3b1f1c);
  }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main {
  max-inline-size: 32rem;
  margin: clamp(0rem, 6vmin, 3.5rem) auto;
  padding: clamp(1rem, 5vw, 2rem);
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
}
@media (max-width: 33rem) { body { background: var(--sheet); } main { margin: 0 auto; border: 0; } }
h1 { font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
main > p, .done > p { margin-block-start: 0.75rem; }
form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; margin-block-start: 1.25rem; }
fieldset { border: 0; padding: 0; min-inline-size: 0; }
legend { padding: 0; margin-block-end: 0.5rem; font-weight: 600; }
.tiers { display: flex; flex-wrap: wrap; gap: 0.5rem; overflow-wrap: break-word; /* a tile is as wide as its longest word */ }
.tier {
  position: relative;
  flex: 1 0 40%;
  max-inline-size: 100%;
  min-block-size: 4rem;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: center;
  gap: 0 0.5rem;
  padding: 0.375rem 1rem;
  border: 1px solid var(--edge);
  border-radius: 0.625rem;
  text-align: center;
  line-height: 1.25;
  cursor: pointer;
}
.tier span { min-inline-size: 0; font-size: 0.9375rem; }
.tier bdi { display: block; font-size: 1.25rem; font-weight: 650; }
.wide { flex-basis: 100%; min-block-size: 3rem; }
.often .tier { flex-basis: 25%; min-block-size: 3rem; }
.tier:hover { border-color: var(--accent); }
.tier input { accent-color: var(--accent); inline-size: 1.25rem; block-size: 1.25rem; }
@supports selector(:has(:checked)) {
  .tiers:not(.answers) input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
  .tier:has(:checked) { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 10%, transparent); box-shadow: inset 0 0 0 1px var(--accent); }
  .tier:has(:checked)::after { content: '✓' / ''; position: absolute; inset-block-start: 0; inset-inline-end: 0.4375rem; font-weight: 700; color: var(--accent); }
  .tier:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
  .tier input:focus-visible { outline: none; }
  @media (forced-colors: active) { .tier:has(:checked) { border: 3px solid Highlight; } }
}
.other { display: grid; gap: 0.375rem; }
.other label { font-weight: 600; }
.other input {
  inline-size: 100%;
  min-block-size: 3rem;
  padding: 0.25rem 0.75rem;
  border: 1px solid var(--edge);
  border-radius: 0.625rem;
  background: var(--sheet);
  color: inherit;
  font: inherit;
}
.other [aria-invalid] { border: 2px solid var(--error); }
.question { padding: 1rem; border: 2px solid var(--accent); border-radius: 0.625rem; }
.question legend { float: inline-start; inline-size: 100%; margin-block-end: 0.75rem; }
.answers { clear: both; }
.answers .tier { justify-content: start; min-block-size: 3rem; }
button {
  min-block-size: 3.25rem;
  padding: 0.5rem 1rem;
  border: 1px solid transparent;
  border-radius: 0.625rem;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 650;
  cursor: pointer;
}
button:hover { filter: brightness(1.1); }
.quiet { color: var(--quiet); font-size: 0.875rem; }
fieldset .quiet, .error { margin-block-start: 0.375rem; }
form > .quiet { margin-block-start: -0.75rem; text-align: center; }
.error { color: var(--error); }
.wrong, .notice { padding: 0.75rem 1rem; border-inline-start: 4px solid var(--accent); background: color-mix(in srgb, var(--accent) 10%, transparent); }
.wrong { border-color: var(--error); background: var(--wrong); margin-block: 0 1.25rem; }
main > .wrong { margin-block: 0 1.25rem; }
.done { padding: 1.25rem; border: 1px solid var(--accent); border-radius: 0.625rem; }
a { color: inherit; text-underline-offset: 0.2em; }
.ways { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.ways a { display: inline-flex; align-items: center; min-block-size: 2.75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media print { body { background: none; } main { border: 0; padding: 0; } button { border-color: currentColor; background: none; color: inherit; } }
`;
