import '../../src/widget/index.ts';
import type { SupportGoal } from '../../src/widget/support-goal.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { show, until } from '../support/reader.ts';
import { isThere, textOf } from './by-role.ts';
import { answer, asked, askedFor, campaign, endpoint, gift, held, json, problem, webPage } from './endpoint-stand-in.ts';
import { awhile, complaints, listen, showWidget } from './page.ts';

const figures = 'GET campaigns/default';
const watching = `<support-goal endpoint="${endpoint}"></support-goal>`;
const goals = (): SupportGoal[] => [...document.querySelectorAll('support-goal')];
const sentences = (): string[] => goals().map(textOf);
const says = (sentence: string): Promise<void> => until(`every meter says "${sentence}"`, () => sentences().every((one) => one === sentence));
const part = (name: string, goal = goals()[0]!): HTMLElement | null => goal.shadowRoot!.querySelector(`[part="${name}"]`);

async function byHand(attributes: string, around = ['', '']): Promise<SupportGoal> {
  await show(around.join(`<support-goal ${attributes}></support-goal>`));
  const [goal] = goals() as [SupportGoal];
  await goal.updateComplete;
  return goal;
}

/** How far the bar is filled, and from which side. */
function filled(): { percent: number; from: 'left' | 'right' } {
  const [bar, fill] = [part('bar')!, part('fill')!.getBoundingClientRect()];
  const { left, right } = bar.getBoundingClientRect();
  const percent = Math.round((fill.width * 1000) / bar.clientWidth) / 10;
  return { percent, from: fill.left - left < right - fill.right ? 'left' : 'right' };
}

/** A widget that has just come back from paying: what a meter's refresh follows from. */
async function thank(): Promise<void> {
  history.replaceState(null, '', '?support_session=cs_test_1');
  document.body.insertAdjacentHTML('beforeend', `<support-widget endpoint="${endpoint}"></support-widget>`);
  await until('the reader is thanked', () => isThere('heading', 'Thank you!'));
}

test('it says how far the campaign is, first in words', async () => {
  answer({ [figures]: () => campaign(10_000) });
  await show(watching);
  await says('$100 of $5,000');
  deepEqual(asked.map(({ what, init }) => `${what} ${init.cache}`), [`GET ${endpoint}/campaigns/default default`]);
  deepEqual(filled(), { percent: 2, from: 'left' });
});

test('the bar and its ticks are for the eye only', async () => {
  await byHand('goal="5000" raised="100" ticks="0 2500 5000"');
  for (const name of ['bar', 'ticks']) equal(part(name)!.ariaHidden, 'true');
  equal(textOf(document.body), '$100 of $5,000');
});

for (const [raised, percent, sentence] of [
  ['0', 0, '$0 of $5,000'],
  ['2500', 50, '$2,500 of $5,000'],
  ['4999.99', 100, '$4,999.99 of $5,000'],
  ['5000', 100, '$5,000 raised: the goal of $5,000 is reached. Thank you!'],
  ['6000', 100, '$6,000 raised: the goal of $5,000 is reached. Thank you!'],
] as const) {
  test(`${raised} of 5000: "${sentence}"`, async () => {
    equal(textOf(await byHand(`goal="5000" raised="${raised}"`)), sentence);
    equal(filled().percent, percent);
  });
}

test('the ticks stand where their sums are, the outer ones within the bar', async () => {
  await byHand('goal="5000" raised="100" ticks="0 1250 2500 5000"');
  const { left, right, width } = part('bar')!.getBoundingClientRect();
  const labels = [...part('ticks')!.children].map((tick) => [tick.textContent, tick.getBoundingClientRect()] as const);
  deepEqual(labels.map(([text]) => text), ['$0', '$1,250', '$2,500', '$5,000']);
  const [first, quarter, half, last] = labels.map(([, box]) => box) as [DOMRect, DOMRect, DOMRect, DOMRect];
  ok(Math.abs(first.left - left) < 1, 'the first begins with the bar');
  ok(Math.abs((quarter.left + quarter.right) / 2 - left - width / 4) < 1, 'a quarter stands at a quarter');
  ok(Math.abs((half.left + half.right) / 2 - left - width / 2) < 1, 'the half stands in the middle');
  ok(Math.abs(last.right - right) < 1, 'the last ends with the bar');
});

