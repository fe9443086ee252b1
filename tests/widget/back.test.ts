import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { chosen, isThere, place, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, gift, hasLeft, held, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, home, listen, showWidget } from './page.ts';

test('who canceled finds the tier as it was', async () => {
  const [changes, free] = [listen('support-change'), listen('support-free')];
  comeBack({ by: '?a=1#h', departure: departed() });
  await showWidget('value="2500"');
  await until('the choice is as it was', () => chosen()[0] === '$100');
  ok(isThere('button', 'Support with $100'));
  equal(sessionStorage.length, 0);
  deepEqual([asked, changes, free], [[], [], []]);
  equal(location.search + location.hash, '?a=1#h');
});

test('who canceled finds the typed amount as it was', async () => {
  comeBack({ by: '#h', departure: departed(0, 'other', '12.50') });
  await showWidget();
  await until('the choice is as it was', () => chosen()[0] === 'Other amount');
  equal((the('textbox') as HTMLInputElement).value, '12.50');
  ok(isThere('button', 'Support with $12.50'));
});

test('the choice comes back in the widget where it was made', async () => {
  comeBack({ by: '#h', departure: departed(1) });
  await show(`<div>${`<support-widget endpoint="${endpoint}"></support-widget>`.repeat(2)}</div>`);
  await until('a choice is there', () => chosen().length > 0);
  deepEqual([...document.querySelectorAll('support-widget')].map((widget) => chosen(widget.shadowRoot!)), [[], ['$100']]);
});

test('what was kept is used once', async () => {
  comeBack({ by: '#h', departure: departed() });
  await showWidget();
  await until('the choice is as it was', () => chosen()[0] === '$100');
  await showWidget();
  await awhile();
  deepEqual(chosen(), []);
});

for (const text of ['', 'null', '{', '{}', '7', '[]', '{"choice":"other"}', '{"choice":"other","typed":7}', '{"widget":"x","choice":{},"typed":"","session":{}}']) {
  test(`"${text}" in the storage, which the page shares with other scripts, does no harm`, async () => {
    sessionStorage.setItem('support-widget', text);
    await showWidget('value="100"');
    await awhile();
    deepEqual(chosen(), ['$100']);
    await click(the('radio', 'Other amount'));
    deepEqual(chosen(), ['Other amount']);
    ok(isThere('button', 'Support'));
  });
}

/** Leaves for the payment, and comes back to the page as the browser kept it. */
async function leaveAndComeBack(): Promise<void> {
  await showWidget('value="100"');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  await until('it is busy', () => the('button').ariaDisabled === 'true');
  history.replaceState(null, '', home);
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}

test('a page that the browser kept can be pressed again', async () => {
  answer({ 'POST checkout': payPage, 'GET checkout/cs_test_1': () => gift('open') });
  await leaveAndComeBack();
  await until('it is not busy', () => the('button').ariaDisabled === 'false');
  await until('it is said', () => textOf(the('status')) === 'You came back without paying. Nothing was charged.');
  equal(sessionStorage.length, 0);
  deepEqual(chosen(), ['$100']);
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  const [first, second] = askedFor('POST checkout').map(({ body }) => (body as { attempt: string }).attempt);
  ok(first !== second, 'the first attempt\'s page may be paid already');
});

test('a page that the browser kept thanks who paid meanwhile', async () => {
  answer({ 'POST checkout': payPage, 'GET checkout/cs_test_1': () => gift('paid') });
  await leaveAndComeBack();
  await until('the heading has the focus', () => place() === 'heading Thank you!');
});

test('a page that the browser kept says nothing where the function cannot be reached', async () => {
  answer({ 'POST checkout': payPage });
  await leaveAndComeBack();
  await until('it is asked', () => asked.length === 2);
  await awhile();
  deepEqual([textOf(the('status')), textOf(the('alert')), the('button').ariaDisabled], ['', '', 'false']);
});

test('a request that ran as the browser kept the page is over: its answer leads nobody away', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  await showWidget('value="100"');
  await click(the('button'));
  await until('it is busy', () => the('button').ariaDisabled === 'true');
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await until('it is not busy', () => the('button').ariaDisabled === 'false');
  release(payPage());
  await awhile();
  deepEqual([hasLeft(), sessionStorage.length, textOf(the('alert'))], [false, 0, '']);
});

test('a page that is shown for the first time is left alone', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  await showWidget('value="100"');
  await click(the('button'));
  await until('it is busy', () => the('button').ariaDisabled === 'true');
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
  await awhile();
  equal(the('button').ariaDisabled, 'true');
  release(problem('stripe_unavailable'));
  await until('it is not busy', () => the('button').ariaDisabled === 'false');
});
