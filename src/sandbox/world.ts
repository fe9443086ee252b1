import type { Store } from './store.ts';

/** Where signed events are posted, as the owner of the sandbox set it. */
export interface Webhook {
  url: string;
  secret: string;
}

/** What every part of the sandbox shares. */
export interface World {
  store: Store;
  /** The public origin, e.g. `http://127.0.0.1:4242`. */
  origin: () => string;
  webhooks: () => Webhook[];
  log: (line: string) => void;
  /** Tells the delivery loop that there is something to deliver. */
  wake: () => void;
}

/** The API version the sandbox speaks, and no other. */
export const apiVersion = '2026-10-28.endive';

/** The wall's time in whole seconds: what callers compute `expires_at` from and signatures are dated by. */
export function wallTime(): number {
  return Math.floor(Date.now() / 1000);
}

/** The sandbox's time in whole seconds: the wall's, plus what it was advanced by. */
export function now({ store }: World): number {
  return wallTime() + store.setting('advanced', 0);
}
