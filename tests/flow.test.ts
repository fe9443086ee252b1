import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';

// One gift from press to meter, in a real browser against the running `dev` server, by roles and names only.

let server: DevServer;
let browser: Browser;

before(async () => {
  server = await DevServer.start();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The article in a tab of its own; `errors` are what its console and the policy complain of, `requests` where it went. */
async function openArticle(address = '/') {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  await page.goto(server.origin + address);
  return { page, errors, requests };
}

const tier = (page: Page, name: string, place = 0) => page.getByRole('radio', { name, exact: true }).nth(place);
const money = (amount: number) => new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', trailingZeroDisplay: 'stripIfInteger' }).format(amount / 100);
const meters = (page: Page, amount: number) => page.getByText(`${money(amount)} of $5,000`, { exact: true });

test('a gift of $100 goes from press to meter', async () => {
  const { page, errors, requests } = await openArticle('/?from=front%20page#story');
  const before = await server.raised();
  for (const name of ['Support without paying', '$100', '$2,500', '$5,000', 'Other amount']) assert.equal(await page.getByRole('radio', { name, exact: true }).count(), 2, name);
  await meters(page, before).nth(1).waitFor();

  await tier(page, '$100').check();
  await page.getByRole('button', { name: 'Support with $100' }).click();
  await page.getByRole('button', { name: /^Pay/ }).waitFor();
  assert.match(await page.locator('body').innerText(), /\$100\.00/);
  assert.match(await page.locator('body').innerText(), /Support the Saltmarsh Courier/);
  await page.getByRole('button', { name: /^Pay/ }).click();

  const thanks = page.getByRole('heading', { name: 'Thank you!' });
  await thanks.waitFor();
  assert.equal(await thanks.count(), 1);
  assert.equal(page.url(), `${server.origin}/?from=front%20page#story`, 'the address bar is clean');
  await meters(page, before + 10_000).nth(1).waitFor({ timeout: 5_000 });
  assert.equal(await server.raised(), before + 10_000);

  await page.reload();
  await meters(page, before + 10_000).nth(1).waitFor();
  assert.equal(await thanks.count(), 0, 'a reload thanks nobody twice');
  assert.equal(await server.raised(), before + 10_000);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests.filter((request) => !request.includes(` ${server.origin}/`)), [], 'no other origin is contacted');
  await page.context().close();
});

test('two widgets make one campaign request', async () => {
  const { page, requests } = await openArticle();
  await meters(page, await server.raised()).nth(1).waitFor();
  assert.equal(requests.filter((request) => request.includes('/campaigns/')).length, 1);
  await page.context().close();
});

test('a canceled gift finds the choice as it was', async () => {
  const { page } = await openArticle();
  await page.getByRole('textbox').nth(1).fill('12.50');
  await page.getByRole('button', { name: 'Support with $12.50' }).click();
  await page.getByRole('button', { name: 'Pay $12.50' }).waitFor();
  await page.getByRole('link', { name: /cancel/i }).or(page.getByRole('button', { name: /cancel/i })).click();
  await page.getByRole('button', { name: 'Support with $12.50' }).waitFor();
  assert.equal(page.url(), `${server.origin}/`);
  assert.equal(await page.getByRole('textbox').nth(1).inputValue(), '12.50');
  assert.ok(await tier(page, 'Other amount', 1).isChecked());
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 1, 'the other widget is left alone');
  await page.context().close();
});

test('the back button from the pay page leaves a widget that can be pressed again', async () => {
  const { page } = await openArticle();
  await tier(page, '$2,500').check();
  await page.getByRole('button', { name: 'Support with $2,500' }).click();
  await page.getByRole('button', { name: /^Pay/ }).waitFor();
  await page.goBack();
  const again = page.getByRole('button', { name: 'Support with $2,500' });
  await again.waitFor();
  assert.equal(await again.getAttribute('aria-disabled'), 'false');
  await again.click();
  await page.getByRole('button', { name: 'Pay $2,500.00' }).waitFor();
  await page.context().close();
});

test('three fast presses, and Enter with a click, open one session', async () => {
  const { page, requests } = await openArticle();
  await page.getByRole('textbox').first().fill('20');
  await page.getByRole('textbox').first().press('Enter', { noWaitAfter: true });
  const button = page.getByRole('button', { name: 'Support with $20' });
  for (let press = 0; press < 3; press++) await button.click({ noWaitAfter: true, timeout: 500 }).catch(() => undefined); // gone already: it left
  await page.getByRole('button', { name: /^Pay/ }).waitFor();
  assert.equal(requests.filter((request) => request === `POST ${server.origin}/checkout`).length, 1);
  await page.context().close();
});

test('what cannot be read is refused at the field and nothing is sent', async () => {
  const { page, requests } = await openArticle();
  for (const text of ['12,50', 'abc', '-5', '1e3', '5.001']) {
    await page.getByRole('textbox').first().fill(text);
    await page.getByRole('button', { name: 'Support', exact: true }).first().click();
    await page.getByText(/^Write the amount in digits|^Did you mean/).waitFor();
  }
  assert.equal(requests.filter((request) => request.startsWith('POST')).length, 0);
  await page.context().close();
});

test('killed right after the payment and started again, nothing is lost and nothing counts twice', async () => {
  const before = await server.raised();
  const opened = await fetch(`${server.origin}/checkout`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ attempt: 'killed-after-payment', amount: 10_000, currency: 'USD', frequency: 'once', returnUrl: `${server.origin}/` }),
  });
  const { url } = (await opened.json()) as { url: string };
  await server.control('webhooks', { pause: true });
  // Without script nobody asks how the session stands: only the webhook can bring this gift into the ledger.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(/support_session=cs_/);
  assert.equal(await server.raised(), before);

  await server.kill();
  await server.restart();
  await server.control('webhooks', { pause: false });
  for (const until = Date.now() + 10_000; (await server.raised()) === before && Date.now() < until; ) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await server.raised(), before + 10_000);
  const event = await server.lastEvent('checkout.session.completed');
  await server.control(`events/${event}/resend`, {});
  assert.equal(await server.raised(), before + 10_000, 'the same event again changes nothing');
  await context.close();
});
