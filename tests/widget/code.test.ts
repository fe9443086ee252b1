// The widget in the hands of code: properties, `gift`, `checkout()`, events. Dialogs have tests of their own.
import '../../src/widget/index.ts';
import type { Frequency } from '../../src/shared/gift.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, show, type, until } from '../support/reader.ts';
import { chosen, descriptionOf, isThere, names, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, hasLeft, held, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, comeBack, complaints, departed, listen, showWidget } from './page.ts';

const usual = ['Support without paying', '$100', '$2,500', '$5,000', 'Other amount'];
const sent = (): Record<string, unknown>[] => askedFor('POST checkout').map(({ body }) => body as Record<string, unknown>);
const once = (amount: number): object => ({ amount, currency: 'USD', frequency: 'once' });

type Settable = Record<string, unknown>;

async function set(widget: SupportWidget, properties: Settable): Promise<void> {
  Object.assign(widget, properties);
  await widget.updateComplete;
}

// Properties

for (const [what, properties, radios, isChosen] of [
  ['amounts as an array of numbers', { amounts: [0, 5, 12.5] }, ['Support without paying', '$5', '$12.50', 'Other amount'], []],
  ['amounts as an array of texts', { amounts: ['5', '12.50'] }, ['$5', '$12.50', 'Other amount'], []],
  ['amounts as one number', { amounts: 5 }, ['$5', 'Other amount'], []],
  ['no amounts at all', { amounts: [] }, ['Other amount'], []],
  ['amounts as null', { amounts: null }, usual, []],
  ['amounts as undefined', { amounts: undefined }, usual, []],
  ['value as a number', { value: 100 }, usual, ['$100']],
  ['value as a text', { value: '100' }, usual, ['$100']],
  ['value as 0', { value: 0 }, usual, ['Support without paying']],
  ['value with decimals', { value: 7.5 }, usual, ['Other amount']],
  ['value as null', { value: null }, usual, []],
  ['value as NaN', { value: Number.NaN }, usual, []],
  ['value below zero', { value: -5 }, usual, []],
  ['value as 1e21', { value: 1e21 }, usual, []],
  ['noCustom as true', { noCustom: true }, usual.slice(0, -1), []],
  ['noCustom as null', { noCustom: null }, usual, []],
  ['frequencies as an array', { frequencies: ['once', 'year'], amounts: [5] }, ['Once', 'Yearly', '$5', 'Other amount'], ['Once']],
  ['frequencies as null', { frequencies: null }, usual, []],
  ['tiers of its own for a month as an array', { frequencies: 'month', amountsMonth: [3, 7] }, ['$3 every month', '$7 every month', 'Other amount'], []],
  ['tiers of its own for a month as null', { frequencies: 'month', amountsMonth: null, amounts: [4] }, ['$4 every month', 'Other amount'], []],
  ['currency as null', { currency: null }, usual, []],
  ['campaign as null', { campaign: null }, usual, []],
  ['layout as null', { layout: null }, usual, []],
  ['fees as null', { fees: null }, usual, []],
  ['min, max, goal, raised, target and addresses as null', { min: null, max: null, goal: null, raised: null, target: null, returnUrl: null, manageUrl: null, ui: null }, usual, []],
] as [string, Settable, string[], string[]][]) {
  for (const when of ['before it is in the page', 'later']) {
    test(`${what}, set ${when}`, async () => {
      const widget = document.createElement('support-widget');
      if (when === 'later') document.body.append(widget);
      widget.endpoint = endpoint;
      if (when === 'later') await widget.updateComplete;
      Object.assign(widget, properties);
      document.body.append(widget);
      await widget.updateComplete;
      deepEqual([names('radio'), chosen()], [radios, isChosen]);
    });
  }
}

test('min and max may be numbers', async () => {
  await set(await showWidget('value="3"'), { min: 5, max: 10 });
  await click(the('button', 'Support with $3'));
  await until('it is said', () => descriptionOf(the('textbox')) === 'The smallest amount is $5.');
});

test('a meter may be set as numbers', async () => {
  await set(await showWidget(), { goal: 5000, raised: 100 });
  await until('it is drawn', () => textOf(document.body).includes('$100 of $5,000'));
});

