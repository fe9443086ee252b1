import '../../src/widget/index.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { prefers, resize, show, until } from '../support/reader.ts';
import { all, isThere, nameOf, names, the } from './by-role.ts';
import { answer, campaign } from './endpoint-stand-in.ts';
import { everything, getAtChoice, layouts, light, narrowest, reach, showPage, states } from './states.ts';

const main = (): HTMLElement => document.querySelector('main')!;
const frame = (): HTMLElement => document.querySelector('support-widget')!.shadowRoot!.querySelector('[part=frame]')!;

/** What reaches out of the widget's frame, or has more in it than fits. */
function overflowing(): string[] {
  const { left, right } = frame().getBoundingClientRect();
  const drawn = [...document.querySelectorAll('support-widget, support-goal')].flatMap((element) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('*')]).filter((element) => element.checkVisibility());
  const found = drawn.filter((element) => {
    if (element.closest('.bare') && !element.closest('dialog')) return false; // the opener behind a dialog
    const box = element.getBoundingClientRect();
    const isTooWide = element.localName !== 'input' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    const isCut = getComputedStyle(element).overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
    return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5 || isTooWide || isCut);
  }).map((element) => `<${element.localName} ${element.className}> ${element.scrollWidth} x ${element.scrollHeight} in ${element.clientWidth} x ${element.clientHeight}`);
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth}`, ...found] : found;
}

/** What can be pressed, a radio by its label too, is at least 44 px high and wide. */
const tooSmall = (): string[] =>
  ['radio', 'checkbox', 'textbox', 'button'].flatMap((role) => all(role)).filter((element) => {
    const { width, height } = (element.closest('label, .field') ?? element).getBoundingClientRect();
    // A button in a line of text is hit beside it, too.
    const { content, top, bottom } = getComputedStyle(element, '::after');
    const beside = element.localName === 'button' && content === '""' ? -Number.parseFloat(top) - Number.parseFloat(bottom) : 0;
    return width < 44 || Math.round(height + beside) < 44;
  }).map(nameOf);

const spaced = 'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em';

/** The same page in each of these ways; what is wrong in one is told by its name. */
const ways: Record<string, () => void> = {
  'as it is': () => {},
  'from right to left': () => { main().dir = 'rtl'; },
  'text spaced out (WCAG 1.4.12)': () => { main().dir = 'ltr'; main().style.cssText += `; ${spaced}`; },
  'text at twice its size': () => {
    main().style.cssText = main().dataset.style!;
    document.documentElement.style.fontSize = '200%';
  },
  'text at twice its size, from right to left': () => { main().dir = 'rtl'; },
};

function wrongInSomeWay(): string[] {
  main().dataset.style = main().style.cssText;
  return Object.entries(ways).flatMap(([way, apply]) => {
    apply();
    // Of boxes in boxes the innermost tell enough.
    return [...overflowing().slice(-3), ...tooSmall().map((name) => `${name} is small`)].map((what) => `${way}: ${what}`);
  });
}

afterEach(() => { document.documentElement.style.fontSize = ''; });
beforeEach(() => resize(Math.max(320, narrowest), 900));

for (const layout of layouts) {
  for (const state of Object.keys(states)) {
    test(`in 320 px nothing overflows: ${layout}, ${state}`, async () => {
      await reach(state, { layout, style: `${light}; max-width: 320px; margin: -8px` });
      deepEqual(wrongInSomeWay(), []);
    });
  }

  test(`in 280 px nothing overflows: ${layout}`, async () => {
    await resize(Math.max(280, narrowest), 900);
    await reach('fees added', { layout, style: `${light}; max-width: 280px; margin: -8px` });
    deepEqual([overflowing(), tooSmall()], [[], []]);
  });

  test(`long sums, long words and many of them fit in 320 px: ${layout}`, async () => {
    answer({ 'GET campaigns/default': () => campaign(1_234_567_800, { currency: 'IDR', goal: 99_999_999_900 }) });
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän';
    await showPage({
      layout, style: `${light}; max-width: 320px; margin: -8px`, around: 'lang="id"',
      attributes: `${everything} currency="IDR" value="2500000" amounts="0 50000 250000 2500000 25000000 250000000"`,
      content: `<span data-amount="50000">pays the ${word} and all of the crew for an hour of their work on the river</span><span data-amount="2500000">${word}</span>`,
    });
    document.querySelector('support-goal')!.ticks = '0 400000000 999999999';
    await getAtChoice();
    await until('the labels are there', () => all('radio').some((radio) => nameOf(radio).includes(word)));
    deepEqual(wrongInSomeWay(), []);
  });
}

test('the largest thanks fit in 280 px', async () => {
  await reach('thanked every month', { style: `${light}; width: 280px` });
  deepEqual([overflowing(), tooSmall()], [[], []]);
});

test('in 200 % text the button of a wide window still says all it says', async () => {
  await resize(1000, 900);
  await reach('monthly', { layout: 'compact' });
  document.documentElement.style.fontSize = '200%';
  deepEqual(overflowing(), []);
  equal(names('button').join(), 'Support with $100 every month');
});

// What the reader has asked their system for; only Chromium can be told.

const labelOf = (name: string): HTMLElement => (the('radio', name) as HTMLInputElement).labels![0]!;

test('in forced colours the chosen tier has a border of its own', async () => {
  if (!(await prefers({ 'forced-colors': 'active' }))) return;
  try {
    await showPage({ attributes: `${everything} value="100"` });
    deepEqual(['$100', '$2,500', 'Once', 'Monthly'].map((name) => getComputedStyle(labelOf(name)).borderTopWidth), ['3px', '1px', '3px', '1px']);
    match(getComputedStyle(labelOf('$100'), '::after').content, /✓/);
    ok(getComputedStyle(the('button')).borderTopStyle === 'solid', 'a button has an edge where its ground is taken away');
  } finally {
    await prefers({});
  }
});

test('on paper there is no form nobody can press', async () => {
  if (!(await prefers({ media: 'print' }))) return;
  try {
    for (const layout of layouts) {
      await showPage({ layout, attributes: everything, content: '<a href="https://owner.example/give">Support us on a page of its own</a>' });
      await new Promise((resolve) => { setTimeout(resolve, 60); });
      deepEqual([layout, ...names('radio'), ...names('button'), ...names('textbox'), ...names('dialog')], [layout]);
      ok(isThere('link', 'Support us on a page of its own'), `${layout}: the link stands in its place`);
    }
    await showPage();
    ok(isThere('heading', 'Support us'), 'what is read stays');
  } finally {
    await prefers({});
  }
});

test('links that are tiers are on the paper as links', async () => {
  if (!(await prefers({ media: 'print' }))) return;
  try {
    await show('<support-widget><a href="https://donate.stripe.com/a" data-amount="10">Support us with $10</a> <span data-amount="10">a page</span></support-widget>');
    deepEqual(names('link'), ['Support us with $10']);
    ok(!document.querySelector('span')!.checkVisibility(), 'the words of a tier say nothing alone');
  } finally {
    await prefers({});
  }
});

test('what was paid is on the paper', async () => {
  await reach('thanked');
  if (!(await prefers({ media: 'print' }))) return;
  try {
    ok(isThere('heading', 'Thank you!'));
  } finally {
    await prefers({});
  }
});

test('nothing moves by itself, whether or not the reader asked for less of it', async () => {
  for (const layout of layouts) {
    await reach('choosing', { layout });
    const moving = [...document.querySelectorAll('support-widget, support-goal')].flatMap((element) => [...element.shadowRoot!.querySelectorAll('*')]).filter((element) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
      return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior === 'smooth';
    });
    equal(moving.length, 0);
  }
});
