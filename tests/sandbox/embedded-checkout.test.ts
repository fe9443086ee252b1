// The sandbox's Stripe.js in a real browser, in a page as strict as an owner's can be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { completions, frameOf, inside, mount, open, otherServer, ownersPages, type Loaded } from './host-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { embeddedGift, gift, stand, type Stand } from './stand.ts';

let here: Stand;
let browser: Browser;
before(async () => {
  here = await stand({ beside: ownersPages() });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await here?.close();
});

const create = (change: Partial<Stripe.Checkout.SessionCreateParams> = {}) => here.stripe.checkout.sessions.create(embeddedGift(change));
const read = ({ id }: Stripe.Checkout.Session) => here.stripe.checkout.sessions.retrieve(id);
const button = (page: Page, name: string | RegExp) => inside(page).getByRole('button', { name });
const title = (page: Page, name: string) => inside(page).getByRole('heading', { name, exact: true });

/** The owner's page with the embedded page of a new session in it. */
async function openMounted(change: Partial<Stripe.Checkout.SessionCreateParams> = {}, options: Parameters<Browser['newContext']>[0] = {}) {
  const session = await create(change);
  const opened = await open(browser, here.origin, options);
  await mount(opened.page, session.client_secret);
  await button(opened.page, /^Pay/).waitFor();
  return { ...opened, session };
}

for (const redirect of ['if_required', 'never'] as const) {
  test(`paying in the page, with no redirect but ${redirect}: the session is paid, onComplete is called once, the page stays`, async () => {
    const { page, errors, session } = await openMounted({ redirect_on_completion: redirect, ...(redirect === 'never' && { return_url: undefined }) });
    await button(page, 'Pay $100.00').click();
    await title(page, 'Paid').waitFor();
    await page.waitForFunction(() => (window as unknown as Loaded).completions > 0);
    assert.equal((await read(session)).payment_status, 'paid');
    await page.waitForTimeout(200);
    assert.equal(await completions(page), 1);
    // As readers do who are not sure: "reload this frame".
    const frame = await frameOf(page);
    await frame.goto(frame.url());
    await page.waitForTimeout(200);
    assert.equal(await completions(page), 1);
    assert.equal(await page.evaluate(() => sessionStorage.getItem('completed')), 'yes');
    assert.equal(page.url(), `${here.origin}/`);
    assert.deepEqual(errors, []);
    await page.context().close();
  });
}

test('a bank debit completes too, with the money still on its way', async () => {
  const { page, session } = await openMounted();
  await button(page, /^Bank debit/).click();
  await title(page, 'On its way').waitFor();
  await page.waitForFunction(() => (window as unknown as Loaded).completions === 1);
  const { status, payment_status } = await read(session);
  assert.deepEqual([status, payment_status], ['complete', 'unpaid']);
  await page.context().close();
});

test('a declined card is told, completes nothing, and can be followed by one that pays', async () => {
  const { page, session } = await openMounted();
  for (const _ of ['once', 'twice']) {
    await button(page, /^Decline/).click();
    await inside(page).getByRole('alert').waitFor();
  }
  assert.equal(await completions(page), 0);
  assert.equal((await read(session)).status, 'open');
  await button(page, /^Pay/).click();
  await page.waitForFunction(() => (window as unknown as Loaded).completions === 1);
  assert.equal((await read(session)).payment_status, 'paid');
  await page.context().close();
});

test('a monthly gift says so', async () => {
  const { payment_intent_data: _, ...rest } = embeddedGift({ mode: 'subscription', submit_type: undefined });
  const session = await here.stripe.checkout.sessions.create({ ...rest, line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x' }, recurring: { interval: 'month' } } }] });
  const { page } = await open(browser, here.origin);
  await mount(page, session.client_secret);
  await button(page, 'Pay $5.00 every month').click();
  await page.waitForFunction(() => (window as unknown as Loaded).completions === 1);
  assert.ok((await read(session)).subscription);
  await page.context().close();
});

test('two fast presses are sent, pay and complete once', async () => {
  const { page, session } = await openMounted();
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.url()); });
  await button(page, /^Pay/).dblclick();
  await title(page, 'Paid').waitFor();
  await page.waitForTimeout(200);
  assert.equal(await completions(page), 1);
  const charges = await here.stripe.charges.list({ payment_intent: (await read(session)).payment_intent as string });
  assert.equal(charges.data.length, 1);
  assert.equal(sent.length, 1);
  await page.context().close();
});

test('a session that always leads away takes the whole page to its return_url, and calls no onComplete', async () => {
  const { page, errors, session } = await openMounted({ redirect_on_completion: 'always', return_url: `${here.origin}/thanks?support_session={CHECKOUT_SESSION_ID}#end` });
  await button(page, /^Pay/).click();
  await page.waitForURL(`${here.origin}/thanks?support_session=${session.id}#end`);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('completed')), null, 'onComplete was called');
  assert.deepEqual(errors, []);
  await page.context().close();
});

test('the reader\'s back button leads to where they were before, not to the choices again', async () => {
  const session = await create();
  const { page } = await open(browser, `${here.origin}/empty`);
  await page.goto(here.origin);
  const length = await page.evaluate(() => history.length);
  await mount(page, session.client_secret);
  await button(page, /^Decline/).click();
  await inside(page).getByRole('alert').waitFor();
  await button(page, /^Pay/).click();
  await title(page, 'Paid').waitFor();
  assert.equal(await page.evaluate(() => history.length), length);
  await page.goBack();
  assert.equal(page.url(), `${here.origin}/empty`);
  await page.context().close();
});

