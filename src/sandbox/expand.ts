import type { ObjectName } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { SessionMemory } from './shapes/session.ts';
import type { World } from './world.ts';

/** What Stripe leaves out of an object until it is asked for. */
const leftOut: Record<string, Record<string, (world: World, id: string) => object>> = {
  'charge': { refunds: (world, id) => listed(belonging(world, 'refund', 'charge', id), `/v1/charges/${id}/refunds`) },
  'checkout.session': { line_items: lineItems },
  'customer': { subscriptions: (world, id) => listed(belonging(world, 'subscription', 'customer', id), `/v1/customers/${id}/subscriptions`) },
  'invoice': { payments: (world, id) => listed(belonging(world, 'invoice_payment', 'invoice', id), `/v1/invoice_payments`) },
};

/** The lines of a session, also under an address of their own. */
export function lineItems(world: World, session: string): object {
  return listed(world.store.memory<SessionMemory>(session).items, `/v1/checkout/sessions/${session}/line_items`);
}

function belonging(world: World, object: ObjectName, key: string, id: string): object[] {
  const sql = `SELECT body FROM objects WHERE object = ? AND json_extract(body, '$.${key}') = ? ORDER BY created DESC, seq DESC`;
  return world.store.rows<{ body: string }>(sql, object, id).map(({ body }) => JSON.parse(body) as object);
}

function listed(data: object[], url: string): object {
  return { object: 'list', data, has_more: false, url };
}

type Fields = Record<string, unknown>;

/**
 * Puts whole objects where an answer holds only their ids, along each path: `payment_intent.latest_charge`.
 * In a list every path begins with `data`.
 */
export function expand(world: World, answer: object, paths: string[]): object {
  let expanded = answer;
  for (const path of paths) expanded = along(world, expanded as Fields, path.split('.'), path);
  return expanded;
}

function along(world: World, object: Fields, [name = '', ...rest]: string[], path: string): Fields {
  const given = Object.hasOwn(object, name) ? object[name] : undefined;
  const extra = leftOut[String(object.object)]?.[name];
  const value = extra && (given ?? null) === null ? extra(world, String(object.id)) : given;
  return { ...object, [name]: inside(world, value, rest, path) };
}

function inside(world: World, value: unknown, rest: string[], path: string): unknown {
  // Nothing there yet, such as the payment of an open session: not an error.
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => inside(world, item, rest, path));
  const object = typeof value === 'string' ? world.store.find(value) : value;
  if (typeof object !== 'object' || object === null) {
    throw new Refusal(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  return rest.length ? along(world, object as Fields, rest, path) : object;
}