test('without ticks there are none, and what is no amount is left out', async () => {
  await byHand('goal="5000" raised="100"');
  equal(part('ticks')!.children.length, 0);
  await byHand('goal="5000" raised="100" ticks=" 1oo  2500 "');
  deepEqual([...part('ticks')!.children].map((tick) => tick.textContent), ['$2,500']);
});

test('without a goal it says what was raised, and draws no bar', async () => {
  answer({ [figures]: () => campaign(10_000, { goal: null }) });
  await show(watching);
  await says('$100 raised');
  equal(part('bar'), null);
});

test('by hand it asks nobody', async () => {
  equal(textOf(await byHand('raised="250"')), '$250 raised');
  equal(textOf(await byHand('raised="250" goal="1000.50"')), '$250 of $1,000.50');
  equal(textOf(await byHand('raised="250" goal="1000" currency="JPY"')), '¥250 of ¥1,000');
  await awhile();
  deepEqual(asked, []);
});

test('figures set as values are shown', async () => {
  const goal = await byHand('goal="5000" raised="100"');
  goal.raised = 200;
  goal.goal = 1000;
  await goal.updateComplete;
  equal(textOf(goal), '$200 of $1,000');
});

for (const attributes of ['', 'goal="5000"', 'raised="1oo" goal="5000"', 'raised="100" currency="XXX"']) {
  test(`<support-goal ${attributes}> has nothing to say`, async () => {
    equal(textOf(await byHand(attributes)), '');
    deepEqual(complaints, []);
  });
}

test('the owner\'s own goal stands in place of the campaign\'s', async () => {
  answer({ [figures]: () => campaign(10_000) });
  await show(`<support-goal endpoint="${endpoint}" goal="200"></support-goal>`);
  await says('$100 of $200');
});

test('the function\'s figure comes before the one by hand, which stands until it is there', async () => {
  const { answer: later, release } = held();
  answer({ [figures]: later });
  await byHand(`endpoint="${endpoint}" raised="50" goal="1000"`);
  await says('$50 of $1,000');
  release(campaign(10_000));
  await says('$100 of $1,000');
});

test('the campaign\'s currency and the page\'s language are used', async () => {
  answer({ 'GET campaigns/roof': () => campaign(123_450, { id: 'roof', currency: 'EUR' }) });
  await show(`<div lang="de"><support-goal endpoint="${endpoint}" campaign="roof"></support-goal></div>`);
  await says('1.234,50 € von 5.000 €');
});

test('inside a widget it takes endpoint, campaign and currency from there', async () => {
  answer({ 'GET campaigns/roof': () => campaign(10_000, { id: 'roof' }) });
  await showWidget('campaign="roof"', '<support-goal slot="goal"></support-goal>');
  await says('$100 of $5,000');
  equal(askedFor('GET campaigns/roof').length, 1);
  await byHand('raised="500" goal="1000"', ['<support-widget currency="JPY">', '</support-widget>']);
  equal(textOf(goals()[0]!.shadowRoot!), '¥500 of ¥1,000');
});

test('inside a widget, deep in what the owner put there, it does too', async () => {
  answer({ [figures]: () => campaign(10_000) });
  await showWidget('', '<div slot="goal"><p>So far:</p><support-goal></support-goal></div>');
  await says('$100 of $5,000');
});

test('its own endpoint comes before the widget\'s', async () => {
  answer({ [figures]: () => campaign(10_000) });
  await show(`<support-widget endpoint="https://other.example">${watching}</support-widget>`);
  await until('it is asked', () => asked.length > 0);
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/campaigns/default`]);
});

test('its own campaign comes before the widget\'s', async () => {
  answer({ 'GET campaigns/roof': () => campaign(10_000, { id: 'roof' }) });
  await showWidget('campaign="windows"', '<support-goal slot="goal" campaign="roof"></support-goal>');
  await until('it is asked', () => asked.length > 0);
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/campaigns/roof`]);
});

