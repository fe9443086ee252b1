import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { listen, type Fetch, type Listening } from '../../src/adapters/node.ts';
import { renderWidget, widgetStyles } from '../../src/server/app.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { launchChromium } from '../support/chromium.ts';
import { layoutShift } from '../support/stillness.ts';
import { stand, webhookSecret, type Stand } from './stand.ts';

// A static page of the owner's, on an origin of its own, with a widget drawn before script: the whole gift without any,
// under a policy that names what is needed and nothing more; and the script that comes late.

const cleanups: (() => unknown)[] = [];
const campaigns = { default: { name: 'The Harbour Post', frequencies: ['once', 'month'], amounts: ['0', '50', '100'] } };
const dist = join(import.meta.dirname, '../../dist');
let ours: Listening;
let stripes: Listening;
let function_: Stand;
let owner: string;
let browser: Browser;
let widget = '';

/** The policy the README names for such a page. */
const policy = () => `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${ours.origin}; form-action ${ours.origin} ${stripes.origin}`;

before(async () => {
  const later = { after: (done: () => unknown) => cleanups.push(done) };
  const open = async () => {
    const place: { fetch: Fetch } = { fetch: () => new Response('starting', { status: 503 }) };
    const listening = await listen((request, bindings) => place.fetch(request, bindings), { host: '127.0.0.1', port: 0 });
    cleanups.push(() => listening.close());
    return { ...listening, place };
  };
  const page = createServer((request, response) => {
    const path = new URL(request.url!, 'http://page').pathname;
    if (path === '/w.css') return void response.setHeader('Content-Type', 'text/css').end(widgetStyles());
    if (path.endsWith('.js')) return void readFile(join(dist, path)).then((script) => response.setHeader('Content-Type', 'text/javascript').end(script), () => response.writeHead(404).end());
    response.setHeader('Content-Type', 'text/html; charset=utf-8').setHeader('Content-Security-Policy', policy());
    response.end(`<!doctype html><html lang="en"><title>A story</title><h1>A story</h1>${widget}<p id="below">Read on</p>${path === '/with-script' ? '<script type="module" src="/support-widget.js"></script>' : ''}</html>`);
  });
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => { page.close(resolve); page.closeAllConnections(); }));
  owner = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  const [function__, stripe] = [await open(), await open()];
  [ours, stripes] = [function__, stripe];
  const sandbox = createSandbox({ file: ':memory:', origin: () => stripe.origin, webhooks: [{ url: `${ours.origin}/webhook`, secret: webhookSecret }] });
  cleanups.push(() => sandbox.close());
  sandbox.start();
  function_ = await stand(later, { STRIPE_API_BASE: stripe.origin, SUPPORT_ALLOWED_ORIGINS: owner, SUPPORT_CAMPAIGNS: JSON.stringify(campaigns) });
  stripe.place.fetch = (request, bindings) => sandbox.fetch(request, bindings);
  function__.place.fetch = (request) => function_.app.fetch(request);
  widget = renderWidget(`<support-widget endpoint="${ours.origin}" amounts="0 50 100" frequencies="once month" return-url="${owner}/story"><a href="${ours.origin}/give">Support us</a></support-widget>`, { styles: '/w.css' });
  browser = await launchChromium();
  cleanups.push(() => browser.close());
});
after(async () => {
  for (const done of cleanups.toReversed()) await done();
});

async function openPage(path: string, options: BrowserContextOptions): Promise<{ page: Page; errors: string[] }> {
  const page = await (await browser.newContext(options)).newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => message.type() === 'error' && !/favicon|status of 4\d\d/.test(message.text()) && errors.push(message.text()));
  await page.goto(`${owner}${path}`);
  return { page, errors };
}
const withoutScript = (path = '/story') => openPage(path, { javaScriptEnabled: false });

test('without script a tier goes from the owner\'s page to Stripe, to the thanks, and back', async () => {
  const { page, errors } = await withoutScript();
  await page.getByRole('radio', { name: '$100', exact: true }).check();
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByRole('button', { name: 'Pay $100.00', exact: true }).click();
  await page.waitForURL(/\/give\/thanks\?/);
  await page.getByText('We received your $100.').waitFor();
  assert.equal((await function_.meter()).raised, 10_000);
  await page.getByRole('link', { name: 'Back to the page you came from' }).click();
  assert.equal(page.url(), `${owner}/story`);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test('without script another amount each month is taken as it is typed, and a slip is asked back', async () => {
  const { page, errors } = await withoutScript();
  await page.getByRole('radio', { name: 'Monthly', exact: true }).check();
  await page.getByRole('textbox', { name: 'Other amount in USD' }).fill('12,50');
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByText('Did you mean $12.50?').first().waitFor();
  await page.getByRole('checkbox', { name: 'Yes, $12.50' }).check();
  await page.getByRole('button', { name: /^Support/ }).click();
  await page.getByText('$12.50').first().waitFor();
  assert.equal(new URL(page.url()).origin, stripes.origin);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test('without script who chose 0 is thanked, and nobody is asked to pay', async () => {
  const { page } = await withoutScript();
  await page.getByRole('radio', { name: 'Support without paying' }).check();
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByText('Reading and passing it on helps too.').waitFor();
  assert.equal(new URL(page.url()).origin, ours.origin);
  await page.context().close();
});

test('it looks as the widget does: tiers in rows, no bare radio buttons', async () => {
  const { page } = await withoutScript();
  const boxes = await Promise.all(['Support without paying', '$50', '$100'].map((name) => page.getByRole('radio', { name, exact: true }).boundingBox()));
  assert.ok(boxes.every((box) => box && box.height >= 44 && box.width > 60), JSON.stringify(boxes));
  assert.equal(new Set(boxes.map((box) => box!.y)).size, 1, 'one row');
  await page.context().close();
});

test('the script that comes late takes the same nodes over: nothing shifts, the choice stays, the gift goes on', async () => {
  const page = await (await browser.newContext({ viewport: { width: 800, height: 900 } })).newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && !/favicon/.test(message.text()) && errors.push(message.text()));
  let send = () => {};
  const sent = new Promise<void>((resolve) => { send = resolve; });
  await page.route('**/support-widget.js', async (route) => { await sent; await route.continue(); });
  await page.goto(`${owner}/with-script`, { waitUntil: 'commit' });
  const radio = page.getByRole('radio', { name: '$50', exact: true });
  await radio.check();
  const node = await radio.elementHandle();
  const below = async () => (await page.locator('#below').boundingBox())!.y;
  const before = await below();
  send();
  await page.getByRole('button', { name: 'Support with $50' }).waitFor();
  assert.ok(await node?.evaluate((one) => one.isConnected && (one as HTMLInputElement).checked));
  assert.equal(await below(), before);
  assert.equal(await layoutShift(page), 0);
  assert.equal(await page.evaluate(() => document.querySelector('support-widget')!.shadowRoot!.querySelectorAll('form').length), 1);
  await page.getByRole('button', { name: 'Support with $50' }).click();
  await page.getByRole('button', { name: 'Pay $50.00', exact: true }).waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
});