test('`value` chooses at any time, and what is said about the choice before is gone', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  const changes = listen('support-change');
  const widget = await showWidget('value="100"');
  await click(the('button'));
  await until('the failure is said', () => textOf(the('alert')) !== '');
  await set(widget, { value: 2500 });
  deepEqual([chosen(), textOf(the('alert')), changes], [['$2,500'], '', []]);
  await click(the('button', 'Support with $2,500'));
  await until('it is sent', () => sent().length === 2);
  ok(sent()[0]!.attempt !== sent()[1]!.attempt, 'another choice is another attempt');
});

test('`value` by code takes the place of what was typed, and null takes the choice away', async () => {
  const widget = await showWidget();
  await click(the('textbox'));
  await type('7');
  await set(widget, { value: 100 });
  deepEqual([chosen(), (the('textbox') as HTMLInputElement).value], [['$100'], '']);
  await set(widget, { value: 12 });
  deepEqual([chosen(), (the('textbox') as HTMLInputElement).value], [['Other amount'], '12']);
  await set(widget, { value: null });
  deepEqual([chosen(), (the('textbox') as HTMLInputElement).value, names('button')], [[], '', ['Support']]);
});

test('what is set before the endpoint counts once it comes', async () => {
  const widget = await show<SupportWidget>('<support-widget amounts="5 10" value="5" frequencies="once month" default-frequency="month" fees="2.9% + 0.30"></support-widget>');
  await set(widget, { endpoint });
  deepEqual(chosen(), ['Monthly', '$5 every month']);
  deepEqual(names('checkbox'), ['Add $0.46 for card fees (total $5.46)']);
});

test('who came back finds their choice in a widget whose currency comes late', async () => {
  comeBack({ by: '#h', departure: departed() });
  const widget = await showWidget('currency="XXX"');
  await set(widget, { currency: 'USD' });
  await until('the choice is back', () => chosen()[0] === '$100');
});

// `gift`

test('`gift` is the gift as it is chosen, or null', async () => {
  const widget = await showWidget('fees="2.9% + 0.30"');
  equal(widget.gift, null);
  await click(the('radio', '$100'));
  deepEqual(widget.gift, once(10_000));
  await click(the('checkbox'));
  deepEqual(widget.gift, { ...once(10_330), coversFees: true });
  await click(the('radio', 'Support without paying'));
  deepEqual(widget.gift, once(0));
  await click(the('radio', 'Other amount'));
  equal(widget.gift, null);
  for (const [typed, gift] of [['7', { ...once(752), coversFees: true }], ['7,50', null], ['x', null], ['0', null]] as const) {
    const field = the('textbox') as HTMLInputElement;
    field.value = typed;
    field.dispatchEvent(new InputEvent('input'));
    deepEqual(widget.gift, gift);
  }
});

test('`gift` cannot be set, and a widget that is not set up has none', async () => {
  const widget = await showWidget('value="7"');
  let thrown: unknown;
  try { (widget as unknown as Settable).gift = once(1); } catch (error) { thrown = error; }
  ok(thrown instanceof TypeError);
  deepEqual(widget.gift, once(700));
  await set(widget, { currency: 'XXX' });
  equal(widget.gift, null);
  equal(document.createElement('support-widget').gift, null);
});

// `checkout()`

test('`checkout()` is a press of the button', async () => {
  answer({ 'POST checkout': payPage });
  const checkouts = listen('support-checkout');
  const widget = await showWidget('value="100"');
  widget.checkout();
  widget.checkout();
  await until('the reader leaves', hasLeft);
  deepEqual([sent().length, sent()[0]!.amount, checkouts], [1, 10_000, [once(10_000)]]);
});

test('`checkout()` with nothing chosen says so, as the button does', async () => {
  const widget = await showWidget();
  widget.checkout();
  await until('it is said', () => descriptionOf(the('group', 'Choose an amount')) === 'Choose an amount first.');
  deepEqual(asked, []);
});

