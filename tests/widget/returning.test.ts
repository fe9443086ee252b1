import '../../src/widget/index.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, campaign, endpoint, gift, hasLeft, held, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, listen, showWidget } from './page.ts';

const session = 'GET checkout/cs_test_1';
const unchecked = /^Your payment cannot be checked right now\..* do not pay again/;

const isThanked = (): boolean => isThere('heading', 'Thank you!');
const address = (): string => location.search + location.hash;
const two = (attributes = ''): string => `<support-widget endpoint="${endpoint}" ${attributes}></support-widget>`.repeat(2);
const roots = (): ShadowRoot[] => [...document.querySelectorAll('support-widget')].map((widget) => widget.shadowRoot!);

test('who paid is thanked with the sum, and the address is as it was before', async () => {
  const thanks = listen('support-thanks');
  answer({ [session]: () => gift('paid', { amount: 12_550 }) });
  comeBack({ departure: departed() });
  await showWidget();
  await until('the sum is said', () => isThanked() && textOf(the('region')).includes('$'));
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/checkout/cs_test_1`]);
  equal(textOf(the('region', 'Thank you!')), 'Thank you! We received your $125.50. You may get a receipt by email. Share this page Back to the amounts');
  equal(address(), '?a=1&b=%20#h');
  equal(sessionStorage.length, 0);
  deepEqual(thanks, [{ amount: 12_550, currency: 'USD', frequency: 'once', processing: false }]);
  deepEqual(names('radio'), []);
});

test('the heading gets the focus in the tab that the reader left by', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack({ departure: departed() });
  await showWidget();
  await until('the heading has the focus', () => place() === 'heading Thank you!');
});

test('in another tab nothing takes the focus', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack();
  await showWidget();
  await until('the reader is thanked', isThanked);
  await awhile();
  equal(place(), 'nowhere');
});

test('while the payment is checked the status says so, and the button waits', async () => {
  const { answer: later, release } = held();
  answer({ [session]: later });
  comeBack();
  await showWidget('value="100"');
  await until('it says so', () => textOf(the('status')) === 'Checking your payment…');
  equal(the('button').ariaDisabled, 'true');
  await click(the('button'));
  release(gift('paid'));
  await until('the reader is thanked', isThanked);
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/checkout/cs_test_1`]);
});

test('a payment that takes days is on its way', async () => {
  const thanks = listen('support-thanks');
  answer({ [session]: () => gift('processing') });
  comeBack({ departure: departed() });
  await showWidget();
  await until('the reader is thanked', isThanked);
  await until('it is said', () => textOf(the('region', 'Thank you!')).includes('on its way'));
  match(textOf(the('region')), /Your \$100 is on its way\. Banks take a few days; there is nothing more to do\. Share/);
  deepEqual(thanks, [{ amount: 10_000, currency: 'USD', frequency: 'once', processing: true }]);
});

test('a payment page that expired is said, and nobody is thanked', async () => {
  const thanks = listen('support-thanks');
  answer({ [session]: () => gift('expired') });
  comeBack();
  await showWidget();
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), /expired\. Nothing was charged\./);
  equal(address(), '?a=1&b=%20#h');
  equal(the('button').ariaDisabled, 'false');
  deepEqual(thanks, []);
});

test('a session that is still open is the form, and says that nothing was charged', async () => {
  answer({ [session]: () => gift('open') });
  comeBack();
  await showWidget();
  await until('the address is clean', () => address() === '?a=1&b=%20#h');
  await awhile();
  deepEqual([textOf(the('alert')), textOf(the('status')), names('radio').length], ['', 'You came back without paying. Nothing was charged.', 5]);
});

for (const status of ['expired', 'open'] as const) {
  test(`the choice is kept where the session is ${status}`, async () => {
    answer({ [session]: () => gift(status) });
    comeBack({ departure: departed() });
    await showWidget();
    await until('the address is clean', () => address() === '?a=1&b=%20#h');
    await until('the choice is as it was', () => chosen()[0] === '$100');
  });
}

for (const [what, bad, code] of [
  ['cannot be reached', () => { throw new TypeError('Failed to fetch'); }, 'unreachable'],
  ['cannot reach Stripe', () => problem('stripe_unavailable'), 'stripe_unavailable'],
  ['knows no such session', () => problem('session_unknown'), 'session_unknown'],
] as const) {
  test(`where the function ${what}, the reader is told not to pay again`, async () => {
    const [errors, thanks] = [listen('support-error'), listen('support-thanks')];
    answer({ [session]: bad });
    comeBack({ departure: departed() });
    await showWidget();
    await until('it is said', () => textOf(the('alert')) !== '');
    match(textOf(the('alert')), unchecked);
    equal(the('button', 'Support with $100').ariaDisabled, 'false');
    deepEqual([errors, thanks], [[{ code }], []]);
  });
}

