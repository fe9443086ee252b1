import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { all, chosen, isThere, names, place, the } from './by-role.ts';
import { asked, endpoint, hasLeft } from './endpoint-stand-in.ts';
import { awhile, complaints, listen, showWidget } from './page.ts';

const stripe = 'https://donate.stripe.com/';
const link = (amount: number | string, href = `${stripe}${amount}`, more = ''): string => `<a href="${href}" data-amount="${amount}" ${more}>Give ${amount}</a>`;
const script = ['javascript', 'void(0)'].join(':');
const tiers = (): string[] => [...names('radio'), ...names('link')];
const hrefs = (): string[] => all('link').map((one) => (one as HTMLAnchorElement).href);
/** Leads to a place in this same page. */
const here = (): string => `${location.href.split('#')[0]}#pay-page`;

/** Shows a widget that has no function behind it. */
const showLinks = (content: string, attributes = ''): Promise<SupportWidget> => show<SupportWidget>(`<support-widget ${attributes}>${content}</support-widget>`);

test('a Payment Link takes the place of its tier', async () => {
  await showWidget('', link(100));
  deepEqual([names('link'), names('radio')], [['$100'], ['Support without paying', '$2,500', '$5,000', 'Other amount']]);
  deepEqual([hrefs(), complaints], [[`${stripe}100`], []]);
  const one = the('link') as HTMLAnchorElement;
  deepEqual([one.target, one.rel], ['_self', 'noopener']);
});

test('with words of its own it is named by both', async () => {
  await showWidget('', link(100) + '<span data-amount="100">pays a page</span>');
  deepEqual(names('link'), ['$100 pays a page']);
});

test('without a function there are only the links and the free tier: no field, no button', async () => {
  await showLinks(link(2500) + link(100));
  deepEqual([names('radio'), names('link'), names('textbox'), names('button')], [['Support without paying'], ['$100', '$2,500'], [], []]);
  deepEqual([names('heading'), complaints, asked], [['Support us'], [], []]);
  await showLinks(link(5), 'amounts="5 10" fees="2.9%" value="7"');
  deepEqual([names('radio'), names('link'), names('checkbox')], [[], ['$5'], []]);
});

test('who supports without paying is thanked without a function, too', async () => {
  await showLinks(link(100));
  await click(the('radio', 'Support without paying'));
  await until('the way to pass it on is shown', () => isThere('button', 'Share this page'));
});

test('a press on it tells the page and follows it, by mouse and by keyboard', async () => {
  const checkouts = listen('support-checkout');
  for (const follow of [click, async (one: HTMLElement) => { one.focus(); await press('Enter'); }]) {
    await showLinks(link(100, here()));
    await follow(the('link'));
    await until('the reader leaves', hasLeft);
    history.replaceState(null, '', here().split('#')[0]);
  }
  const gift = { amount: 10_000, currency: 'USD', frequency: 'once' };
  deepEqual([checkouts, asked], [[gift, gift], []]);
});

test('the page may stop it', async () => {
  listen('support-checkout', (event) => event.preventDefault());
  await showLinks(link(100, here()));
  await click(the('link'));
  await awhile();
  equal(hasLeft(), false);
});

test('a link takes what it says: fees are never added to it', async () => {
  const checkouts = listen('support-checkout', (event) => event.preventDefault());
  await showWidget('fees="2.9% + 0.30" value="2500"', link(100));
  await click(the('checkbox'));
  await click(the('link'));
  deepEqual(checkouts, [{ amount: 10_000, currency: 'USD', frequency: 'once' }]);
});

test('a link is no choice: `value` does not choose it, and the amount can still be typed', async () => {
  await showWidget('value="100"', link(100));
  deepEqual([chosen(), (the('textbox') as HTMLInputElement).value], [['Other amount'], '100']);
  (the('textbox') as HTMLInputElement).select();
  await type('100');
  await press('Tab');
  deepEqual([chosen(), (the('textbox') as HTMLInputElement).value], [['Other amount'], '100']);
  ok(isThere('button', 'Support with $100'));
});

test('with nothing chosen a press of the button leads to a tier that can be chosen', async () => {
  await showWidget('amounts="100 2500"', link(100));
  await click(the('button', 'Support'));
  await until('the keyboard is at a tier', () => place() === 'radio $2,500');
});

test('a link without `data-frequency` is for once; with it, for that', async () => {
  await showLinks(link(5) + link(7, undefined, 'data-frequency="month"'), 'frequencies="once month" amounts=""');
  deepEqual(names('link'), ['$5']);
  await click(the('radio', 'Monthly'));
  deepEqual([names('link'), hrefs()], [['$7 every month'], [`${stripe}7`]]);
});

test('`target` holds for links', async () => {
  const widget = await showLinks(link(5), 'target="_blank"');
  equal((the('link') as HTMLAnchorElement).target, '_blank');
  for (const [target, is] of [['_top', '_top'], ['elsewhere', '_self'], [null, '_self']] as const) {
    if (target === null) widget.removeAttribute('target');
    else widget.setAttribute('target', target);
    await widget.updateComplete;
    equal((the('link') as HTMLAnchorElement).target, is);
  }
});

for (const href of [script, script.replace('java', 'JaVa'), ` ${script}`, script.replace('java', 'java&#10;'), 'data:text/html,x', 'vbscript:x', 'blob:https://x/y', 'mailto:a@owner.example', 'ftp://owner.example/', 'file:///etc/passwd', 'about:blank', 'tel:1']) {
  test(`a link to "${href}" is no Payment Link: the tier stays a tier`, async () => {
    await showWidget('', link(100, href));
    deepEqual([names('link'), names('radio').includes('$100')], [[], true]);
    await showLinks(link(5, href) + link(7));
    deepEqual(names('link'), ['$7']);
  });
}

test('a link to 0 is none: that costs nothing anywhere', async () => {
  await showWidget('', link(0));
  deepEqual([names('link'), names('radio')[0]], [[], 'Support without paying']);
});

test('without a function and without a link it is the fallback', async () => {
  await showLinks('<a href="https://owner.example/give">Give</a><span data-amount="100">pays a page</span>');
  deepEqual([names('link'), all('radio'), complaints.length], [['Give'], [], 1]);
});

test('links may come, change and go while the page stands', async () => {
  const widget = await showWidget('amounts="5 10"');
  widget.innerHTML = link(5);
  await until('it is a link', () => isThere('link', '$5'));
  const child = widget.firstElementChild as HTMLAnchorElement;
  child.href = `${stripe}other`;
  await until('it follows', () => hrefs()[0] === `${stripe}other`);
  child.href = script;
  await until('it is a tier again', () => names('link').length === 0);
  child.href = `${stripe}5`;
  await until('it is a link again', () => isThere('link', '$5'));
  child.remove();
  await until('it is a tier for good', () => tiers().join() === '$5,$10,Other amount');
});

test('a tier that becomes a link is no longer chosen', async () => {
  const widget = await showWidget('amounts="5 10" value="5"');
  widget.innerHTML = link(5);
  await until('it is a link', () => isThere('link', '$5'));
  deepEqual([chosen(), isThere('button', 'Support')], [[], true]);
});

test('a function that comes later makes it a whole widget, one that goes leaves the links', async () => {
  const widget = await showLinks(link(5), 'amounts="5 10"');
  widget.endpoint = endpoint;
  await widget.updateComplete;
  deepEqual(tiers(), ['$10', 'Other amount', '$5']);
  widget.removeAttribute('endpoint');
  widget.endpoint = '';
  await widget.updateComplete;
  deepEqual([tiers(), names('button')], [['$5'], []]);
});
