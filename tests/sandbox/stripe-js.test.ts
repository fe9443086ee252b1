// What the sandbox's Stripe.js refuses, as Stripe's own does, and whom it does not listen to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { completions, frameOf, inside, mount, open, otherServer, ownersPages, type Loaded } from './host-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { embeddedGift, stand, type Stand } from './stand.ts';

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

const newSecret = async () => (await here.stripe.checkout.sessions.create(embeddedGift())).client_secret;
const openOwners = async () => (await open(browser, here.origin)).page;
const frames = (page: Page) => page.locator('iframe').count();

/** "IntegrationError: …", or "nothing" where it is not refused. */
async function refusalOf(page: Page, act: (stripe: ReturnType<Loaded['Stripe']>, secret: string | null) => unknown, secret: string | null = null): Promise<string> {
  return await page.evaluate(`(async () => {
    try {
      await (${String(act)})(window.Stripe('pk_test_sandbox'), ${JSON.stringify(secret)});
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  })()`);
}

test('Stripe() takes a publishable key and nothing else', async () => {
  const page = await openOwners();
  for (const key of [undefined, null, 1, '', 'test', 'sk_test_sandbox', 'rk_test_sandbox', ' pk_test_sandbox']) {
    const refusal = await page.evaluate((one) => {
      try {
        (window as unknown as Loaded).Stripe(one);
        return 'nothing';
      } catch (error) {
        return String(error);
      }
    }, key);
    assert.match(refusal, /^IntegrationError: .*(apiKey should be a string|publishable key)/, String(key));
    if (key) assert.ok(!refusal.includes(String(key).slice(0, 7)), 'the error repeats what may be a secret key');
  }
  await page.context().close();
});

test('the old initEmbeddedCheckout is gone, and says what came after it', async () => {
  const page = await openOwners();
  assert.match(await refusalOf(page, (stripe) => stripe.initEmbeddedCheckout({})), /^IntegrationError: stripe\.initEmbeddedCheckout\(\) has been removed.*createEmbeddedCheckoutPage/);
  await page.context().close();
});

test('it is created from a client secret, given or fetched, and from nothing else', async () => {
  const page = await openOwners();
  const secret = await newSecret();
  const wrong = [
    () => ({}),
    () => ({ clientSecret: null }),
    () => ({ clientSecret: 'pi_1_secret_2' }),
    () => ({ clientSecret: '../control' }),
    () => ({ clientSecret: 'cs_1_secret_2?after=pay' }),
    () => ({ fetchClientSecret: async () => undefined }),
  ];
  for (const options of wrong) {
    const refusal = await page.evaluate(`window.Stripe('pk_test_sandbox').createEmbeddedCheckoutPage((${String(options)})()).then(() => 'nothing', String)`);
    assert.match(String(refusal), /^IntegrationError: Pass the client secret/, String(options));
    assert.doesNotMatch(String(refusal), /secret_2/);
  }
  // What the owner's own function failed with reaches the owner as it was.
  assert.equal(await refusalOf(page, (stripe) => stripe.createEmbeddedCheckoutPage({ fetchClientSecret: () => Promise.reject(new Error('503')) })), 'Error: 503');
  assert.equal(await refusalOf(page, async (stripe, clientSecret) => (await stripe.createEmbeddedCheckoutPage({ clientSecret })).mount(document.querySelector('#checkout')), secret), 'nothing', 'no failure is left in the way');
  await inside(page).getByRole('button', { name: /^Pay/ }).waitFor();
  await page.context().close();
});

test('it is not mounted inside a shadow root, but in a slot of one', async () => {
  const page = await openOwners();
  const mounted = (act: string) => page.evaluate(`(async () => {
    const stripe = window.Stripe('pk_test_sandbox');
    window.one ??= await stripe.createEmbeddedCheckoutPage({ clientSecret: 'cs_test_a_secret_b' });
    const host = document.querySelector('#checkout');
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.replaceChildren(document.createElement('slot'));
    try { window.one.mount((${act})(host, root)); return 'nothing'; } catch (error) { return String(error); }
  })()`);
  const add = "(place) => { const node = document.createElement('div'); place.append(node); return node; }";
  assert.match(String(await mounted(`(_, root) => (${add})(root)`)), /^IntegrationError: Elements cannot be mounted in a ShadowRoot/);
  assert.match(String(await mounted(`(_, root) => (${add})((${add})(root).attachShadow({ mode: 'open' }))`)), /ShadowRoot/);
  assert.match(String(await mounted(`(_, root) => root`)), /^IntegrationError: Invalid DOM element/);
  assert.equal(await page.evaluate(() => document.querySelector('#checkout')!.shadowRoot!.querySelectorAll('iframe').length), 0);
  assert.equal(await mounted(`(host) => (${add})(host)`), 'nothing');
  await inside(page).getByRole('heading').waitFor();
  await page.context().close();
});