test('`checkout()` in the moment something was set gives what was set, never a mixture', async () => {
  for (const [index, [properties, gift]] of ([
    [{ value: 2500 }, once(250_000)],
    [{ value: 100, currency: 'JPY' }, { amount: 100, currency: 'JPY', frequency: 'once' }],
    [{ frequency: 'month' as Frequency, value: 5000 }, { amount: 500_000, currency: 'USD', frequency: 'month' }],
  ] as const).entries()) {
    const widget = await showWidget('value="100" frequencies="once month"');
    if (index === 1) widget.value = null as unknown as undefined;
    Object.assign(widget, properties);
    widget.checkout();
    await until('it is sent', () => sent().length === index + 1);
    const { amount, currency, frequency } = sent()[index]!;
    deepEqual({ amount, currency, frequency }, gift);
  }
});

test('methods of a widget that is nowhere, not drawn or not set up do no harm and ask nothing', async () => {
  const widget = document.createElement('support-widget');
  for (const layout of ['card', 'bar', 'button'] as const) {
    widget.layout = layout;
    widget.checkout();
    widget.open();
    widget.close();
  }
  const shown = await showWidget('value="100"');
  for (const properties of [{ currency: 'XXX' }, { currency: 'USD', endpoint: '' }, { endpoint: 'mailto:a@owner.example' }, { endpoint, campaign: '..' }]) {
    await set(shown, properties);
    shown.checkout();
  }
  await awhile();
  deepEqual(asked, []);
});

// Events

test('a press the page stops leaves everything as it was: nothing is sent, opened or kept', async () => {
  const opened: unknown[] = [];
  const { open } = window;
  window.open = (...what) => { opened.push(what); return null; };
  try {
    listen('support-checkout', (event) => event.preventDefault());
    for (const more of ['', 'target="_blank"', 'ui="embedded"', 'layout="compact"']) {
      const widget = await showWidget(`value="100" ${more}`);
      const before = textOf(widget);
      await click(the('button', 'Support with $100'));
      widget.checkout();
      await awhile();
      deepEqual([asked, opened, sessionStorage.length, textOf(widget), the('button').ariaDisabled], [[], [], 0, before, 'false']);
    }
  } finally {
    window.open = open;
  }
});

test('the events bubble out of shadow roots, and only `support-checkout` can be stopped', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  const seen: string[] = [];
  for (const name of ['support-change', 'support-checkout', 'support-free', 'support-error'] as const) {
    listen(name, ({ type: which, bubbles, composed, cancelable }) => seen.push(`${which} ${bubbles} ${composed} ${cancelable}`));
  }
  await showWidget('value="100"');
  await click(the('button'));
  await until('the failure is told', () => seen.length === 2);
  await click(the('radio', 'Support without paying'));
  deepEqual(seen, ['support-checkout true true true', 'support-error true true false', 'support-change true true false', 'support-free true true false']);
});

test('a listener that throws, or takes the widget away, breaks nothing', async () => {
  listen('support-checkout', () => document.querySelector('support-widget')!.remove());
  await showWidget('value="100"');
  the('button').click();
  await awhile();
  ok(!hasLeft());
});

for (const [what, change] of [
  ['the endpoint was taken away', { endpoint: null }],
  ['a currency was set that nobody knows', { currency: 'XXX' }],
  ['a campaign was set that cannot be one', { campaign: '..' }],
] as [string, Settable][]) {
  test(`an answer that comes after ${what} is dropped`, async () => {
    const { answer: later, release } = held();
    answer({ 'POST checkout': later });
    const widget = await showWidget('value="100"');
    await click(the('button'));
    await until('it is asked', () => sent().length === 1);
    await set(widget, change);
    release(payPage());
    await awhile();
    deepEqual([hasLeft(), sessionStorage.length, isThere('status', 'Opening the payment page…')], [false, 0, false]);
  });
}

test('all of this leaves no complaint but those about what was wrong', async () => {
  const widget = await showWidget();
  complaints.length = 0;
  await set(widget, { value: '1oo', amounts: ['x'], fees: 'y', min: 'z' });
  await until('all of it is said', () => complaints.length > 2);
  await awhile();
  equal(complaints.length, 3, complaints.join('\n'));
});
