import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { isThere, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, campaign, endpoint, gift, hasLeft, held, json, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, listen, showWidget } from './page.ts';

const isThanked = (): boolean => isThere('heading', 'Thank you!');
const elsewhere = 'https://elsewhere.example/support';

const changes: [what: string, change: (widget: SupportWidget) => void][] = [
  ['the endpoint is another', (widget) => { widget.endpoint = elsewhere; }],
  ['the campaign is another', (widget) => { widget.campaign = 'roof'; }],
  ['the currency is another', (widget) => widget.setAttribute('currency', 'EUR')],
  ['the endpoint is taken away', (widget) => widget.removeAttribute('endpoint')],
  ['the campaign is none', (widget) => widget.setAttribute('campaign', 'No such thing')],
  ['the element is removed', (widget) => widget.remove()],
];

for (const [what, change] of changes) {
  test(`a payment page that is answered after ${what} leads nobody away`, async () => {
    const { answer: later, release } = held();
    answer({ 'POST checkout': later });
    const widget = await showWidget('value="100"');
    await click(the('button'));
    await until('it is asked', () => asked.length === 1);
    change(widget);
    await widget.updateComplete;
    release(payPage());
    await awhile();
    deepEqual([hasLeft(), sessionStorage.length], [false, 0]);
  });

  test(`a failure that is answered after ${what} is said by nobody`, async () => {
    const errors = listen('support-error');
    const { answer: later, release } = held();
    answer({ 'POST checkout': later });
    const widget = await showWidget('value="100"');
    await click(the('button'));
    await until('it is asked', () => asked.length === 1);
    change(widget);
    await widget.updateComplete;
    release(problem('stripe_unavailable'));
    await awhile();
    deepEqual(errors, []);
  });

  test(`thanks that are answered after ${what} are said by nobody`, async () => {
    const thanks = listen('support-thanks');
    const { answer: later, release } = held();
    answer({ 'GET checkout/cs_test_1': later });
    comeBack({ departure: departed() });
    const widget = await showWidget();
    await until('it is asked', () => asked.length === 1);
    change(widget);
    await widget.updateComplete;
    release(gift('paid'));
    await awhile();
    deepEqual([isThanked(), thanks], [false, []]);
  });
}

for (const [what, change] of changes.slice(0, 3)) {
  test(`after ${what} the button waits for nobody, and the next press asks anew`, async () => {
    answer({ 'POST checkout': held().answer });
    const widget = await showWidget('value="100"');
    await click(the('button'));
    await until('it is busy', () => the('button').ariaDisabled === 'true');
    change(widget);
    await until('it is not busy', () => the('button').ariaDisabled === 'false');
    equal(textOf(the('status')), '');
    answer({ 'POST checkout': payPage, [`POST ${elsewhere}/checkout`]: payPage });
    await click(the('button'));
    await until('the reader leaves', hasLeft);
    const [first, second] = asked.map(({ body }) => (body as { attempt: string }).attempt);
    ok(first !== second, 'the old key stands for the old choice');
  });
}

test('an element that is taken away and brought back can be pressed', async () => {
  answer({ 'POST checkout': held().answer });
  const widget = await showWidget('value="100"');
  await click(the('button'));
  await until('it is busy', () => the('button').ariaDisabled === 'true');
  widget.remove();
  await awhile();
  document.body.append(widget);
  await until('it is not busy', () => the('button').ariaDisabled === 'false');
  answer({ 'POST checkout': payPage });
  await click(the('button', 'Support with $100'));
  await until('the reader leaves', hasLeft);
});

test('an element that is only moved waits on, and leads the reader to the payment', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const widget = await showWidget('value="100"');
  await click(the('button'));
  await until('it is asked', () => asked.length === 1);
  const aside = document.createElement('aside');
  document.body.append(aside);
  aside.append(widget);
  await awhile();
  equal(the('button').ariaDisabled, 'true');
  release(payPage());
  await until('the reader leaves', hasLeft);
  equal(asked.length, 1);
});

test('two widgets that are pressed at once both ask, each for its own', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await show(`<div>${['100', '2500'].map((value) => `<support-widget endpoint="${endpoint}" value="${value}"></support-widget>`).join('')}</div>`);
  const widgets = [...document.querySelectorAll('support-widget')];
  for (const widget of widgets) widget.checkout();
  await until('both have failed', () => widgets.every((widget) => textOf(the('alert', undefined, widget.shadowRoot!)) !== ''));
  deepEqual(asked.map(({ body }) => (body as { amount: number }).amount), [10_000, 250_000]);
});

test('an answer that comes twice after a press and a failure leads away once', async () => {
  const first = held();
  const [widget, checkouts] = [await showWidget('value="100"'), listen('support-checkout')];
  answer({ 'POST checkout': first.answer });
  await click(the('button'));
  await until('it is asked', () => asked.length === 1);
  widget.campaign = 'roof';
  await widget.updateComplete;
  const second = held();
  answer({ 'POST checkout': second.answer });
  await click(the('button'));
  await until('it is asked again', () => asked.length === 2);
  first.release(json({ url: `${location.href}#stale`, session: 'cs_test_0' }, 201));
  await awhile();
  deepEqual([location.hash, the('button').ariaDisabled], ['', 'true']);
  second.release(payPage());
  await until('the reader leaves', hasLeft);
  equal(checkouts.length, 2);
});

test('a hundred elements in the page make one request for the campaign', async () => {
  answer({ 'GET campaigns/default': () => campaign(10_000) });
  const kinds = [
    `<support-goal endpoint="${endpoint}"></support-goal>`,
    `<support-widget endpoint="${endpoint}/"><support-goal slot="goal"></support-goal></support-widget>`,
    `<support-widget endpoint="${endpoint}" goal="5000"></support-widget>`,
    `<support-widget endpoint="${endpoint}" layout="compact"></support-widget>`,
  ];
  await show(`<div>${Array.from({ length: 100 }, (_, place) => kinds[place % 4]).join('')}</div>`);
  await until('the meters are drawn', () => textOf(document.body).split('$100 of $5,000').length === 76, 5_000);
  await awhile();
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/campaigns/default`]);
});

test('a hundred widgets in the page ask once how a gift stands, and one thanks', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid') });
  comeBack({ departure: departed(57) });
  await show(`<div>${`<support-widget endpoint="${endpoint}"></support-widget>`.repeat(100)}</div>`);
  await until('one has thanked', isThanked, 5_000);
  await awhile();
  equal(asked.length, 1);
  ok(isThere('heading', 'Thank you!', document.querySelectorAll('support-widget')[57]!.shadowRoot!));
});

test('a change of what is shown only leaves a running request alone', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const widget = await showWidget('value="100"');
  await click(the('button'));
  await until('it is asked', () => asked.length === 1);
  widget.setAttribute('fees', '2.9%');
  widget.layout = 'compact';
  await widget.updateComplete;
  release(payPage());
  await until('the reader leaves', hasLeft);
  equal(askedFor('POST checkout').length, 1);
});
