import '../../src/widget/index.ts';
import 'axe-core/axe.min.js';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, hover, prefers, press, show, type, until } from '../support/reader.ts';
import { all, chosen, descriptionOf, focused, isThere, nameOf, names, place, textOf, the } from './by-role.ts';
import { answer, campaign, endpoint, gift, hasLeft, held, payPage, problem } from './endpoint-stand-in.ts';
import { showWidget } from './page.ts';

const { axe } = globalThis as unknown as { axe: typeof import('axe-core') & { commons: { text: { accessibleText(element: Element): string } } } };

const light = 'color-scheme: light; background: #fff; color: #1c1f1d';
const dark = 'color-scheme: dark; background: #141817; color: #e6e8e2';

/** A page as a newspaper has it, so that nothing but the widget can be wrong with it. */
async function showIn(style: string, attributes = '', around = ''): Promise<SupportWidget> {
  await show(`<main style="${style}; padding: 16px" ${around}><h1>Tide</h1>
    <a href="#before">Before</a><support-widget endpoint="${endpoint}" ${attributes}><support-goal slot="goal" ticks="0 2500 5000"></support-goal></support-widget></main>`);
  const widget = document.querySelector('support-widget')!;
  await widget.updateComplete;
  return widget;
}

async function nothingIsWrong(): Promise<void> {
  const { violations, passes } = await axe.run(document.body, { resultTypes: ['violations', 'passes'] });
  deepEqual(violations.map(({ id, nodes }) => [id, ...nodes.map(({ target, any }) => `${target.join(' ')}: ${any.map(({ message }) => message).join()}`)]), []);
  ok(passes.some(({ id, nodes }) => id === 'color-contrast' && nodes.some(({ target }) => target.flat().length > 1)), 'it must have looked into the shadow root');
}

const states: Record<string, () => Promise<void>> = {
  async choosing() { await click(the('radio', '$100')); },
  async 'asking for a choice'() {
    await click(the('button'));
    await until('it asks', () => descriptionOf(the('group')) !== '');
  },
  async 'complaining at the field'() {
    await click(the('textbox'));
    await type('abc');
    await press('Tab');
    await until('it complains', () => the('textbox').ariaInvalid === 'true');
  },
  async free() { await click(the('radio', 'Support without paying')); },
  async busy() {
    answer({ 'POST checkout': held().answer });
    await click(the('radio', '$100'));
    await click(the('button'));
    await until('it is busy', () => the('button').ariaDisabled === 'true');
  },
  async failed() {
    answer({ 'POST checkout': () => problem('stripe_unavailable') });
    await click(the('radio', '$100'));
    await click(the('button'));
    await until('it has failed', () => textOf(the('alert')) !== '');
  },
};

for (const [scheme, style] of [['light', light], ['dark', dark]] as const) {
  for (const [state, reach] of Object.entries(states)) {
    test(`axe finds nothing wrong: ${state}, ${scheme}`, async () => {
      answer({ 'GET campaigns/default': () => campaign(10_000) });
      await showIn(style);
      await until('the meter is there', () => textOf(document.body).includes('$100 of $5,000'));
      await reach();
      await nothingIsWrong();
    });
  }

  test(`axe finds nothing wrong: thanked, ${scheme}`, async () => {
    answer({ 'GET campaigns/default': () => campaign(600_000), 'GET checkout/cs_test_1': () => gift('paid') });
    history.replaceState(null, '', '?support_session=cs_test_1');
    await showIn(style);
    await until('the reader is thanked', () => isThere('heading', 'Thank you!') && textOf(document.body).includes('the goal of $5,000 is reached'));
    await nothingIsWrong();
  });
}

test('axe computes the same names as these tests do', async () => {
  await showIn(light);
  const elements = ['radio', 'textbox', 'button', 'group', 'heading'].flatMap((role) => all(role));
  axe.setup(document.body);
  try {
    for (const element of elements) equal(axe.commons.text.accessibleText(element).replace(/\s+/g, ' ').trim(), nameOf(element));
  } finally {
    axe.teardown();
  }
  equal(elements.length, 9);
});

// What axe does not see

