import { endpoints, hears } from './endpoints.ts';
import { fateOf } from './mischief.ts';
import { newEvent, type Cause, type Event } from './shapes/event.ts';
import type { StripeObject } from './store.ts';
import { now, type World } from './world.ts';

/** When something happens, and by which call. */
export interface Occasion {
  at: number;
  cause: Cause;
}

/** Now, and by no call: the reader's doing, the bank's or the clock's. */
export function uncalled(world: World): Occasion {
  return { at: now(world), cause: { id: null, idempotency_key: null } };
}

/**
 * Writes an event and a delivery of it for every endpoint that hears it. Both belong to the caller's transaction:
 * a process killed between the fact and its webhook cannot lose the webhook.
 */
export function emit(world: World, type: string, object: StripeObject, { at, cause }: Occasion): Event {
  const event = newEvent(type, object, at, cause);
  const hearing = endpoints(world).filter((endpoint) => hears(endpoint, type));
  event.pending_webhooks = hearing.length;
  world.store.put(event);
  for (const endpoint of hearing) {
    for (const { state, copy, delay } of fateOf(world)) addDelivery(world, event.id, endpoint.id, { state, copy, delay });
  }
  world.wake();
  return event;
}

/** Sends an event once more to everyone who hears its type, whatever became of it before. */
export function resend(world: World, event: Event): number {
  const hearing = endpoints(world).filter((endpoint) => hears(endpoint, event.type));
  for (const endpoint of hearing) addDelivery(world, event.id, endpoint.id, { state: 'pending', copy: 1, delay: 0 });
  world.wake();
  return hearing.length;
}

function addDelivery(world: World, event: string, endpoint: string, { state, copy, delay }: { state: string; copy: number; delay: number }): void {
  // Deliveries go by the wall's clock: the receiver's answer does not come sooner because ours was advanced.
  world.store.run(
    'INSERT INTO deliveries (event, endpoint, state, copy, since, due) VALUES (?, ?, ?, ?, ?, ?)',
    event, endpoint, state, copy, Date.now(), Date.now() + delay,
  );
}