test('after a failed check "Check again" asks once more, and thanks', async () => {
  comeBack({ departure: departed() });
  await showWidget();
  await until('it is said', () => textOf(the('alert')) !== '');
  const { answer: later, release } = held();
  answer({ [session]: later });
  await click(the('button', 'Check again'));
  await until('it is busy', () => textOf(the('status')) === 'Checking your payment…');
  deepEqual([textOf(the('alert')), isThere('button', 'Check again')], ['', false]);
  release(gift('paid'));
  await until('the heading has the focus', () => place() === 'heading Thank you!');
  equal(address(), '?a=1&b=%20#h');
  equal(asked.length, 2);
});

test('where the check fails again, it is said again and can be asked again', async () => {
  comeBack({ departure: departed() });
  await showWidget();
  await until('it is said', () => textOf(the('alert')) !== '');
  await click(the('button', 'Check again'));
  await until('it is asked', () => asked.length === 2);
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), unchecked);
  ok(isThere('button', 'Check again'));
});

test('after a failed check a reload checks again', async () => {
  comeBack({ departure: departed() });
  await showWidget();
  await until('it is said', () => textOf(the('alert')) !== '');
  answer({ [session]: () => gift('paid') });
  await showWidget();
  await until('the heading has the focus', () => place() === 'heading Thank you!');
});

test('the sum is in the currency that was paid', async () => {
  answer({ [session]: () => gift('paid', { amount: 500, currency: 'JPY' }) });
  comeBack();
  await showWidget();
  await until('the reader is thanked', isThanked);
  await until('the sum is said', () => textOf(the('region')).includes('We received your ¥500.'));
});

test('a meter inside is asked again past every cache, and shows the new figure', async () => {
  let raised = 0;
  answer({ [session]: () => { raised = 10_000; return gift('paid'); }, 'GET campaigns/default': () => campaign(raised) });
  comeBack();
  await showWidget('', '<support-goal slot="goal"></support-goal>');
  await until('the new figure is shown', () => isThanked() && textOf(document.body).includes('$100 of $5,000'));
  deepEqual(askedFor('GET campaigns/default').map(({ init }) => init.cache), ['default', 'no-cache']);
});

test('a meter elsewhere on the page follows too', async () => {
  let raised = 0;
  answer({ [session]: () => { raised = 10_000; return gift('paid'); }, 'GET campaigns/default': () => campaign(raised) });
  comeBack();
  await show(`<div><support-goal endpoint="${endpoint}/"></support-goal><support-widget endpoint="${endpoint}"></support-widget></div>`);
  await until('the new figure is shown', () => textOf(document.querySelector('support-goal')!) === '$100 of $5,000');
});

test('where no meter watches, no campaign is asked', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack();
  await showWidget();
  await until('the reader is thanked', isThanked);
  await awhile();
  equal(asked.length, 1);
});

test('of two widgets the one that was pressed thanks', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack({ departure: departed(1) });
  await show(`<div>${two()}</div>`);
  await until('the reader is thanked', isThanked);
  await awhile();
  deepEqual(roots().map((root) => isThere('heading', 'Thank you!', root)), [false, true]);
  equal(asked.length, 1);
});

for (const [what, departure] of [['nobody knows which was pressed', undefined], ['the pressed one is gone', departed(7)]] as const) {
  test(`of two widgets the first thanks where ${what}`, async () => {
    answer({ [session]: () => gift('paid') });
    comeBack({ departure });
    await show(`<div>${two()}</div>`);
    await until('the reader is thanked', isThanked);
    await awhile();
    deepEqual(roots().map((root) => isThere('heading', 'Thank you!', root)), [true, false]);
    equal(asked.length, 1);
  });
}

test('a widget inside a shadow root thanks too', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack();
  const host = await show('<div></div>');
  host.attachShadow({ mode: 'open' }).innerHTML = `<support-widget endpoint="${endpoint}"></support-widget>`;
  await until('the reader is thanked', isThanked);
});

test('after the thanks the way back leads to the amounts', async () => {
  answer({ [session]: () => gift('paid'), 'POST checkout': payPage });
  comeBack({ departure: departed() });
  await showWidget();
  await until('the reader is thanked', isThanked);
  await click(the('button', 'Back to the amounts'));
  equal(names('radio').length, 5);
  await click(the('radio', '$2,500'));
  await click(the('button', 'Support with $2,500'));
  await until('the reader leaves', hasLeft);
});

test('after the way back the keyboard is still in the widget', async () => {
  answer({ [session]: () => gift('paid') });
  comeBack({ departure: departed() });
  const widget = await showWidget();
  await until('the reader is thanked', isThanked);
  await click(the('button', 'Back to the amounts'));
  await until('the focus is in the widget', () => document.activeElement === widget);
});

test('a widget that is not set up asks nobody', async () => {
  comeBack();
  await show('<support-widget></support-widget>');
  await awhile();
  deepEqual(asked, []);
});

test('a widget that is moved while it checks asks once and thanks once', async () => {
  const thanks = listen('support-thanks');
  const { answer: later, release } = held();
  answer({ [session]: () => later(asked[0]!) });
  comeBack({ departure: departed() });
  const widget = await showWidget();
  const aside = document.createElement('aside');
  document.body.append(aside);
  aside.append(widget);
  await awhile();
  release(gift('paid'));
  await until('the reader is thanked', isThanked);
  await awhile();
  equal(asked.length, 1);
  equal(thanks.length, 1);
});
