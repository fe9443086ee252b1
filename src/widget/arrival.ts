import { sessionParameter } from '../shared/gift.ts';

/** Where a tab keeps what the reader chose while they are at Stripe. */
export const departureKey = 'support-widget';

/** Storage may be refused (private modes, sandboxed frames): then nothing is kept. */
export function inSession<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

/** Stripe's ids of sessions look so; nothing else becomes part of an address that is asked. */
export const isSession = (id: unknown): id is string => typeof id === 'string' && /^cs_\w{1,200}$/.test(id);

/** Stripe's session id in the page's address, where the reader has just come back from paying. */
export const returnedSession = (): string | null => new URLSearchParams(location.search).get(sessionParameter);

/** Whether a reader may just have come back from Stripe, paid or not. */
export const mayHaveArrived = (): boolean => !!returnedSession() || !!inSession((storage) => storage.getItem(departureKey));

/**
 * Where the payment page opens. Stripe's page refuses to be framed, so inside a frame it takes the whole tab unless the
 * owner says otherwise.
 */
export const targetOf = (wanted: string | undefined): '_self' | '_top' | '_blank' =>
  wanted === '_self' || wanted === '_top' || wanted === '_blank' ? wanted : window === window.top ? '_self' : '_top';

/** A tab for the payment page, opened within the press: later the browser would take it for an advertisement. `null` where it did. */
export function openTab(target: string): Window | null {
  if (target !== '_blank') return null;
  try {
    const tab = window.open('', '_blank');
    // What opens there must not reach back into this page.
    if (tab) tab.opener = null;
    return tab;
  } catch {
    return null; // Firefox throws in a frame sandboxed without `allow-popups`
  }
}
