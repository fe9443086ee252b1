import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, press, resize, show, type, until } from '../support/reader.ts';
import { the, textOf } from './by-role.ts';
import { answer, asked, askedFor, endpoint, hasLeft, held, json, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, home, listen, showWidget } from './page.ts';

const pathOf = (address: string): string => new URL(address).pathname + new URL(address).search;
const kept = (): unknown => JSON.parse(sessionStorage.getItem('support-widget') ?? 'null');
const body = (): Record<string, unknown> => asked[0]!.body as Record<string, unknown>;

test('a press posts the choice, and the reader leaves for the pay page', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget();
  await click(the('radio', '$100'));
  await click(the('button', 'Support with $100'));
  await until('the reader leaves', hasLeft);
  equal(asked.length, 1);
  const [{ what, init }] = asked as [(typeof asked)[0]];
  equal(what, `POST ${endpoint}/checkout`);
  deepEqual(init.headers, { 'Content-Type': 'application/json' });
  const { attempt, ...rest } = body();
  match(attempt as string, /^[\w.:-]{8,64}$/);
  deepEqual(rest, { campaign: 'default', amount: 10_000, currency: 'USD', frequency: 'once', returnUrl: home, locale: 'en' });
});

test('the request waits for no answer for ever', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100"');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  ok(asked[0]!.init.signal instanceof AbortSignal);
});

test('campaign, currency, language and return address go along', async () => {
  answer({ 'POST checkout': payPage });
  await show(`<div lang="de-at"><support-widget endpoint="${endpoint}" campaign="roof" currency="EUR" value="100" return-url="/thanks?x=1"></support-widget></div>`);
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  const { attempt, ...rest } = body();
  equal(typeof attempt, 'string');
  deepEqual(rest, { campaign: 'roof', amount: 10_000, currency: 'EUR', frequency: 'once', returnUrl: `${location.origin}/thanks?x=1`, locale: 'de-AT' });
});

test('the return address is this page as it is when the reader presses', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100"');
  history.replaceState(null, '', '?chapter=2#end');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  equal(body().returnUrl, new URL('?chapter=2#end', home).href);
});

for (const [written, address] of [
  ['https://owner.example/support', 'https://owner.example/support/checkout'],
  ['https://owner.example/support/', 'https://owner.example/support/checkout'],
  ['https://owner.example', 'https://owner.example/checkout'],
  ['/api/support', `${location.origin}/api/support/checkout`],
  ['/api/support/', `${location.origin}/api/support/checkout`],
  ['../support', new URL('../support/checkout', home).href],
] as const) {
  test(`endpoint="${written}" is asked at ${address.replace(location.origin, '')}`, async () => {
    await show(`<support-widget endpoint="${written}" value="100"></support-widget>`);
    await click(the('button'));
    await until('it is asked', () => asked.length > 0);
    deepEqual(asked.map(({ what }) => what), [`POST ${address}`]);
  });
}

test('three presses while the answer is awaited send one request', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const checkouts = listen('support-checkout');
  await showWidget('value="100"');
  const button = the('button');
  await click(button);
  await click(button);
  await click(button);
  release(payPage());
  await until('the reader leaves', hasLeft);
  await click(button);
  await awhile();
  equal(asked.length, 1);
  deepEqual(checkouts, [{ amount: 10_000, currency: 'USD', frequency: 'once' }]);
});

test('three presses in one moment send one request', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100"');
  for (const _ of [1, 2, 3]) the('button').click();
  await until('the reader leaves', hasLeft);
  await awhile();
  equal(asked.length, 1);
});

test('Enter in the field and a click send one request', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  await showWidget();
  await click(the('textbox'));
  await type('20');
  await press('Enter');
  await click(the('button'));
  await press('Enter');
  release(payPage());
  await until('the reader leaves', hasLeft);
  await awhile();
  equal(asked.length, 1);
});

test('while busy the button is still there for the keyboard, and the status says what goes on', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  await showWidget('value="100"');
  const [button, status] = [the('button') as HTMLButtonElement, the('status')];
  equal(button.ariaDisabled, 'false');
  equal(textOf(status), '');
  button.focus();
  await press('Enter');
  await until('it is busy', () => button.ariaDisabled === 'true');
  equal(button.disabled, false);
  equal(button.matches(':focus'), true);
  equal(textOf(status), 'One moment…');
  release(payPage());
  await until('the reader leaves', hasLeft);
  await until('the status says so', () => textOf(status) === 'Opening the payment page…');
  equal(button.ariaDisabled, 'true');
  ok(the('status') === status, 'a live region must stay the same element to be read out');
});

test('the choice is kept in this tab as the reader leaves, and not before', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget();
  await click(the('textbox'));
  await type('20');
  await press('Enter');
  await until('the failure is said', () => textOf(the('alert')) !== '');
  equal(kept(), null);
  answer({ 'POST checkout': payPage });
  await press('Enter');
  await until('the reader leaves', hasLeft);
  deepEqual(kept(), { page: pathOf(home), widget: 0, choice: 'other', typed: '20', frequency: 'once', session: 'cs_test_1' });
});

test('the second widget of a page is kept as the second', async () => {
  answer({ 'POST checkout': payPage });
  const one = `<support-widget endpoint="${endpoint}" value="100"></support-widget>`;
  // Both in sight: WebKit may take back a scroll that follows so soon on another page's.
  await resize(800, 1200);
  await show(`<div>${one}${one}</div>`);
  await click(the('button', undefined, document.querySelectorAll('support-widget')[1]!.shadowRoot!));
  await until('the reader leaves', hasLeft);
  deepEqual(kept(), { page: pathOf(home), widget: 1, choice: 10_000, typed: '', frequency: 'once', session: 'cs_test_1' });
  await resize(800, 600);
});

test('frequency and card fees are kept, too', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100" frequencies="once month" fees="2.9% + 0.30"');
  await click(the('radio', 'Monthly'));
  await click(the('checkbox'));
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  deepEqual(kept(), { page: pathOf(home), widget: 0, choice: 10_000, typed: '', frequency: 'month', coversFees: true, session: 'cs_test_1' });
});

test('storage that is refused keeps nobody from giving', async () => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = () => { throw new DOMException('refused', 'QuotaExceededError'); };
  try {
    answer({ 'POST checkout': payPage });
    await showWidget('value="100"');
    await click(the('button'));
    await until('the reader leaves', hasLeft);
  } finally {
    Storage.prototype.setItem = setItem;
  }
});

test('the page may stop a press before anything is sent', async () => {
  const checkouts = listen('support-checkout', (event) => event.preventDefault());
  await showWidget('value="100"');
  await click(the('button'));
  await awhile();
  deepEqual(checkouts, [{ amount: 10_000, currency: 'USD', frequency: 'once' }]);
  deepEqual(asked, []);
  equal(the('button').ariaDisabled, 'false');
  equal(textOf(the('status')), '');
});

test('the events reach a page around a shadow root, from the widget itself', async () => {
  const host = await show('<div></div>');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<support-widget endpoint="${endpoint}" value="100"></support-widget>`;
  const widget = root.firstElementChild as SupportWidget;
  await widget.updateComplete;
  const paths: boolean[] = [];
  listen('support-checkout', (event) => paths.push(event.composedPath()[0] === widget));
  await click(the('button'));
  await until('it is heard', () => paths.length > 0);
  deepEqual(paths, [true]);
});

test('an answer that is late finds the widget gone, and does no harm', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const widget = await showWidget('value="100"');
  await click(the('button'));
  await until('it is asked', () => askedFor('POST checkout').length === 1);
  widget.remove();
  release(json({}, 500));
  await awhile();
});
