import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, resize, show, until } from '../support/reader.ts';
import { all, chosen, isThere, names, place, the } from './by-role.ts';
import { answer, campaign, endpoint } from './endpoint-stand-in.ts';
import { awhile } from './page.ts';
import { showPage } from './states.ts';

const isShown = (): boolean => all('dialog').length === 1;
const bar = (): SupportWidget => document.querySelector('support-widget[layout=bar]')!;
const dialog = (): HTMLDialogElement => bar().shadowRoot!.querySelector('dialog')!;
const someWidget = (attributes: string): string => `<support-widget endpoint="${endpoint}" ${attributes}></support-widget>`;

beforeEach(() => resize(1000, 800));

const shown = (): Promise<void> => until('the bar is shown', isShown);
const gone = (): Promise<void> => until('the bar is gone', () => !isShown());

async function showBar(window?: number): Promise<void> {
  await showPage({ layout: 'bar', window });
  await shown();
}

test('a bar stands at the bottom of the window, over the page and not in its way', async () => {
  await showBar();
  const { bottom, left, right, height } = dialog().getBoundingClientRect();
  deepEqual([Math.round(bottom), Math.round(left), Math.round(right)], [innerHeight, 0, document.documentElement.clientWidth]);
  ok(height < innerHeight * 0.7);
  equal(dialog().matches(':modal'), false);
  equal(getComputedStyle(dialog()).position, 'fixed');
  equal(bar().getBoundingClientRect().height, 0, 'no gap in the page');
  await click(the('link', 'Before'));
});

test('the keyboard is not taken into it as it comes', async () => {
  await showBar();
  equal(place(), 'nowhere');
});

for (const [how, close] of [
  ['Close', () => click(the('button', 'Close'))],
  ['Escape, from within', async () => { (the('radio', '$100')).focus(); await press('Escape'); }],
] as const) {
  test(`${how}: the bar is gone, and does not come back in this tab`, async () => {
    await showBar();
    await close();
    await gone();
    await showPage({ layout: 'bar' });
    await awhile();
    equal(isShown(), false);
  });
}

test('Escape elsewhere in the page is not about the bar', async () => {
  await showBar();
  the('link', 'Before').focus();
  await press('Escape');
  await awhile();
  ok(isShown());
});

test('code shows even a bar that was closed', async () => {
  await showBar();
  await click(the('button', 'Close'));
  await gone();
  await bar().opened();
  await shown();
  bar().close();
  await gone();
});

test('while a widget of the page is on screen the bar is away, and it comes back', async () => {
  await show(`<div>${someWidget('layout="card"')}<div style="height: 3000px"></div>${someWidget('layout="bar"')}</div>`);
  await awhile();
  equal(isShown(), false);
  scrollTo(0, 2000);
  await shown();
  scrollTo(0, 0);
  await gone();
});

test('two widgets of the page, one below the other: it comes where neither is', async () => {
  await show(`<div>${someWidget('')}<div style="height: 2000px"></div>${someWidget('layout="compact"')}<div style="height: 2000px"></div>${someWidget('layout="bar"')}</div>`);
  await awhile();
  equal(isShown(), false);
  scrollTo(0, 1200);
  await shown();
  document.querySelector('[layout=compact]')!.scrollIntoView({ behavior: 'instant', block: 'center' });
  await gone();
  scrollTo(0, document.documentElement.scrollHeight);
  await shown();
});

test('a widget that comes later hides it, and one that goes lets it be seen', async () => {
  await showBar();
  document.querySelector('main')!.insertAdjacentHTML('afterbegin', someWidget('id="later"'));
  await gone();
  document.querySelector('#later')!.remove();
  await shown();
});

test('another widget whose layout becomes that of a page hides it, too', async () => {
  await show(`<div>${someWidget('layout="button" id="other"')}${someWidget('layout="bar"')}</div>`);
  await shown();
  document.querySelector<SupportWidget>('#other')!.layout = 'card';
  await gone();
});

test('it does not vanish from under the hands of who uses it', async () => {
  await show(`<div><div style="height: 1500px"></div>${someWidget('id="below"')}<div style="height: 1500px"></div>${someWidget('layout="bar"')}</div>`);
  await shown();
  const radio = the('radio', '$100', bar());
  radio.focus();
  document.querySelector('#below')!.scrollIntoView({ behavior: 'instant', block: 'center' });
  await awhile();
  ok(isShown());
});

test('what the keyboard goes to is not scrolled under it', async () => {
  await show(`<div><div style="height: 1500px"></div><a href="#x">Far below</a><div style="height: 1500px"></div>${someWidget('layout="bar"')}</div>`);
  await shown();
  await until('the page knows of it', () => document.documentElement.style.scrollPaddingBlockEnd !== '');
  const link = the('link', 'Far below');
  link.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  ok(link.getBoundingClientRect().bottom <= dialog().getBoundingClientRect().top + 1);
  bar().remove();
  await awhile();
  equal(document.documentElement.style.scrollPaddingBlockEnd, '');
});

// On a small screen

async function openSmallBar(): Promise<void> {
  await showBar(375);
  await click(the('button', 'Choose an amount'));
  await until('the choice is there', () => isThere('radio', '$100'));
}

test('on a small screen it is one line with a button', async () => {
  await showBar(375);
  deepEqual([names('button').toSorted(), names('radio'), names('textbox')], [['Choose an amount', 'Close'], [], []]);
  const { height } = dialog().getBoundingClientRect();
  ok(height <= 140, `${height} px`);
  // Whatever stands last in it keeps its distance from the edge of the window.
  const edge = dialog().getBoundingClientRect().bottom - the('button', 'Choose an amount').getBoundingClientRect().bottom;
  ok(edge >= 12, `${edge} px`);
});

test('its button opens the choice over the page', async () => {
  await openSmallBar();
  equal(dialog().matches(':modal'), true);
  const { top, bottom } = dialog().getBoundingClientRect();
  ok(top >= 0 && bottom <= innerHeight);
});

for (const [how, close] of [['Escape', () => press('Escape')], ['Close', () => click(the('button', 'Close'))]] as const) {
  test(`${how} leaves the line, with the keyboard where it was opened, and the choice kept`, async () => {
    await openSmallBar();
    await click(the('radio', '$2,500'));
    await close();
    await until('it is a line again', () => isShown() && !dialog().matches(':modal'));
    await until('the keyboard is back', () => place() === 'button Choose an amount');
    await press('Enter');
    await until('the choice is there', () => chosen().join() === '$2,500');
  });
}

test('a line that is closed stays closed', async () => {
  await showBar(375);
  await click(the('button', 'Close'));
  await gone();
  await showPage({ layout: 'bar' });
  await awhile();
  equal(isShown(), false);
});

test('a window that is made wide shows the choice in the bar', async () => {
  answer({ 'GET campaigns/default': () => campaign(10_000) });
  await showBar(375);
  await resize(1000, 800);
  await until('the choice is there', () => isThere('radio', '$100'));
  equal(isThere('button', 'Choose an amount'), false);
});