test('a place that is not there is refused', async () => {
  const page = await openOwners();
  const refusal = await refusalOf(page, async (stripe) => (await stripe.createEmbeddedCheckoutPage({ clientSecret: 'cs_test_a_secret_b' })).mount('#nowhere'));
  assert.match(refusal, /^IntegrationError: The selector you specified \(#nowhere\) applies to no DOM elements/);
  await page.context().close();
});

test('there is one at a time: a second is refused until the first is destroyed', async () => {
  const page = await openOwners();
  await mount(page, await newSecret());
  const again = async (stripe: ReturnType<Loaded['Stripe']>, clientSecret: string | null) => { (window as unknown as Loaded).checkout = await stripe.createEmbeddedCheckoutPage({ clientSecret }); };
  const multiple = 'IntegrationError: You cannot have multiple Embedded Checkout objects.';
  const secret = await newSecret();
  assert.equal(await refusalOf(page, again, secret), multiple);
  await page.evaluate(() => (window as unknown as Loaded).checkout.unmount());
  assert.equal(await refusalOf(page, again, secret), multiple, 'to unmount it is not enough');
  await page.evaluate(() => (window as unknown as Loaded).checkout.destroy());
  assert.equal(await refusalOf(page, again, secret), 'nothing');
  await page.evaluate(() => (window as unknown as Loaded).checkout.mount('#checkout'));
  await inside(page).getByRole('button', { name: /^Pay/ }).waitFor();
  await page.context().close();
});

test('a second is refused while the first still waits for its client secret', async () => {
  const page = await openOwners();
  assert.match(await refusalOf(page, (stripe) => {
    void stripe.createEmbeddedCheckoutPage({ fetchClientSecret: () => new Promise(() => {}) });
    return stripe.createEmbeddedCheckoutPage({ clientSecret: 'cs_test_a_secret_b' });
  }), /multiple Embedded Checkout objects/);
  await page.context().close();
});

test('mount, unmount, mount, destroy: the frame comes and goes, and what is destroyed stays so', async () => {
  const page = await openOwners();
  const act = (name: 'destroy' | 'mount' | 'unmount') => page.evaluate((one) => {
    try {
      (window as unknown as Loaded).checkout[one]('#checkout');
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  }, name);
  await mount(page, await newSecret());
  assert.match(await act('mount'), /^IntegrationError: .*already mounted/);
  assert.equal(await frames(page), 1);
  assert.equal(await act('unmount'), 'nothing');
  assert.equal(await frames(page), 0);
  assert.equal(await act('mount'), 'nothing');
  await inside(page).getByRole('button', { name: /^Pay/ }).waitFor();
  assert.equal(await act('destroy'), 'nothing');
  assert.equal(await frames(page), 0);
  for (const name of ['mount', 'unmount', 'destroy'] as const) assert.match(await act(name), /^IntegrationError: This Embedded Checkout instance has been destroyed/, name);
  assert.equal(await frames(page), 0);
  await page.context().close();
});

const messages = [
  { sandbox: 'complete' },
  { sandbox: 'redirect', url: 'http://127.0.0.1:9/stolen' },
  { sandbox: 'height', height: 7 },
  'complete',
  null,
];

/** What the owner's page is like once somebody had time to do something to it. */
async function isUnharmed(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  assert.equal(await completions(page), 0, 'onComplete was called');
  assert.equal(page.url(), `${here.origin}/`, 'the page was led away');
  const height = await page.locator('iframe').first().evaluate((one) => one.getBoundingClientRect().height);
  assert.ok(height > 200, `the frame is ${height} px tall`);
}

test('messages from any other window do nothing: the page itself, another frame of the sandbox, a page that was opened', async (t) => {
  const page = await openOwners();
  await mount(page, await newSecret());
  await frameOf(page);
  await page.evaluate((all) => { for (const one of all) window.postMessage(one, '*'); }, messages);
  await isUnharmed(page);

  // The same origin as the embedded page, in another window.
  await page.evaluate(() => {
    const other = document.createElement('iframe');
    other.src = '/sandbox/embed/cs_test_none_secret_none';
    other.id = 'other';
    document.body.append(other);
    return new Promise((done) => { other.onload = done; });
  });
  const other = await (await page.$('#other'))!.contentFrame();
  await other!.evaluate((all) => { for (const one of all) window.parent.postMessage(one, '*'); }, messages);
  await isUnharmed(page);

  const evil = await otherServer(t, () => new Response('<!doctype html><title>Evil</title>', { headers: { 'Content-Type': 'text/html' } }));
  const [opened] = await Promise.all([page.waitForEvent('popup'), page.evaluate((address) => void window.open(address), evil)]);
  await opened.waitForLoadState();
  await opened.evaluate((all) => { for (const one of all) (window.opener as Window).postMessage(one, '*'); }, messages);
  await isUnharmed(page);
  await page.context().close();
});

test('messages from another origin that got into the frame itself do nothing', async (t) => {
  const evil = await otherServer(t, () => new Response('<!doctype html><title>Evil</title>', { headers: { 'Content-Type': 'text/html' } }));
  // A page whose policy lets anything in, as some owners have it.
  const owner = await otherServer(t, () => new Response(`<!doctype html><title>Owner</title><script src="${here.origin}/sandbox/stripe.js"></script><div id="checkout"></div>`, { headers: { 'Content-Type': 'text/html' } }));
  const { page } = await open(browser, owner);
  await mount(page, await newSecret());
  const frame = await frameOf(page);
  await frame.goto(evil);
  await frame.evaluate((all) => { for (const one of all) window.parent.postMessage(one, '*'); }, messages);
  await page.waitForTimeout(300);
  assert.equal(await completions(page), 0);
  assert.equal(page.url(), `${owner}/`);
  assert.ok((await page.locator('iframe').evaluate((one) => one.getBoundingClientRect().height)) > 200);
  await page.context().close();
});

test('the embedded page tells nobody but the origin it was told of', async () => {
  const heard = async (parent: string) => {
    const page = await openOwners();
    await page.evaluate(() => { addEventListener('message', (event) => document.body.append(`heard ${JSON.stringify(event.data)}`)); });
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      return new Promise((done) => { frame.onload = done; });
    }, `/sandbox/embed/${await newSecret()}?parent=${encodeURIComponent(parent)}`);
    await page.waitForTimeout(200);
    const text = await page.locator('body').innerText();
    await page.context().close();
    return text.includes('heard {');
  };
  assert.equal(await heard(here.origin), true);
  for (const parent of ['https://elsewhere.example', '*', '/', '', 'null']) assert.equal(await heard(parent), false, parent);
});
