// A comparison is honest while what stands on the other side works: each floor takes a press, says the sum, draws the meter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { probe, type Seen } from './probe.ts';
import { startSite, type Site } from './site.ts';
import { pageOf, subjects, type Subject } from './subjects.ts';

let browser: Browser;
let site: Site;
let all: Subject[];
before(async () => {
  [browser, site, all] = await Promise.all([launchChromium(), startSite(), subjects()]);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** What a reader sees of an instance: the button's words, those its style adds included, and the meter's. */
const sight = `(host) => {
  const root = host.shadowRoot ?? host;
  const inside = [root, ...[...host.querySelectorAll('*'), ...root.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
  const button = root.querySelector('button:not([aria-label])');
  const added = getComputedStyle(button, '::after').content;
  return { button: button.textContent.trim() + (/^"/.test(added) ? JSON.parse(added) : ''), meter: inside.map((one) => one.textContent).join(' ').match(/\\$[\\d,]+ of \\$[\\d,]+/)?.[0] };
}`;

test('each takes a press on $100, says so on its button and shows the meter, the first and the last of three', async () => {
  assert.ok(all.length >= 7, 'the floors and the widget');
  for (const subject of all) {
    for (const [path, content] of subject.files) site.put(path, content);
    site.put(`/${subject.name}`, pageOf(subject, 3));
    const page = await browser.newPage();
    const wrong: string[] = [];
    page.on('pageerror', ({ message }) => wrong.push(message));
    await page.addInitScript(probe(subject, 3));
    await page.goto(`${site.origin}/${subject.name}`);
    await page.waitForFunction('window.seen.clickable > 0');
    const { clickable } = (await page.evaluate('window.seen')) as Seen;
    assert.ok(clickable > 0 && clickable < 10_000, subject.name);
    const see = async (place: number) => (await page.evaluate(`(${sight})(document.querySelectorAll(${JSON.stringify(subject.host)})[${place}])`)) as { button: string; meter: string };
    await page.waitForFunction(`(${sight})(document.querySelector(${JSON.stringify(subject.host)})).button === 'Support with $100'`, undefined, { timeout: 3000 }).catch(() => undefined);
    await page.waitForFunction(`(${sight})(document.querySelectorAll(${JSON.stringify(subject.host)})[2]).meter`, undefined, { timeout: 3000 }).catch(() => undefined);
    assert.deepEqual(await see(0), { button: 'Support with $100', meter: '$100 of $5,000' }, subject.name);
    assert.deepEqual(await see(2), { button: 'Support', meter: '$100 of $5,000' }, `${subject.name}: a choice is one instance's`);
    assert.deepEqual(wrong, [], subject.name);
    await page.close();
  }
});

test('another amount can be typed into each, and the button says it', async () => {
  for (const subject of all.filter(({ name }) => name !== 'form')) {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/${subject.name}`);
    const field = page.locator(`${subject.host} >> nth=0`).locator('input:not([type=radio])').first();
    await field.fill('1234.50');
    await page.waitForFunction(`(${sight})(document.querySelector(${JSON.stringify(subject.host)})).button === 'Support with $1,234.50'`, undefined, { timeout: 3000 }).catch(() => undefined);
    const { button } = await page.evaluate<{ button: string }>(`(${sight})(document.querySelector(${JSON.stringify(subject.host)}))`);
    assert.equal(button, 'Support with $1,234.50', subject.name);
    await page.close();
  }
});

test('the hand-written element is as small as it is said to be', () => {
  const [code] = all.find(({ name }) => name === 'element')!.files.values();
  const bytes = brotliCompressSync(code!).length;
  assert.ok(bytes > 1000 && bytes < 1700, `${bytes} bytes brotli: more would be no floor, less would lack a feature`);
});
