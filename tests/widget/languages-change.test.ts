// The page's language changes under the widget, or cannot be loaded: readers never see half of one and half of another.
import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, show, type, until } from '../support/reader.ts';
import { all, chosen, names, textOf, the } from './by-role.ts';
import { endpoint } from './endpoint-stand-in.ts';
import { line, say, sayings, sum, tongues, type Tongue } from './sayings.ts';

const tag = `<support-widget endpoint="${endpoint}" value="100" fees="2.9% + 0.30" raised="50" goal="1000"></support-widget>`;
const within = (element: Element): string => textOf(element.shadowRoot!);

/** Which languages stand in a widget, by each of its pieces; of one that is not drawn yet, none. */
function heard(widget: SupportWidget): string[] {
  const root = widget.shadowRoot;
  if (!root) return [];
  const piece = (selector: string): string => line(root.querySelector(selector)?.textContent ?? '');
  const pieces: [string, (tongue: Tongue) => string][] = [
    [piece('h2'), (tongue) => sayings(tongue).heading],
    [piece('legend'), (tongue) => sayings(tongue).legend],
    [piece('.other'), (tongue) => sayings(tongue).other],
    [piece('button'), (tongue) => say(sayings(tongue).give.once, sum(100, tongue))],
    [piece('[part=note]'), (tongue) => sayings(tongue).note.once],
    [piece('.fees'), (tongue) => say(sayings(tongue).coverFeesOf, { fees: sum(3.3, tongue), total: sum(103.3, tongue) })],
    [root.querySelector('#other')?.getAttribute('aria-label') ?? '', (tongue) => say(sayings(tongue).otherIn, { currency: 'USD' })],
    [root.querySelector('[lang]')?.getAttribute('lang') ?? '', (tongue) => tongue],
  ];
  if (!pieces[0]![0]) return [];
  return [...new Set(pieces.map(([text, of]) => tongues.filter((tongue) => line(of(tongue)) === text).join('/') || `"${text}"`))];
}
const meterReads = (tongue: Tongue): string => line(say(sayings(tongue).meter, { raised: sum(50, tongue), goal: sum(1000, tongue) }));

/** All that is read at each change and in each frame, until it is let go. */
function watch(widget: SupportWidget): () => string[] {
  const states = [heard(widget).join(' and ')];
  const look = (): void => {
    const state = heard(widget).join(' and ');
    if (state && states.at(-1) !== state) states.push(state);
  };
  const observer = new MutationObserver(look);
  observer.observe(widget.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
  let frame = requestAnimationFrame(function again() {
    look();
    const meter = widget.shadowRoot!.querySelector('support-goal');
    const [tongue] = heard(widget);
    // Both are drawn before the next picture.
    if (meter && tongue && widget.isConnected && within(meter) !== meterReads(tongue as Tongue)) states.push(`the meter: ${within(meter)}`);
    frame = requestAnimationFrame(again);
  });
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    return states.slice(1);
  };
}

const arrive = (widget: SupportWidget, tongue: Tongue): Promise<void> =>
  until(`it speaks ${tongue}`, () => heard(widget).join() === tongue && within(widget.shadowRoot!.querySelector('support-goal')!) === meterReads(tongue));

// First of all, while neither is loaded.
test('a language that changes again while it is on its way is never read, and English neither', async () => {
  const page = await show(`<div lang="en">${tag}</div>`);
  const widget = page.querySelector('support-widget')!;
  await arrive(widget, 'en');
  const stop = watch(widget);
  page.lang = 'nl';
  await Promise.resolve();
  page.lang = 'pl';
  await arrive(widget, 'pl');
  deepEqual(stop(), ['pl']);
});

test('what is started by code before its words are here speaks the language as soon as they are', async () => {
  const page = await show(`<div lang="en">${tag}</div>`);
  const widget = page.querySelector('support-widget')!;
  page.lang = 'ja';
  await Promise.resolve();
  widget.checkout();
  await until('it speaks Japanese', () => textOf(widget.shadowRoot!.querySelector('h2')!) === sayings('ja').heading);
});

const changes: Record<string, (lang: string) => void> = {
  'of the widget itself': (lang) => document.querySelector<SupportWidget>('support-widget')!.setAttribute('lang', lang),
  'of what is around it': (lang) => { document.querySelector<HTMLElement>('body > div')!.lang = lang; },
  'of the page': (lang) => { document.documentElement.lang = lang; },
};
afterEach(() => { document.documentElement.lang = 'en'; });

