import { uncalled } from './events.ts';
import type { ObjectName } from './ids.ts';
import { Refusal } from './refusal.ts';
import { expire, sessionById } from './sessions.ts';
import { renew } from './subscriptions.ts';
import { now, wallTime, type World } from './world.ts';

/** Does all that has fallen due since anyone last looked, each at the time it was due. */
export function catchUp(world: World): void {
  const next = () =>
    world.store.row<{ id: string; object: ObjectName; due: number }>(
      'SELECT id, object, due FROM objects WHERE due <= ? ORDER BY due, seq LIMIT 1',
      now(world),
    );
  world.store.transaction(() => {
    for (let row = next(); row; row = next()) {
      const occasion = { ...uncalled(world), at: row.due };
      if (row.object === 'checkout.session') expire(world, sessionById(world, row.id), occasion);
      else renew(world, row.id, occasion);
    }
  });
}

const tenYears = 10 * 366 * 24 * 60 * 60;

/** Moves the sandbox's clock on, and does all that falls due on the way. */
export function advance(world: World, { seconds, to }: { seconds?: number; to?: number }): void {
  if ((seconds === undefined) === (to === undefined)) throw new Refusal('Give either `seconds` or `to`.');
  const by = seconds ?? to! - now(world);
  if (by < 0) throw new Refusal('The clock goes forward only.');
  if (by > tenYears) throw new Refusal('The clock goes ten years forward at most, at one time.');
  world.store.set('advanced', now(world) + by - wallTime());
  catchUp(world);
}
