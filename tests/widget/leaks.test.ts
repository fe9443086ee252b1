// Pages that stand for days, and frameworks that put elements in and take them out: nothing is left behind.
import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { names, textOf, the } from './by-role.ts';
import { answer, asked, askedFor, campaign, endpoint, gift, hasLeft, payPage } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed, showWidget } from './page.ts';

const goal = '<support-goal slot="goal"></support-goal>';
const layouts = ['card', 'compact', 'bar', 'button'] as const;
/** Everything that is there after it was used. */
const inUse = `value="100" fees="2.9% + 0.30" frequencies="once month" goal="5000" raised="100"`;
const tick = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 20); });

/** What listens on the window and the document. */
const listening = new Map<EventTarget, string[]>([[window, []], [document, []]]);
const real = new Map([...listening.keys()].map((target) => [target, { add: target.addEventListener, remove: target.removeEventListener }]));
/** What an observer of the window's edge looks at. */
const watched = new Set<Element>();
const { observe, disconnect } = IntersectionObserver.prototype;

/** Their own, and not the test runner's: by the kind of the event. */
const kinds = new Set(['pageshow', 'pagehide', 'visibilitychange', 'keydown', 'online', 'offline', 'popstate', 'focusin', 'message', 'storage', 'resize', 'scroll', 'click', 'support-thanks', 'support-change']);
const counted = (): string[] => [...listening.values()].flat().filter((kind) => kinds.has(kind)).sort();

beforeEach(() => {
  for (const [target, list] of listening) {
    list.length = 0;
    const { add, remove } = real.get(target)!;
    const heard: [string, unknown][] = [];
    target.addEventListener = function listenTo(this: EventTarget, type: string, listener: EventListener, options?: AddEventListenerOptions) {
      if (!heard.some(([kind, one]) => kind === type && one === listener)) { heard.push([type, listener]); list.push(type); }
      add.call(target, type, listener, options);
    };
    target.removeEventListener = function stopListening(this: EventTarget, type: string, listener: EventListener, options?: EventListenerOptions) {
      const index = heard.findIndex(([kind, one]) => kind === type && one === listener);
      if (index !== -1) { heard.splice(index, 1); list.splice(list.indexOf(type), 1); }
      remove.call(target, type, listener, options);
    };
  }
  watched.clear();
  IntersectionObserver.prototype.observe = function look(target) { watched.add(target); observe.call(this, target); };
  IntersectionObserver.prototype.disconnect = function stopLooking() { watched.clear(); disconnect.call(this); };
});
afterEach(() => {
  document.body.replaceChildren();
  for (const [target, { add, remove }] of real) Object.assign(target, { addEventListener: add, removeEventListener: remove });
  Object.assign(IntersectionObserver.prototype, { observe, disconnect });
});

/** Nodes in the page and in every shadow root, and the style sheets of those. */
function nodes(root: Node = document.documentElement): number {
  let count = 1;
  if (root instanceof Element && root.shadowRoot) count += nodes(root.shadowRoot) + root.shadowRoot.adoptedStyleSheets.length;
  for (const child of root.childNodes) count += nodes(child);
  return count;
}

for (const layout of layouts) {
  test(`a ${layout} that is taken out and put back fifty times is what it was, and out it leaves no listener`, async () => {
    answer({ 'GET campaigns/default': () => campaign(10_000) });
    const before = counted();
    const widget = await showWidget(`layout="${layout}" ${inUse}`, goal);
    await until('it is drawn', () => !!widget.renderRoot.querySelector('form') && (layout === 'button' || /of \$5,000/.test(textOf(widget))));
    // A reader has come near.
    await widget.bring('press');
    await tick();
    const [there, count, text] = [counted(), nodes(), textOf(widget)];
    ok(there.length > before.length, 'something must listen, or this shows nothing');
    for (let round = 0; round < 50; round += 1) {
      const { parentNode } = widget;
      widget.remove();
      if (round % 3 === 0) await tick();
      parentNode!.append(widget);
      if (round % 3 === 1) await widget.updateComplete;
      // Moved within the page, which is out and in at once.
      if (round % 3 === 2) parentNode!.prepend(widget);
    }
    await tick();
    await widget.updateComplete;
    await until('all is as it was', () => textOf(widget) === text && nodes() === count);
    deepEqual(counted(), there);
    equal(widget.renderRoot.querySelectorAll('form').length, 1);
    widget.remove();
    await tick();
    deepEqual(counted(), before);
    deepEqual([document.documentElement.style.scrollPaddingBlockEnd, watched.size], ['', 0]);
  });

  test(`fifty ${layout}s that come and go leave nothing`, async () => {
    await showWidget(`layout="${layout}" ${inUse}`);
    document.body.replaceChildren();
    await tick();
    const [before, count] = [counted(), nodes()];
    for (let round = 0; round < 50; round += 1) {
      const widget = await showWidget(`layout="${layout}" ${inUse}`);
      if (round % 2) await tick();
      widget.remove();
    }
    await tick();
    deepEqual([counted(), nodes()], [before, count]);
  });
}

