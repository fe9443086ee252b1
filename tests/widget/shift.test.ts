import '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, resize, until } from '../support/reader.ts';
import { all, isThere, textOf, the } from './by-role.ts';
import { answer, askedFor, campaign, gift, held, problem } from './endpoint-stand-in.ts';
import { isChromium, table } from './engine.ts';
import { comeBack, departed } from './page.ts';
import { light, showPage } from './states.ts';

const top = (): number => document.querySelector('#after')!.getBoundingClientRect().top;
const frame = (): Promise<void> => new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve, 20); }); });
const says = (role: string): string => all(role).map(textOf).join();

/** How far what follows the widget is from where it was. */
async function moved(before: number): Promise<number> {
  await frame();
  return Math.round((top() - before) * 10) / 10;
}

/** What Chromium has reckoned as shifted since `since`, whoever caused it. */
function shifted(since: number): Promise<number> {
  if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return Promise.resolve(0);
  return new Promise((resolve) => {
    const entries: (PerformanceEntry & { value: number })[] = [];
    const observer = new PerformanceObserver((list) => { entries.push(...list.getEntries() as typeof entries); });
    observer.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => {
      observer.disconnect();
      resolve(entries.filter(({ startTime }) => startTime >= since).reduce((sum, { value }) => sum + value, 0));
    }, 60);
  });
}

/** The ordinary widget, the one with everything, and one without a field, whose thanks have the least room. */
const kinds = { plain: '', full: 'fees="2.9% + 0.30" frequencies="once month year" manage-url="https://owner.example/portal"', short: 'no-custom amounts="0 5 10 20 50 100"' };
const widths = table([280, 375, 900], [280, 900]);

before(() => resize(1000, 1200));

test('the observer sees a shift where there is one', async () => {
  if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
  await showPage();
  await frame();
  const since = performance.now();
  document.querySelector<HTMLElement>('h1')!.style.marginTop = '150px';
  await frame();
  ok(await shifted(since) > 0);
});

test('an amount that is chosen by code, as one that comes back is, moves not even the words in the button', async () => {
  const widget = await showPage();
  await frame();
  const since = performance.now();
  widget.value = 100;
  await until('it is chosen', () => isThere('button', 'Support with $100'));
  await frame();
  equal(await shifted(since), 0);
});

for (const layout of ['card', 'compact'] as const) {
  for (const [kind, attributes] of Object.entries(kinds).filter(([name]) => isChromium || name === 'full')) {
    for (const width of widths) {
      const where = `${layout}, ${kind}, ${width} px`;
      const page = { layout, attributes: `${attributes} value="${kind === 'short' ? 5 : 100}"`, style: `${light}; width: ${width}px` };

      for (const [outcome, refusal, words] of [
        ['failed', () => problem('stripe_unavailable'), 'The payment page cannot be opened right now'],
        ['refused', () => problem('campaign_unknown'), 'The payment page cannot be opened. '],
      ] as const) {
        test(`nothing moves from the press to ${outcome}: ${where}`, async () => {
          const { answer: later, release } = held();
          answer({ 'GET campaigns/default': () => campaign(10_000), 'POST checkout': later });
          await showPage(page);
          await until('the meter is there', () => textOf(document.body).includes('$100 of $5,000'));
          const main = all('button').at(-1)!;
          main.scrollIntoView({ block: 'center', behavior: 'instant' });
          await frame();
          const [since, before] = [performance.now(), top()];
          await click(main);
          await until('it is busy', () => says('status') === 'One moment…');
          equal(await moved(before), 0, `busy: ${await moved(before)} px`);
          release(refusal());
          await until('it has failed', () => says('alert').startsWith(words));
          deepEqual([await moved(before), await shifted(since)], [0, 0]);
        });
      }

      for (const [outcome, answered, isSaid] of [
        ['thanked', () => gift('paid'), () => isThere('button', 'Share this page')],
        ['thanked for every month', () => gift('paid', { frequency: 'month' }), () => isThere('button', 'Share this page')],
        ['on its way', () => gift('processing'), () => isThere('button', 'Share this page')],
        ['expired', () => gift('expired'), () => says('alert').startsWith('The payment page has expired')],
        ['unconfirmed', () => problem('stripe_unavailable'), () => isThere('button', 'Check again')],
        ['cancelled', () => gift('open'), () => says('status').startsWith('You came back')],
      ] as const) {
        test(`nothing moves from the arrival to ${outcome}: ${where}`, async () => {
          const [meter, status] = [held(), held()];
          answer({ 'GET campaigns/default': meter.answer, 'GET checkout/cs_test_1': status.answer });
          comeBack({ departure: departed(0, kind === 'short' ? 500 : 10_000) });
          await showPage(page);
          const [since, before] = [performance.now(), top()];
          await until('it is checked', () => says('status') === 'Checking your payment…');
          equal(await moved(before), 0, `confirming: ${await moved(before)} px`);
          status.release(answered());
          await until('it is said', isSaid);
          equal(await moved(before), 0, `said: ${await moved(before)} px`);
          meter.release(campaign(10_000));
          await until('the meter is there', () => textOf(document.body).includes('$100 of $5,000'));
          deepEqual([await moved(before), await shifted(since)], [0, 0]);
        });
      }
    }
  }
}

for (const width of widths) {
  test(`the meter's answer moves nothing, however long its sentence: ${width} px`, async () => {
    const meter = held();
    answer({ 'GET campaigns/default': meter.answer });
    await showPage({ style: `${light}; width: ${width}px` });
    await until('it is asked', () => askedFor('GET campaigns/default').length > 0);
    const [since, before] = [performance.now(), top()];
    meter.release(campaign(490_000));
    await until('the meter is there', () => textOf(document.body).includes('$4,900 of $5,000'));
    deepEqual([await moved(before), await shifted(since)], [0, 0]);
  });

  test(`a bar keeps its height from the press to failed: ${width} px`, async () => {
    await resize(1000, 1200);
    answer({ 'POST checkout': () => problem('stripe_unavailable') });
    await showPage({ layout: 'bar', attributes: 'value="100"' });
    await until('the bar is there', () => all('dialog').length === 1);
    const height = (): number => the('dialog').getBoundingClientRect().height;
    const before = height();
    await click(the('button', 'Support with $100'));
    await until('it has failed', () => says('alert') !== '');
    equal(height(), before);
  });
}
