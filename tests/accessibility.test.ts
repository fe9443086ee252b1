import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';

// The accessibility statement says what is so: its tests are there, its versions are the installed ones, and it is itself accessible.

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const statement = read('demo/accessibility.html');
const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
const rows = [...statement.matchAll(/<th scope="row">([\d.]+) [^<]+<\/th>\s*<td>([^<]+)<\/td>\s*<td>(?:<code>([^<]+)<\/code> <span class="title">([^<]+)<\/span>)?<\/td>/g)].map(
  ([, criterion, how, file, title]) => ({ criterion: criterion!, how: how!, file: file ?? '', title: unescape(title ?? '') }),
);

/** The titles of a file's tests, as patterns: what is put in at run time may be anything. */
function titlesIn(file: string): RegExp[] {
  const quoted = [...read(file).matchAll(/^\s*(?:test|it)\((['`"])((?:\\.|(?!\1).)*)\1/gm)];
  return quoted.map(([, , text]) => {
    const pieces = text!.replaceAll(/\\(['`"])/g, '$1').split(/\$\{[^}]*\}/);
    return new RegExp(`^${pieces.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
  });
}

/** WCAG 2.2, levels A and AA, as far as a form can meet or miss them. */
const criteria = ('1.1.1 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.2.1 2.2.2 2.3.1 2.4.3 2.4.4 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.7 2.5.8 ' +
  '3.1.1 3.1.2 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3').split(' ');

test('every criterion in play has its row, and no row is left unread', () => {
  assert.deepEqual(rows.map(({ criterion }) => criterion), criteria);
  assert.equal(statement.match(/<th scope="row">/g)?.length, rows.length);
  for (const { criterion, how } of rows) assert.ok(how.length > 10, criterion);
});

for (const { criterion, file, title } of rows)
  test(`${criterion} is held by a test that exists`, () => {
    assert.ok(file && existsSync(new URL(file, root)), `${file} is not there`);
    assert.ok(titlesIn(file).some((pattern) => pattern.test(title)), `${file} has no test "${title}"`);
  });

test('a title that is in no file is not found', () => {
  assert.ok(!titlesIn('tests/flow.test.ts').some((pattern) => pattern.test('a gift of $200 goes from press to meter')));
});

test('the versions named are those the tests run with', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  for (const name of ['axe-core', 'playwright-core']) assert.equal(new RegExp(`<span id="${name}">([^<]+)</span>`).exec(statement)?.[1], devDependencies[name], name);
});

test('it says what is not met, how it was tested, when, and where to report a problem', () => {
  for (const id of ['unknown', 'how', 'report']) assert.match(statement, new RegExp(`<h2 id="${id}">`));
  assert.match(statement, /<time datetime="\d{4}-\d\d-\d\d">/);
  for (const engine of ['Chromium', 'Firefox', 'WebKit']) assert.ok(statement.includes(engine));
});

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

for (const name of ['accessibility', 'languages'])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing wrong with ${name}.html, ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(`${server.origin}/${name}.html`, { waitUntil: 'networkidle' });
      await page.addScriptTag({ content: read('node_modules/axe-core/axe.min.js') });
      const wrong = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      });
      assert.deepEqual(wrong, []);
      await context.close();
    });

for (const width of [320, 1280])
  test(`the statement fits a window of ${width} pixels, and its policy has nothing to report`, async () => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${server.origin}/accessibility.html`, { waitUntil: 'networkidle' });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    assert.deepEqual(errors, []);
    await page.close();
  });
