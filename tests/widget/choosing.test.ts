import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { chosen, descriptionOf, focused, isThere, names, place, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, problem } from './endpoint-stand-in.ts';
import { listen, showWidget } from './page.ts';

const attempts = (): string[] => askedFor('POST checkout').map(({ body }) => (body as { attempt: string }).attempt);

/** Presses the button, and waits until the refusal has been said. */
async function pressInVain(): Promise<void> {
  const before = asked.length;
  await click(the('button'));
  await until('the failure is said', () => asked.length > before && the('alert').textContent !== '' && the('button').ariaDisabled === 'false');
}

test('a click on a tier chooses it, and the button says what it will do', async () => {
  const changes = listen('support-change');
  await showWidget();
  await click(the('radio', '$100'));
  deepEqual(chosen(), ['$100']);
  ok(isThere('button', 'Support with $100'));
  deepEqual(changes, [{ amount: 10_000, currency: 'USD', frequency: 'once' }]);
});

test('another tier takes its place', async () => {
  const changes = listen('support-change');
  await showWidget('value="100"');
  await click(the('radio', '$2,500'));
  deepEqual(chosen(), ['$2,500']);
  ok(isThere('button', 'Support with $2,500'));
  deepEqual(changes, [{ amount: 250_000, currency: 'USD', frequency: 'once' }]);
});

test('a click on the chosen tier changes nothing', async () => {
  const changes = listen('support-change');
  await showWidget('value="100"');
  await click(the('radio', '$100'));
  deepEqual(changes, []);
});

test('the keyboard chooses: one tab stop, arrows within, then the field and the button', async () => {
  const changes = listen('support-change');
  await show(`<div><a href="#before">Before</a><support-widget endpoint="${endpoint}"></support-widget></div>`);
  the('link').focus();
  await press('Tab');
  equal(place(), 'radio Support without paying');
  await press('ArrowDown');
  equal(place(), 'radio $100');
  deepEqual(chosen(), ['$100']);
  deepEqual(changes, [{ amount: 10_000, currency: 'USD', frequency: 'once' }]);
  await press('ArrowDown');
  deepEqual(chosen(), ['$2,500']);
  await press('ArrowUp');
  deepEqual(chosen(), ['$100']);
  await press('Tab');
  equal(place(), 'textbox Other amount in USD');
  await press('Tab');
  equal(place(), 'button Support with $100');
  await press('Shift', 'Tab');
  await press('Shift', 'Tab');
  equal(place(), 'radio $100');
});

test('the space bar chooses the tier where the keyboard is', async () => {
  await show(`<div><a href="#before">Before</a><support-widget amounts="100 2500" endpoint="${endpoint}"></support-widget></div>`);
  the('link').focus();
  await press('Tab');
  await press('Space');
  deepEqual(chosen(), ['$100']);
  ok(isThere('button', 'Support with $100'));
});

test('Enter on a tier gives it', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget();
  await click(the('radio', '$100'));
  await press('Enter');
  await until('it was asked', () => attempts().length === 1);
});

test('"Other amount" alone is no choice that can be given', async () => {
  const changes = listen('support-change');
  await showWidget();
  await click(the('radio', 'Other amount'));
  deepEqual(changes, [null]);
  ok(isThere('button', 'Support'));
});

test('typing chooses "Other amount", and the button follows', async () => {
  const changes = listen('support-change');
  await showWidget('value="100"');
  await click(the('textbox'));
  await type('7.5');
  deepEqual(chosen(), ['Other amount']);
  ok(isThere('button', 'Support with $7.50'));
  deepEqual(changes, [{ amount: 700, currency: 'USD', frequency: 'once' }, null, { amount: 750, currency: 'USD', frequency: 'once' }]);
});

test('"Other amount" stays chosen where what is typed equals a tier', async () => {
  await showWidget();
  await click(the('textbox'));
  await type('100');
  deepEqual(chosen(), ['Other amount']);
  ok(isThere('button', 'Support with $100'));
});

test('while what is typed cannot be read, the button names no sum and the event none', async () => {
  const changes = listen('support-change');
  await showWidget();
  await click(the('textbox'));
  await type('7x');
  deepEqual(names('button'), ['Support']);
  deepEqual(changes, [{ amount: 700, currency: 'USD', frequency: 'once' }, null]);
});

test('what was typed stays when a tier is chosen, and is selected as the reader comes back to it', async () => {
  await showWidget();
  await click(the('textbox'));
  await type('12');
  await click(the('radio', '$100'));
  deepEqual(chosen(), ['$100']);
  const field = the('textbox') as HTMLInputElement;
  equal(field.value, '12');
  await press('Tab');
  deepEqual([focused() === field, field.selectionStart, field.selectionEnd], [true, 0, 2]);
  deepEqual(chosen(), ['$100'], 'passing through chooses nothing');
});

test('with nothing chosen the button asks for a choice, and sends nothing', async () => {
  await showWidget();
  await click(the('button', 'Support'));
  await until('the keyboard is at the tiers', () => place() === 'radio Support without paying');
  deepEqual(asked, []);
  equal(descriptionOf(the('group', 'Choose an amount')), 'Choose an amount first.');
  await click(the('radio', '$100'));
  equal(descriptionOf(the('group', 'Choose an amount')), '');
});

test('a retry of the same choice is the same attempt', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget('value="100"');
  await pressInVain();
  await pressInVain();
  const [first, second, ...more] = attempts();
  deepEqual(more, []);
  equal(first, second!);
});

test('a failure that stays is left behind: after the retry comes another attempt', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget('value="100"');
  for (let times = 0; times < 3; times += 1) await pressInVain();
  const [first, second, third] = attempts();
  deepEqual([second === first, third === first], [true, false]);
});

test('another choice is another attempt, and so is the first one chosen again', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget('value="100"');
  await pressInVain();
  await click(the('radio', '$2,500'));
  await pressInVain();
  await click(the('radio', '$100'));
  await pressInVain();
  await click(the('textbox'));
  await type('100');
  await pressInVain();
  await click(the('textbox'));
  await type('1');
  await pressInVain();
  equal(new Set(attempts()).size, 5);
});

test('two widgets never share an attempt', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  const one = `<support-widget value="100" endpoint="${endpoint}"></support-widget>`;
  await show(`<div>${one}${one}</div>`);
  for (const widget of document.querySelectorAll('support-widget')) await click(the('button', undefined, widget.shadowRoot!));
  await until('both were asked', () => asked.length === 2);
  equal(new Set(attempts()).size, 2);
});

test('two widgets are chosen apart', async () => {
  const one = `<support-widget endpoint="${endpoint}"></support-widget>`;
  await show(`<div>${one}${one}</div>`);
  const [first, second] = [...document.querySelectorAll('support-widget')].map((widget) => widget.shadowRoot!);
  await click(the('radio', '$100', second));
  await click(the('radio', '$5,000', first));
  deepEqual([chosen(first), chosen(second)], [['$5,000'], ['$100']]);
});
