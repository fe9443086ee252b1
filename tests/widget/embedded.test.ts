import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, press, show, until } from '../support/reader.ts';
import { chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, gift, hasLeft, held, json, payPage } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, home, listen, showWidget } from './page.ts';
import { embedded, pages, scripts, scriptsWill } from './stripe-stand-in.ts';

const tryAgain = /right now\. Nothing was charged\. Please try again/;
const isThanked = (): boolean => isThere('heading', 'Thank you!');
const isMounted = (): boolean => isThere('button', 'Pay');

/** Shows a widget, presses, and waits for Stripe's page inside it. */
async function mount(attributes = '', content = ''): Promise<SupportWidget> {
  answer({ 'POST checkout': () => embedded() });
  const widget = await showWidget(`ui="embedded" value="100" ${attributes}`, content);
  if (attributes === 'layout="button"') await click(the('button', 'Support us'));
  await until('the form is there', () => isThere('button', 'Support with $100'));
  await click(the('button', 'Support with $100'));
  await until('Stripe\'s page is shown', isMounted);
  return widget;
}

test('a press asks for the embedded page, and shows it in the form\'s place', async () => {
  await mount();
  const { ui, amount } = asked[0]!.body as Record<string, unknown>;
  deepEqual([ui, amount], ['embedded', 10_000]);
  deepEqual(scripts, [`${endpoint}/sandbox/stripe.js`]);
  deepEqual(pages.map(({ key, secret }) => [key, secret]), [['pk_test_sandbox', 'cs_test_1_secret_1']]);
  deepEqual(names('button'), ['Pay', 'Back to the amounts']);
  deepEqual([names('radio'), textOf(the('status')), textOf(the('alert'))], [[], '', '']);
  equal(location.href, home);
});

test('nothing of Stripe is loaded before the press', async () => {
  await showWidget('ui="embedded" value="100"');
  await awhile();
  deepEqual([scripts, asked], [[], []]);
});

test('who has paid is thanked in place', async () => {
  const thanks = listen('support-thanks');
  answer({ 'GET checkout/cs_test_1': () => gift('paid') });
  await mount();
  await click(the('button', 'Pay'));
  await until('the heading has the focus', () => place() === 'heading Thank you!');
  await until('the sum is said', () => textOf(the('region')).includes('We received your $100.'));
  deepEqual(thanks, [{ amount: 10_000, currency: 'USD', frequency: 'once', processing: false }]);
  deepEqual([pages[0]!.isDestroyed, document.querySelector('[slot=checkout]'), sessionStorage.length], [true, null, 0]);
  deepEqual([location.href, askedFor('GET checkout/cs_test_1').length], [home, 1]);
});

test('a payment that cannot be checked is not asked for again, and can be checked again', async () => {
  await mount();
  await click(the('button', 'Pay'));
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), /do not pay again/);
  answer({ 'GET checkout/cs_test_1': () => gift('processing') });
  await click(the('button', 'Check again'));
  await until('the reader is thanked', isThanked);
});

test('"Back to the amounts" takes the page away and finds the choice', async () => {
  await mount();
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => chosen().length > 0);
  deepEqual(chosen(), ['$100']);
  deepEqual([pages[0]!.isDestroyed, document.querySelector('[slot=checkout]'), sessionStorage.length], [true, null, 0]);
  equal(textOf(the('status')), '');
  await click(the('button', 'Support with $100'));
  await until('it is shown again', isMounted);
  const [first, second] = asked.map(({ body }) => (body as { attempt: string }).attempt);
  ok(first !== second);
});

test('a reload while Stripe\'s page is open finds the choice, and says that nothing was charged', async () => {
  await mount();
  answer({ 'GET checkout/cs_test_1': () => gift('open') });
  await showWidget('ui="embedded"');
  await until('it is said', () => textOf(the('status')) === 'You came back without paying. Nothing was charged.');
  deepEqual(chosen(), ['$100']);
});

test('a page that the browser kept shows Stripe\'s page as it was', async () => {
  await mount();
  answer({ 'GET checkout/cs_test_1': () => gift('open') });
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await awhile();
  ok(isMounted());
  deepEqual([textOf(the('status')), pages[0]!.isDestroyed, asked.length], ['', false, 1]);
});

test('where Stripe sends the reader away to their bank, the return is thanked as ever', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid') });
  comeBack({ departure: departed(0, 10_000, '', { session: 'cs_test_1' }) });
  await showWidget('ui="embedded"');
  await until('the reader is thanked', isThanked);
});

