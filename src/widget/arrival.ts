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

/** Stripe's session id in the page's address, where the reader has just come back from paying. */
export const returnedSession = (): string | null => new URLSearchParams(location.search).get(sessionParameter);

/** Whether a reader may just have come back from Stripe, paid or not. */
export const mayHaveArrived = (): boolean => !!returnedSession() || !!inSession((storage) => storage.getItem(departureKey));
