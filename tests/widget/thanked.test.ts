import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, endpoint, gift } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, listen, showWidget } from './page.ts';
import type { CheckoutStatus } from '../../src/shared/gift.ts';

const portal = 'https://billing.example/p/login/1';
const panel = (): string => textOf(the('region', 'Thank you!'));

/** Comes back from a gift, and waits until the thanks are there in full. */
async function thank(attributes = '', more: Partial<CheckoutStatus> = {}, content = '', status: CheckoutStatus['status'] = 'paid'): Promise<SupportWidget> {
  answer({ 'GET checkout/cs_test_1': () => gift(status, more) });
  comeBack({ departure: departed() });
  const widget = await showWidget(attributes, content);
  await until('the thanks are there', () => isThere('button', 'Share this page'));
  return widget;
}

for (const [what, more, status, sentence] of [
  ['a single gift', {}, 'paid', 'We received your $100. You may get a receipt by email.'],
  ['a monthly gift', { frequency: 'month' }, 'paid', 'We received your $100, given every month. You may get a receipt by email.'],
  ['a yearly gift', { frequency: 'year', amount: 5_050 }, 'paid', 'We received your $50.50, given every year. You may get a receipt by email.'],
  ['a single debit', {}, 'processing', 'Your $100 is on its way. Banks take a few days; there is nothing more to do.'],
  ['a monthly debit', { frequency: 'month' }, 'processing', 'Your $100, given every month, is on its way. Banks take a few days; there is nothing more to do.'],
] as const) {
  test(`the thanks for ${what} say sum and period`, async () => {
    await thank('', more, '', status);
    equal(panel(), `Thank you! ${sentence} Share this page Back to the amounts`);
  });
}

for (const frequency of ['month', 'year'] as const) {
  test(`who gives every ${frequency} is shown where to change or stop it`, async () => {
    await thank(`manage-url="${portal}"`, { frequency });
    equal((the('link', 'Change or stop your gift') as HTMLAnchorElement).href, portal);
  });
}

test('for a single gift there is nothing to change or stop', async () => {
  await thank(`manage-url="${portal}"`);
  deepEqual(names('link'), []);
});

for (const address of ['', ['javascript', 'alert(1)'].join(':'), 'data:text/html,hello', 'ftp://owner.example/', 'https://']) {
  test(`manage-url="${address}" is no link`, async () => {
    await thank(`manage-url="${address}"`, { frequency: 'month' });
    deepEqual(names('link'), []);
  });
}

test('a manage-url may be relative to the page', async () => {
  await thank('manage-url="/members"', { frequency: 'month' });
  equal((the('link', 'Change or stop your gift') as HTMLAnchorElement).href, `${location.origin}/members`);
});

test('the one thing to share is the page, and never the amount', async () => {
  const shared: ShareData[] = [];
  Object.defineProperty(navigator, 'share', { configurable: true, value: async (data: ShareData) => { shared.push(data); } });
  try {
    await thank('', { amount: 12_345 });
    deepEqual(names('button'), ['Share this page', 'Back to the amounts']);
    await click(the('button', 'Share this page'));
    await until('it is shared', () => shared.length > 0);
    deepEqual(shared, [{ url: location.href, title: document.title }]);
    ok(!/123|cs_test/.test(JSON.stringify(shared)), 'neither sum nor session is told to others');
  } finally {
    Reflect.deleteProperty(navigator, 'share');
  }
});

test('a link that was copied instead is said in the status', async () => {
  const copied: string[] = [];
  Object.defineProperty(navigator, 'share', { configurable: true, value: undefined });
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => { copied.push(text); } } });
  try {
    await thank();
    await click(the('button', 'Share this page'));
    await until('it is said', () => textOf(the('status')) === 'Link copied.');
    deepEqual(copied, [location.href]);
    ok(!location.search.includes('support_session'));
  } finally {
    for (const key of ['share', 'clipboard']) Reflect.deleteProperty(navigator, key);
  }
});

test('the owner\'s own words stand in the thanks, and nowhere before', async () => {
  const words = '<p slot="thanks">The roof is yours.</p>';
  await showWidget('', words);
  ok(!textOf(document.body).includes('The roof is yours.'));
  await thank('', {}, words);
  match(panel(), /receipt by email\. The roof is yours\. Share this page/);
});

test('beneath the thanks nothing can be chosen, and nothing of the form is read out', async () => {
  const widget = await thank('frequencies="once month" fees="2.9%"');
  for (const role of ['radio', 'checkbox', 'textbox', 'group']) deepEqual(names(role), []);
  ok(widget.shadowRoot!.querySelector<HTMLElement>('[name=amount]')!.closest('[inert]'), 'the keyboard must not get there either');
});

test('the status says the thanks once for those who hear the page', async () => {
  await thank();
  equal(textOf(the('status')), 'Thank you!');
});

test('the heading of the thanks has the focus, and is no stop of the Tab key', async () => {
  await thank();
  await until('the heading has the focus', () => place() === 'heading Thank you!');
  equal(the('heading', 'Thank you!').tabIndex, -1);
});

test('the way back from a monthly gift leads to what was chosen', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid', { frequency: 'month' }) });
  comeBack({ departure: departed(0, 10_000, '', { frequency: 'month' }) });
  await showWidget('frequencies="once month"');
  await until('the thanks are there', () => isThere('button', 'Back to the amounts'));
  await click(the('button', 'Back to the amounts'));
  await until('the choice is there', () => chosen().length > 0);
  deepEqual(chosen(), ['Monthly', '$100 every month']);
  ok(!isThere('heading', 'Thank you!'));
  equal(textOf(the('status')), '');
});

test('who paid and reloads is not thanked twice', async () => {
  const thanks = listen('support-thanks');
  await thank();
  await show(`<support-widget endpoint="${endpoint}"></support-widget>`);
  await awhile();
  deepEqual([thanks.length, isThere('heading', 'Thank you!'), sessionStorage.length], [1, false, 0]);
});
