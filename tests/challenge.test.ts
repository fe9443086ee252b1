import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';

// A challenge from press to payment, in a real browser against the running `dev` server, with the sandbox in Turnstile's place.

let server: DevServer;
let browser: Browser;
before(async () => {
  // The key that asks for a press of its own.
  server = await DevServer.start({ SUPPORT_CHALLENGE: 'always', SUPPORT_TURNSTILE_SITE_KEY: '3x00000000000000000000FF', SUPPORT_TURNSTILE_SECRET_KEY: '1x0000000000000000000000000000000AA' });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page whose console must stay clean but for the one refusal that asks for the challenge. */
async function open(address: string) {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('429') && errors.push(message.text()));
  await page.goto(server.origin + address);
  return { page, errors };
}

test('in the widget, under a policy with Trusted Types, it is answered and the payment page opens', async () => {
  const { page, errors } = await open('/');
  await page.getByRole('radio', { name: '$100', exact: true }).first().check();
  await page.getByRole('button', { name: 'Support with $100' }).first().click();
  await page.getByText('Please confirm that you are human. Then it goes on by itself.').waitFor();
  await page.getByRole('button', { name: 'Verify you are human' }).click();
  await page.getByRole('button', { name: 'Pay $100.00' }).waitFor();
  assert.deepEqual(errors, []);
});

test('on /give it stands in the form', async () => {
  const { page, errors } = await open('/give?amount=100');
  await page.getByRole('button', { name: 'Verify you are human' }).click();
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByRole('button', { name: 'Pay $100.00' }).waitFor();
  assert.deepEqual(errors, []);
});

test('on /give without it the form comes again, with what was chosen, and the way through', async () => {
  const { page } = await open('/give?amount=100');
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByText('Please confirm below that you are human').waitFor();
  await page.getByText(/^Reference: [0-9a-f]{10}$/).waitFor();
  assert.ok(await page.getByRole('radio', { name: /\$100/ }).first().isChecked());
  await page.getByRole('button', { name: 'Verify you are human' }).click();
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByRole('button', { name: 'Pay $100.00' }).waitFor();
});
