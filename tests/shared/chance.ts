/** Chance that can be had again: `SEED=7 npm test` deals the same cases every time; in a browser they are always these. */
export const seed = Number((globalThis as { process?: NodeJS.Process }).process?.env.SEED ?? 20261123);

export interface Chance {
  /** An integer from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** One of a list. */
  of<Item>(list: readonly Item[]): Item;
}

/** Mulberry32: small, and good enough to deal cases. Each place it is used in names its own, so that no test moves another's. */
export function chance(place: string): Chance {
  let state = seed;
  for (const character of place) state = Math.imul(state ^ character.codePointAt(0)!, 0x9e3779b1);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { whole, of: (list) => list[whole(0, list.length - 1)]! };
}
