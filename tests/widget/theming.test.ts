import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, hover, press, until } from '../support/reader.ts';
import { all, isThere, textOf, the } from './by-role.ts';
import { contrast, drawn } from './colours.ts';
import { answer, gift } from './endpoint-stand-in.ts';
import { comeBack, departed } from './page.ts';
import { dark, everything, light, reach, showPage } from './states.ts';

const schemes = { light, dark };

const accents = [
  'black', 'white', 'yellow', 'red', 'lime', 'blue', 'cyan', 'magenta', 'orange', 'gold', 'navy', 'maroon', 'olive', 'teal', 'purple', 'rebeccapurple',
  'hotpink', 'chocolate', 'tomato', 'salmon', 'khaki', 'lavender', 'honeydew', 'mistyrose', 'aliceblue', 'transparent', 'hsl(210 60% 50%)', 'hwb(120 30% 30%)',
  '#010101', '#fefefe', '#333', '#555', '#666', '#6e6e6e', '#747474', '#757575', '#767676', '#777', '#787878', '#808080', '#8a8a8a', '#949494', '#999', '#aaa', '#bbb', '#ccc', '#eee',
  '#39ff14', '#ff073a', '#04d9ff', '#ffff33', '#bc13fe', '#ff6ec7', '#aec6cf', '#ffb7b2', '#fdfd96', '#b39eb5', '#635bff', '#e4002b', '#1877f2', '#ff4500', '#00a86b',
  'rgba(0, 0, 0, 0.3)', 'rgb(255 255 255 / 40%)', 'rgba(10, 92, 74, 0.5)', '#ff000020',
  'oklch(0.7 0.15 150)', 'oklch(0.95 0.2 110)', 'oklch(0.5 0.37 30)', 'oklch(0.9 0.4 150)', 'oklch(0.3 0.3 264)', 'oklab(0.6 0.1 -0.1)', 'color(display-p3 0 1 0)', 'color(display-p3 1 0 0.5)', 'lab(50 80 60)',
];

const shadow = (selector: string): HTMLElement => document.querySelector('support-widget')!.shadowRoot!.querySelector(selector)!;
const styleOf = (selector: string, pseudo?: string): CSSStyleDeclaration => getComputedStyle(shadow(selector), pseudo);

/** Each pair that is too alike, with its contrast. */
function tooAlike(pairs: Record<string, [least: number, one: string[], other: string[]]>): string[] {
  return Object.entries(pairs)
    .map(([what, [least, one, other]]) => [what, least, contrast(drawn(...one), drawn(...other))] as const)
    .filter(([, least, reached]) => reached < least)
    .map(([what, , reached]) => `${what} ${reached.toFixed(2)}`);
}

for (const [scheme, style] of Object.entries(schemes)) {
  test(`any accent can be read, and seen against the surface, ${scheme}`, async () => {
    const widget = await showPage({ style, attributes: `${everything} value="100"` });
    (the('button') as HTMLButtonElement).focus();
    const bad: string[] = [];
    for (const accent of accents) {
      ok(CSS.supports('color', accent), `${accent} is a colour`);
      widget.style.setProperty('--support-accent', accent);
      const surface = styleOf('.frame').backgroundColor;
      const button = styleOf('[part=button]');
      const tile = styleOf('.tier:has([name=amount]:checked)');
      const found = tooAlike({
        'text of the button': [4.5, [surface, button.backgroundColor, button.color], [surface, button.backgroundColor]],
        'edge of the button': [3, [surface, button.borderTopColor], [surface]],
        tick: [4.5, [surface, tile.backgroundColor, styleOf('.tier:has([name=amount]:checked)', '::after').color], [surface, tile.backgroundColor]],
        'sum in the chosen tile': [4.5, [surface, tile.backgroundColor, tile.color], [surface, tile.backgroundColor]],
        'edge of the chosen tile': [3, [surface, tile.borderTopColor], [surface]],
        'focus ring': [3, [surface, button.outlineColor], [surface]],
        'ticked box': [3, [surface, styleOf('.fees input').accentColor], [surface]],
        'edge of a tile': [3, [surface, styleOf('.tier:not(:has(:checked))').borderTopColor], [surface]],
        'edge of the field': [3, [surface, styleOf('.field').borderTopColor], [surface]],
        text: [4.5, [surface, styleOf('.frame').color], [surface]],
        error: [4.5, [surface, styleOf('.error').color], [surface]],
      });
      if (found.length > 0) bad.push(`${accent}: ${found.join(', ')}`);
    }
    deepEqual(bad, []);
    ok(accents.length >= 60);
  });

  test(`links in the thanks can be read with any accent, ${scheme}`, async () => {
    const widget = await reach('thanked every month', { style });
    const bad: string[] = [];
    for (const accent of accents) {
      widget.style.setProperty('--support-accent', accent);
      const surface = styleOf('.frame').backgroundColor;
      const found = tooAlike({ link: [4.5, [surface, getComputedStyle(the('link', 'Change or stop your gift')).color], [surface]] });
      if (found.length > 0) bad.push(`${accent}: ${found.join(', ')}`);
    }
    deepEqual(bad, []);
  });
}