test('a session that is over is shown as such, and completes nothing', async () => {
  const paid = await create();
  await fetch(`${here.origin}/sandbox/embed/${paid.client_secret}/pay`, { method: 'POST' });
  const expired = await create();
  await here.stripe.checkout.sessions.expire(expired.id);
  for (const [secret, heading] of [[paid.client_secret, 'Paid'], [expired.client_secret, 'This page has expired'], ['cs_test_none_secret_none', 'There is nothing to pay here']] as const) {
    const { page } = await open(browser, here.origin);
    await mount(page, secret);
    await title(page, heading).waitFor();
    await page.waitForTimeout(100);
    assert.equal(await completions(page), 0, heading);
    await page.context().close();
  }
});

test('a session that expires while it is shown cannot be paid', async () => {
  const { page, session } = await openMounted();
  await here.stripe.checkout.sessions.expire(session.id);
  await button(page, /^Pay/).click();
  await title(page, 'This page has expired').waitFor();
  assert.equal(await completions(page), 0);
  await page.context().close();
});

test('it shows itself whole, whatever the page\'s style sheets say', async () => {
  const { page } = await openMounted({}, { viewport: { width: 600, height: 900 } });
  const frame = await frameOf(page);
  const element = page.locator('iframe');
  assert.equal(await element.getAttribute('title'), 'Secure checkout (sandbox)');
  const fits = () => page.waitForFunction((tall) => document.querySelector('iframe')!.getBoundingClientRect().height === tall, Math.ceil(tall), { timeout: 2000 });
  let tall = await frame.evaluate(() => document.body.getBoundingClientRect().height);
  await fits();
  assert.ok(tall > 350, `it is ${tall} px tall`);
  const looks = await element.evaluate((one) => {
    const { display, position, visibility, opacity, borderTopWidth, transform, float, pointerEvents, width } = getComputedStyle(one);
    return { display, position, visibility, opacity, borderTopWidth, transform, float, pointerEvents, isWide: Math.abs(parseFloat(width) - one.parentElement!.getBoundingClientRect().width) < 1 };
  });
  assert.deepEqual(looks, { display: 'block', position: 'static', visibility: 'visible', opacity: '1', borderTopWidth: '0px', transform: 'none', float: 'none', pointerEvents: 'auto', isWide: true });
  // It grows and shrinks with what is in it.
  await button(page, /^Decline/).click();
  await inside(page).getByRole('alert').waitFor();
  const taller = await frame.evaluate(() => document.body.getBoundingClientRect().height);
  assert.ok(taller > tall);
  tall = taller;
  await fits();
  await button(page, /^Pay/).click();
  await title(page, 'Paid').waitFor();
  tall = await frame.evaluate(() => document.body.getBoundingClientRect().height);
  assert.ok(tall < taller);
  await fits();
  await page.context().close();
});

test('it is paid by keyboard alone', async () => {
  const { page } = await openMounted();
  await page.getByRole('button', { name: 'Before' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await title(page, 'Paid').waitFor();
  assert.equal(await completions(page), 1);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong in it, and nothing runs over at 280 px: ${colorScheme}`, async () => {
    const { page } = await openMounted({}, { colorScheme, viewport: { width: 320, height: 700 } });
    await page.locator('#checkout').evaluate((place) => { place.style.width = '280px'; });
    const frame = await frameOf(page);
    const check = async (state: string) => {
      const seen = await frame.evaluate(() => ({ width: innerWidth, over: document.documentElement.scrollWidth - innerWidth, dark: getComputedStyle(document.body).backgroundColor }));
      assert.deepEqual([seen.width, seen.over], [280, 0], state);
      assert.equal(seen.dark, colorScheme === 'dark' ? 'rgb(20, 22, 26)' : 'rgb(244, 245, 247)', state);
      const { violations, passes } = await frame.evaluate(`${axe.source}; axe.run(document, { resultTypes: ['violations', 'passes'] })`) as axe.AxeResults;
      assert.deepEqual(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]), [], state);
      assert.ok(passes.some(({ id }) => id === 'color-contrast'), state);
    };
    await check('open');
    await button(page, /^Decline/).click();
    await inside(page).getByRole('alert').waitFor();
    await check('declined');
    await button(page, /^Pay/).click();
    await title(page, 'Paid').waitFor();
    await check('paid');
    await page.context().close();
  });
}

test('an owner\'s page on another port shows it just as well, and is told', async (t) => {
  const owner = await otherServer(t, ownersPages(here.origin));
  const session = await create();
  const { page, errors } = await open(browser, owner);
  await mount(page, session.client_secret);
  await button(page, /^Pay/).click();
  await title(page, 'Paid').waitFor();
  await page.waitForFunction(() => (window as unknown as Loaded).completions === 1);
  assert.deepEqual(errors, []);
  assert.deepEqual(await page.context().cookies(), []);
  await page.context().close();
});

test('a form of the page that the function answers with 303 leads to the pay page and back', async (t) => {
  const back = `${here.origin}/thanks`;
  const session = await here.stripe.checkout.sessions.create(gift({ success_url: `${back}?s={CHECKOUT_SESSION_ID}`, cancel_url: back }));
  const owner = await otherServer(t, (request) =>
    new URL(request.url).pathname === '/give'
      ? new Response(null, { status: 303, headers: { Location: session.url! } })
      : new Response('<!doctype html><title>Give</title><form method="post" action="/give"><button>Give</button></form>', {
        headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': `default-src 'none'; form-action 'self' ${here.origin}` },
      }));
  const { page, errors } = await open(browser, owner, { javaScriptEnabled: false });
  await page.getByRole('button', { name: 'Give' }).click();
  await page.getByRole('button', { name: 'Pay $100.00' }).click();
  await page.waitForURL(`${back}?s=${session.id}`);
  assert.deepEqual(errors, []);
  await page.context().close();
});
