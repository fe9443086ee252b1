import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, until } from '../support/reader.ts';
import { chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, gift, hasLeft, held, json, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, home, listen, showWidget } from './page.ts';

const session = 'GET checkout/cs_test_1';
const payAddress = `${location.origin}/tests/support/assert.ts#pay-page`;
const paysThere = (): Response => json({ url: payAddress, session: 'cs_test_1' }, 201);
const isShown = (): boolean => isThere('link', 'Open the payment page');

const { open } = window;
/** The tabs that were opened, as the browser opens them. */
const tabs: (Window | null)[] = [];
beforeEach(() => {
  window.open = (...words) => {
    const tab = open.apply(window, words);
    tabs.push(tab);
    return tab;
  };
});
afterEach(() => {
  window.open = open;
  for (const tab of tabs.splice(0)) tab?.close();
});

/** The reader goes to the other tab, and back to this one. */
function turnTo(isHere: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: !isHere });
  document.dispatchEvent(new Event('visibilitychange'));
}
afterEach(() => Reflect.deleteProperty(document, 'hidden'));

/** Presses, and waits until the payment page is elsewhere. */
async function goElsewhere(attributes = ''): Promise<void> {
  window.open = () => null;
  answer({ 'POST checkout': paysThere });
  await showWidget(`target="_blank" value="100" ${attributes}`);
  await click(the('button', 'Support with $100'));
  await until('the link is shown', isShown);
}

test('target="_blank" opens the payment page in a tab of its own, which cannot reach back', async () => {
  answer({ 'POST checkout': paysThere });
  await showWidget('target="_blank" value="100"');
  await click(the('button'));
  await until('the link is shown', isShown);
  equal(tabs.length, 1);
  const [tab] = tabs;
  ok(tab, 'the browser lets a press open a tab');
  await until('the payment page is there', () => tab.location.href === payAddress, 5_000);
  equal(tab.opener, null);
  equal(location.href, home);
  deepEqual(names('button'), ['Back to the amounts']);
  deepEqual([textOf(the('status')), textOf(the('alert'))], ['', '']);
});

test('the tab is opened within the press, before anything is answered', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const widget = await showWidget('target="_blank" value="100"');
  the('button').focus();
  await until('what a press needs is there', () => !!widget.press);
  the('button').click();
  equal(tabs.length, 1);
  release(paysThere());
  await until('the link is shown', isShown);
});

for (const [what, bad] of [
  ['the function fails', () => problem('stripe_unavailable')],
  ['an address is answered that is not followed', () => json({ url: 'ftp://owner.example/' }, 201)],
] as const) {
  test(`where ${what}, the tab is closed again, and the reader is told here`, async () => {
    answer({ 'POST checkout': bad });
    await showWidget('target="_blank" value="100"');
    await click(the('button'));
    await until('it is said', () => textOf(the('alert')) !== '');
    await until('the tab is closed', () => tabs[0]?.closed !== false);
    ok(!isShown());
  });
}

test('where the campaign changes while it asks, the tab is closed again', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const widget = await showWidget('target="_blank" value="100"');
  await click(the('button'));
  widget.campaign = 'roof';
  await widget.updateComplete;
  release(paysThere());
  await until('the tab is closed', () => tabs[0]?.closed !== false);
  ok(!isShown());
});

test('where the browser opens no tab, a link leads to the payment page', async () => {
  await goElsewhere();
  const link = the('link', 'Open the payment page') as HTMLAnchorElement;
  deepEqual([link.href, link.target, link.rel], [payAddress, '_blank', 'noopener']);
  ok(!hasLeft());
  ok(textOf(document.body).includes('it opens in a tab of its own'));
});

test('no tab is opened where the page stops the press, or where there is nothing to pay', async () => {
  listen('support-checkout', (event) => event.preventDefault());
  await showWidget('target="_blank" value="100"');
  await click(the('button'));
  await showWidget('target="_blank"');
  await click(the('button'));
  await awhile();
  deepEqual([tabs, asked], [[], []]);
});

for (const target of ['_self', '_top', '_parent', 'somewhere', '']) {
  test(`target="${target}" leaves from here, in a page that is in no frame`, async () => {
    answer({ 'POST checkout': payPage });
    await showWidget(`target="${target}" value="100"`);
    await click(the('button'));
    await until('the reader leaves', hasLeft);
    deepEqual([tabs, isShown()], [[], false]);
  });
}

for (const status of ['paid', 'processing'] as const) {
  test(`who paid in the other tab (${status}) is thanked on coming back to this one`, async () => {
    const thanks = listen('support-thanks');
    await goElsewhere();
    answer({ [session]: () => gift(status) });
    turnTo(false);
    await awhile();
    equal(asked.length, 1, 'nothing is asked while nobody looks');
    turnTo(true);
    await until('the heading has the focus', () => place() === 'heading Thank you!');
    ok(!isShown());
    deepEqual([thanks.length, sessionStorage.length, location.href], [1, 0, home]);
    turnTo(false);
    turnTo(true);
    await awhile();
    equal(askedFor(session).length, 1, 'who is thanked is not asked about again');
  });
}

for (const [what, still] of [
  ['has not paid yet', () => gift('open')],
  ['cannot be asked about', () => { throw new TypeError('Failed to fetch'); }],
] as const) {
  test(`who comes back and ${what} still finds the link, and is asked about again`, async () => {
    const errors = listen('support-error');
    await goElsewhere();
    answer({ [session]: still });
    turnTo(true);
    await until('it is asked', () => askedFor(session).length === 1);
    await awhile();
    ok(isShown());
    deepEqual([textOf(the('status')), textOf(the('alert')), errors], ['', '', []]);
    answer({ [session]: () => gift('paid') });
    turnTo(true);
    await until('the reader is thanked', () => isThere('heading', 'Thank you!'));
  });
}

test('a payment page that expired in the other tab is said here', async () => {
  await goElsewhere();
  answer({ [session]: () => gift('expired') });
  turnTo(true);
  await until('it is said', () => textOf(the('alert')) !== '');
  ok(!isShown());
  deepEqual(chosen(), ['$100']);
});

test('"Back to the amounts" leaves the other tab to itself', async () => {
  await goElsewhere();
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => chosen().length > 0);
  deepEqual([chosen(), sessionStorage.length], [['$100'], 0]);
  turnTo(true);
  await awhile();
  equal(asked.length, 1);
  await click(the('button', 'Support with $100'));
  await until('the link is shown', isShown);
  const [first, second] = asked.map(({ body }) => (body as { attempt: string }).attempt);
  ok(first !== second);
});

test('the return in the other tab, which did not start it, is thanked there without taking the focus', async () => {
  answer({ [session]: () => gift('paid') });
  history.replaceState(null, '', '?support_session=cs_test_1');
  await showWidget('target="_blank"');
  await until('the reader is thanked', () => isThere('heading', 'Thank you!'));
  await awhile();
  equal(place(), 'nowhere');
  equal(location.search, '');
});
