import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';
import { holdBack, layoutShift } from './support/stillness.ts';

// The rule that the README gives owners keeps the widget's room until its script is there, in columns of any width.

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, rule] = /<!-- reserve -->\s*```css\n(.*?)```/s.exec(readme) ?? [];
assert.ok(rule, 'the README has no rule between its reserve marks');
/** On both sides of where the tiers go from two to a row to four, and the room under the button from three lines to two and one. */
const widths = [312, 343, 390, 437, 438, 480, 592, 593, 640, 801, 802, 900];

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

for (const [title, meter, attribute] of [['the widget as it is', '', ''], ['with a meter', '<support-goal slot="goal" ticks="0 2500 5000"></support-goal>', ''], ['with a meter of its own', '', 'goal'], ['with frequencies', '', 'frequencies="once month year"'], ['with all of it', '<support-goal slot="goal" ticks="0 2500 5000"></support-goal>', 'frequencies="once month"']] as const)
  for (const font of ['16px/1.5 sans-serif', '16px sans-serif', '16px/1.75 sans-serif'])
    test(`nothing below it moves: ${title}, in ${font}`, async () => {
      const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
      const send = await holdBack(page, '**/support-widget.js');
      const columns = widths.map((width) => `<div style="width: ${width}px"><support-widget endpoint="/" ${attribute}>${meter}<a href="mailto:a@example.org">Write to us</a></support-widget></div>`);
      await page.route('**/column', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><html lang="en"><title>Columns</title><style>${rule}</style><script type="module" src="/support-widget.js"></script><body style="font: ${font}">${columns.join('')}<p>Read on</p></body>`,
        }));
      await page.goto(`${server.origin}/column`, { waitUntil: 'commit' });
      await page.getByText('Read on').waitFor();
      const heights = () => page.evaluate(() => [...document.querySelectorAll('support-widget')].map((widget) => widget.getBoundingClientRect().height));
      const reserved = await heights();
      send();
      await page.getByRole('button', { name: 'Support' }).last().waitFor();
      if (meter || attribute === 'goal') await page.getByText('$100 of $5,000').last().waitFor();
      const taken = await heights();
      // Browsers count no shift below 3px.
      for (const [at, width] of widths.entries()) assert.ok(Math.abs(taken[at]! - reserved[at]!) < 2.5, `${width}px wide: ${reserved[at]}px were reserved, ${taken[at]}px are taken`);
      await page.close();
    });

test('and the browser measures no layout shift', async () => {
  for (const width of [343, 640]) {
    const page = await browser.newPage({ viewport: { width: width + 40, height: 900 } });
    const send = await holdBack(page, '**/support-widget.js');
    await page.route('**/column', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>Column</title><style>${rule} body { margin: 0 20px }</style><script type="module" src="/support-widget.js"></script><support-widget endpoint="/"></support-widget><p>Read on</p>` }));
    await page.goto(`${server.origin}/column`, { waitUntil: 'commit' });
    await page.getByText('Read on').waitFor();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    send();
    await page.getByRole('button', { name: 'Support' }).waitFor();
    assert.equal(await layoutShift(page), 0);
    await page.close();
  }
});
