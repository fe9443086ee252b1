// What the first choice does not need is loaded when a reader comes near; what they did before it was there counts.
import { equal, deepEqual, ok } from '../support/assert.ts';
import { until } from '../support/reader.ts';

interface Page {
  view: Window & typeof globalThis;
  find(selector: string): HTMLInputElement;
  /** The parts that were asked for. */
  parts(): string[];
  label(): string;
  said(selector: string): string;
  details: Record<string, unknown[]>;
}

const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 80); });

/**
 * A page of its own, in which nothing is loaded yet. `policy` may forbid a part: to the widget the same as a reader who
 * is offline by then.
 */
async function openPage(attributes = '', { policy = '', before = '', lang = 'en' } = {}): Promise<Page> {
  const frame = document.createElement('iframe');
  frame.width = '700';
  frame.height = '900';
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  frame.srcdoc = `<!doctype html><html lang="${lang}"><meta charset="utf-8">${policy}<script>${before}</script>
    <body><support-widget endpoint="https://owner.example/support" ${attributes}></support-widget><script type="module" src="/src/widget/index.ts"></script>`;
  document.body.replaceChildren(frame);
  await loaded;
  const view = frame.contentWindow as Window & typeof globalThis;
  view.console.error = () => undefined;
  const widget = frame.contentDocument!.querySelector('support-widget')!;
  const details: Record<string, unknown[]> = { 'support-change': [], 'support-checkout': [], 'support-error': [] };
  for (const type of Object.keys(details)) widget.addEventListener(type, (event) => details[type]!.push((event as CustomEvent).detail));
  await until('it is drawn', () => !!widget.shadowRoot?.querySelector('form'), 8_000);
  const find = (selector: string) => widget.shadowRoot!.querySelector<HTMLInputElement>(selector)!;
  return {
    view, find, details,
    parts: () => view.performance.getEntriesByType('resource').map(({ name }) => /\/parts\/([\w.-]+)\.ts/.exec(name)?.[1] ?? '').filter((name) => ['press', 'journey', 'extras', 'frame', 'takeover', 'embedded'].includes(name)),
    label: () => find('[part=button]').textContent.trim(),
    said: (selector) => find(selector).textContent.trim(),
  };
}
const near = ({ find, view }: Page, type = 'pointerenter'): void => {
  (find('form').getRootNode() as ShadowRoot).host.dispatchEvent(new view.Event(type));
};

/** The widget's own files and none of its parts. */
const own = ['arrival', 'campaigns', 'css', 'endpoint', 'events', 'index', 'kit', 'language', 'part', 'speaking-element', 'support-goal', 'support-goal.styles', 'support-widget', 'support-widget.styles', 'tiers', 'turn'];
const withoutParts = `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' ${own.map((name) => `${location.origin}/src/widget/${name}.ts`).join(' ')} ${['/src/shared/', '/node_modules/', '/__wds-outside-root__/'].map((path) => location.origin + path).join(' ')}">`;

test('the first choice loads no part', async () => {
  const page = await openPage('value="100"');
  await settled();
  deepEqual(page.parts(), []);
  equal(page.label(), 'Support with $100');
});

for (const type of ['pointerenter', 'focusin', 'input']) {
  test(`at ${type} what a press needs is loaded, and nothing more`, async () => {
    const page = await openPage();
    near(page, type);
    await until('it is loaded', () => page.parts().includes('press'));
    await settled();
    deepEqual(page.parts(), ['press']);
  });
}

test('a press that comes first waits for what it needs, looks busy, and is made once', async () => {
  const page = await openPage('value="100"');
  for (const _ of [1, 2, 3]) page.find('[part=button]').click();
  await until('it looks busy', () => page.find('[part=button]').ariaDisabled === 'true');
  await until('it is made', () => page.details['support-checkout']!.length > 0, 8_000);
  await settled();
  deepEqual(page.details['support-checkout'], [{ amount: 10_000, currency: 'USD', frequency: 'once' }]);
});

test('who chooses otherwise while a press waits has not pressed for that', async () => {
  const page = await openPage('value="100"');
  page.find('[part=button]').click();
  page.find('[value="2500.00"]').click();
  await until('it is loaded', () => page.parts().includes('press'), 8_000);
  await settled();
  deepEqual(page.details['support-checkout'], []);
  equal(page.label(), 'Support with $2,500');
  equal(page.find('[part=button]').ariaDisabled, 'false');
});

test('what is typed before it can be read is kept, and told once it is read', async () => {
  const page = await openPage();
  page.find('#other').value = '12.50';
  page.find('#other').dispatchEvent(new page.view.InputEvent('input', { bubbles: true, composed: true }));
  await until('it is read', () => page.label() === 'Support with $12.50', 8_000);
  deepEqual(page.details['support-change']!.at(-1), { amount: 1250, currency: 'USD', frequency: 'once' });
  ok(page.find('[value=other]').checked);
});

test('where what a press needs cannot be had the reader is told as of a function that cannot be reached, and may press again', async () => {
  const page = await openPage('value="100"', { policy: withoutParts });
  near(page);
  await settled();
  for (const count of [1, 2]) {
    page.find('[part=button]').click();
    await until('it is told', () => page.details['support-error']!.length === count, 8_000);
    await until('it is said', () => page.said('#button') === 'The payment page cannot be opened right now. Nothing was charged. Please try again.');
    equal(page.find('[part=button]').ariaDisabled, 'false');
  }
  deepEqual(page.details['support-error'], [{ code: 'unreachable' }, { code: 'unreachable' }]);
  page.find('[value="2500.00"]').click();
  await until('another choice takes it away', () => page.said('#button') === '');
});

for (const lang of ['en', 'de', 'ar', 'ja', 'pt-BR']) {
  test(`in ${lang} no Intl object is made before the first tier is there`, async () => {
    const spy = `for (const name of Object.getOwnPropertyNames(Intl)) {
      const real = Intl[name];
      if (typeof real === 'function') Object.defineProperty(Intl, name, { get() { (window.intl ??= []).push(name); return real; } });
    }
    for (const type of [Number, Date, BigInt]) { const real = type.prototype.toLocaleString; type.prototype.toLocaleString = function (...words) { (window.intl ??= []).push(type.name); return real.apply(this, words); }; }`;
    const page = await openPage('value="1234.50" frequencies="once month" goal="5000" raised="100"', { before: spy, lang });
    await settled();
    const { intl } = page.view as unknown as { intl?: string[] };
    deepEqual(intl ?? [], []);
    // And the spy hears.
    ok(new page.view.Intl.NumberFormat('en'));
    equal((page.view as unknown as { intl: string[] }).intl.length, 1);
  });
}

test('in a page whose language we have no data for, Intl is asked', async () => {
  const page = await openPage('amounts="1000" currency="EUR"', { lang: 'de-AT' });
  equal(page.said('bdi'), new Intl.NumberFormat('de-AT', { style: 'currency', currency: 'EUR', trailingZeroDisplay: 'stripIfInteger' }).format(1000));
});
