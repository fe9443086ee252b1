import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, askedFor, endpoint, hasLeft, payPage, problem } from './endpoint-stand-in.ts';
import { comeBack, complaints, departed, listen, showWidget } from './page.ts';

const all = 'frequencies="once month year"';
const own = 'amounts="0 50 100" amounts-month="5 10 50" amounts-year="60 100"';
const often = ['Once', 'Monthly', 'Yearly'];
const tiers = (): string[] => names('radio', the('group', 'Choose an amount'));
const sent = (): Record<string, unknown>[] => askedFor('POST checkout').map(({ body }) => body as Record<string, unknown>);

test('nobody is asked how often unless the owner wants it', async () => {
  await showWidget();
  deepEqual(names('group'), ['Choose an amount']);
  ok(!textOf(document.body).includes('every'));
});

test('the owner may offer once, monthly and yearly: asked before the amounts, once is chosen', async () => {
  await showWidget(`${all} amounts="5 10"`);
  deepEqual(names('group'), ['How often', 'Choose an amount']);
  deepEqual(names('radio', the('group', 'How often')), often);
  deepEqual(names('radio'), [...often, '$5', '$10', 'Other amount']);
  deepEqual([chosen(), complaints], [['Once'], []]);
});

for (const [written, offered] of [
  ['year once', ['Once', 'Yearly']],
  [' month\n once ', ['Once', 'Monthly']],
  ['once week month', ['Once', 'Monthly']],
  ['year year once', ['Once', 'Yearly']],
] as const) {
  test(`frequencies=${JSON.stringify(written)} offers ${offered.join(' and ')}`, async () => {
    await showWidget(`frequencies="${written}"`);
    deepEqual(names('radio', the('group', 'How often')), offered);
  });
}

for (const written of ['', 'week', 'Month', 'constructor']) {
  test(`frequencies="${written}" is once`, async () => {
    await showWidget(`frequencies="${written}" value="100"`);
    deepEqual(names('group'), ['Choose an amount']);
    ok(isThere('button', 'Support with $100'));
  });
}

test('gifts that are monthly only leave no choice, and every word says so', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('frequencies="month" amounts="5 10"');
  deepEqual([names('group'), tiers()], [['Choose an amount'], ['$5 every month', '$10 every month', 'Other amount']]);
  await click(the('radio', '$5 every month'));
  ok(textOf(document.body).includes('It repeats every month until you stop it.'));
  await click(the('button', 'Support with $5 every month'));
  await until('the reader leaves', hasLeft);
  deepEqual([sent()[0]!.amount, sent()[0]!.frequency], [500, 'month']);
});

test('`default-frequency` is chosen at the start, and the button says it', async () => {
  await showWidget(`${all} default-frequency="month" value="100"`);
  deepEqual(chosen(), ['Monthly', '$100 every month']);
  ok(isThere('button', 'Support with $100 every month'));
});

for (const unknown of ['week', 'year', '', 'toString']) {
  test(`default-frequency="${unknown}" that is not offered is the first that is`, async () => {
    await showWidget(`frequencies="month once" default-frequency="${unknown}"`);
    deepEqual(chosen(), ['Once']);
    await showWidget(`frequencies="month" default-frequency="${unknown}" amounts="5"`);
    deepEqual(tiers(), ['$5 every month', 'Other amount']);
  });
}

test('each frequency has the tiers the owner gave it', async () => {
  await showWidget(`${all} ${own}`);
  deepEqual(tiers(), ['Support without paying', '$50', '$100', 'Other amount']);
  await click(the('radio', 'Monthly'));
  deepEqual(tiers(), ['$5 every month', '$10 every month', '$50 every month', 'Other amount']);
  await click(the('radio', 'Yearly'));
  deepEqual(tiers(), ['$60 every year', '$100 every year', 'Other amount']);
});

test('without tiers of its own a frequency has those of `amounts`; 0 has no period', async () => {
  await showWidget(`${all} amounts="0 50" amounts-year="60"`);
  await click(the('radio', 'Monthly'));
  deepEqual(tiers(), ['Support without paying', '$50 every month', 'Other amount']);
});

test('switching keeps the amount where the other list has it, and else nothing is chosen', async () => {
  const changes = listen('support-change');
  await showWidget(`${all} ${own} value="50"`);
  await click(the('radio', 'Monthly'));
  deepEqual(chosen(), ['Monthly', '$50 every month']);
  await click(the('radio', 'Yearly'));
  deepEqual(chosen(), ['Yearly']);
  ok(isThere('button', 'Support every year'));
  deepEqual(changes, [{ amount: 5_000, currency: 'USD', frequency: 'month' }, null]);
});