test('what holds the errors points nowhere while there is none', async () => {
  await showIn(light);
  equal(descriptionOf(the('textbox')), '');
  equal(descriptionOf(the('group', 'Choose an amount')), '');
});

test('the regions that are read out are there before there is anything to read', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget('value="100"');
  const [alert, status] = [the('alert'), the('status')];
  await click(the('button'));
  await until('it has failed', () => textOf(alert) !== '');
  ok(the('alert') === alert && the('status') === status, 'the same elements');
});

test('the function\'s refusal of a tier is read out, or the keyboard goes to the tiers', async () => {
  answer({ 'POST checkout': () => problem('amount_too_small', { limit: 500 }) });
  await showWidget('amounts="3 7" value="3"');
  await click(the('button'));
  await until('it is said', () => descriptionOf(the('group')) !== '');
  await until('it reaches who does not see', () => textOf(the('alert')) !== '' || focused()?.getAttribute('type') === 'radio');
});

/** The outline of what shows an element's focus, drawn in a colour one can tell from the page's. */
function outlineOf(element: Element): string {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  return `${outlineStyle} ${outlineWidth} ${outlineColor}`;
}
const ring = { light: /^solid 3px rgb\(10, 92, 74\)$/, dark: /^solid 3px rgb\(95, 208, 178\)$/ };

for (const [scheme, style] of [['light', light], ['dark', dark]] as const) {
  test(`the keyboard's place is seen on tiers, field and buttons, ${scheme}`, async () => {
    await showIn(style);
    the('link').focus();
    const tier = (): Element => focused()!.closest('label')!;
    await press('Tab');
    match(outlineOf(tier()), ring[scheme]);
    const first = tier();
    await press('ArrowDown');
    // WebKit sees no keyboard in an arrow key; there the tick, which moves along, is what shows the place.
    ok(ring[scheme].test(outlineOf(tier())) || getComputedStyle(tier(), '::after').content.includes('✓'));
    match(outlineOf(first), /^none/, 'only where it is');
    equal(getComputedStyle(first, '::after').content, 'none');
    await press('Shift', 'Tab');
    await press('Tab');
    match(outlineOf(tier()), ring[scheme]);
    await press('Tab');
    equal(place(), 'textbox Other amount in USD');
    match(outlineOf(focused()!.parentElement!), ring[scheme]);
    await press('Tab');
    equal(place(), 'button Support with $100');
    match(outlineOf(focused()!), ring[scheme]);
    await press('Shift', 'Tab');
    await press('Shift', 'Tab');
    await press('ArrowUp');
    await press('Tab');
    await press('Tab');
    equal(place(), 'button Share this page');
    match(outlineOf(focused()!), ring[scheme]);
  });
}

test('the chosen tier differs by more than colour', async () => {
  await showWidget('value="100"');
  const mark = (name: string): string => getComputedStyle((the('radio', name) as HTMLInputElement).labels![0]!, '::after').content;
  match(mark('$100'), /✓/);
  equal(mark('$2,500'), 'none');
});

/** What can be pressed is at least this high. */
const tooSmall = (): string[] =>
  ['radio', 'textbox', 'button'].flatMap((role) => all(role)).filter((element) => element.getBoundingClientRect().height < 44 || element.getBoundingClientRect().width < 44)
    .map((element) => `${nameOf(element)}: ${element.getBoundingClientRect().height} px`);

/** What reaches out of the wrapper, or has more in it than fits. */
function overflowing(): string[] {
  const wrapper = document.querySelector('main')!;
  const { left, right } = wrapper.getBoundingClientRect();
  const drawn = [...document.querySelectorAll('support-widget, support-goal')].flatMap((element) => [element, ...element.shadowRoot!.querySelectorAll<HTMLElement>('*')]);
  return drawn.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5 || (element.localName !== 'input' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0));
  }).map((element) => `<${element.localName} ${element.className}> ${element.scrollWidth} in ${element.clientWidth}`);
}

