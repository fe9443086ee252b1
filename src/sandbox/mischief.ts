import type { World } from './world.ts';

/** What is done to webhooks on request; see `control.ts`. */
export interface Mischief {
  /** The share that is never sent, 0 to 1. */
  drop: number;
  /** How many more times each is sent. */
  repeat: number;
  /** Whether they arrive in another order than they happened. */
  shuffle: boolean;
  /** Whether they wait until this is taken back. */
  pause: boolean;
}

const none: Mischief = { drop: 0, repeat: 0, shuffle: false, pause: false };

export function mischief({ store }: World): Mischief {
  return { ...none, ...store.setting<Partial<Mischief>>('mischief', {}) };
}

/** Begins, changes or ends mischief; what `change` leaves out stays. */
export function setMischief(world: World, change: Partial<Mischief>): Mischief {
  const next = { ...mischief(world), ...change };
  world.store.set('mischief', next);
  world.wake();
  return next;
}

/** What becomes of one webhook: each entry is one sending of it. The first is the one Stripe would make. */
export function fateOf(world: World): { state: 'dropped' | 'pending'; copy: number; delay: number }[] {
  const { drop, repeat, shuffle } = mischief(world);
  const delay = () => (shuffle ? Math.floor(Math.random() * 1000) : 0);
  const state = drop > 0 && dropsThisOne(world, drop) ? 'dropped' : 'pending';
  return Array.from({ length: state === 'dropped' ? 1 : 1 + repeat }, (_, copy) => ({ state, copy, delay: delay() }));
}

/** Counts shares up to a whole instead of throwing dice: 0.5 drops every second one, each time the same. */
function dropsThisOne({ store }: World, share: number): boolean {
  const sum = store.setting('drop share', 0) + share;
  const drops = sum >= 1;
  store.set('drop share', drops ? sum - 1 : sum);
  return drops;
}
