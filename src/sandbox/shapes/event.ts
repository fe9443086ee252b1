import { newId } from '../ids.ts';
import type { StripeObject } from '../store.ts';
import { apiVersion } from '../world.ts';

/** The call that made an event happen; both `null` where it was the reader or the clock. */
export interface Cause {
  id: string | null;
  idempotency_key: string | null;
}

/** A snapshot event: the object as it was when it happened. */
export function newEvent(type: string, object: StripeObject, created: number, cause: Cause) {
  return {
    id: newId('event'),
    object: 'event' as const,
    api_version: apiVersion,
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 0,
    request: cause,
    type,
  };
}

export type Event = ReturnType<typeof newEvent>;
