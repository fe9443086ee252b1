import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';

// The same gift by every way: once and monthly, on Stripe's page and inside this one, with script and without.

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

interface Opened {
  page: Page;
  /** What the console, the page and its policy complain of. */
  errors: string[];
}

async function open(address = '/', options: BrowserContextOptions = {}): Promise<Opened> {
  const page = await (await browser.newContext(options)).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(server.origin + address);
  return { page, errors };
}

const ways = [
  { frequency: 'Once', tier: '$100', press: 'Support with $100', pay: /^Pay \$100\.00$/, thanks: 'We received your $100.', amount: 10_000 },
  { frequency: 'Monthly', tier: '$10 every month', press: 'Support with $10 every month', pay: /^Pay \$10\.00 every month$/, thanks: 'We received your $10, given every month.', amount: 1_000 },
];

/** The second widget of the article, offering monthly gifts too. */
const second = (page: Page) => page.locator('support-widget').nth(1);
const offer = (page: Page, attributes: Record<string, string>) =>
  second(page).evaluate((widget, all) => Object.entries(all).forEach(([name, value]) => widget.setAttribute(name, value)), { frequencies: 'once month', 'amounts-month': '0 5 10 25', ...attributes });

async function choose(page: Page, { frequency, tier }: (typeof ways)[number]): Promise<void> {
  await second(page).getByRole('radio', { name: frequency, exact: true }).check();
  await second(page).getByRole('radio', { name: tier, exact: true }).check();
}

for (const way of ways) {
  test(`${way.frequency}, on the payment page`, async () => {
    const { page, errors } = await open();
    const raised = await server.raised();
    await offer(page, {});
    await choose(page, way);
    await second(page).getByRole('button', { name: way.press, exact: true }).click();
    await page.getByRole('button', { name: way.pay }).click();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    await page.getByText(way.thanks).waitFor();
    assert.equal(page.url(), `${server.origin}/`);
    assert.equal(await server.raised(), raised + way.amount);
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  test(`${way.frequency}, inside this page`, async () => {
    const { page, errors } = await open();
    const raised = await server.raised();
    await offer(page, { ui: 'embedded' });
    assert.equal(await page.locator('script[src*=stripe]').count(), 0, 'nothing is loaded before the press');
    await choose(page, way);
    await second(page).getByRole('button', { name: way.press, exact: true }).click();
    const frame = second(page).frameLocator('iframe');
    await frame.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    await page.getByText(way.thanks).waitFor();
    assert.equal(await page.locator('iframe').count(), 0, 'the payment page is gone');
    assert.equal(await server.raised(), raised + way.amount);
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  test(`${way.frequency}, without script`, async () => {
    const { page } = await open('/', { javaScriptEnabled: false });
    const raised = await server.raised();
    await page.getByRole('link', { name: 'Support the Courier on a page of its own' }).first().click();
    await page.getByRole('radio', { name: way.frequency, exact: true }).check();
    if (way.amount === 10_000) await page.getByRole('radio', { name: '$100', exact: true }).check();
    else await page.getByRole('textbox').fill('10');
    await page.getByRole('button', { name: /^Support/ }).click();
    await page.getByRole('button', { name: way.pay }).click();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    await page.getByText(way.thanks).waitFor();
    // Nobody else asked: the thanks page has it from Stripe, the meter from the ledger.
    assert.equal(await server.raised(), raised + way.amount);
    await page.context().close();
  });
}

test('the strictest policy of a page has nothing to report on the way to the payment and back', async () => {
  const { page, errors } = await open('/strict.html');
  const raised = await server.raised();
  await page.getByRole('radio', { name: 'Monthly' }).check();
  await page.getByRole('radio', { name: '$100 every month' }).check();
  await page.getByRole('button', { name: 'Support with $100 every month' }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
  await page.getByRole('button', { name: 'Back to the amounts' }).click();
  await page.getByRole('radio', { name: 'Support without paying' }).check();
  await page.getByText('Reading and passing it on helps too.').waitFor();
  assert.equal(await server.raised(), raised + 10_000);
  assert.equal(errors.join('\n'), '');

  // It is that policy that was kept: what it forbids is reported.
  await page.evaluate(() => document.body.append(Object.assign(new Image(), { src: '/favicon.svg' })));
  await assert.rejects(page.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<p>'); }), /TrustedHTML/);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.ok(errors.some((error) => error.includes("default-src 'none'")), errors.join());
  await page.context().close();
});
