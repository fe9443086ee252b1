// The widget in each of its layouts, in a page as a newspaper has it, brought into each of its states as a reader brings it there.
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { ok } from '../support/assert.ts';
import { click, press, resize, show, type, until } from '../support/reader.ts';
import { all, descriptionOf, isThere, textOf, the } from './by-role.ts';
import { answer, campaign, endpoint, gift, held, problem } from './endpoint-stand-in.ts';
import { isWebKit } from './engine.ts';
import { comeBack, departed } from './page.ts';

export const light = 'color-scheme: light; background: #fff; color: #1c1f1d';
export const dark = 'color-scheme: dark; background: #141817; color: #e6e8e2';

export const layouts = ['card', 'compact', 'bar', 'button'] as const;

/** WebKit's window is never narrower than this. */
export const narrowest = isWebKit ? 447 : 0;

export interface Page {
  layout?: (typeof layouts)[number];
  /** Of the column the widget stands in. */
  style?: string;
  attributes?: string;
  content?: string;
  /** Attributes of what is around it: `dir="rtl"`, `lang="id"`. */
  around?: string;
  /** The window's width, set once the widget is there: WebKit reads a shared sheet's media queries anew only for elements that see the change. */
  window?: number;
}

/** Room for whatever the longest of these tests brings in. */
export const everything = 'fees="2.9% + 0.30" frequencies="once month year" manage-url="https://owner.example/portal"';

export async function showPage({ layout = 'card', style = light, attributes = '', content = '', around = '', window: width }: Page = {}): Promise<SupportWidget> {
  await show(`<main style="${style}" ${around}><h1>Tide</h1><a href="#before">Before</a>
    <support-widget endpoint="${endpoint}" layout="${layout}" ${attributes}><support-goal slot="goal" ticks="0 2500 5000"></support-goal>${content}</support-widget>
    <p id="after">What follows</p></main>`);
  const widget = document.querySelector('support-widget')!;
  await widget.updateComplete;
  if (width !== undefined) await resize(Math.max(width, narrowest), 900);
  return widget;
}

/** Gets at the choice: a button's dialog, and on a small screen a bar's, is opened first. */
export async function getAtChoice(): Promise<void> {
  await until('something of the widget is there', () => all('button').length > 0);
  const [opener] = all('button').filter((button) => button.ariaHasPopup === 'dialog');
  if (!opener) return;
  await click(opener);
  await until('the choice is there', () => all('radio').length > 0);
}

const mainButton = (): HTMLElement => all('button').find((button) => textOf(button).startsWith('Support with') || textOf(button) === 'Support')!;
const says = (role: string): string => all(role).map(textOf).join();

/** Chooses $100 and presses. */
async function pressFor100(): Promise<void> {
  await click(the('radio', '$100'));
  await click(mainButton());
}

async function typeAmount(text: string): Promise<void> {
  await click(the('textbox'));
  await type(text);
}

export interface State {
  /** What the page and the function are like before the widget is there. */
  before?: () => void;
  attributes?: string;
  /** What the reader does, from where the choice is there; or what is waited for, where they come back. */
  reach: () => Promise<void>;
  isReturn?: boolean;
}

function returning(status: Parameters<typeof gift>[0] | 'unreachable', more: Parameters<typeof gift>[1], words: () => boolean): State {
  return {
    before() {
      answer({ 'GET checkout/cs_test_1': () => (status === 'unreachable' ? problem('stripe_unavailable') : gift(status, more)) });
      comeBack({ departure: departed() });
    },
    reach: () => until('what became of the payment is said', words),
    isReturn: true,
  };
}

const isThanked = (): boolean => isThere('heading', 'Thank you!') && isThere('button', 'Share this page');

export const states: Record<string, State> = {
  choosing: { reach: () => click(the('radio', '$100')) },
  'asked for a choice': {
    async reach() {
      await click(mainButton());
      await until('it asks', () => descriptionOf(the('group', 'Choose an amount')) !== '');
    },
  },
  'complaining at the field': {
    async reach() {
      await typeAmount('abc');
      await press('Tab');
      await until('it complains', () => the('textbox').ariaInvalid === 'true');
    },
  },
  'asking what was meant': {
    async reach() {
      await typeAmount('12,50');
      await press('Tab');
      await until('it asks', () => isThere('button', 'Yes, $12.50'));
    },
  },
  'asking about much': {
    async reach() {
      await typeAmount('40000');
      await press('Enter');
      await until('it asks', () => isThere('button', 'Yes, $40,000'));
    },
  },
  free: {
    async reach() {
      await click(the('radio', 'Support without paying'));
      await until('it thanks', () => isThere('button', 'Share this page'));
    },
  },
  'fees added': {
    async reach() {
      await click(the('radio', '$100'));
      await click(the('checkbox'));
      await until('the total is there', () => isThere('button', 'Support with $103.30'));
    },
  },
  monthly: {
    async reach() {
      await click(the('radio', 'Monthly'));
      await click(the('radio', '$100 every month'));
      await until('the button says so', () => isThere('button', 'Support with $100 every month'));
    },
  },
  busy: {
    before: () => answer({ 'POST checkout': held().answer }),
    async reach() {
      await pressFor100();
      await until('it is busy', () => says('status') === 'One moment…');
    },
  },
  failed: {
    before: () => answer({ 'POST checkout': () => problem('stripe_unavailable') }),
    async reach() {
      await pressFor100();
      await until('it has failed', () => says('alert').startsWith('The payment page'));
    },
  },
  offline: {
    before: () => Object.defineProperty(navigator, 'onLine', { value: false, configurable: true }),
    async reach() {
      await pressFor100();
      await until('it has failed', () => says('alert').startsWith('You are offline'));
    },
  },
  elsewhere: {
    attributes: 'target="_blank"',
    before() {
      window.open = () => null;
      answer({ 'POST checkout': () => Response.json({ url: 'https://pay.example/', session: 'cs_test_1' }, { status: 201 }) });
    },
    async reach() {
      await pressFor100();
      await until('the link is there', () => isThere('link', 'Open the payment page'));
    },
  },
  unconfirmed: returning('unreachable', {}, () => isThere('button', 'Check again')),
  cancelled: returning('open', {}, () => says('status').startsWith('You came back')),
  expired: returning('expired', {}, () => says('alert').startsWith('The payment page has expired')),
  thanked: returning('paid', {}, isThanked),
  'thanked every month': returning('paid', { frequency: 'month' }, () => isThanked() && isThere('link', 'Change or stop your gift')),
  'on its way': returning('processing', {}, () => isThanked() && textOf(document.body).includes('on its way')),
};

const { open } = window;
beforeEach(() => answer({ 'GET campaigns/default': () => campaign(10_000) }));
afterEach(() => {
  window.open = open;
  Reflect.deleteProperty(navigator, 'onLine');
});

/** Shows the page and brings its widget into a state. */
export async function reach(name: string, page: Page = {}): Promise<SupportWidget> {
  const state = states[name];
  ok(state, `there is a state "${name}"`);
  state.before?.();
  const widget = await showPage({ ...page, attributes: `${everything} ${state.attributes ?? ''} ${page.attributes ?? ''}` });
  if (!state.isReturn) await getAtChoice();
  await state.reach();
  await until('the meter is there', () => !document.querySelector('support-goal')!.checkVisibility() || textOf(document.querySelector('support-goal')!).includes('$100 of $5,000'));
  return widget;
}
