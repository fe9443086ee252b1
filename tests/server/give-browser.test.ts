import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listen, type Fetch, type Listening } from '../../src/adapters/node.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { launchChromium } from '../support/chromium.ts';
import { stand, webhookSecret, type Stand } from './stand.ts';

// A reader without script, in a real browser: it sends what browsers send, and holds the pages to their policy.

const campaigns = { default: { name: 'The Harbour Post', manageUrl: 'https://billing.example/login' } };
const cleanups: (() => unknown)[] = [];
let function_: Stand;
let server: Listening;
let browser: Browser;

before(async () => {
  const later = { after: (done: () => unknown) => cleanups.push(done) };
  /** An address first: each of the two must know the other's. */
  const open = async () => {
    const place: { fetch: Fetch } = { fetch: () => new Response('starting', { status: 503 }) };
    const listening = await listen((request, bindings) => place.fetch(request, bindings), { host: '127.0.0.1', port: 0 });
    cleanups.push(() => listening.close());
    return { ...listening, place };
  };
  // Stripe's page has an origin of its own, against which browsers hold the form's policy.
  const [ours, stripes] = [await open(), await open()];
  const sandbox = createSandbox({ file: ':memory:', origin: () => stripes.origin, webhooks: [{ url: `${ours.origin}/webhook`, secret: webhookSecret }] });
  cleanups.push(() => sandbox.close());
  sandbox.start();
  function_ = await stand(later, { STRIPE_API_BASE: stripes.origin, SUPPORT_CAMPAIGNS: JSON.stringify(campaigns) });
  stripes.place.fetch = (request, bindings) => sandbox.fetch(request, bindings);
  ours.place.fetch = (request) => function_.app.fetch(request);
  server = ours;
  browser = await launchChromium();
  cleanups.push(() => browser.close());
});
after(async () => {
  for (const done of cleanups.toReversed()) await done();
});

/** The form in a tab of its own; `errors` are what its console and the policy complain of. */
async function openForm(query = ''): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && !/favicon|status of 4\d\d/.test(message.text()) && errors.push(message.text()));
  await page.goto(`${server.origin}/give${query}`);
  return { page, errors };
}
const support = (page: Page) => page.getByRole('button', { name: 'Support', exact: true }).click();
const pay = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

test('a gift of $100 goes from the form to the thanks', async () => {
  const { page, errors } = await openForm();
  await page.getByRole('radio', { name: '$100', exact: true }).check();
  await support(page);
  await pay(page, 'Pay $100.00');
  await page.waitForURL(/\/give\/thanks\?support_session=cs_/);
  assert.equal(await heading(page), 'Thank you!');
  await page.getByText('We received your $100.').waitFor();
  assert.equal((await function_.meter()).raised, 10_000);
  await page.getByRole('link', { name: 'Back to the amounts' }).click();
  assert.equal(await heading(page), 'The Harbour Post');
  assert.deepEqual(errors, []);
  await page.context().close();
});

test('a monthly gift of another amount says how often, and where to stop it', async () => {
  const { page, errors } = await openForm();
  await page.getByRole('radio', { name: 'Monthly' }).check();
  await page.getByRole('textbox', { name: 'Other amount in USD' }).fill('12.50');
  await page.keyboard.press('Enter');
  await pay(page, 'Pay $12.50 every month');
  await page.getByText('We received your $12.50, given every month.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Change or stop your gift' }).getAttribute('href'), 'https://billing.example/login');
  assert.deepEqual(errors, []);
  await page.context().close();
});

test('what cannot be given is said where the reader is put, and all they chose is kept', async () => {
  const { page, errors } = await openForm();
  await page.getByRole('radio', { name: 'Yearly' }).check();
  await page.getByRole('textbox').fill('2');
  await support(page);
  const field = page.getByRole('textbox');
  assert.equal(await page.getByRole('alert').innerText(), 'The smallest amount is $5.');
  assert.equal(await page.title(), 'Please check: The Harbour Post');
  assert.deepEqual([await field.inputValue(), await page.getByRole('radio', { name: 'Yearly' }).isChecked()], ['2', true]);
  await page.keyboard.type('0'); // the field has the focus
  assert.match(await field.inputValue(), /^(20|02)$/);
  await field.fill('20');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pay $20.00 every year' }).waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
});

test('a question is answered by a box and the same button, and not by Enter alone', async () => {
  const { page } = await openForm();
  await page.getByRole('textbox').fill('12,50');
  await support(page);
  await page.getByRole('textbox').press('Enter');
  const yes = page.getByRole('group', { name: 'Did you mean $12.50?' }).getByRole('checkbox', { name: 'Yes, $12.50' });
  await yes.check();
  await support(page);
  await page.getByRole('button', { name: 'Pay $12.50' }).waitFor();
  await page.context().close();
});

test('who cancels finds the choice as it was', async () => {
  const { page } = await openForm('?frequency=month');
  await page.getByRole('textbox').fill('12.50');
  await support(page);
  await page.getByRole('link', { name: 'Cancel' }).click();
  assert.ok(await page.getByRole('radio', { name: '$12.50', exact: true }).isChecked());
  assert.ok(await page.getByRole('radio', { name: 'Monthly' }).isChecked());
  await page.context().close();
});

test('who goes back from Stripe with the browser and chooses otherwise is understood', async () => {
  const { page } = await openForm();
  await page.getByRole('radio', { name: '$100', exact: true }).check();
  await support(page);
  await page.getByRole('button', { name: 'Pay $100.00' }).waitFor();
  await page.goBack();
  await page.getByRole('radio', { name: '$2,500', exact: true }).check();
  await support(page);
  await page.getByRole('button', { name: 'Pay $2,500.00' }).waitFor();
  await page.context().close();
});

test('0 is thanked for, and the reader stays here', async () => {
  const { page } = await openForm();
  await page.getByRole('radio', { name: 'Support without paying' }).check();
  await support(page);
  await page.getByText('Reading and passing it on helps too. Thank you.').waitFor();
  await page.getByRole('link', { name: 'Back to the amounts' }).click();
  assert.equal(await heading(page), 'The Harbour Post');
  await page.context().close();
});

test('the pages fit a narrow window, and print', async () => {
  for (const query of ['', '?campaign=nobody', '?frequency=week&lang=fr-CA', '?amount=30000']) {
    const { page } = await openForm(query);
    await page.setViewportSize({ width: 280, height: 600 });
    // Without script in the page nothing can be measured from it: the protocol's own figures.
    const { cssContentSize } = await (await page.context().newCDPSession(page)).send('Page.getLayoutMetrics');
    assert.ok(cssContentSize.width <= 280, `${query}: ${cssContentSize.width}`);
    assert.ok((await page.pdf()).length > 1000);
    await page.context().close();
  }
});
