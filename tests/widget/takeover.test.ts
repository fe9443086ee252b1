// A form that stood there before any script: the widget takes over the same nodes, and what was done to them counts.
import { executeServerCommand } from '@web/test-runner-commands';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { until } from '../support/reader.ts';
import { tongues } from './sayings.ts';

interface Drawn {
  root: ShadowRoot;
  widget: SupportWidget;
  /** What its console complains of. */
  errors: string[];
  find(selector: string): HTMLInputElement;
  /** The script comes. */
  takeOver(): Promise<void>;
}

const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 60); });

/** A page of its own with a widget that was drawn before script. */
async function openDrawn(attributes = '', children = '', lang = 'en'): Promise<Drawn> {
  const tag = await executeServerCommand<string, unknown>('render-widget', { tag: `<support-widget endpoint="https://owner.example/support" ${attributes}>${children}</support-widget>`, options: { lang } });
  const frame = document.createElement('iframe');
  frame.width = '700';
  frame.height = '900';
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  frame.srcdoc = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><body>${tag}<p id="below">Read on</p>`;
  document.body.replaceChildren(frame);
  await loaded;
  const page = frame.contentDocument!;
  const widget = page.querySelector('support-widget')!;
  const errors: string[] = [];
  const view = frame.contentWindow as Window & typeof globalThis;
  view.console.error = (...words: unknown[]) => { errors.push(words.join(' ')); };
  const root = widget.shadowRoot!;
  return {
    root,
    widget,
    errors,
    find: (selector) => root.querySelector<HTMLInputElement>(selector)!,
    async takeOver() {
      const script = page.createElement('script');
      script.type = 'module';
      script.src = '/src/widget/index.ts';
      page.head.append(script);
      await until('the widget has taken over', () => !!widget.takeover && !!root.querySelector('form') && !root.querySelector('style'), 8_000);
      await widget.updateComplete;
      await settled();
    },
  };
}

const label = ({ find }: Drawn): string => find('[part=button]').textContent.trim();
const tierOf = ({ find }: Drawn, value: string): HTMLInputElement => find(`[name=amount][value="${value}"]`);
/** Everything but what only the plain form needs. */
const elements = (root: ShadowRoot): Element[] => [...root.querySelectorAll('*')].filter((element) => !element.matches('style, link, [type=hidden]'));

for (const [what, attributes, children] of [
  ['as it is', '', ''],
  ['with all there is', 'value="100" frequencies="once month year" default-frequency="month" amounts="0 5 100" amounts-month="0 7 100" fees="2.9% + 0.30" goal="5000" raised="100" min="5" max="500"', '<span data-amount="100">pays a page</span>'],
  ['compact, with an amount that is no tier', 'layout="compact" value="77.50"', '<a href="https://owner.example/give">Support us</a>'],
  ['with sentences of the owner, hostile ones', `strings='{"heading": "A &lt;b&gt; &amp;amp; \\"c\\" $&amp; &#39;d&#39;"}' no-custom`, '<span data-amount="100">&lt;img src=x onerror=alert(1)&gt;</span>'],
  ['with links beside the function', '', '<a href="https://donate.stripe.com/1" data-amount="100">$100</a>'],
  ['in yen', 'currency="JPY" value="2500"', ''],
  ['in a currency in small letters', 'currency="eur" value="100"', ''],
] as const) {
  test(`${what}: every node is still there, nothing moves, nothing else is said`, async () => {
    const drawn = await openDrawn(attributes, children);
    const before = elements(drawn.root);
    const boxes = before.map((element) => JSON.stringify(element.getBoundingClientRect()));
    const text = drawn.find('.frame').textContent;
    await drawn.takeOver();
    const after = elements(drawn.root);
    deepEqual(drawn.errors, []);
    equal(after.length, before.length);
    ok(before.every((element, place) => element === after[place]), 'another node stands in its place');
    deepEqual(before.map((element) => JSON.stringify(element.getBoundingClientRect())), boxes);
    equal(drawn.find('.frame').textContent, text);
    // And it is alive.
    const radio = [...drawn.root.querySelectorAll<HTMLInputElement>('[name=amount]')].find((one) => !one.checked && /^100(?:\.00)?$|^5(?:\.00)?$/.test(one.value));
    if (!radio) return;
    radio.click();
    await drawn.widget.updateComplete;
    equal(drawn.widget.gift?.amount, attributes.includes('JPY') ? Number(radio.value) : Math.round(Number(radio.value) * 100));
  });
}

for (const tongue of tongues) {
  test(`in ${tongue} the widget says what was drawn, to the letter`, async () => {
    const drawn = await openDrawn('value="1234.50" currency="EUR" frequencies="once month"', '', tongue);
    const said = () => elements(drawn.root).filter((element) => element.matches('h2, legend, label, button, p, span, [data-room]')).map((element) => element.textContent.trim());
    const [before, nodes, value] = [said(), elements(drawn.root), drawn.find('#other').value];
    await drawn.takeOver();
    deepEqual(said(), before);
    deepEqual(drawn.errors, []);
    equal(drawn.find('#other').value, value);
    ok(elements(drawn.root).every((element, place) => element === nodes[place]));
  });
}

test('a tier that was checked before stays checked, and the button says so', async () => {
  const drawn = await openDrawn();
  const radio = tierOf(drawn, '2500.00');
  radio.click();
  const changes: unknown[] = [];
  drawn.widget.addEventListener('support-change', ({ detail }) => changes.push(detail));
  await drawn.takeOver();
  ok(radio.isConnected && radio.checked && radio.getRootNode() === drawn.root);
  equal(label(drawn), 'Support with $2,500');
  deepEqual(changes, [{ amount: 250_000, currency: 'USD', frequency: 'once' }]);
  const other = tierOf(drawn, '100.00');
  other.click();
  await drawn.widget.updateComplete;
  equal(label(drawn), 'Support with $100');
  equal(radio.checked, false);
});

test('what was typed before stays, with the caret in it, and the button says so', async () => {
  const drawn = await openDrawn('value="100"');
  const field = drawn.find('#other');
  field.focus();
  field.value = '12.50';
  field.setSelectionRange(2, 2);
  await drawn.takeOver();
  deepEqual(drawn.errors, []);
  ok(drawn.root.activeElement === field, `the focus is at ${drawn.root.activeElement?.id}`);
  equal(field.selectionStart, 2);
  await until('it can be read', () => label(drawn) === 'Support with $12.50');
  ok(drawn.find('[value=other]').checked);
  equal(tierOf(drawn, '100.00').checked, false);
});

test('a frequency that was chosen before stays; an amount its tiers do not have goes into the field', async () => {
  const drawn = await openDrawn('frequencies="once month" amounts="50 100" amounts-month="5 10"');
  drawn.find('[value=month]').click();
  tierOf(drawn, '50.00').click();
  await drawn.takeOver();
  ok(drawn.find('[value=month]').checked);
  equal(drawn.find('#other').value, '50');
  equal(label(drawn), 'Support with $50 every month');
});

test('where the form that stands is another, it is drawn anew, and the choice stays', async () => {
  const drawn = await openDrawn();
  tierOf(drawn, '100.00').click();
  drawn.find('[part=note]').remove();
  await drawn.takeOver();
  ok(drawn.errors.some((error) => error.includes('another')));
  equal(drawn.root.querySelectorAll('form').length, 1);
  equal(label(drawn), 'Support with $100');
  ok(tierOf(drawn, '100.00').checked);
});

test('a press by code before it has taken over is made once it has', async () => {
  const drawn = await openDrawn('value="100"');
  const pressed: unknown[] = [];
  drawn.widget.addEventListener('support-checkout', (event) => { event.preventDefault(); pressed.push(event.detail); });
  const script = drawn.widget.ownerDocument.createElement('script');
  script.type = 'module';
  script.textContent = `import '/src/widget/index.ts'; document.querySelector('support-widget').checkout();`;
  drawn.widget.ownerDocument.head.append(script);
  await until('it is pressed', () => pressed.length === 1, 8_000);
  equal(drawn.root.querySelectorAll('form').length, 1);
});
