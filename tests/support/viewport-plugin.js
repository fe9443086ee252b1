/** `await executeServerCommand('window-size', { width, height })` in any engine: the size the page itself sees. */
export const viewportPlugin = () => ({
  name: 'window-size-command',
  async executeCommand({ command, payload: size, session: { id, browser } }) {
    if (command !== 'window-size') return;
    if (browser.type === 'webdriver') await resizeWindow(browser.driver, size);
    else await browser.getPage(id).setViewport(size);
    return true;
  },
});

/** The window has a frame around the page, and it answers late: measure and correct until the page has the size. */
export async function resizeWindow(driver, { width, height }) {
  const page = () => driver.execute('return [window.innerWidth, window.innerHeight]');
  for (let tries = 0; tries < 20; tries += 1) {
    const [pageWidth, pageHeight] = await page();
    if (pageWidth === width && pageHeight === height) return;
    const frame = await driver.getWindowRect();
    await driver.setWindowRect(frame.x, frame.y, frame.width + width - pageWidth, frame.height + height - pageHeight);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`the window stays at ${(await page()).join(' x ')}; WebKit's is never narrower than 447 px: use an iframe for less`);
}