test('a widget that is gone before it was drawn is not waited for by a bar', async () => {
  for (let round = 0; round < 5; round += 1) {
    const gone = document.createElement('support-widget');
    gone.endpoint = endpoint;
    document.body.append(gone);
    gone.remove();
  }
  await tick();
  const bar = await showWidget('layout="bar"');
  await until('the bar is shown', () => names('dialog').length === 1);
  deepEqual([watched.size, bar.isConnected], [0, true]);
});

test('a hundred widgets with their meters ask for the campaign once, and keep one listener each', async () => {
  answer({ 'GET campaigns/default': () => campaign(10_000) });
  const before = counted().length;
  await show(`<div>${`<support-widget endpoint="${endpoint}" ${'value="100"'}>${goal}</support-widget>`.repeat(100)}</div>`);
  await until('all are drawn', () => [...document.querySelectorAll('support-goal')].every((meter) => textOf(meter).startsWith('$100 of $5,000')), 8_000);
  deepEqual(asked.map(({ what }) => what), [`GET ${endpoint}/campaigns/default`]);
  const each = (counted().length - before) / 100;
  ok(Number.isInteger(each) && each <= 2, `${each} listeners each`);
  document.body.replaceChildren();
  await tick();
  equal(counted().length, before);
});

test('a meter that comes after all others have gone asks anew; one that comes beside another does not', async () => {
  answer({ 'GET campaigns/default': () => campaign(10_000) });
  const widget = await showWidget('', goal);
  await until('it is drawn', () => textOf(widget).includes('$100 of $5,000'));
  document.body.append(Object.assign(document.createElement('support-widget'), { endpoint, goal: 1000 }));
  await until('the second is drawn', () => textOf(document.body).includes('$100 of $1,000'));
  equal(asked.length, 1);
  document.body.replaceChildren();
  await tick();
  await showWidget('', goal);
  await until('it has asked', () => asked.length === 2);
});

test('changing every attribute, two hundred times, leaves as many nodes and listeners as there were', async () => {
  const widget = await showWidget(inUse, goal);
  const values: Record<string, (string | null)[]> = {
    endpoint: [`${endpoint}/2`, null, endpoint], campaign: ['roof', null], currency: ['JPY', 'XXX', null], amounts: ['1 2 3', '', null],
    'amounts-month': ['4 5', null], value: ['7', '0', '100'], 'no-custom': ['', null], min: ['5', null], max: ['9', null], frequencies: [null, 'once month year', 'once month'],
    'default-frequency': ['month', null], fees: [null, 'x', '2.9% + 0.30'], layout: ['bar', 'button', 'compact', 'card'], ui: ['embedded', null],
    goal: ['7', null, '5000'], raised: ['3', null, '100'], 'return-url': ['/x', null], 'manage-url': ['/y', null], target: ['_blank', null],
  };
  const round = async (): Promise<void> => {
    for (const [name, list] of Object.entries(values)) {
      for (const value of list) {
        if (value === null) widget.removeAttribute(name);
        else widget.setAttribute(name, value);
        await widget.updateComplete;
      }
    }
    await tick();
  };
  // What the first round asks for is loaded, and drawn in the second.
  await round();
  await awhile();
  await round();
  await awhile();
  const [count, there] = [nodes(), counted()];
  for (let times = 0; times < 3; times += 1) await round();
  await awhile();
  deepEqual([nodes(), counted()], [count, there]);
});

test('coming back, thanked and on again, leaves no listener behind', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid'), 'POST checkout': payPage });
  comeBack({ departure: departed() });
  const before = counted();
  const widget = await showWidget();
  await until('the reader is thanked', () => names('region').length === 1);
  const there = counted();
  await click(the('button', 'Back to the amounts'));
  await click(the('radio', '$100'));
  await click(the('button', 'Support with $100'));
  await until('the reader leaves', hasLeft);
  deepEqual(counted(), there);
  widget.remove();
  await tick();
  deepEqual([counted(), askedFor('POST checkout').length], [before, 1]);
});

test('a widget that is gone can be forgotten by the engine, where that can be seen', async function forgotten() {
  const { gc } = globalThis as { gc?: () => void };
  // Only an engine that is started so lets a page collect; elsewhere the counts above must do.
  if (!gc) return this.skip();
  const gone: WeakRef<SupportWidget>[] = [];
  for (const layout of layouts) {
    gone.push(new WeakRef(await showWidget(`layout="${layout}" ${inUse}`, goal)));
    document.body.replaceChildren();
  }
  await tick();
  gc();
  await until('they are forgotten', () => { gc(); return gone.every((one) => one.deref() === undefined); });
});
