import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, until } from '../support/reader.ts';
import { isThere, names, textOf, the } from './by-role.ts';
import { complaints, showWidget } from './page.ts';

const tiers = (): string[] => names('radio', the('group', 'Choose an amount'));
const label = (words: string, amount: number | string = 100, more = ''): string => `<span data-amount="${amount}" ${more}>${words}</span>`;

/** What the widget shows once it has seen a change among its children. */
async function seen(widget: SupportWidget): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve); });
  await widget.updateComplete;
}

test('the owner\'s words for an amount stand in its tier', async () => {
  await showWidget('', label('pays a page') + label('pays an issue', 2500));
  deepEqual(tiers(), ['Support without paying', '$100 pays a page', '$2,500 pays an issue', '$5,000', 'Other amount']);
  await click(the('radio', '$100 pays a page'));
  ok(isThere('button', 'Support with $100'));
  deepEqual(complaints, []);
});

test('they stand in the tier only', async () => {
  await showWidget('', label('pays a page'));
  equal(textOf(document.body).split('pays a page').length, 2);
});

test('words for 0 stand in place of ours', async () => {
  await showWidget('', label('Just read', 0));
  deepEqual(tiers()[0], 'Just read');
});

test('words for an amount that is no tier are not shown', async () => {
  await showWidget('', label('pays a chapter', 77));
  ok(!textOf(document.body).includes('chapter'));
});

for (const [written, means] of [['100.00', '$100'], [' 100 ', '$100'], ['12.5', '$12.50']] as const) {
  test(`data-amount="${written}" means ${means}`, async () => {
    await showWidget('amounts="12.50 100"', label('so much', written));
    ok(isThere('radio', `${means} so much`));
  });
}

for (const wrong of ['1oo', '-100', '100 USD', '1,00', '1e2']) {
  test(`data-amount="${wrong}" is no amount: the owner reads why, and nothing is shown`, async () => {
    await showWidget('', label('so much', wrong));
    ok(!textOf(document.body).includes('so much'));
    deepEqual(complaints, [`<support-widget>: "${wrong}" is not an exact amount of USD`]);
  });
}

test('`data-frequency` binds words to one frequency; without it they stand in all', async () => {
  await showWidget('frequencies="once month" amounts="5 10"', label('a page', 5, 'data-frequency="once"') + label('a page a month', 5, 'data-frequency="month"') + label('always', 10));
  deepEqual(tiers(), ['$5 a page', '$10 always', 'Other amount']);
  await click(the('radio', 'Monthly'));
  deepEqual(tiers(), ['$5 every month a page a month', '$10 every month always', 'Other amount']);
});

test('words for one frequency come before those for all, whichever stand first', async () => {
  const both = [label('each month', 5, 'data-frequency="month"'), label('always', 5)];
  for (const children of [both, both.toReversed()]) {
    await showWidget('frequencies="once month" amounts="5"', children.join(''));
    deepEqual(tiers(), ['$5 always', 'Other amount']);
    await click(the('radio', 'Monthly'));
    deepEqual(tiers(), ['$5 every month each month', 'Other amount']);
  }
});

test('words for a frequency nobody knows are never shown', async () => {
  await showWidget('frequencies="once month" amounts="5"', label('a page', 5, 'data-frequency="week"'));
  deepEqual(tiers(), ['$5', 'Other amount']);
});

test('the last of two for one amount is shown; empty ones are none', async () => {
  await showWidget('amounts="5 10"', label('first', 5) + label('second', 5) + label('  ', 10));
  deepEqual(tiers(), ['$5 second', '$10', 'Other amount']);
});

test('only the text of a child is taken, and only of children', async () => {
  const widget = await showWidget('amounts="5 10"', `<span data-amount="5">pays <b style="position: fixed">a page</b></span><div>${label('inside', 10)}</div>`);
  deepEqual(tiers(), ['$5 pays a page', '$10', 'Other amount']);
  equal(widget.shadowRoot!.querySelector('b'), null);
});

test('words that look like markup are words', async () => {
  const widget = await showWidget('amounts="5"', label('&lt;img src=x onerror=alert(1)&gt;', 5));
  deepEqual(tiers()[0], '$5 <img src=x onerror=alert(1)>');
  equal(widget.shadowRoot!.querySelector('img'), null);
});

test('words may come, change and go while the page stands', async () => {
  const widget = await showWidget('amounts="5 10" value="5"');
  widget.innerHTML = label('a page', 5);
  await until('they are shown', () => tiers()[0] === '$5 a page');
  const child = widget.firstElementChild as HTMLElement;
  child.firstChild!.nodeValue = 'a whole page';
  await until('they follow', () => tiers()[0] === '$5 a whole page');
  child.dataset.amount = '10';
  await until('they move', () => tiers()[1] === '$10 a whole page');
  deepEqual(tiers()[0], '$5');
  child.dataset.frequency = 'month';
  await until('they hide', () => tiers()[1] === '$10');
  delete child.dataset.frequency;
  await until('they are back', () => tiers()[1] === '$10 a whole page');
  child.remove();
  await until('they are gone', () => tiers()[1] === '$10');
  ok(isThere('button', 'Support with $5'), 'the choice stays');
});

test('other changes among the children change nothing', async () => {
  const widget = await showWidget('amounts="5" value="5"', label('a page', 5));
  widget.append('and so on', document.createComment('note'));
  await seen(widget);
  deepEqual(tiers(), ['$5 a page', 'Other amount']);
  ok(isThere('button', 'Support with $5'));
});