test('under the mouse the button still says what it says: no filter washes it out', async () => {
  await showPage({ attributes: 'value="100" style="--support-accent: #757575"' });
  const { boxShadow: before } = getComputedStyle(the('button'));
  await hover(the('button'));
  await until('the mouse is seen', () => getComputedStyle(the('button')).boxShadow !== before);
  const { color, backgroundColor, filter } = getComputedStyle(the('button'));
  equal(filter, 'none');
  ok(contrast(drawn(backgroundColor, color), drawn(backgroundColor)) >= 4.5);
});

test('the owner\'s surface, text, words on the accent and corners are followed', async () => {
  await showPage({ attributes: 'value="100" style="--support-surface: rgb(255, 250, 230); --support-text: rgb(60, 20, 0); --support-accent: rgb(120, 0, 120); --support-on-accent: rgb(255, 255, 0); --support-radius: 3px"' });
  const { backgroundColor, color } = styleOf('.frame');
  deepEqual([backgroundColor, color], ['rgb(255, 250, 230)', 'rgb(60, 20, 0)']);
  equal(styleOf('.tier').color, 'rgb(60, 20, 0)');
  for (const part of ['tier', 'field', 'button']) equal(styleOf(`[part=${part}]`).borderTopLeftRadius, '3px');
  deepEqual(drawn(styleOf('[part=button]').color), [255, 255, 0]);
});

for (const [scheme, style] of Object.entries(schemes)) {
  test(`the widget follows the page's scheme: ${scheme}`, async () => {
    await showPage({ style });
    const { backgroundColor, color } = styleOf('.frame');
    const [surface, text] = [drawn(backgroundColor), drawn(color)];
    equal(surface[0] > text[0], scheme === 'light');
    ok(contrast(surface, text) > 12);
  });
}

/** The parts the documentation promises, and where each is to be seen. */
test('every part is there to be styled', async () => {
  await reach('choosing', { content: '<p slot="footer">Thanks to all</p>' });
  const parts = (): string[] => [...document.querySelector('support-widget')!.shadowRoot!.querySelectorAll('[part]')].map((element) => element.getAttribute('part')!);
  for (const part of ['frame', 'heading', 'frequency', 'tier', 'field', 'fees', 'button', 'note', 'error']) ok(parts().includes(part), part);
  await click(the('radio', 'Support without paying'));
  await until('it thanks', () => isThere('button', 'Share this page'));
  ok(parts().includes('free'));
  await reach('choosing', { layout: 'button' });
  for (const part of ['open', 'close', 'frame', 'button']) ok(parts().includes(part), `${part} of a button`);
  await reach('thanked');
  ok(parts().includes('thanks'));
});

test('a page styles each part from outside', async () => {
  const sheet = document.createElement('style');
  sheet.textContent = 'support-widget::part(tier), support-widget::part(button), support-widget::part(frame), support-widget::part(thanks), support-widget::part(heading) { border: 7px solid red }';
  document.head.append(sheet);
  try {
    answer({ 'GET checkout/cs_test_1': () => gift('paid') });
    comeBack({ departure: departed() });
    await showPage();
    await until('it thanks', () => isThere('heading', 'Thank you!'));
    for (const part of ['frame', 'heading', 'tier', 'button', 'thanks']) equal(styleOf(`[part=${part}]`).borderTopWidth, '7px', part);
  } finally {
    sheet.remove();
  }
});

test('the tick, the ring and what is drawn by the press are the accent\'s own hue', async () => {
  await showPage({ attributes: 'value="100" style="--support-accent: rgb(200, 0, 0)"' });
  (the('textbox')).focus();
  await press('Tab');
  const [red, green, blue] = drawn(getComputedStyle(the('button')).outlineColor);
  ok(red > 100 && green < 60 && blue < 60, `the ring is rgb(${red}, ${green}, ${blue})`);
  equal(textOf(all('button')[0]!), 'Support with $100');
});
