import '../../src/widget/index.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, show, type, until } from '../support/reader.ts';
import { chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, gift, hasLeft, held, json, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, home, listen, showWidget } from './page.ts';

const session = 'GET checkout/cs_test_1';
const nothingCharged = 'You came back without paying. Nothing was charged.';
const started = (more = {}): unknown => departed(0, 10_000, '', { frequency: 'once', session: 'cs_test_1', ...more });
const isThanked = (): boolean => isThere('heading', 'Thank you!');

/** Comes back by another way than the one after paying: no session in the address. */
function backWithoutPaying(departure = started()): void {
  comeBack({ by: '?a=1#h', departure });
}

// First, since the part that knows of it is still to be loaded now.
test('who chooses before what was kept is found keeps the new choice', async () => {
  answer({ [session]: () => gift('open') });
  backWithoutPaying();
  await showWidget();
  the('radio', '$2,500').click();
  await until('it is said', () => textOf(the('status')) === nothingCharged);
  deepEqual(chosen(), ['$2,500']);
});

test('who comes back without paying is told that nothing was charged, and finds the choice', async () => {
  const events = [listen('support-thanks'), listen('support-error'), listen('support-change')];
  answer({ [session]: () => gift('open') });
  backWithoutPaying();
  await showWidget('value="2500"');
  await until('the choice is as it was', () => chosen()[0] === '$100');
  await until('it is said', () => textOf(the('status')) !== '');
  equal(textOf(the('status')), nothingCharged);
  equal(textOf(the('alert')), '');
  ok(isThere('button', 'Support with $100'));
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/checkout/cs_test_1`]);
  deepEqual(events, [[], [], []]);
  equal(location.search + location.hash, '?a=1#h');
  equal(place(), 'nowhere');
});

test('frequency, card fees and what was typed are found, too', async () => {
  answer({ [session]: () => gift('open') });
  backWithoutPaying(departed(0, 'other', '12.50', { frequency: 'month', coversFees: true, session: 'cs_test_1' }));
  await showWidget('frequencies="once month" fees="2.9% + 0.30"');
  await until('the choice is as it was', () => chosen()[1] === 'Other amount');
  deepEqual(chosen(), ['Monthly', 'Other amount']);
  equal((the('textbox') as HTMLInputElement).value, '12.50');
  equal((the('checkbox') as HTMLInputElement).checked, true);
  ok(isThere('button', 'Support with $13.18 every month'));
});

test('a frequency that is offered no more is left, the amount stays', async () => {
  answer({ [session]: () => gift('open') });
  backWithoutPaying(started({ frequency: 'year' }));
  await showWidget('frequencies="once month"');
  await until('the choice is as it was', () => chosen().length === 2);
  deepEqual(chosen(), ['Once', '$100']);
});

test('while it asks nothing is busy and nothing is said', async () => {
  const { answer: later, release } = held();
  answer({ [session]: later });
  backWithoutPaying();
  await showWidget();
  await awhile();
  deepEqual([textOf(the('status')), textOf(the('alert')), the('button').ariaDisabled], ['', '', 'false']);
  release(gift('open'));
  await until('it is said', () => textOf(the('status')) === nothingCharged);
});

test('another choice takes the sentence away', async () => {
  answer({ [session]: () => gift('open') });
  backWithoutPaying();
  await showWidget();
  await until('it is said', () => textOf(the('status')) === nothingCharged);
  await click(the('radio', '$2,500'));
  equal(textOf(the('status')), '');
});

test('what was said moves nothing', async () => {
  const { answer: later, release } = held();
  answer({ [session]: later });
  backWithoutPaying();
  const widget = await showWidget();
  const [room, button] = [widget.offsetHeight, the('button').getBoundingClientRect().y];
  release(gift('open'));
  await until('it is said', () => textOf(the('status')) === nothingCharged);
  deepEqual([widget.offsetHeight, the('button').getBoundingClientRect().y], [room, button]);
});

test('it is said once: a reload asks nobody', async () => {
  answer({ [session]: () => gift('open') });
  backWithoutPaying();
  await showWidget();
  await until('it is said', () => textOf(the('status')) === nothingCharged);
  equal(sessionStorage.length, 0);
  await showWidget();
  await awhile();
  deepEqual([textOf(the('status')), chosen(), asked.length], ['', [], 1]);
});

test('the next press is another attempt, and leads to the payment', async () => {
  answer({ [session]: () => gift('open'), 'POST checkout': payPage });
  await showWidget('value="100"');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  history.replaceState(null, '', home);
  await showWidget();
  await until('it is said', () => textOf(the('status')) === nothingCharged);
  await click(the('button', 'Support with $100'));
  await until('the reader leaves', hasLeft);
  const [first, second] = askedFor('POST checkout').map(({ body }) => (body as { attempt: string }).attempt);
  ok(first !== second);
});

for (const status of ['paid', 'processing'] as const) {
  test(`who did pay (${status}) and came back by another way is thanked, not asked to pay again`, async () => {
    const thanks = listen('support-thanks');
    answer({ [session]: () => gift(status) });
    backWithoutPaying();
    await showWidget();
    await until('the heading has the focus', () => place() === 'heading Thank you!');
    deepEqual(thanks, [{ amount: 10_000, currency: 'USD', frequency: 'once', processing: status === 'processing' }]);
    equal(location.search + location.hash, '?a=1#h');
    equal(sessionStorage.length, 0);
  });
}

test('a payment page that expired meanwhile is said', async () => {
  answer({ [session]: () => gift('expired') });
  backWithoutPaying();
  await showWidget();
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), /expired\. Nothing was charged\./);
  deepEqual([chosen(), sessionStorage.length], [['$100'], 0]);
});

for (const [what, bad] of [
  ['cannot be reached', () => { throw new TypeError('Failed to fetch'); }],
  ['cannot reach Stripe', () => problem('stripe_unavailable')],
  ['answers with null', () => json(null)],
] as const) {
  test(`where the function ${what} nothing is said, the choice is there, and a reload asks again`, async () => {
    const errors = listen('support-error');
    answer({ [session]: bad });
    backWithoutPaying();
    await showWidget();
    await until('it is asked', () => asked.length === 1);
    await awhile();
    deepEqual([textOf(the('status')), textOf(the('alert')), chosen(), errors], ['', '', ['$100'], []]);
    equal(the('button').ariaDisabled, 'false');
    answer({ [session]: () => gift('paid') });
    await showWidget();
    await until('the reader is thanked', isThanked);
  });
}

test('a press while it asks is what counts: the late answer is dropped', async () => {
  const { answer: later, release } = held();
  answer({ [session]: later, 'POST checkout': payPage });
  backWithoutPaying();
  await showWidget();
  await until('the choice is as it was', () => isThere('button', 'Support with $100'));
  await click(the('button', 'Support with $100'));
  await until('the reader leaves', hasLeft);
  release(gift('open'));
  await awhile();
  equal(textOf(the('status')), 'Opening the payment page…');
});

test('who chooses while it asks keeps the choice', async () => {
  const { answer: later, release } = held();
  answer({ [session]: later });
  backWithoutPaying();
  await showWidget();
  await click(the('textbox'));
  await type('20');
  release(gift('open'));
  await until('it is said', () => textOf(the('status')) === nothingCharged);
  deepEqual(chosen(), ['Other amount']);
  equal((the('textbox') as HTMLInputElement).value, '20');
});

test('of two widgets the one that was pressed asks and says so', async () => {
  answer({ [session]: () => gift('open') });
  backWithoutPaying(departed(1, 10_000, '', { session: 'cs_test_1' }));
  const one = `<support-widget endpoint="${endpoint}"></support-widget>`;
  await show(`<div>${one}${one}</div>`);
  const roots = [...document.querySelectorAll('support-widget')].map((widget) => widget.shadowRoot!);
  await until('it is said', () => textOf(the('status', undefined, roots[1])) === nothingCharged);
  await awhile();
  deepEqual([textOf(the('status', undefined, roots[0])), asked.length], ['', 1]);
});

test('what was chosen on another page of the site stays there', async () => {
  answer({ [session]: () => gift('open') });
  const elsewhere = started({ page: '/another/page' });
  backWithoutPaying(elsewhere);
  await showWidget();
  await awhile();
  deepEqual([asked, chosen(), textOf(the('status'))], [[], [], '']);
  equal(sessionStorage.getItem('support-widget'), JSON.stringify(elsewhere));
});

test('who is sent to another page after paying is thanked there', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack({ departure: started({ page: '/another/page' }) });
  await showWidget();
  await until('the reader is thanked', isThanked);
});

test('the session in the address counts before the one that is kept', async () => {
  answer({ 'GET checkout/cs_test_2': () => gift('paid') });
  comeBack({ by: '?support_session=cs_test_2', departure: started() });
  await showWidget();
  await until('the reader is thanked', isThanked);
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/checkout/cs_test_2`]);
});

test('in the thanks after a quiet question there is the way back', async () => {
  answer({ [session]: () => gift('paid') });
  backWithoutPaying();
  await showWidget();
  await until('the way back is there', () => isThere('button', 'Back to the amounts'));
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => names('radio').length === 5);
});