test('switching keeps what was typed, even where it equals a tier of the other list', async () => {
  await showWidget(`${all} ${own}`);
  await click(the('textbox'));
  await type('7.5');
  await click(the('radio', 'Monthly'));
  deepEqual([chosen(), (the('textbox') as HTMLInputElement).value], [['Monthly', 'Other amount'], '7.50']);
  ok(isThere('button', 'Support with $7.50 every month'));
});

test('what is sent is as often as the button said', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget(`${all} value="100"`);
  for (const [index, [radio, button, frequency]] of ([['Yearly', 'Support with $100 every year', 'year'], ['Monthly', 'Support with $100 every month', 'month'], ['Once', 'Support with $100', 'once']] as const).entries()) {
    await click(the('radio', radio));
    await click(the('button', button));
    await until('it is sent', () => sent().length === index + 1);
    await until('it can be pressed again', () => the('button').ariaDisabled === 'false');
    equal(sent()[index]!.frequency, frequency);
  }
  equal(new Set(sent().map(({ attempt }) => attempt)).size, 3, 'another frequency is another attempt');
});

test('the note says that a gift repeats, and for how long', async () => {
  await showWidget(`${all} value="100"`);
  const note = (): boolean[] => ['You pay through Stripe.', 'It repeats every month until you stop it.'].map((words) => textOf(document.body).includes(words));
  deepEqual(note(), [true, false]);
  await click(the('radio', 'Monthly'));
  deepEqual(note(), [true, true]);
});

test('the keyboard: one stop for how often, arrows within, then the amounts', async () => {
  await show(`<div><a href="#before">Before</a><support-widget ${all} amounts="5 10" endpoint="${endpoint}"></support-widget></div>`);
  the('link').focus();
  await press('Tab');
  equal(place(), 'radio Once');
  await press('ArrowDown');
  deepEqual([place(), chosen()], ['radio Monthly', ['Monthly']]);
  await press('Tab');
  equal(place(), 'radio $5 every month');
  await press('ArrowDown');
  deepEqual(chosen(), ['Monthly', '$10 every month']);
});

test('a press with nothing chosen asks for an amount, not for how often', async () => {
  await showWidget(`${all} amounts="5 10"`);
  await click(the('button', 'Support'));
  await until('the keyboard is at the amounts', () => place() === 'radio $5');
});

test('two widgets are chosen apart', async () => {
  await show(`<div>${`<support-widget ${all} amounts="5" value="5" endpoint="${endpoint}"></support-widget>`.repeat(2)}</div>`);
  const [first, second] = [...document.querySelectorAll('support-widget')].map((widget) => widget.shadowRoot!);
  await click(the('radio', 'Monthly', second));
  deepEqual([chosen(first), chosen(second)], [['Once', '$5'], ['Monthly', '$5 every month']]);
});

test('code may choose how often; what is not offered it cannot', async () => {
  const changes = listen('support-change');
  const widget = await showWidget(`${all} ${own} value="50"`);
  for (const [set, is] of [['month', 'month'], ['week', 'once'], ['year', 'year'], [null, 'once']] as const) {
    widget.frequency = set as typeof widget.frequency;
    await widget.updateComplete;
    equal(widget.frequency, is);
  }
  deepEqual([chosen(), changes], [['Once'], []]);
});

test('how often may be offered, changed and taken back while the page stands', async () => {
  const widget = await showWidget(own);
  const set = async (name: string, value: string | null): Promise<void> => {
    if (value === null) widget.removeAttribute(name);
    else widget.setAttribute(name, value);
    await widget.updateComplete;
  };
  await set('frequencies', 'once month');
  deepEqual(names('radio', the('group', 'How often')), ['Once', 'Monthly']);
  await set('default-frequency', 'month');
  deepEqual(tiers()[0], '$5 every month');
  await set('amounts-month', '7');
  deepEqual(tiers(), ['$7 every month', 'Other amount']);
  await set('amounts-month', null);
  deepEqual(tiers(), ['Support without paying', '$50 every month', '$100 every month', 'Other amount']);
  await set('frequencies', null);
  deepEqual([names('group'), tiers()], [['Choose an amount'], ['Support without paying', '$50', '$100', 'Other amount']]);
});

test('who comes back finds how often as it was', async () => {
  comeBack({ by: '#h', departure: { ...(departed(0, 1_000) as object), frequency: 'month' } });
  await showWidget(`${all} ${own}`);
  await until('the choice is back', () => chosen().length === 2);
  deepEqual(chosen(), ['Monthly', '$10 every month']);
});
