// `node tests/support/shoot.ts`: pictures of the demo, and what no picture shows: layout shift, overflow, complaints of the browser.
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { formatAmount } from '../../src/shared/money.ts';
import { languages, type Language } from '../../src/shared/strings.ts';
import { findBrowser } from './browsers.ts';
import { DevServer } from './dev-server.ts';
import { holdBack, layoutShift, moves, places } from './stillness.ts';

const folder = 'shots/demo';
const widths = [320, 375, 768, 1280];

/** The pieces of the pages that must not move while they load. */
const pieces = 'h2, figure, .stage > *, .support, article > p, dl, footer';

/** The page as a slow line brings it: painted well before the script comes, and the meter's figures later still. */
async function load(page: Page, address: string): Promise<{ shift: number; moved: string[] }> {
  const sendWidget = await holdBack(page, '**/support-widget.js');
  const sendFigures = await holdBack(page, '**/campaigns/*');
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('footer');
  // Only what is on screen counts as shifted: the reader has come to the last widget.
  await page.evaluate(() => [...document.querySelectorAll('support-widget')].at(-1)?.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await sleep(300);
  const before = await places(page, pieces);
  sendWidget();
  await page.waitForFunction(() => document.querySelector('support-widget:defined'));
  await sleep(300);
  sendFigures();
  await sleep(600);
  return { shift: await layoutShift(page), moved: moves(before, await places(page, pieces)) };
}

/** One language alone: a monthly gift of a tier, then an amount that cannot be read. What is wider than its box is told. */
async function shootLanguage(page: Page, origin: string, language: Language, width: number): Promise<void> {
  await page.goto(`${origin}/languages.html#${language}`, { waitUntil: 'networkidle' });
  const section = page.locator(`section[lang=${language}]`);
  const picture = async (state: string) => {
    const clipped = await section.evaluate((part) => [...(part.querySelector('support-widget')!.shadowRoot?.querySelectorAll('.tier, button, .field, legend, p') ?? [])].filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 1).map((box) => box.textContent.trim()));
    await section.screenshot({ path: `${folder}/languages-${language}-${state}-${width}.png` });
    console.log(`languages ${language} ${state} ${width}: ${clipped.length ? `clipped: ${clipped.join(' | ')}` : 'nothing clipped'}`);
  };
  await section.getByRole('radio').nth(1).check();
  await section.getByRole('radio').nth(4).check();
  await picture('chosen');
  await section.getByRole('textbox').fill(`${formatAmount(1250, 'EUR', language)}x`);
  await section.getByRole('textbox').blur();
  await picture('refused');
}

const found = findBrowser('chromium');
if (!found) throw new Error('Chromium is not here: set CHROMIUM_BIN to it');
const server = await DevServer.start();
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  await mkdir(folder, { recursive: true });
  for (const name of ['index', 'gallery', 'bar', 'languages']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of widths) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        const complaints: string[] = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        const { shift, moved } = await load(page, `${server.origin}/${name}.html`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        console.log(`${name} ${width} ${colorScheme}: layout shift ${shift.toFixed(4)}, overflow ${overflow}px${[...complaints, ...moved].map((text) => `\n  ${text}`).join('')}`);
        await page.close();
      }
    }
  }
  for (const width of [375, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' });
    for (const language of languages) await shootLanguage(page, server.origin, language, width);
    await page.close();
  }
  // The README's pictures: light and dark out of the gallery, and the block above the story, with $100 chosen.
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(server.origin, { waitUntil: 'networkidle' });
  await page.getByRole('radio', { name: '$100', exact: true }).first().check();
  await page.locator('.support').first().evaluate((block) => window.scrollTo(0, block.getBoundingClientRect().top + window.scrollY - 60));
  await page.screenshot({ path: 'demo/article.png' });
  await page.goto(`${server.origin}/gallery.html`, { waitUntil: 'networkidle' });
  await page.locator('#schemes .stage').screenshot({ path: 'demo/looks.png' });
} finally {
  await browser.close();
  await server.stop();
}
