// An owner's own sentences in place of ours, by the property `strings` or the attribute, as JSON.
import '../../src/widget/index.ts';
import type { OwnStrings } from '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, show, type, press, until } from '../support/reader.ts';
import { all, descriptionOf, isThere, names, textOf, the } from './by-role.ts';
import { answer, endpoint, gift } from './endpoint-stand-in.ts';
import { hostile, isHarmless } from './hostile.ts';
import { comeBack, complaints, departed, showWidget } from './page.ts';
import { sayings } from './sayings.ts';

async function set(widget: SupportWidget, strings: unknown): Promise<void> {
  widget.strings = strings as OwnStrings;
  await widget.updateComplete;
}

test('any sentence, with its places', async () => {
  const widget = await showWidget('value="100" fees="2.9% + 0.30" frequencies="once month" raised="50" goal="1000"');
  await set(widget, {
    heading: 'Donate', legend: 'Your gift', free: 'Nothing today', other: 'More', otherIn: 'More, in {currency}', howOften: 'When',
    frequencies: { month: 'Each month' }, every: { month: 'a month' }, give: { once: 'Give {amount} now', month: 'Give {amount} a month' },
    coverFeesOf: 'Plus {fees}, that is {total}', note: { once: 'By card.' }, meter: '{goal} is the goal, {raised} are here',
  });
  deepEqual([names('heading'), names('group'), names('button'), names('textbox'), names('checkbox')], [['Donate'], ['When', 'Your gift'], ['Give $100 now'], ['More, in USD'], ['Plus $3.30, that is $103.30']]);
  deepEqual(names('radio'), ['Once', 'Each month', 'Nothing today', '$100', '$2,500', '$5,000', 'More']);
  ok(textOf(document.body).includes('By card.'));
  await until('the meter says so', () => textOf(document.body).includes('$1,000 is the goal, $50 are here'));
  await click(the('radio', 'Each month'));
  deepEqual([names('button'), isThere('radio', '$100 a month')], [['Give $100 a month'], true]);
  ok(textOf(document.body).includes('It repeats every month'), 'what was left out is ours');
  deepEqual(complaints, []);
});

test('as an attribute, from the start, and beside ours in another language', async () => {
  await show(`<div lang="de"><support-widget endpoint="${endpoint}" value="100" strings='{"heading":"Spenden","complaints":{"unavailable":"Ging nicht."},"yes":"Genau, {amount}!"}'></support-widget></div>`);
  deepEqual([names('heading'), names('group')], [['Spenden'], [sayings('de').legend]]);
  await click(all('button')[0]!);
  await until('it says so', () => textOf(the('alert')) === 'Ging nicht.');
  await click(the('textbox'));
  await type('1000000');
  await press('Enter');
  await until('it asks', () => isThere('button', 'Genau, 1.000.000 $!'));
  equal(descriptionOf(the('textbox')).startsWith('Sie haben'), true);
});

test('what is loaded later, in part: the rest of it is ours', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid', { frequency: 'month' }) });
  comeBack({ departure: departed() });
  await showWidget(`strings='${JSON.stringify({ thanks: 'Hooray', received: { once: 'Once {amount}' }, share: 'Tell others', receipt: 7, openPage: { a: 'b' } })}'`);
  await until('it thanks', () => isThere('heading', 'Hooray'));
  ok(textOf(the('region')).includes('We received your $100, given every month. You may get a receipt by email.'));
  deepEqual(names('button'), ['Tell others', 'Back to the amounts']);
});

test('taken away, set anew, and mutated into another', async () => {
  const widget = await showWidget('strings=\'{"heading":"Donate"}\'');
  deepEqual(names('heading'), ['Donate']);
  widget.removeAttribute('strings');
  await widget.updateComplete;
  deepEqual(names('heading'), ['Support us']);
  await set(widget, { heading: 'Give' });
  deepEqual(names('heading'), ['Give']);
  await set(widget, undefined);
  deepEqual(names('heading'), ['Support us']);
  widget.setAttribute('strings', '{"heading":"Donate"}');
  await widget.updateComplete;
  await set(widget, null);
  deepEqual([names('heading'), complaints], [['Support us'], []]);
});

