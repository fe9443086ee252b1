import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { isThere, names, textOf, the } from './by-role.ts';
import { answer, asked, endpoint, gift } from './endpoint-stand-in.ts';
import { awhile, listen } from './page.ts';
import { createSlowly, embedded, pages, scriptsWill } from './stripe-stand-in.ts';

const markup = (more = ''): string => `<support-widget endpoint="${endpoint}" ui="embedded" value="100" ${more}></support-widget>`;
const isMounted = (): boolean => isThere('button', 'Pay');
const thePress = (widget: SupportWidget): HTMLElement => the('button', 'Support with $100', widget.shadowRoot!);

/** A promise and the way to keep it. */
function promise(): { until: Promise<void>; keep: () => void } {
  let keep!: () => void;
  return { until: new Promise((resolve) => { keep = resolve; }), keep };
}

/** Two widgets, each with a session of its own. */
async function two(): Promise<[SupportWidget, SupportWidget]> {
  let count = 0;
  answer({ 'POST checkout': () => embedded({ clientSecret: `secret_${count += 1}`, session: `cs_test_${count}` }) });
  await show(`<div>${markup()}${markup()}</div>`);
  return [...document.querySelectorAll('support-widget')] as [SupportWidget, SupportWidget];
}

for (const modes of [['open'], ['closed'], ['open', 'open'], ['closed', 'closed'], ['open', 'closed'], ['closed', 'open']] as const) {
  test(`in shadow roots (${modes.join(' in ')}) Stripe's page stands in the page's own tree and is shown in the widget`, async () => {
    answer({ 'POST checkout': () => embedded(), 'GET checkout/cs_test_1': () => gift('paid') });
    const host = await show('<article></article>');
    let inner: Element = host;
    for (const [depth, mode] of modes.entries()) {
      const shadow = inner.attachShadow({ mode });
      shadow.innerHTML = depth < modes.length - 1 ? '<section></section>' : markup();
      inner = shadow.firstElementChild!;
    }
    const widget = inner as SupportWidget;
    const before = host.outerHTML;
    await widget.updateComplete;
    await click(thePress(widget));
    await until('it is mounted', () => pages[0]?.node !== undefined);
    const node = pages[0]!.node as HTMLElement;
    equal(node.getRootNode(), document as Node);
    ok(host.contains(node));
    await until('it is seen', () => node.offsetHeight > 0);
    const [outer, panel] = [widget.getBoundingClientRect(), node.getBoundingClientRect()];
    ok(panel.top >= outer.top && panel.bottom <= outer.bottom + 1 && panel.width > 0, 'it is drawn within the widget');
    await click(node.querySelector('button')!);
    await until('the reader is thanked', () => isThere('heading', 'Thank you!', widget.shadowRoot!));
    equal(host.outerHTML, before, 'nothing of it is left in the page');
    equal(widget.childElementCount, 0);
  });
}

test('a page\'s style sheet does not hide Stripe\'s page', async () => {
  answer({ 'POST checkout': () => embedded() });
  await show(`<div><style>div { display: none !important; } body > div { display: block !important; }</style>${markup()}</div>`);
  await click(the('button'));
  await until('it is shown', isMounted);
  equal(getComputedStyle(pages[0]!.node!).display, 'block');
});

test('the second widget of a page takes Stripe\'s page over, and the first is back at its amounts', async () => {
  const [first, second] = await two();
  await click(thePress(first));
  await until('the first shows it', isMounted);
  await click(thePress(second));
  await until('the second shows it', () => isThere('button', 'Pay', second.shadowRoot!));
  deepEqual(pages.map(({ secret, isDestroyed }) => [secret, isDestroyed]), [['secret_1', true], ['secret_2', false]]);
  await until('the first has its amounts', () => isThere('button', 'Support with $100', first.shadowRoot!));
  deepEqual(names('button', first.shadowRoot!), ['Support with $100']);
  equal(first.querySelector('[slot=checkout]'), null);
  answer({ 'GET checkout/cs_test_2': () => gift('paid') });
  await click(the('button', 'Pay'));
  await until('the second thanks', () => isThere('heading', 'Thank you!', second.shadowRoot!));
  ok(!isThere('heading', 'Thank you!', first.shadowRoot!));
});

test('two widgets that are pressed at once show one page, the later one\'s', async () => {
  const [first, second] = await two();
  const { until: created, keep } = promise();
  createSlowly(created);
  for (const widget of [first, second]) thePress(widget).click();
  await until('both are answered', () => asked.length === 2);
  await awhile();
  keep();
  await until('the second shows it', () => isThere('button', 'Pay', second.shadowRoot!));
  await until('the first has its amounts', () => isThere('button', 'Support with $100', first.shadowRoot!));
  deepEqual(pages.filter(({ isDestroyed }) => !isDestroyed).map(({ secret }) => secret), ['secret_2']);
  deepEqual([textOf(the('alert', undefined, first.shadowRoot!)), textOf(the('alert', undefined, second.shadowRoot!))], ['', '']);
});

test('who goes back while Stripe\'s page comes, and presses again, is shown the second one', async () => {
  const errors = listen('support-error');
  const [widget, other] = await two();
  other.remove();
  const { until: created, keep } = promise();
  createSlowly(created);
  await click(thePress(widget));
  await until('it is on its way', () => pages.length === 1);
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => isThere('button', 'Support with $100'));
  await click(the('button', 'Support with $100'));
  await until('it is asked again', () => asked.length === 2);
  await awhile();
  keep();
  await until('the second is shown', isMounted);
  deepEqual(pages.map(({ secret, isDestroyed }) => [secret, isDestroyed]), [['secret_1', true], ['secret_2', false]]);
  deepEqual([errors, widget.querySelectorAll('[slot=checkout]').length], [[], 1]);
  answer({ 'GET checkout/cs_test_2': () => gift('paid') });
  await click(the('button', 'Pay'));
  await until('the reader is thanked', () => isThere('heading', 'Thank you!'));
});

test('removed while Stripe\'s page comes, the widget leaves nothing behind', async () => {
  const [errors, { until: created, keep }] = [listen('support-error'), promise()];
  createSlowly(created);
  const [widget, other] = await two();
  await click(thePress(widget));
  await until('it is on its way', () => pages.length === 1);
  widget.remove();
  keep();
  await until('it is taken away', () => pages[0]!.isDestroyed);
  deepEqual([widget.childElementCount, errors], [0, []]);
  await click(thePress(other));
  await until('the other shows it', isMounted);
});

test('removed while the script comes, the widget makes no page', async () => {
  const { until: loaded, keep } = promise();
  scriptsWill(loaded);
  answer({ [`POST ${endpoint}/slow/checkout`]: () => embedded() });
  const widget = await show<SupportWidget>(markup().replace(endpoint, `${endpoint}/slow`));
  await click(the('button'));
  await until('the room is there', () => isThere('button', 'Back to the amounts'));
  widget.remove();
  await awhile();
  keep();
  await awhile();
  deepEqual(pages.filter(({ isDestroyed }) => !isDestroyed), []);
});
