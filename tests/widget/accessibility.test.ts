import '../../src/widget/index.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, hover, until } from '../support/reader.ts';
import { all, chosen, descriptionOf, focused, names, textOf, the } from './by-role.ts';
import { answer, askedFor, hasLeft, payPage, problem } from './endpoint-stand-in.ts';
import { showWidget } from './page.ts';
import { reach, showPage } from './states.ts';

// What axe does not see and the keyboard does not meet

test('what holds the errors points nowhere while there is none', async () => {
  await showPage();
  equal(descriptionOf(the('textbox')), '');
  equal(descriptionOf(the('group', 'Choose an amount')), '');
});

test('the regions that are read out are there before there is anything to read', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget('value="100"');
  const [alert, status] = [the('alert'), the('status')];
  await click(the('button'));
  await until('it has failed', () => textOf(alert) !== '');
  ok(the('alert') === alert && the('status') === status, 'the same elements');
});

test('the function\'s refusal of a tier is read out, or the keyboard goes to the tiers', async () => {
  answer({ 'POST checkout': () => problem('amount_too_small', { limit: 500 }) });
  await showWidget('amounts="3 7" value="3"');
  await click(the('button'));
  await until('it is said', () => descriptionOf(the('group')) !== '');
  await until('it reaches who does not see', () => textOf(the('alert')) !== '' || focused()?.getAttribute('type') === 'radio');
});

test('the chosen tier differs by more than colour', async () => {
  await showWidget('value="100"');
  const mark = (name: string): string => getComputedStyle((the('radio', name) as HTMLInputElement).labels![0]!, '::after').content;
  match(mark('$100'), /✓/);
  equal(mark('$2,500'), 'none');
});

test('a tier is chosen by a press anywhere on it, not on its words alone', async () => {
  await showWidget();
  for (const name of ['$100', 'Other amount']) {
    const radio = the('radio', name);
    const [input, label] = [radio.getBoundingClientRect(), (radio as HTMLInputElement).labels![0]!.getBoundingClientRect()];
    ok(label.width - input.width <= 2 && label.height - input.height <= 2, `${name} is pressed on ${input.width} x ${input.height} of ${label.width} x ${label.height}`);
  }
  await click((the('radio', '$100') as HTMLInputElement).labels![0]!);
  deepEqual(chosen(), ['$100']);
});

test('a sum reads the same way in a page from right to left', async () => {
  await showPage({ attributes: 'value="100"', around: 'dir="rtl"' });
  const [first, second] = ['Support without paying', '$100'].map((name) => the('radio', name).getBoundingClientRect()) as [DOMRect, DOMRect];
  ok(first.left > second.left, 'the first tier is at the right');
  deepEqual(names('button'), ['Support with $100']);
  equal(getComputedStyle(the('button').firstElementChild!).unicodeBidi, 'isolate');
});

test('what the mouse is over shows it', async () => {
  await showWidget();
  const label = (the('radio', '$100') as HTMLInputElement).labels![0]!;
  const before = getComputedStyle(label).borderTopColor;
  await hover(label);
  await until('the border has changed', () => getComputedStyle(label).borderTopColor !== before);
});

test('"Check again" stands in a line, and is hit as easily as a button', async () => {
  await reach('unconfirmed');
  const button = the('button', 'Check again');
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const root = button.getRootNode() as ShadowRoot;
  const middle = (top + bottom) / 2;
  for (const y of [middle - 21, middle, middle + 21]) ok(root.elementFromPoint((left + right) / 2, y) === button, `${y - middle} px from its middle`);
  const main = all('button').find((other) => textOf(other).startsWith('Support'))!.getBoundingClientRect();
  ok(root.elementFromPoint(main.left + 20, main.bottom - 1) !== button, 'the main button keeps what is its own');
  const before = askedFor('GET checkout/cs_test_1').length;
  await click(button);
  await until('it is asked', () => askedFor('GET checkout/cs_test_1').length === before + 1);
});

test('`hidden` hides it', async () => {
  const widget = await showWidget('hidden');
  equal(widget.checkVisibility(), false);
});

test('leaving is said once, and what is said stays until the page has gone', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100"');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  await until('it is said', () => textOf(the('status')) === 'Opening the payment page…');
});
