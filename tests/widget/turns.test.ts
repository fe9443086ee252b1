// Many on one page: they are drawn in turns, and none gives its room or its link away before.
import { deepEqual, equal, ok } from '../support/assert.ts';
import { until } from '../support/reader.ts';

const count = 200;
const reserved = 'support-widget:not(:defined) { display: block; min-block-size: 333px; padding-block-end: 17px }';

interface Seen {
  drawn: number;
  /** Of those that wait: their height, and whether the link stands there. */
  waiting: [height: number, link: boolean][];
}

async function openPage(tags: string, { lang = 'en', look = '' } = {}): Promise<Window & typeof globalThis & { seen: Seen }> {
  const frame = document.createElement('iframe');
  frame.width = '700';
  frame.height = '900';
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  frame.srcdoc = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><style>${reserved}</style>
    <body>${tags}<p>After them.</p>
    <script type="module" src="/src/widget/index.ts"></script>
    <script type="module">
      // What the script before has promised in its own task is done by now.
      const all = [...document.querySelectorAll('support-widget')];
      const waiting = all.filter((widget) => !widget.shadowRoot);
      window.seen = { drawn: all.length - waiting.length, waiting: waiting.map((widget) => [widget.offsetHeight, widget.querySelector('a').checkVisibility()]) };
      ${look}
    </script>`;
  document.body.replaceChildren(frame);
  await loaded;
  const view = frame.contentWindow as Window & typeof globalThis & { seen: Seen };
  ok(view.seen);
  return view;
}

const tag = (attributes = '') => `<support-widget endpoint="https://owner.example/support" ${attributes}><a href="/give">Support us</a></support-widget>`;
const widgetsOf = (view: Window) => [...view.document.querySelectorAll('support-widget')];
const isDrawn = (widget: Element) => !!widget.shadowRoot?.querySelector('form');

test('of very many the first can be used while the last still wait, each with its room and its link', async () => {
  const view = await openPage(tag().repeat(count));
  const { drawn, waiting } = view.seen;
  ok(drawn >= 1 && drawn < count, `${drawn} of ${count}`);
  deepEqual([...new Set(waiting.map(([height, link]) => `${height} ${link}`))], ['350 true']);
  const all = widgetsOf(view);
  ok(isDrawn(all[0]!));
  await until('all are drawn', () => all.every(isDrawn), 20_000);
  equal(all.filter(({ style }) => style.cssText).length, 0);
}).timeout(40_000);

test('code finds it defined right after the script, and what is set before it is drawn counts', async () => {
  const view = await openPage(tag(), { lang: 'de', look: `document.querySelector('support-widget').value = '100'; window.told = document.querySelector('support-widget').constructor.name;` });
  ok((view as unknown as { told: string }).told !== 'HTMLElement');
  const [widget] = widgetsOf(view);
  await until('it is drawn', () => isDrawn(widget!), 10_000);
  equal(widget!.shadowRoot!.querySelector('button')!.textContent.trim(), 'Mit 100\u00a0$ unterstützen');
});

test('what is not to be seen stays so', async () => {
  const view = await openPage(`${tag('hidden')}${tag('style="display: none"')}`.repeat(4), { lang: 'de' });
  const all = widgetsOf(view);
  await until('all are drawn', () => all.every(isDrawn), 10_000);
  equal(all.filter((widget) => widget.checkVisibility()).length, 0);
});

for (const [what, attributes, lang] of [
  ['its language', '', 'de'],
  ['an owner\'s sentences', `strings='{"heading":"Give"}'`, 'en'],
  ['the card fees', 'fees="2.9% + 0.30"', 'en'],
  ['the compact layout', 'layout="compact"', 'en'],
] as const) {
  test(`while it waits for ${what} it keeps its room and its link, and its meter is not drawn elsewhere`, async () => {
    const view = await openPage(tag(attributes).replace('<a', '<support-goal slot="goal" raised="100" goal="5000"></support-goal><a'), { lang });
    deepEqual(view.seen, { drawn: 0, waiting: [[350, true]] });
    const [widget] = widgetsOf(view);
    const meter = () => widget!.querySelector('support-goal')!.shadowRoot?.querySelector('p');
    equal(meter() ?? null, null);
    await until('both are drawn', () => isDrawn(widget!) && !!meter(), 10_000);
    equal(widget!.getAttribute('style') ?? '', '');
  });
}
