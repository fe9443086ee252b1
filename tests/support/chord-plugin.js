/** `await executeServerCommand('chord', ['Shift', 'Tab'])`: real modifier chords; sendKeys has no form of them that every launcher takes. */
export const chordPlugin = () => ({
  name: 'chord-command',
  async executeCommand({ command, payload, session: { id, browser } }) {
    if (command !== 'chord') return;
    if (browser.type === 'webdriver') {
      await browser.sendKeys(id, payload);
    } else {
      const { keyboard } = browser.getPage(id);
      const modifiers = payload.slice(0, -1);
      for (const key of modifiers) await keyboard.down(key);
      await keyboard.press(payload.at(-1));
      for (const key of modifiers.toReversed()) await keyboard.up(key);
    }
    return true;
  },
});
