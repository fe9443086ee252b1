// What is around a widget: the address, the tab's storage, the console, whoever listens. Each test begins and ends with all of it clean.
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { show } from '../support/reader.ts';
import { endpoint } from './endpoint-stand-in.ts';
import { isWebKit } from './engine.ts';

/** The address of the test's page; without its query the test runner would not know it again. */
export const home = location.href;
const realError = console.error;
const realReplace = history.replaceState.bind(history);
const listeners: [type: string, listener: EventListener][] = [];

/** What owners are told in the console. */
export const complaints: string[] = [];

/** When the address was last replaced: WebKit takes no more than 100 of these in 10 seconds, the widget's own among them. */
const replaced: number[] = [];
history.replaceState = (...words) => {
  replaced.push(performance.now());
  realReplace(...words);
};

beforeEach(async function spaced() {
  this.timeout(20_000);
  const isTooSoon = (): boolean => isWebKit && replaced.filter((time) => time > performance.now() - 10_500).length > 80;
  while (isTooSoon()) await new Promise((resolve) => { setTimeout(resolve, 100); });
  complaints.length = 0;
  console.error = (...words: unknown[]) => { complaints.push(words.join(' ')); };
});

afterEach(() => {
  document.body.replaceChildren();
  for (const [type, listener] of listeners.splice(0)) removeEventListener(type, listener);
  sessionStorage.clear();
  if (location.href !== home || history.state !== null) history.replaceState(null, '', home);
  console.error = realError;
});

/** `showWidget('value="100"', '<p slot="free">Hi</p>')` */
export const showWidget = (attributes = '', content = ''): Promise<SupportWidget> =>
  show<SupportWidget>(`<support-widget endpoint="${endpoint}" ${attributes}>${content}</support-widget>`);

type Name = 'support-change' | 'support-checkout' | 'support-free' | 'support-thanks' | 'support-error';

/** The details of the events that reach the page from now on. */
export function listen<Type extends Name>(type: Type, react?: (event: HTMLElementEventMap[Type]) => void): HTMLElementEventMap[Type]['detail'][] {
  const details: HTMLElementEventMap[Type]['detail'][] = [];
  const listener = (event: Event): void => {
    const one = event as HTMLElementEventMap[Type];
    details.push(one.detail);
    react?.(one);
  };
  addEventListener(type, listener);
  listeners.push([type, listener]);
  return details;
}

/** Comes back as Stripe sends the reader: the session in the address, and what was chosen in this tab, unless it is another tab. */
export function comeBack({ by = '?a=1&support_session=cs_test_1&b=%20#h', departure }: { by?: string; departure?: unknown } = {}): void {
  history.replaceState(null, '', by);
  if (departure !== undefined) sessionStorage.setItem('support-widget', JSON.stringify(departure));
}

/** What the widget kept in the tab as the reader left. */
export const departed = (widget = 0, choice: number | 'other' = 10_000, typed = '', more = {}): unknown => ({ widget, choice, typed, ...more });

/** Long enough for whatever should not happen. */
export const awhile = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 60); });
