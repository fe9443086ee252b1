import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `await executeServerCommand('screenshot', { name, selector? })` writes shots/<engine>/<name>.png. */
export const screenshotPlugin = ({ folder = 'shots' } = {}) => ({
  name: 'screenshot-command',
  async executeCommand({ command, payload: { name, selector } = {}, session: { id, browser } }) {
    if (command !== 'screenshot') return;
    const file = join(folder, browser.name.toLowerCase(), `${name}.png`);
    await mkdir(dirname(file), { recursive: true });
    const png = await take(browser, id, selector);
    await writeFile(file, png);
    return { file, bytes: png.length };
  },
});

async function take(browser, id, selector) {
  // WebKitGTK's picture of one element comes out blank, so there it is always the whole window.
  if (browser.type === 'webdriver') return Buffer.from(await browser.driver.takeScreenshot(), 'base64');
  const page = browser.getPage(id);
  return selector ? (await page.$(selector)).screenshot() : page.screenshot();
}