test('removed while Stripe\'s page is open, the widget takes it along', async () => {
  const widget = await mount();
  widget.remove();
  await awhile();
  deepEqual([pages[0]!.isDestroyed, widget.querySelector('[slot=checkout]')], [true, null]);
  document.body.append(widget);
  await until('the amounts are there', () => isThere('button', 'Support with $100'));
  await click(the('button', 'Support with $100'));
  await until('it is shown again', isMounted);
});

test('another campaign takes Stripe\'s page away', async () => {
  const widget = await mount();
  widget.campaign = 'roof';
  await until('the amounts are there', () => isThere('button', 'Support with $100'));
  ok(pages[0]!.isDestroyed);
});

for (const [layout, close] of [['bar', 'Escape'], ['button', 'Escape'], ['bar', 'Close'], ['button', 'Close']] as const) {
  test(`layout="${layout}" is a dialog over the page while Stripe's page is open, and ${close} takes both away`, async () => {
    await mount(`layout="${layout}"`);
    ok(the('dialog').matches(':modal'));
    await (close === 'Close' ? click(the('button', 'Close')) : press('Escape'));
    await until('it is taken away', () => pages[0]!.isDestroyed);
    await until('nothing is over the page', () => !document.querySelector('support-widget')!.shadowRoot!.querySelector(':modal'));
  });
}

test('Escape while Stripe\'s page still loads leaves it for good', async () => {
  let run!: () => void;
  scriptsWill(new Promise((resolve) => { run = resolve; }));
  // Another address: a script that was loaded once is not asked for again.
  answer({ [`POST ${endpoint}/slow/checkout`]: () => embedded() });
  await show(`<support-widget endpoint="${endpoint}/slow" ui="embedded" value="100" layout="button"></support-widget>`);
  await click(the('button', 'Support us'));
  await click(the('button', 'Support with $100'));
  await until('the script is asked for', () => scripts.length === 1);
  await press('Escape');
  run();
  await awhile();
  ok(pages.every(({ isDestroyed }) => isDestroyed));
  deepEqual([document.querySelector('[slot=checkout]'), sessionStorage.length], [null, 0]);
});

test('while the function is asked the button waits, and three presses show one page', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  await showWidget('ui="embedded" value="100"');
  for (const _ of [1, 2, 3]) the('button').click();
  await until('it is busy', () => the('button').ariaDisabled === 'true');
  await until('it says so', () => textOf(the('status')) === 'One moment…');

  release(embedded());
  await until('it is shown', isMounted);
  deepEqual([asked.length, pages.length], [1, 1]);
});

for (const [what, wrong] of [
  ['a number for the secret', { clientSecret: 7 }],
  ['no secret', { clientSecret: undefined }],
  ['null for the secret', { clientSecret: null }],
  ['an object for the secret', { clientSecret: { toString: 'x' } }],
  ['no key', { publishableKey: undefined }],
  ['a number for the key', { publishableKey: 7 }],
  ['a list with the key', { publishableKey: ['pk_test_sandbox'] }],
  ['an empty key', { publishableKey: '' }],
  ['no session', { session: undefined }],
  ['an object for the session', { session: {} }],
] as const) {
  test(`an answer with ${what} shows no page: the reader is told, and can press again`, async () => {
    const errors = listen('support-error');
    answer({ 'POST checkout': () => embedded(wrong) });
    await showWidget('ui="embedded" value="100"');
    await click(the('button'));
    await until('it is said', () => textOf(the('alert')) !== '');
    match(textOf(the('alert')), tryAgain);
    deepEqual([errors, pages, sessionStorage.length], [[{ code: 'unreachable' }], [], 0]);
    answer({ 'POST checkout': () => embedded() });
    await click(the('button', 'Support with $100'));
    await until('it is shown', isMounted);
    equal(textOf(the('alert')), '');
  });
}

test('the embedded page where an address was asked for is not shown, whatever else is answered', async () => {
  answer({ 'POST checkout': async () => json({ ...(await embedded().json() as object), ...(await payPage().json() as object) }, 201) });
  await showWidget('value="100"');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  await awhile();
  deepEqual(pages, []);
});

test('a widget that is set otherwise while it asks still shows what it asked for', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const widget = await showWidget('ui="embedded" value="100"');
  await click(the('button'));
  widget.ui = 'hosted';
  release(embedded());
  await until('it is shown', isMounted);
});

test('an address where the embedded page was asked for is not followed', async () => {
  answer({ 'POST checkout': () => json({ url: `${home}#pay-page`, session: 'cs_test_1' }, 201) });
  await showWidget('ui="embedded" value="100"');
  await click(the('button'));
  await until('it is said', () => textOf(the('alert')) !== '');
  deepEqual([location.hash, pages], ['', []]);
});
