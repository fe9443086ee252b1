import { sessionParameter } from '../shared/gift.ts';

/** What the reader chose, kept in this tab while they are at Stripe, so that coming back finds it as it was. */
export interface Departure {
  /** Which widget of the page was pressed, in document order. */
  widget: number;
  choice: number | 'other';
  typed: string;
}

const key = 'support-widget';

/** Storage may be refused (private modes, sandboxed frames): then the choice is simply not kept. */
function inStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

export const rememberDeparture = (departure: Departure) => inStorage((storage) => storage.setItem(key, JSON.stringify(departure)));

/** `undefined` too where another script, or an older version of this one, wrote under our name. */
export function departure(): Departure | undefined {
  const kept = inStorage((storage) => JSON.parse(storage.getItem(key)!) as Departure | null);
  return kept?.choice === undefined ? undefined : kept;
}

export const forgetDeparture = () => inStorage((storage) => storage.removeItem(key));

/** Stripe's session id in the page's address, where the reader has just come back from paying. */
export const returnedSession = (): string | null => new URLSearchParams(location.search).get(sessionParameter);

/** Takes the session's id out of the address bar, so that a reload or a shared link thanks nobody twice. */
export function cleanAddress(): void {
  // Text, not URLSearchParams, which would rewrite the owner's own parameters ("%20" to "+").
  const address = location.href.replace(new RegExp(`([?&])${sessionParameter}=[^&#]*&?`), '$1').replace(/[?&](?=#|$)/, '');
  history.replaceState(history.state, '', address);
}

const widgets = (element: Element) => [...document.querySelectorAll(element.localName)];

/** The place of a widget in the page. */
export const placeOf = (element: Element): number => widgets(element).indexOf(element);

/** Whether this widget is the one the reader left by, or the first where nobody knows: every widget finds the same answer on its own. */
export function isWhereReaderLeft(element: Element, kept: Departure | undefined): boolean {
  const all = widgets(element);
  return (all[kept?.widget ?? 0] ?? all[0] ?? element) === element;
}
