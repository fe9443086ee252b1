import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, resize, until } from '../support/reader.ts';
import { all, chosen, isThere, nameOf, place, textOf, the } from './by-role.ts';
import { everything, getAtChoice, layouts, light, showPage, type Page } from './states.ts';

/** Every box and what is drawn of it, which the page's own style sheet has no business with. */
const own = ['display', 'visibility', 'opacity', 'position', 'appearance', 'text-align', 'text-transform', 'text-indent', 'white-space', 'background-color', 'border-top-width', 'border-top-style', 'padding-left', 'outline-style', 'pointer-events'];

function drawing(): string[] {
  const root = document.querySelector('support-widget')!.shadowRoot!;
  return [...root.querySelectorAll('*')].map((element) => {
    const [style, { width, height }] = [getComputedStyle(element), element.getBoundingClientRect()];
    return [`<${element.localName} ${element.className}>`, Math.round(width), Math.round(height), ...own.map((name) => style.getPropertyValue(name))].join(' ');
  });
}

/** What the reader can press; behind a dialog nothing can be. */
function controls(): HTMLElement[] {
  const behind = document.querySelector('support-widget')!.shadowRoot!.querySelector(':has(> dialog:modal) > button');
  return ['radio', 'textbox', 'checkbox', 'button'].flatMap((role) => all(role)).filter((element) => element !== behind);
}

/** What a click in the middle of each control would meet, where that is not the control or its label. */
function coveredControls(): string[] {
  return controls().filter((element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = element.getBoundingClientRect();
    const root = element.getRootNode() as ShadowRoot;
    const met = root.elementFromPoint(x + width / 2, y + height / 2);
    return width < 20 || height < 20 || !met || !(element.contains(met) || met.contains(element));
  }).map(nameOf);
}

async function styled(css: string, run: () => Promise<void> | void): Promise<void> {
  const sheet = document.createElement('style');
  sheet.textContent = css;
  document.head.append(sheet);
  try {
    await run();
  } finally {
    sheet.remove();
  }
}

/** The column keeps its width whatever the page's style sheet unsets; two pages are then compared. */
const column: Page = { style: 'all: initial !important; display: block !important; width: 480px !important; font: 16px sans-serif !important', attributes: everything };

async function shown(page: Page): Promise<string[]> {
  await showPage(page);
  // Nor is a scroll bar compared, which takes room as a page grows.
  document.documentElement.style.setProperty('overflow', 'hidden', 'important');
  const host = document.querySelector('support-widget')!;
  // What text inherits is the page's own; so that only the rest is compared, both have the same.
  host.style.setProperty('font', '16px sans-serif', 'important');
  await getAtChoice();
  await until('the meter is there', () => textOf(document.body).includes('$100 of $5,000'));
  return drawing();
}

before(() => resize(900, 800));
afterEach(() => { document.documentElement.style.overflow = ''; });

for (const [what, css] of [
  ['everything is unset', '* { all: unset !important }'],
  ['inputs are made invisible', 'input { appearance: none !important; opacity: 0 !important; display: none !important }'],
  ['buttons are unset', 'button { all: unset !important }'],
  ['forms, fields and labels are laid out anew', 'form, fieldset, label, legend, dialog { display: flex !important; float: left !important; width: 10px !important; border: 9px solid !important }'],
  ['everything is measured without its border', '*, *::before, *::after { box-sizing: content-box !important }'],
  ['headings are hidden', 'h1, h2, h3 { display: none !important }'],
] as const) {
  for (const layout of layouts) {
    test(`${what}: ${layout} is drawn as without`, async () => {
      const before = await shown({ ...column, layout });
      await styled(css, async () => {
        const after = await shown({ ...column, layout });
        deepEqual(after.filter((box, at) => box !== before[at]).map((box) => [box, before[after.indexOf(box)]]), []);
        equal(after.length, before.length);
        deepEqual(coveredControls(), []);
      });
      ok(before.length > 20);
    });
  }
}

const loud = 'body { font-size: 40px; line-height: 1; letter-spacing: .2em; word-spacing: .5em; text-align: center; text-transform: uppercase; text-indent: 3em; white-space: nowrap; direction: rtl; cursor: none; font-style: italic; visibility: visible }';

for (const layout of layouts) {
  test(`loud text all around: what is not the page's to say stays, ${layout}`, async () => {
    await styled(loud, async () => {
      await showPage({ style: 'width: 600px', layout, attributes: everything });
      await getAtChoice();
      const frame = document.querySelector('support-widget')!.shadowRoot!.querySelector('[part=frame]')!;
      const { textAlign, textTransform, textIndent, whiteSpace } = getComputedStyle(frame);
      deepEqual([textAlign, textTransform, textIndent, whiteSpace], ['start', 'none', '0px', 'normal']);
      ok(frame.scrollWidth <= frame.clientWidth + 1, `${frame.scrollWidth} in ${frame.clientWidth}`);
      deepEqual(coveredControls(), []);
    });
  });
}

test('in the loudest page the choice is made by mouse and keyboard', async () => {
  await styled(`${loud} * { all: unset !important } script, style, head, title { display: none !important }`, async () => {
    await showPage({ style: light, attributes: everything });
    await until('the meter is there', () => textOf(document.body).includes('$100 of $5,000'));
    await click(the('radio', '$2,500'));
    deepEqual(chosen(), ['Once', '$2,500']);
    await press('Tab');
    equal(place(), 'textbox Other amount in USD');
    await press('Tab');
    ok(place().startsWith('checkbox Add $74.97'), place());
    await press('Space');
    await until('the total is in the button', () => isThere('button', 'Support with $2,574.97'));
    await press('Tab');
    equal(place(), 'button Support with $2,574.97');
  });
});

test('`hidden` hides it where everything is unset, too', async () => {
  await styled('* { all: unset !important }', async () => {
    const widget = await showPage({ attributes: 'hidden' });
    equal(widget.shadowRoot!.querySelector('.frame')!.checkVisibility(), false);
  });
});