for (const direction of ['ltr', 'rtl']) {
  test(`in 280 px nothing overflows and everything is large enough to be hit, ${direction}`, async () => {
    answer({ 'GET campaigns/default': () => campaign(10_000) });
    for (const [state, reach] of Object.entries(states)) {
      await showIn(`${light}; width: 280px; padding: 0`, '', `dir="${direction}"`);
      await until('the meter is there', () => textOf(document.body).includes('$100 of $5,000'));
      await reach();
      deepEqual([state, overflowing(), tooSmall()], [state, [], []]);
      document.body.replaceChildren();
    }
  });
}

test('with text at twice its size nothing overflows in 320 px', async () => {
  document.documentElement.style.fontSize = '200%';
  try {
    await showIn(`${light}; width: 320px; padding: 0`, 'value="100"');
    deepEqual([overflowing(), tooSmall()], [[], []]);
  } finally {
    document.documentElement.style.fontSize = '';
  }
});

test('sums of seven digits fit their tiers in 320 px', async () => {
  await show(`<main lang="id" style="width: 320px"><support-widget endpoint="${endpoint}" currency="IDR" amounts="0 50000 250000 2500000"></support-widget></main>`);
  deepEqual([overflowing(), tooSmall()], [[], []]);
});

test('thanks fit in 280 px', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid', { amount: 99_999_999 }) });
  history.replaceState(null, '', '?support_session=cs_test_1');
  await showIn(`${light}; width: 280px; padding: 0`);
  await until('the reader is thanked', () => isThere('heading', 'Thank you!'));
  deepEqual([overflowing(), tooSmall()], [[], []]);
});

test('a tier is chosen by a press anywhere on it, not on its words alone', async () => {
  await showWidget();
  for (const name of ['$100', 'Other amount']) {
    const radio = the('radio', name);
    const [input, label] = [radio.getBoundingClientRect(), (radio as HTMLInputElement).labels![0]!.getBoundingClientRect()];
    ok(label.width - input.width <= 2 && label.height - input.height <= 2, `${name} is pressed on ${input.width} x ${input.height} of ${label.width} x ${label.height}`);
  }
  await click((the('radio', '$100') as HTMLInputElement).labels![0]!);
  deepEqual(chosen(), ['$100']);
});

test('a sum reads the same way in a page from right to left', async () => {
  await showIn(light, 'value="100"', 'dir="rtl"');
  const [first, second] = ['Support without paying', '$100'].map((name) => the('radio', name).getBoundingClientRect()) as [DOMRect, DOMRect];
  ok(first.left > second.left, 'the first tier is at the right');
  deepEqual(names('button'), ['Support with $100']);
  equal(getComputedStyle(the('button').firstElementChild!).unicodeBidi, 'isolate');
});

test('in forced colours the chosen tier has a border of its own', async () => {
  if (!(await prefers({ 'forced-colors': 'active' }))) return; // only Chromium can be told
  try {
    await showIn(light, 'value="100"');
    const border = (name: string): string => getComputedStyle((the('radio', name) as HTMLInputElement).labels![0]!).borderTopWidth;
    deepEqual([border('$100'), border('$2,500')], ['3px', '1px']);
  } finally {
    await prefers({});
  }
});

test('what the mouse is over shows it', async () => {
  await showWidget();
  const label = (the('radio', '$100') as HTMLInputElement).labels![0]!;
  const before = getComputedStyle(label).borderTopColor;
  await hover(label);
  await until('the border has changed', () => getComputedStyle(label).borderTopColor !== before);
});

test('the page\'s choosing of colours reaches the button', async () => {
  await showWidget('style="--support-accent: rgb(120, 0, 120); --support-on-accent: rgb(255, 255, 0); --support-radius: 0" value="100"');
  const { backgroundColor, color, borderTopLeftRadius } = getComputedStyle(the('button'));
  deepEqual([backgroundColor, color, borderTopLeftRadius], ['rgb(120, 0, 120)', 'rgb(255, 255, 0)', '0px']);
});

test('`hidden` hides it', async () => {
  const widget = await showWidget('hidden');
  equal(widget.checkVisibility(), false);
});

test('leaving is said once, and what is said stays until the page has gone', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100"');
  await click(the('button'));
  await until('the reader leaves', hasLeft);
  await until('it is said', () => textOf(the('status')) === 'Opening the payment page…');
});
