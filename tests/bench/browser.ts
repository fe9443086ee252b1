// The widget beside what could stand in its place, in Chromium: all take turns in each round, each time in a context
// of its own, so that nothing is in a cache that was not put there.
import type { Browser, CDPSession, Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from '../support/chromium.ts';
import { probe, type Seen } from './probe.ts';
import { startSite, type Site } from './site.ts';
import { ratioOf, spreadOf, type Spread } from './statistics.ts';
import { pageOf, type Subject } from './subjects.ts';

/** As Chromium's own tools have them: bytes a second and milliseconds for each request. */
const networks = {
  loopback: undefined,
  'fast 4G': { latency: 165, downloadThroughput: 1_012_500, uploadThroughput: 168_750 },
  'slow 4G': { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 },
} as const;

export interface Scenario {
  title: string;
  instances: number;
  /** How many times slower than the machine. */
  slowed: number;
  network: keyof typeof networks;
  cache: 'cold' | 'warm';
  /** Of the runs that were asked for. */
  share: number;
}

/** Not every combination: one thing changes at a time, from the one that stands first. */
export const scenarios = {
  base: { title: 'one, processor slowed 4x', instances: 1, slowed: 4, network: 'loopback', cache: 'cold', share: 1 },
  light: { title: 'one, processor as it is', instances: 1, slowed: 1, network: 'loopback', cache: 'cold', share: 0.4 },
  warm: { title: 'one, slowed 4x, files in the cache', instances: 1, slowed: 4, network: 'loopback', cache: 'warm', share: 0.4 },
  hundred: { title: '100 on a page, slowed 4x', instances: 100, slowed: 4, network: 'loopback', cache: 'cold', share: 0.6 },
  fast: { title: 'one, slowed 4x, fast 4G', instances: 1, slowed: 4, network: 'fast 4G', cache: 'cold', share: 0.2 },
  slow: { title: 'one, slowed 4x, slow 4G', instances: 1, slowed: 4, network: 'slow 4G', cache: 'cold', share: 0.33 },
  slowWarm: { title: 'one, slowed 4x, slow 4G, files in the cache', instances: 1, slowed: 4, network: 'slow 4G', cache: 'warm', share: 0.13 },
  slowHundred: { title: '100 on a page, slowed 4x, slow 4G', instances: 100, slowed: 4, network: 'slow 4G', cache: 'cold', share: 0.13 },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof scenarios;

const keys = ['clickable', 'drawn', 'script', 'longest', 'blocking', 'shift', 'heap', 'requests', 'bytes'] as const;
type Key = (typeof keys)[number];
/** Milliseconds, KB, counts. */
type Run = Record<Key, number>;

export interface SubjectFigures extends Record<Key, Spread> {
  title: string;
  /** Visible and clickable as a ratio to the hand-written element's of the same round. */
  toElement: Spread;
}

export type BrowserFigures = Partial<Record<ScenarioName, Record<string, SubjectFigures>>>;

const patience = 30_000;

async function visit(page: Page, cdp: CDPSession, url: string, count: { requests: number; bytes: number }): Promise<Seen> {
  await page.goto(url, { waitUntil: 'load', timeout: patience });
  for (const until = Date.now() + patience; ; await sleep(50)) {
    const seen = (await page.evaluate('window.seen')) as Seen;
    if (seen.clickable > 0 && seen.drawn > 0) break;
    if (Date.now() > until) throw new Error(`${url}: its tier could not be pressed in ${patience / 1000} s`);
  }
  // What is still on its way, as the meter's answer may be, is part of it: until nothing has come for a while.
  for (let still = 0, before = -1; still < 3; await sleep(100)) {
    const { requests, bytes } = count;
    still = requests + bytes === before ? still + 1 : 0;
    before = requests + bytes;
  }
  return (await page.evaluate('window.seen')) as Seen;
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)?.value ?? NaN;
}

async function measure(browser: Browser, site: Site, subject: Subject, { instances, slowed, network, cache }: Scenario): Promise<Run> {
  const context = await browser.newContext({ viewport: { width: 800, height: 1200 } });
  try {
    await context.addInitScript(probe(subject, instances));
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const count = { requests: 0, bytes: 0 };
    cdp.on('Network.requestWillBeSent', ({ request }) => void (count.requests += Number(request.url.startsWith('http'))));
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => void (count.bytes += encodedDataLength));
    await cdp.send('Network.enable');
    await cdp.send('Performance.enable');
    // The site's process is there before the clock runs.
    await page.goto(`${site.origin}/empty`);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    const url = `${site.origin}/${subject.name}-${instances}`;
    if (cache === 'warm') {
      await visit(page, cdp, url, count);
      await page.goto(`${site.origin}/empty`);
    }
    const line = networks[network];
    if (line) await cdp.send('Network.emulateNetworkConditions', { offline: false, ...line });
    Object.assign(count, { requests: 0, bytes: 0 });
    const scriptBefore = await metric(cdp, 'ScriptDuration');
    const seen = await visit(page, cdp, url, count);
    const script = ((await metric(cdp, 'ScriptDuration')) - scriptBefore) * 1000;
    await cdp.send('HeapProfiler.collectGarbage');
    return { ...seen, script, heap: (await metric(cdp, 'JSHeapUsedSize')) / 1024, requests: count.requests, bytes: count.bytes / 1024 };
  } finally {
    await context.close();
  }
}