test('it follows its attributes: another campaign is asked, the old figure goes', async () => {
  const { answer: later, release } = held();
  answer({ [figures]: () => campaign(10_000), 'GET campaigns/roof': later });
  const goal = await show<SupportGoal>(watching);
  await says('$100 of $5,000');
  goal.campaign = 'roof';
  await goal.updateComplete;
  await says('');
  release(campaign(20_000, { id: 'roof' }));
  await says('$200 of $5,000');
});

test('a widget that gets its endpoint later has a meter from then on', async () => {
  answer({ [figures]: () => campaign(10_000) });
  const widget = await show<HTMLElementTagNameMap['support-widget']>('<support-widget><support-goal slot="goal"></support-goal></support-widget>');
  widget.endpoint = endpoint;
  await says('$100 of $5,000');
});

test('two meters, and two widgets with meters, make one request', async () => {
  answer({ [figures]: () => campaign(10_000) });
  const inWidget = `<support-widget endpoint="${endpoint}/"><support-goal slot="goal"></support-goal></support-widget>`;
  await show(`<div>${watching.repeat(2)}${inWidget.repeat(2)}</div>`);
  await says('$100 of $5,000');
  equal(goals().length, 4);
  equal(asked.length, 1);
});

test('a meter that comes later shows the known figure, and asks no more', async () => {
  answer({ [figures]: () => campaign(10_000) });
  await show(`<div>${watching}</div>`);
  await says('$100 of $5,000');
  document.body.firstElementChild!.insertAdjacentHTML('beforeend', watching);
  await says('$100 of $5,000');
  deepEqual([goals().length, asked.length], [2, 1]);
});

test('two campaigns are asked apart', async () => {
  answer({ [figures]: () => campaign(10_000), 'GET campaigns/roof': () => campaign(20_000) });
  await show(`<div>${watching}<support-goal endpoint="${endpoint}" campaign="roof"></support-goal></div>`);
  await until('both are shown', () => sentences().join() === '$100 of $5,000,$200 of $5,000');
  equal(asked.length, 2);
});

test('after a gift every meter of its campaign shows the new figure, by one request', async () => {
  let raised = 10_000;
  answer({ [figures]: () => campaign(raised), 'GET checkout/cs_test_1': () => gift('paid') });
  await show(`<div>${watching.repeat(2)}</div>`);
  await says('$100 of $5,000');
  raised = 20_000;
  await thank();
  await says('$200 of $5,000');
  deepEqual(askedFor(figures).map(({ init }) => init.cache), ['default', 'no-cache']);
});

test('an older answer that comes late never takes the place of a newer one', async () => {
  const [older, newer] = [held(), held()];
  const queue = [older.answer, newer.answer];
  answer({ [figures]: (request) => queue.shift()!(request), 'GET checkout/cs_test_1': () => gift('paid') });
  await show(watching);
  await until('it is asked', () => asked.length === 1);
  await thank();
  await until('it is asked again', () => askedFor(figures).length === 2);
  newer.release(campaign(20_000));
  await says('$200 of $5,000');
  older.release(campaign(10_000));
  await awhile();
  await says('$200 of $5,000');
});

test('an older request that fails late takes nothing away', async () => {
  const [older, newer] = [held(), held()];
  const queue = [older.answer, newer.answer];
  answer({ [figures]: (request) => queue.shift()!(request), 'GET checkout/cs_test_1': () => gift('paid') });
  await show(`<div>${watching}</div>`);
  await thank();
  newer.release(campaign(20_000));
  await says('$200 of $5,000');
  older.release(problem('ledger_unavailable'));
  await awhile();
  document.body.firstElementChild!.insertAdjacentHTML('beforeend', watching);
  await says('$200 of $5,000');
  equal(askedFor(figures).length, 2);
});

test('where asking again fails, the known figure stays', async () => {
  answer({ [figures]: () => campaign(10_000), 'GET checkout/cs_test_1': () => gift('paid') });
  await show(watching);
  await says('$100 of $5,000');
  answer({ [figures]: () => problem('ledger_unavailable') });
  await thank();
  await awhile();
  await says('$100 of $5,000');
});

