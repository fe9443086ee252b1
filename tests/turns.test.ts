// Many on one page: they are drawn in turns. And whoever waits, for a turn, a language or a part, is seen as before.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './support/chromium.ts';

const dist = join(import.meta.dirname, '../dist');
const tag = (attributes = '', inside = '') => `<support-widget endpoint="/support" ${attributes}>${inside}<a href="/give">Support us</a></support-widget>`;
const meter = '<support-goal slot="goal" raised="100" goal="5000"></support-goal>';

let server: Server;
let browser: Browser;
/** The page that is served now. */
let text = '';

before(async () => {
  server = createServer(({ url = '' }, response) => {
    if (url === '/') response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);
    else if (/^\/[\w/-]+\.js$/.test(url)) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(join(dist, url)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  server?.close();
});

interface Seen {
  drawn: number;
  /** Of those that wait: their height, and whether their link is to be seen. */
  waiting: [height: number, link: boolean][];
  meters: number;
}

/** A page as an owner has it, and what is to be seen right after the script, before any other task. */
async function open(tags: string, { lang = 'en', code = '' } = {}): Promise<{ page: Page; seen: Seen }> {
  const page = await browser.newPage();
  text = `<!doctype html><html lang="${lang}"><style>support-widget:not(:defined) { display: block; min-block-size: 333px; padding-block-end: 17px }</style>
    <body>${tags}<p>After them.</p><script type="module" src="/support-widget.js"></script><script type="module">
      const all = [...document.querySelectorAll('support-widget')];
      const waiting = all.filter((widget) => !widget.shadowRoot);
      window.seen = { drawn: all.length - waiting.length, waiting: waiting.map((widget) => [widget.offsetHeight, widget.querySelector('a').checkVisibility()]), meters: [...document.querySelectorAll('support-goal')].filter(({ shadowRoot }) => shadowRoot?.querySelector('p')).length };
      ${code}
    </script>`;
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const seen: Seen = await page.evaluate('window.seen');
  return { page, seen };
}

const areDrawn = (page: Page) => page.waitForFunction(() => [...document.querySelectorAll('support-widget')].every(({ shadowRoot }) => shadowRoot?.querySelector('form')));
const styles = (page: Page) => page.locator('support-widget').evaluateAll((all) => all.map((widget) => widget.getAttribute('style') ?? '').filter(Boolean));

test('of very many the first can be used while the last still wait, each with its room and its link', async () => {
  const { page, seen: { drawn, waiting } } = await open(tag().repeat(300));
  assert.ok(drawn >= 1 && drawn < 300, `${drawn} of 300`);
  assert.deepEqual([...new Set(waiting.map(String))], ['350,true']);
  await page.getByRole('radio', { name: '$100', exact: true }).first().check();
  await areDrawn(page);
  assert.deepEqual(await styles(page), []);
  await page.close();
});

test('code finds it defined right after the script, and what it sets then counts', async () => {
  const { page, seen } = await open(tag(), { lang: 'de', code: `all[0].value = '100';` });
  assert.equal(seen.drawn, 0);
  await page.getByRole('button', { name: 'Mit 100\u00a0$ unterstützen' }).waitFor();
  await page.close();
});

test('what is not to be seen stays so', async () => {
  const { page } = await open(`${tag('hidden')}${tag('style="display: none"')}`.repeat(4), { lang: 'de' });
  await areDrawn(page);
  assert.equal(await page.locator('support-widget').evaluateAll((all) => all.filter((widget) => widget.checkVisibility()).length), 0);
  assert.deepEqual([...new Set(await styles(page))], ['display: none']);
  await page.close();
});

for (const [what, attributes, lang] of [
  ['its language', '', 'de'],
  ["an owner's sentences", `strings='{"heading":"Give"}'`, 'en'],
  ['the card fees', 'fees="2.9% + 0.30"', 'en'],
  ['the compact layout', 'layout="compact"', 'en'],
] as const) {
  test(`while it waits for ${what} it keeps its room and its link, and its meter is not drawn elsewhere`, async () => {
    const { page, seen } = await open(tag(attributes, meter), { lang });
    assert.deepEqual(seen, { drawn: 0, waiting: [[350, true]], meters: 0 });
    await areDrawn(page);
    await page.waitForFunction(() => document.querySelector('support-goal')!.shadowRoot?.querySelector('p'));
    assert.deepEqual(await styles(page), []);
    await page.close();
  });
}
