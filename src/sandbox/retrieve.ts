import type { Call } from './call.ts';
import type { ObjectName } from './ids.ts';
import { missing } from './refusal.ts';
import type { StripeObject } from './store.ts';

/** `GET /v1/…/:id` for any kind of object. */
export function retrieve<T extends StripeObject>(object: ObjectName, param = 'id') {
  return (_: unknown, { world, id }: Call): T => {
    const found = world.store.get<T>(object, id);
    if (!found) throw missing(object, id, param);
    return found;
  };
}