for (const [what, bad] of [
  ['no connection', () => { throw new TypeError('Failed to fetch'); }],
  ['a problem', () => problem('ledger_unavailable')],
  ['an unknown campaign', () => problem('campaign_unknown')],
  ['a web page', () => webPage(200)],
  ['null', () => json(null)],
  ['an answer of another kind', () => json({ hello: 'world' })],
] as [string, () => Response][]) {
  test(`${what}: it shows nothing, throws nothing, and the widget around it works`, async () => {
    const errors = listen('support-error');
    answer({ [figures]: bad });
    await showWidget('', '<support-goal slot="goal"></support-goal>');
    await awhile();
    deepEqual(sentences(), ['']);
    deepEqual([errors, complaints], [[], []]);
    ok(isThere('radio', '$100'));
  });
}

test('after a failure the next meter asks again', async () => {
  answer({ [figures]: () => problem('ledger_unavailable') });
  await show(`<div>${watching}</div>`);
  await awhile();
  answer({ [figures]: () => campaign(10_000) });
  document.body.firstElementChild!.insertAdjacentHTML('beforeend', watching);
  await says('$100 of $5,000');
  equal(asked.length, 2);
});

test('a meter that is moved does not ask twice', async () => {
  answer({ [figures]: () => campaign(10_000) });
  const goal = await show<SupportGoal>(watching);
  await says('$100 of $5,000');
  const aside = document.createElement('aside');
  document.body.append(aside);
  aside.append(goal);
  await awhile();
  await says('$100 of $5,000');
  equal(asked.length, 1);
});

test('a meter that is moved while the answer is on its way shows it', async () => {
  const { answer: later, release } = held();
  answer({ [figures]: later });
  const goal = await show<SupportGoal>(watching);
  const aside = document.createElement('aside');
  document.body.append(aside);
  aside.append(goal);
  release(campaign(10_000));
  await says('$100 of $5,000');
});

test('a meter that is taken out watches no more: a gift asks for nobody', async () => {
  answer({ [figures]: () => campaign(10_000), 'GET checkout/cs_test_1': () => gift('paid') });
  const goal = await show<SupportGoal>(watching);
  await says('$100 of $5,000');
  goal.remove();
  await awhile();
  await thank();
  await awhile();
  equal(askedFor(figures).length, 1);
});

test('a meter that is taken out and put back shows what the others show, without asking', async () => {
  let raised = 10_000;
  answer({ [figures]: () => campaign(raised), 'GET checkout/cs_test_1': () => gift('paid') });
  await show(`<div>${watching.repeat(2)}</div>`);
  await says('$100 of $5,000');
  const [, second] = goals() as [SupportGoal, SupportGoal];
  second.remove();
  raised = 20_000;
  await thank();
  await says('$200 of $5,000');
  document.body.append(second);
  await says('$200 of $5,000');
  equal(askedFor(figures).length, 2);
});

test('in a page from right to left the bar fills from the right, and the ticks with it', async () => {
  await byHand('goal="5000" raised="1250" ticks="0 1250 5000"', ['<div dir="rtl">', '</div>']);
  deepEqual(filled(), { percent: 25, from: 'right' });
  const { left, right, width } = part('bar')!.getBoundingClientRect();
  const [none, quarter, whole] = [...part('ticks')!.children].map((tick) => tick.getBoundingClientRect()) as [DOMRect, DOMRect, DOMRect];
  ok(Math.abs(none.right - right) < 1, `0 begins with the bar, at its right (${right - none.right} px away)`);
  ok(Math.abs(whole.left - left) < 1, `5000 ends with the bar, at its left (${whole.left - left} px away)`);
  const away = right - (quarter.left + quarter.right) / 2 - width / 4;
  ok(Math.abs(away) < 1, `1250 stands a quarter from the right (${away} px away)`);
});

test('nothing moves when the answer comes', async () => {
  const { answer: later, release } = held();
  answer({ [figures]: later });
  await show(`<div><support-goal endpoint="${endpoint}" ticks="0 5000"></support-goal><p>What follows</p></div>`);
  const top = (): number => document.querySelector('p')!.getBoundingClientRect().top;
  const before = top();
  release(campaign(10_000));
  await says('$100 of $5,000');
  const moved = top() - before;
  ok(Math.abs(moved) <= 1, `it moved by ${moved} px`);
});
