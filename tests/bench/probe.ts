/** What the script in the page has seen. Milliseconds since the navigation began. */
export interface Seen {
  /** The first frame in which the tier is what stands at its own middle, and a press there chooses it; 0 while there was none. */
  clickable: number;
  /** The first frame in which the last instance's tier has its room. */
  drawn: number;
  shift: number;
  /** The longest task; 0 where none was as long as 50 ms, which is what browsers tell of. */
  longest: number;
  /** What tasks took beyond 50 ms each. */
  blocking: number;
}

/** As ours and the floors have it: the label that says $100, in the shadow root where there is one, and its radio. */
const tierByLabel = `(host) => [...(host.shadowRoot ?? host).querySelectorAll('label')].find((label) => label.textContent.trim() === '$100')`;
const chosenByRadio = `(host) => (${tierByLabel})(host)?.querySelector('input')?.checked === true`;

/**
 * JavaScript that looks once in each frame, from the page's first on, into every shadow root. It presses where a reader
 * would, as soon as a reader could.
 */
export const probe = ({ host, tier = tierByLabel, chosen = chosenByRadio }: { host: string; tier?: string; chosen?: string }, count: number): string => `(() => {
  if (location.pathname === '/empty' || window !== top) return;
  const seen = window.seen = { clickable: 0, drawn: 0, shift: 0, longest: 0, blocking: 0 };
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value; });
  observe('longtask', ({ duration }) => { seen.longest = Math.max(seen.longest, duration); seen.blocking += duration - 50; });
  const tierOf = ${tier}, chosenIn = ${chosen};
  const at = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    for (let inner; hit?.shadowRoot && (inner = hit.shadowRoot.elementFromPoint(x, y)) && inner !== hit; ) hit = inner;
    return hit;
  };
  const boxOf = (tier) => { const box = tier?.getBoundingClientRect(); return box?.width ? box : undefined; };
  let pressed = 0;
  const press = (host) => {
    if (pressed && chosenIn(host)) return true;
    const tier = tierOf(host), box = boxOf(tier);
    const hit = box && at(box.x + box.width / 2, box.y + box.height / 2);
    if (!hit || !tier.contains(hit)) return false;
    pressed = performance.now();
    hit.click();
    return chosenIn(host);
  };
  const look = () => {
    const hosts = document.querySelectorAll(${JSON.stringify(host)}), last = hosts[${count - 1}];
    if (!seen.clickable && hosts[0] && press(hosts[0])) seen.clickable = pressed;
    if (!seen.drawn && last && boxOf(tierOf(last))) seen.drawn = performance.now();
    if (!seen.clickable || !seen.drawn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;
