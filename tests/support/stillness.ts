import type { Page } from 'playwright-core';

/** Holds back what the page asks for at `address` until the answer is called for. */
export async function holdBack(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** How far down the page each piece of it stands. */
export const places = (page: Page, pieces: string): Promise<[name: string, top: number][]> =>
  page.evaluate(
    (selector) => [...document.querySelectorAll(selector)].map((piece) => [piece.id || piece.localName, piece.getBoundingClientRect().top + scrollY]),
    pieces,
  );

/** From which piece on the page is no longer where it was, and by how many pixels. */
export function moves(before: [string, number][], after: [string, number][]): string[] {
  let last = 0;
  return after.flatMap(([name, top], at) => {
    const by = top - before[at]![1];
    if (Math.abs(by - last) < 1) return [];
    last = by;
    return `from ${name} on by ${by.toFixed(1)}px`;
  });
}

/** What readers saw shift since the page was opened; the browser leaves out what is off screen, and less than 3px. */
export const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    return new Promise<number>((resolve) => {
      // Entries of the past are handed over with the next task.
      setTimeout(() => resolve(observer.takeRecords().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0)), 100);
    });
  });
