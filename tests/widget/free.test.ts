import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { chosen, focused, isThere, names, textOf, the } from './by-role.ts';
import { asked, endpoint } from './endpoint-stand-in.ts';
import { awhile, listen, showWidget } from './page.ts';

const panel = (): HTMLElement => the('group', 'Support without paying');

/** Chooses 0, and waits until the part that is loaded for it is here. */
async function chooseFree(): Promise<void> {
  await click(the('radio', 'Support without paying'));
  await until('the way to pass it on is shown', () => isThere('button', 'Share this page'));
}

/** Gives the browser this way of sharing for one test; undefined: it has none. */
function sharesBy(key: 'share' | 'clipboard', value: unknown): void {
  Object.defineProperty(navigator, key, { value, configurable: true });
}
afterEach(() => {
  for (const key of ['share', 'clipboard']) Reflect.deleteProperty(navigator, key);
});

test('the free tier tells the page once, and shows a way to pass the page on in place of the button', async () => {
  const [free, changes] = [listen('support-free'), listen('support-change')];
  await showWidget();
  await chooseFree();
  deepEqual(chosen(), ['Support without paying']);
  deepEqual(free, [null]);
  deepEqual(changes, [{ amount: 0, currency: 'USD', frequency: 'once' }]);
  deepEqual(names('button', panel()), ['Share this page']);
  deepEqual(names('button'), ['Share this page']);
  equal(textOf(panel()), 'Reading and passing it on helps too. Thank you. Share this page');
  deepEqual(asked, []);
});

test('each choosing is told once: a second click is none, coming back is another', async () => {
  const free = listen('support-free');
  await showWidget();
  await chooseFree();
  await chooseFree();
  equal(free.length, 1);
  await click(the('radio', '$100'));
  ok(isThere('button', 'Support with $100'));
  ok(!isThere('group', 'Support without paying'));
  equal(free.length, 1);
  await chooseFree();
  equal(free.length, 2);
});

test('the keyboard chooses it, once', async () => {
  const free = listen('support-free');
  await show(`<div><a href="#before">Before</a><support-widget endpoint="${endpoint}"></support-widget></div>`);
  the('link').focus();
  await press('Tab');
  await press('Space');
  deepEqual(free, [null]);
  await press('Enter');
  await awhile();
  deepEqual(free, [null]);
  deepEqual(asked, []);
});

test('Enter in the field beside it sends nothing either', async () => {
  const checkout = listen('support-checkout');
  await showWidget();
  await chooseFree();
  the('textbox').focus();
  await press('Enter');
  await until('the share button has the focus', () => focused() === the('button', 'Share this page'));
  deepEqual([asked, checkout], [[], []]);
});

test('an amount typed afterwards is a gift again', async () => {
  await showWidget();
  await chooseFree();
  await click(the('textbox'));
  await type('20');
  deepEqual(chosen(), ['Other amount']);
  deepEqual(names('button'), ['Support with $20']);
});

test('the owner\'s own words stand in place of ours', async () => {
  await showWidget('', '<p slot="free">Sign up for <a href="https://owner.example/mail">our letter</a>.</p>');
  deepEqual(names('link'), [], 'it is not shown before');
  await chooseFree();
  equal(textOf(panel()), 'Sign up for our letter. Share this page');
});

test('the share button opens the browser\'s share sheet with this page', async () => {
  const shared: ShareData[] = [];
  sharesBy('share', async (data: ShareData) => { shared.push(data); });
  await showWidget();
  await chooseFree();
  await click(the('button', 'Share this page'));
  deepEqual(shared, [{ url: location.href, title: document.title }]);
  deepEqual(asked, []);
});

test('without a share sheet it copies the address, and says so', async () => {
  const copied: string[] = [];
  sharesBy('share', undefined);
  sharesBy('clipboard', { writeText: async (text: string) => { copied.push(text); } });
  await showWidget();
  await chooseFree();
  await click(the('button', 'Share this page'));
  await until('it is said', () => textOf(the('status')) === 'Link copied.');
  deepEqual(copied, [location.href]);
  await click(the('radio', '$100'));
  equal(textOf(the('status')), '');
});

test('a share sheet that is closed, or a clipboard that is refused, is no error', async () => {
  sharesBy('share', async () => { throw new DOMException('closed', 'AbortError'); });
  await showWidget();
  await chooseFree();
  await click(the('button', 'Share this page'));
  sharesBy('share', undefined);
  sharesBy('clipboard', undefined);
  await click(the('button', 'Share this page'));
  await awhile();
  equal(textOf(the('status')), '');
});

test('a 0 that is typed is not the free tier: it is asked back', async () => {
  const free = listen('support-free');
  await showWidget();
  await click(the('textbox'));
  await type('0');
  await press('Enter');
  await until('the field is marked', () => the('textbox').ariaInvalid === 'true');
  deepEqual([asked, free], [[], []]);
});
