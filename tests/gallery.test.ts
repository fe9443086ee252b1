import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';
import { holdBack, layoutShift, moves, places } from './support/stillness.ts';

// The gallery shows everything the widget has, tells the truth about it, and is calm while it loads.

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const gallery = read('demo/gallery.html');
const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
/** What stands written in the page: the markup beside each case, style and script of it. */
const shown = (kind: string, text = gallery) => [...text.matchAll(new RegExp(`<pre${kind && ` class="${kind}"`}><code>([^]*?)</code></pre>`, 'g'))].map(([, code]) => unescape(code!));
const figures = [...gallery.matchAll(/<figure id="([\w-]+)"[^>]*>([^]*?)<\/figure>/g)].map(([, id, inside]) => ({ id: id!, inside: inside! }));
/** The names in the first column of the README's table under a heading. */
const attributesOf = (element: string) =>
  (read('README.md').split(`### Attributes of \`<${element}>\``)[1]?.split('\n##')[0] ?? '')
    .split('\n')
    .flatMap((row) => [...(/^\| (`[^|]*`) \|/.exec(row)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name!));

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

/** `errors` are what the console and the policy complain of. The case without an endpoint says so, as it should. */
async function withPage(options: BrowserContextOptions, work: (page: Page, errors: string[]) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !message.text().includes('endpoint=""') && errors.push(message.text()));
  await work(page, errors);
  await context.close();
}

const untilFilled = async (page: Page) => {
  await page.getByText('$100 of $5,000', { exact: true }).last().waitFor();
  await page.getByRole('button', { name: 'Share this page' }).waitFor(); // loaded later than the rest
};

const open = async (page: Page) => {
  await page.goto(`${server.origin}/gallery.html`);
  await untilFilled(page);
};

test('the markup beside each case is what made it', () => {
  assert.ok(figures.length > 30, 'the cases were not found');
  for (const { id, inside } of figures) {
    const [markup] = shown('', inside);
    const [, stage] = /<div class="stage">([^]*)<\/div>\s*$/.exec(inside) ?? [];
    const [, frame] = /^\s*<iframe src="([\w.]+)"/.exec(stage!) ?? [];
    if (frame) assert.ok(flat(read(`demo/${frame}`)).includes(flat(markup!)), id);
    else assert.equal(flat(stage!), flat(markup!), id);
  }
});

test('the style and script beside a case are those of the page', () => {
  assert.ok(shown('css').length > 4 && shown('js').length > 2, 'they were not found');
  for (const rules of shown('css')) assert.ok(flat(read('demo/gallery.css')).includes(flat(rules)), rules);
  for (const code of shown('js')) assert.ok(read('demo/gallery.js').includes(code), code);
});

