const sessions = new WeakMap();

/**
 * `await executeServerCommand('media', { 'prefers-color-scheme': 'dark', 'forced-colors': 'active', media: 'print' })`; `{}` forgets them.
 * Answers false where the engine cannot be told: only Chromium can, and the runner's own emulateMedia knows no forced colours.
 */
export const mediaPlugin = () => ({
  name: 'media-command',
  async executeCommand({ command, payload, session: { id, browser } }) {
    if (command !== 'media') return;
    if (browser.name !== 'Chromium') return false;
    const page = browser.getPage(id);
    if (!sessions.has(page)) sessions.set(page, await page.createCDPSession()); // what it was told lasts as long as its session
    const { media = '', ...features } = payload;
    await sessions.get(page).send('Emulation.setEmulatedMedia', { media, features: Object.entries(features).map(([name, value]) => ({ name, value })) });
    return true;
  },
});
