import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './browsers.ts';

/** Chromium without a window, and without what it would ask of the network on its own. */
export async function launchChromium(): Promise<Browser> {
  const program = findBrowser('chromium');
  if (!program) throw new Error('Chromium is not here: set CHROMIUM_BIN to it');
  return chromium.launch({
    executablePath: program.path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}