test('every attribute of the README is in the markup of a case', () => {
  for (const [element, least] of [['support-widget', 9], ['support-goal', 6]] as const) {
    const names = attributesOf(element);
    assert.ok(names.length >= least, `found only ${names.join()} for ${element}`);
    const tags = figures.flatMap(({ inside }) => shown('', inside).flatMap((markup) => [...markup.matchAll(new RegExp(`<${element}\\b[^>]*>`, 'g'))].map(([tag]) => flat(tag).replaceAll(/"[^"]*"/g, '""'))));
    for (const name of names) assert.ok(tags.some((tag) => new RegExp(` ${name}[=> ]`).test(tag)), `${name} of ${element}`);
  }
});

test('every attribute, slot, part, property and event in the code is named', () => {
  const code = read('src/widget/support-widget.ts') + read('src/widget/support-goal.ts');
  const named = [...code.matchAll(/@(slot|csspart|cssproperty|fires)(?: \{.*\})? ([\w-]*\w)/g)].map(([, , name]) => name!);
  const attributes = [...code.matchAll(/static override properties = \{([^]*?)\n {2}\};/g)].flatMap(([, list]) =>
    [...list!.matchAll(/^ {4}(\w+): \{(.*)\}/gm)].filter(([, , how]) => !/state: true|attribute: false/.test(how!)).map(([, name, how]) => /attribute: '([\w-]+)'/.exec(how!)?.[1] ?? name!));
  assert.ok(named.length > 30 && attributes.length > 20, 'they were not found');
  for (const name of [...named, ...attributes]) assert.match(gallery, new RegExp(`<code>${name}(=[^<]*)?</code>`), name);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`nobody complains, ${colorScheme}`, () =>
    withPage({ colorScheme, viewport: { width: 1280, height: 900 } }, async (page, errors) => {
      await open(page);
      await page.locator('#bar iframe').scrollIntoViewIfNeeded();
      const bar = page.frameLocator('#bar iframe').getByRole('dialog', { name: 'Support us' });
      await bar.getByRole('button', { name: 'Close' }).click();
      await page.frameLocator('#bar iframe').getByRole('button', { name: 'Show it again' }).click();
      await bar.waitFor();
      await page.getByRole('link', { name: /\$10/ }).click();
      await page.getByText('Stopped at 10 dollars.').waitFor();
      await page.getByRole('button', { name: 'Chip in' }).click();
      await page.getByRole('dialog', { name: 'Support us' }).getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: '$12.50' }).click();
      await page.getByRole('button', { name: 'Support with $12.50' }).waitFor();
      await page.getByRole('button', { name: 'Monthly', exact: true }).click();
      await page.getByRole('button', { name: 'Support with $12.50 every month' }).waitFor();
      await page.locator('#by-code').getByRole('radio', { name: '$40 every month' }).check();
      await page.getByText('support-change {"amount":4000,"currency":"USD","frequency":"month"}').waitFor();
      assert.deepEqual(errors, []);
    }));

for (const width of [375, 1280])
  test(`every state is shown at once and whole, ${width} pixels wide`, () =>
    withPage({ viewport: { width, height: 900 } }, async (page, errors) => {
      const sent: string[] = [];
      page.on('request', (request) => request.url().includes('/checkout') && sent.push(request.url()));
      await open(page);
      const state = (name: string) => page.frameLocator(`iframe[title="The widget: ${name}"]`);
      const says: [string, string | RegExp][] = [
        ['choosing', 'Support with $20'],
        ['supporting without paying', 'Share this page'],
        ['wanting an amount', 'Choose an amount first.'],
        ['asking what was meant', 'Did you mean $12.50?'],
        ['asking once', 'You wrote $4,000. Is that right?'],
        ['below the function’s limit', 'The smallest amount is $5.'],
        ['starting', 'One moment…'],
        ['leaving', 'Opening the payment page…'],
        ['elsewhere', 'Open the payment page'],
        ['failed: nobody answers', /cannot be opened right now/],
        ['failed: offline', /You are offline/],
        ['failed: refused', /Please tell the owner/],
        ['failed: too many tries', /Please wait 5 minutes/],
        ['confirming', 'Checking your payment…'],
        ['thanked', /We received your \$20\. /],
        ['thanked for a monthly gift', 'Change or stop your gift'],
        ['on its way', /is on its way/],
        ['cancelled', /You came back without paying/],
        ['expired', /The payment page has expired/],
        ['not confirmed', 'Check again'],
      ];
      assert.equal(await page.locator('.states iframe').count(), says.length);
      for (const [name, sentence] of says) {
        const shown = state(name);
        await shown.getByText(sentence).filter({ visible: true }).first().waitFor();
        assert.deepEqual(await shown.locator(':root').evaluate((root) => [root.scrollHeight - innerHeight, root.scrollWidth - innerWidth]), [0, 0], `${name} is cut off`);
      }
      assert.equal(await page.evaluate(() => scrollY), 0, 'one of them took the reader away');
      assert.deepEqual([...sent, ...errors], []);
    }));

for (const width of [375, 1280])
  test(`nothing moves while it loads, ${width} pixels wide`, () =>
    withPage({ viewport: { width, height: 900 } }, async (page) => {
      const sendWidget = await holdBack(page, '**/support-widget.js');
      const sendFigures = await holdBack(page, '**/campaigns/*');
      const pieces = 'h2, figure, .stage > *, dl, footer';
      await page.goto(`${server.origin}/gallery.html`, { waitUntil: 'commit' });
      await page.locator('footer').waitFor();
      await page.waitForFunction(() => document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')!.sheet);
      const atFirst = await places(page, pieces);
      sendWidget();
      await page.getByRole('button', { name: 'Support with $100' }).first().waitFor();
      await page.getByRole('button', { name: 'Share this page' }).waitFor();
      assert.deepEqual(moves(atFirst, await places(page, pieces)), [], 'when the script came');
      sendFigures();
      await untilFilled(page);
      assert.deepEqual(moves(atFirst, await places(page, pieces)), [], 'when the figures came');
      assert.equal(await layoutShift(page), 0);
    }));

test('nothing is wider than the smallest screen', () =>
  withPage({ viewport: { width: 320, height: 900 } }, async (page) => {
    await open(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await page.goto(`${server.origin}/bar.html`);
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  }));

for (const [colorScheme, rules] of [['light', undefined], ['dark', ['color-contrast', 'link-in-text-block']]] as const)
  test(`axe finds nothing wrong, ${colorScheme}`, () =>
    withPage({ colorScheme, bypassCSP: true, viewport: { width: 1280, height: 900 } }, async (page) => {
      await open(page);
      await page.addScriptTag({ content: read('node_modules/axe-core/axe.min.js') });
      const { wrong, passed } = await page.evaluate(async (names) => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        const { violations, passes } = await axe.run(document, { resultTypes: ['violations'], ...(names && { runOnly: [...names] }) });
        return { wrong: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`), passed: passes.map(({ id }) => id) };
      }, rules);
      assert.deepEqual(wrong, []);
      assert.ok(passed.includes('color-contrast'), 'it looked at nothing');
    }));
