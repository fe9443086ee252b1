import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { press, resize, type, until } from '../support/reader.ts';
import { all, chosen, focused, isThere, place, the } from './by-role.ts';
import { contrast, drawn } from './colours.ts';
import { answer, askedFor, hasLeft, payPage } from './endpoint-stand-in.ts';
import { awhile } from './page.ts';
import { dark, everything, layouts, light, showPage, type Page } from './states.ts';

/** Whether the place of the keyboard can be seen: a ring around it, or around the tile or field it is in, in a colour that stands out. */
function isSeen(): boolean {
  const element = focused()!;
  const surface = getComputedStyle(document.querySelector('support-widget')!.shadowRoot!.querySelector('[part=frame]')!).backgroundColor;
  return [element, element.closest('.tier'), element.closest('.field')].some((ringed) => {
    if (!ringed) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ringed);
    return outlineStyle === 'solid' && outlineWidth === '3px' && contrast(drawn(surface, outlineColor), drawn(surface)) >= 3;
  });
}

/** `press('Tab')`, and waits for what comes of it: a busy Firefox moves on a moment later. */
async function tab(...held: string[]): Promise<void> {
  const before = focused();
  const end = performance.now() + 500;
  await press(...held as [], 'Tab');
  while (focused() === before && performance.now() < end) await new Promise((resolve) => { setTimeout(resolve, 5); });
}

/** Where the keyboard goes, one Tab after the other, until it has been at `last`; and where it could not be seen. */
async function tabTo(last: string): Promise<[stops: string[], unseen: string[]]> {
  const [stops, unseen]: [string[], string[]] = [[], []];
  for (let tries = 0; tries < 20 && stops.at(-1) !== last; tries += 1) {
    await tab();
    stops.push(place());
    if (!isSeen()) unseen.push(place());
  }
  return [stops, unseen];
}

/** To where the keyboard is before the widget; where it is opened first, to what was opened. */
async function begin(page: Page): Promise<void> {
  await showPage({ attributes: everything, ...page });
  await until('it is there', () => all('button').length > 0);
  the('link', 'Before').focus();
  const opener = all('button').find((button) => button.ariaHasPopup === 'dialog');
  if (!opener) return;
  while (focused() !== opener) await tab();
  // WebKit's window loses the focus where it was made smaller, and draws no ring.
  ok(isSeen() || !document.hasFocus(), `the opener's ring is seen, at ${place()}`);
  await press('Enter');
  await until('it is open', () => isThere('radio', 'Once'));
}

beforeEach(() => resize(1000, 900));

const stops = ['radio Once', 'radio Support without paying', 'textbox Other amount in USD', 'checkbox Add the card fees', 'button Support'];

for (const [scheme, style] of [['light', light], ['dark', dark]] as const) {
  for (const layout of layouts) {
    test(`by keyboard through a ${layout}, seen at each step, ${scheme}`, async () => {
      await begin({ layout, style });
      const [reached, unseen] = await tabTo('button Support');
      // Firefox stops at a dialog itself, too.
      deepEqual(reached.filter((stop) => !['button Close', 'dialog Support us'].includes(stop)), stops);
      deepEqual(unseen, []);
    });
  }
}

for (const [layout, width] of [['card', 1000], ['compact', 1000], ['bar', 1000], ['bar', 375], ['button', 1000]] as const) {
  test(`the whole choice by keyboard alone: ${layout} in ${width} px`, async () => {
    answer({ 'POST checkout': payPage });
    await begin({ layout, window: width });
    while (place() !== 'radio Once') await tab();
    await press('ArrowRight');
    await until('it is monthly', () => chosen().join() === 'Monthly');
    await tab();
    await press('ArrowDown');
    await until('it is $100', () => chosen().join() === 'Monthly,$100 every month');
    await tab();
    await tab();
    await press('Space');
    await until('the total is in the button', () => isThere('button', 'Support with $103.30 every month'));
    await tab();
    equal(place(), 'button Support with $103.30 every month');
    await press('Enter');
    await until('the reader leaves', hasLeft);
    const { amount, frequency, coversFees } = askedFor('POST checkout')[0]!.body as Record<string, unknown>;
    deepEqual([amount, frequency, coversFees], [10_330, 'month', true]);
  });
}

test('an arrow takes the ring or, where an engine sees no keyboard in it, the tick along', async () => {
  await begin({ attributes: 'value="100"' });
  await tabTo('radio $100');
  const tile = (): Element => focused()!.closest('.tier')!;
  const first = tile();
  await press('ArrowDown');
  await until('the next is chosen', () => chosen().join() === '$2,500');
  ok(tile() !== first && (isSeen() || getComputedStyle(tile(), '::after').content.includes('✓')));
  equal(getComputedStyle(first).outlineStyle, 'none', 'only where it is');
  equal(getComputedStyle(first, '::after').content, 'none');
});

test('tabbing through the field to the button does not lose the choice', async () => {
  await begin({ attributes: 'value="100"' });
  await tabTo('button Support with $100');
  deepEqual(chosen(), ['$100']);
});

test('backwards the keyboard goes the same way', async () => {
  await begin({ attributes: `${everything} value="100"` });
  const [forth] = await tabTo('button Support with $100');
  const back: string[] = [];
  while (place() !== 'link Before') {
    back.push(place());
    await tab('Shift');
  }
  deepEqual(back, forth.toReversed());
});

test('a typed amount, asked about, is confirmed by keyboard', async () => {
  answer({ 'POST checkout': payPage });
  await begin({ attributes: '' });
  await tabTo('textbox Other amount in USD');
  await type('12,50');
  await tab();
  await until('it asks', () => isThere('button', 'Yes, $12.50'));
  // It came up behind the keyboard, which had gone on to the button.
  while (place() !== 'button Yes, $12.50') await tab('Shift');
  ok(isSeen());
  await press('Enter');
  await until('the keyboard is at the button', () => place() === 'button Support with $12.50');
  ok(isSeen());
});

test('choosing 0 leads on to what is there instead of the button', async () => {
  await begin({});
  while (place() !== 'radio Support without paying') await tab();
  await press('Space');
  await until('it thanks', () => isThere('button', 'Share this page'));
  const [, unseen] = await tabTo('button Share this page');
  deepEqual(unseen, []);
});

for (const [layout, width] of [['button', 1000], ['bar', 375]] as const) {
  test(`in the dialog of a ${layout} the keyboard stays inside, forwards and backwards`, async () => {
    await begin({ layout, window: width });
    const reached = new Set<string>([place()]);
    // Past the ends the browser's own bars have their turn; from there Firefox, without a window, does not come back.
    const isOver = (end: string): boolean => navigator.userAgent.includes('Firefox') && place() === end;
    for (let tries = 0; tries < 16 && !isOver('button Support'); tries += 1) {
      await tab();
      reached.add(place());
    }
    for (let tries = 0; tries < 16 && !isOver('button Close'); tries += 1) {
      await tab('Shift');
      reached.add(place());
    }
    deepEqual([...reached].filter((stop) => stop !== 'nowhere' && ![...stops, 'button Close', 'dialog Support us', 'radio Yearly', 'radio Other amount'].includes(stop)), []);
    ok(stops.every((stop) => reached.has(stop)), [...reached].join());
  });
}

test('Escape does nothing where nothing is open', async () => {
  await begin({ attributes: 'value="100"' });
  await tabTo('textbox Other amount in USD');
  await press('Escape');
  await awhile();
  deepEqual([place(), chosen()], ['textbox Other amount in USD', ['$100']]);
});