for (const [whose, change] of Object.entries(changes)) {
  test(`the language ${whose} changes: all follows at once, choice and typed text stay`, async () => {
    await show(`<div>${tag}</div>`);
    const widget = document.querySelector('support-widget')!;
    await arrive(widget, 'en');
    const stop = watch(widget);
    for (const tongue of ['fr', 'ar', 'de', 'en'] as const) {
      change(tongue);
      await arrive(widget, tongue);
      deepEqual(chosen().map(line), [line(sum(100, tongue))]);
    }
    deepEqual(stop(), ['fr', 'ar', 'de', 'en']);
    await click(the('textbox'));
    await type('75');
    change('it');
    await until('it speaks Italian', () => names('button').join() === line(say(sayings('it').give.once, sum(75, 'it'))));
    deepEqual([(the('textbox') as HTMLInputElement).value, chosen()], ['75', [sayings('it').other]]);
  });
}

test('in a shadow root, or two, the language of the outermost host is followed', async () => {
  const host = await show('<article></article>');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = '<section></section>';
  const inner = root.firstElementChild!.attachShadow({ mode: 'open' });
  inner.innerHTML = tag;
  const widget = inner.querySelector('support-widget')!;
  await arrive(widget, 'en');
  const stop = watch(widget);
  host.lang = 'es';
  await arrive(widget, 'es');
  document.documentElement.lang = 'de';
  host.removeAttribute('lang');
  await arrive(widget, 'de');
  deepEqual(stop(), ['es', 'de']);
});

test('moved to a place of another language it speaks that', async () => {
  await show(`<div><div lang="de">${tag}</div><div lang="pt-PT"></div></div>`);
  const widget = document.querySelector('support-widget')!;
  await arrive(widget, 'de');
  document.querySelector('[lang=pt-PT]')!.append(widget);
  await until('it speaks Portuguese', () => names('heading').join() === sayings('pt-BR').heading);
});

test('a change of language somewhere else is nothing to it, and one after it is taken away neither', async () => {
  await show(`<div>${tag}</div><p lang="en">Beside</p>`);
  const widget = document.querySelector('support-widget')!;
  await arrive(widget, 'en');
  const stop = watch(widget);
  document.querySelector('p')!.lang = 'de';
  widget.remove();
  document.documentElement.lang = 'fr';
  await new Promise((resolve) => { setTimeout(resolve, 60); });
  deepEqual(stop(), []);
});

test('a complaint, a question and a failure are said in the new language', async () => {
  const page = await show(`<div lang="en"><support-widget endpoint="${endpoint}" value="100"></support-widget></div>`);
  await click(all('button')[0]!);
  await until('it has failed', () => textOf(the('alert')) === sayings('en').complaints.unavailable);
  page.lang = 'fr';
  await until('it says so in French', () => textOf(the('alert')) === line(sayings('fr').complaints.unavailable));
});

// A page of its own, so that nothing is loaded yet.
async function openPage(lang: string, head = ''): Promise<{ page: Document; states: string[] }> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><html lang="${lang}"><head>${head}</head><body><support-widget endpoint="${endpoint}" value="100"><a href="https://owner.example/">Fallback</a></support-widget><script type="module" src="/src/widget/index.ts"></script></body></html>`;
  document.body.append(frame);
  const states: string[] = [];
  const read = (): string => frame.contentDocument?.querySelector('support-widget')?.shadowRoot?.querySelector('h2')?.textContent ?? '';
  await until('it is drawn', () => {
    if (read() && states.at(-1) !== read()) states.push(read());
    return read() !== '';
  }, 8_000);
  return { page: frame.contentDocument!, states };
}

test('a page opens in its own language at once', async () => {
  const { page, states } = await openPage('de');
  deepEqual(states, [sayings('de').heading]);
  equal(page.querySelector('support-widget')!.shadowRoot!.querySelector('[lang]')!.getAttribute('lang'), 'de');
});

test('a language that cannot be loaded is English, said as English, with the sums of the place', async () => {
  const may = ['widget/', 'shared/english/', ...['strings', 'form', 'form.styles', 'extras.styles', 'fees-box', 'fee-sum', 'link-tier', 'offer', 'own-strings', 'money', 'typed', 'written', 'currencies', 'gift', 'problem'].map((name) => `shared/${name}.ts`)].map((path) => `${location.origin}/src/${path}`);
  const policy = `script-src 'unsafe-inline' ${may.join(' ')} ${location.origin}/node_modules/ ${location.origin}/__wds-outside-root__/`;
  const { page, states } = await openPage('de', `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  deepEqual(states, [sayings('en').heading]);
  const root = page.querySelector('support-widget')!.shadowRoot!;
  equal(root.querySelector('[lang]')!.getAttribute('lang'), 'en');
  equal(line(root.querySelector('[part=button]')!.textContent), line(say(sayings('en').give.once, sum(100, 'de'))));
  ok(root.querySelector('#other')!.getAttribute('aria-label') === 'Other amount in USD');
});
