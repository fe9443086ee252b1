/** The pay page's style sheet. System fonts, one column, light and dark: nothing to load and nothing to wonder at. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f4f5f7, #14161a);
  --sheet: light-dark(#ffffff, #1d2026);
  --text: light-dark(#1b1f26, #eceef2);
  --quiet: light-dark(#555d6b, #a9b0bd);
  --line: light-dark(#c9ced8, #464d5a);
  --edge: light-dark(#7b8493, #858e9e);
  --pay: light-dark(#1f5f46, #8fd6b6);
  --on-pay: light-dark(#ffffff, #0c2a1e);
  --notice: light-dark(#fff3cd, #3b2f0b);
  --on-notice: light-dark(#4a3a00, #ffe9a6);
  --refused: light-dark(#fdecea, #43201c);
  --on-refused: light-dark(#7a1c12, #ffc9c1);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: flex;
  flex-direction: column;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
}
.sandbox { padding: .75rem 1rem; background: var(--notice); color: var(--on-notice); text-align: center; }
main {
  width: min(26rem, 100% - 2rem);
  margin: clamp(1.5rem, 8vh, 5rem) auto 1.5rem;
  padding: clamp(1.25rem, 5vw, 2rem);
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: .75rem;
}
h1 { margin: 0; font-size: 1.125rem; font-weight: 600; line-height: 1.35; overflow-wrap: anywhere; }
main p { margin: .75rem 0 0; }
main .sum { margin: .25rem 0 1.5rem; color: var(--quiet); }
.amount { color: var(--text); font-size: 2.25rem; font-weight: 650; line-height: 1.2; letter-spacing: -.01em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
main .refused { margin: 0 0 1rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--refused); color: var(--on-refused); }
form { margin: .625rem 0 0; }
button {
  width: 100%;
  min-height: 2.75rem;
  padding: .625rem 1rem;
  border: 1px solid var(--edge);
  border-radius: .5rem;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button[aria-disabled="true"] { opacity: .6; cursor: progress; }
button:hover { background: color-mix(in srgb, currentColor 7%, transparent); }
.primary { min-height: 3.25rem; border-color: var(--pay); background: var(--pay); color: var(--on-pay); font-weight: 600; }
.primary:hover { background: color-mix(in srgb, var(--pay) 88%, var(--text)); }
main .away { margin: .5rem 0 -.5rem; text-align: center; }
a { display: inline-block; min-height: 2.75rem; padding: .625rem 1rem; color: inherit; text-underline-offset: .2em; }
:focus-visible { outline: 3px solid light-dark(#2459d3, #9dbcff); outline-offset: 2px; }
footer { margin-top: auto; padding: 1rem; color: var(--quiet); font-size: .875rem; text-align: center; }
footer p { margin: 0 auto; max-width: 34rem; }

/* In a frame: as tall as what is in it. What follows the window's height would follow the frame's, and that follows this. */
.embedded { min-height: 0; }
.embedded main { margin-block: 1rem; }
.embedded footer { padding-top: 0; }
`;
