import type { Frequency } from '../../shared/gift.ts';
import type { Kit } from '../kit.ts';

/** What the reader chose, kept in this tab while they are at Stripe, so that coming back finds it as it was. */
export interface Departure {
  /** The page that was left: another page of the same site has choices of its own. */
  page?: string;
  /** Which widget of the page was pressed, in document order. */
  widget: number;
  choice: number | 'other';
  typed: string;
  frequency?: Frequency;
  coversFees?: boolean;
  /** Stripe's id, to ask how the gift stands if the reader comes back by another way than the one after paying. */
  session?: string;
}

type Session = Pick<Kit, 'inSession' | 'departureKey'>;

export const rememberDeparture = ({ inSession, departureKey }: Session, departure: Departure) =>
  inSession((storage) => storage.setItem(departureKey, JSON.stringify(departure)));

/** `undefined` too where another script, or an older version of this one, wrote under our name. */
export function departure({ inSession, departureKey }: Session): Departure | undefined {
  const kept = inSession((storage) => JSON.parse(storage.getItem(departureKey)!) as Departure | null);
  const { choice, typed, session = '' } = kept ?? {};
  const isOurs = (choice === 'other' || typeof choice === 'number') && typeof typed === 'string' && typeof session === 'string';
  return isOurs ? kept! : undefined;
}

export const forgetDeparture = ({ inSession, departureKey }: Session) => inSession((storage) => storage.removeItem(departureKey));

/** Takes the session's id out of the address bar, so that a reload or a shared link thanks nobody twice. */
export function cleanAddress(sessionParameter: string): void {
  // Text, not URLSearchParams, which would rewrite the owner's own parameters ("%20" to "+").
  const address = location.href.replace(new RegExp(`([?&])${sessionParameter}=[^&#]*&?`), '$1').replace(/[?&](?=#|$)/, '');
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // WebKit takes 100 in ten seconds from a page, whoever asks: the reader is thanked all the same.
  }
}

const widgets = (element: Element) => [...document.querySelectorAll(element.localName)];

/** The page's address, as far as it tells one page from another. */
export const thisPage = (): string => location.pathname + location.search;

/** The place of a widget in the page. */
export const placeOf = (element: Element): number => widgets(element).indexOf(element);

/** Whether this widget is the one the reader left by, or the first where nobody knows: every widget finds the same answer on its own. */
export function isWhereReaderLeft(element: Element, kept: Departure | undefined): boolean {
  const all = widgets(element);
  return (all[kept?.widget ?? 0] ?? all[0] ?? element) === element;
}

/** @returns whether this page is being left; if not, the payment page is elsewhere, or could not be opened */
export function leaveFor(address: string, target: string, tab: Window | null): boolean {
  try {
    if (tab) tab.location.replace(address);
    else if (target === '_top') window.top!.location.href = address;
    else if (target === '_self') location.assign(address);
    return !tab && target !== '_blank';
  } catch {
    // A sandboxed frame may not move the page around it: the reader is shown a link.
    return false;
  }
}