export interface Options {
  subjects: readonly Subject[];
  runs: number;
  names?: readonly ScenarioName[];
  log(line: string): void;
  /** Called after each round, with all there is so far. */
  onFigures(figures: BrowserFigures): void;
}

export async function measureBrowser({ subjects, runs, names = Object.keys(scenarios) as ScenarioName[], log, onFigures }: Options): Promise<void> {
  const site = await startSite();
  const browser = await launchChromium();
  try {
    for (const subject of subjects) {
      for (const [path, content] of subject.files) site.put(path, content);
      for (const count of [1, 100]) site.put(`/${subject.name}-${count}`, pageOf(subject, count));
    }
    const figures: BrowserFigures = {};
    for (const name of names) {
      const scenario = scenarios[name];
      const measured = new Map<string, Run[]>(subjects.map((subject) => [subject.name, []]));
      for (let round = 0; round < Math.max(2, Math.round(runs * scenario.share)); round++) {
        // Each round in another order: who comes after whom must not matter.
        for (let place = 0; place < subjects.length; place++) {
          const subject = subjects[(place + round) % subjects.length]!;
          if (!measured.has(subject.name)) continue;
          try {
            measured.get(subject.name)!.push(await measure(browser, site, subject, scenario));
          } catch (error) {
            if (!subject.isPeer) throw error;
            measured.delete(subject.name);
            log(`${scenario.title}: ${subject.title} is left out: ${(error as Error).message}`);
          }
        }
        const base = measured.get('element')?.map(({ clickable }) => clickable) ?? [];
        figures[name] = Object.fromEntries(subjects.filter(({ name: one }) => measured.has(one)).map((subject) => {
          const all = measured.get(subject.name)!;
          const spreads = Object.fromEntries(keys.map((key) => [key, spreadOf(all.map((run) => run[key]))])) as Record<Key, Spread>;
          return [subject.name, { title: subject.title, ...spreads, toElement: ratioOf(all.map(({ clickable }) => clickable), base) }];
        }));
        onFigures(figures);
      }
      for (const { title, toElement, ...all } of Object.values(figures[name]!)) {
        const at = (key: Key, digits = 0) => all[key].median.toFixed(digits);
        log(`${scenario.title}: ${title}: ${at('clickable')} ms (${all.clickable.low.toFixed(0)} to ${all.clickable.high.toFixed(0)}), ${toElement.median.toFixed(2)}; all drawn ${at('drawn')} ms, script ${at('script')} ms, longest ${at('longest')}, blocking ${at('blocking')}, shift ${at('shift', 3)}, heap ${at('heap')} KB, ${at('requests')} requests, ${at('bytes', 1)} KB`);
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
}