for (const [what, wrong, told] of [
  ['a number for a sentence', { heading: 5 }, /strings: heading is no string/],
  ['null for a sentence', { heading: null }, /strings: heading is no string/],
  ['an object for a sentence', { heading: { once: 'x' } }, /strings: heading is no string/],
  ['a function for a sentence', { heading: () => 'x' }, /strings: heading is no string/],
  ['a sentence for many', { give: 'Give {amount}' }, /strings: give is no object/],
  ['null for many', { complaints: null }, /strings: complaints is no object/],
  ['a number inside', { give: { once: 5 } }, /strings: once is no string/],
] as const) {
  test(`${what} is ignored, the owner is told, and the rest is taken`, async () => {
    const widget = await showWidget('value="100"');
    await set(widget, { ...wrong, legend: 'Yours' });
    deepEqual([names('heading'), names('group'), names('button')], [['Support us'], ['Yours'], ['Support with $100']]);
    equal(complaints.length, 1);
    match(complaints[0]!, told);
    widget.requestUpdate();
    await widget.updateComplete;
    equal(complaints.length, 1, 'once');
  });
}

for (const text of ['{', '{heading:1}', 'Donate', '"Donate"', '5', 'true', "{'heading':'x'}", '{"heading":"x"'] as const) {
  test(`strings='${text}' is ignored, and the owner is told`, async () => {
    await show(`<support-widget endpoint="${endpoint}"></support-widget>`);
    const widget = document.querySelector('support-widget')!;
    widget.setAttribute('strings', text);
    await widget.updateComplete;
    deepEqual(names('heading'), ['Support us']);
    equal(complaints.length, 1);
    match(complaints[0]!, /^strings="/);
  });
}

test('names every object has, and names we do not have, change nothing', async () => {
  const widget = await showWidget('value="100" strings=\'{"__proto__":{"heading":"x","every":"y"},"constructor":"x","toString":"x","nonsense":"x","give":{"__proto__":{"month":"x"},"never":"x"}}\'');
  deepEqual([names('heading'), names('button')], [['Support us'], ['Support with $100']]);
  equal(({} as { heading?: string }).heading, undefined);
  await set(widget, { heading: 'Give to {constructor} {toString} {amount} {}', give: { once: '{amount} and {amount}, {__proto__}' } });
  deepEqual([names('heading'), names('button')], [['Give to {constructor} {toString} {amount} {}'], ['$100 and $100, {__proto__}']]);
});

test('whatever is written there is text', async () => {
  const widget = await showWidget('value="100" raised="50" goal="1000" frequencies="once month"');
  for (const text of hostile) {
    await set(widget, { heading: text, legend: text, other: text, otherIn: text, free: text, give: { once: text }, note: { once: text }, meter: text, close: text, every: { month: text }, complaints: { refused: text } });
    isHarmless(text);
    equal(widget.shadowRoot!.querySelector('h2')!.textContent, text);
  }
});

test('a meter of its own accord takes them too', async () => {
  await show('<support-goal raised="50" goal="1000" strings=\'{"meter":"{raised} there, {goal} wanted"}\'></support-goal>');
  const goal = document.querySelector('support-goal')!;
  equal(textOf(goal), '$50 there, $1,000 wanted');
  goal.strings = { meter: 7 } as unknown as OwnStrings;
  await goal.updateComplete;
  equal(textOf(goal), '$50 of $1,000');
  match(complaints.join(), /strings: meter is no string/);
  goal.strings = undefined;
  await goal.updateComplete;
  equal(textOf(goal), '$50 of $1,000');
});

test('a page in a language that is not ours, told in full, is read aloud in that', async () => {
  await show(`<div lang="tr"><support-widget endpoint="${endpoint}" value="100" strings='{"heading":"Bizi destekleyin"}'></support-widget></div>`);
  equal(document.querySelector('support-widget')!.shadowRoot!.querySelector('h2')!.closest('[lang]')!.getAttribute('lang'), 'tr');
});
