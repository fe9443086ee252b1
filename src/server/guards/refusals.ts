import type { Limit } from './counters.ts';

/** More than a flood's addresses that matter at one moment; what is forgotten is asked of the database again. */
const most = 10_000;

/** Takes the oldest away: a `Map` keeps the order in which its keys came. */
function bound(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

/** What this process was told to be spent, and until when: refused again without asking. */
export class Refusals {
  readonly #until = new Map<string, number>();

  /** @returns milliseconds, 0 where nothing is known */
  waitFor(name: string, now: number): number {
    const until = this.#until.get(name);
    if (until === undefined) return 0;
    if (until > now) return until - now;
    this.#until.delete(name);
    return 0;
  }

  /** @returns the same wait */
  keep(name: string, wait: number, now: number): number {
    if (wait > 0) {
      this.#until.delete(name);
      this.#until.set(name, now + wait);
      bound(this.#until);
    }
    return wait;
  }
}

/** How late one may come and still have waited as told: a request takes its time. Longer, and a large flood would often be in time by chance. */
const graceMs = 2_000;

/** Who was refused for others' sake, and when each was told to come back. Whoever comes sooner is told again, as if for the first time. */
export class WaitingLine {
  readonly #told = new Map<string, { due: number; waits: number }>();

  /** @param waits how often this one has waited as told already */
  tell(name: string, due: number, waits: number): void {
    this.#told.delete(name);
    this.#told.set(name, { due, waits });
    bound(this.#told);
  }

  /** How often this one has waited as told, this time included; 0 where it did not. */
  waits(name: string, now: number): number {
    const told = this.#told.get(name);
    return told && now >= told.due && now <= told.due + graceMs ? told.waits + 1 : 0;
  }
}

/** Counts in this process alone, for what needs no exact figure. */
export class Tally {
  readonly #limit: Limit;
  readonly #seen = new Map<string, { count: number; end: number }>();

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  isOver(name: string, now: number): boolean {
    const seen = this.#seen.get(name);
    return seen !== undefined && seen.end > now && seen.count >= this.#limit.count;
  }

  /** @returns milliseconds to wait, 0 where it may go on */
  count(name: string, now: number): number {
    const { count, period } = this.#limit;
    const seen = this.#seen.get(name);
    if (seen && seen.end > now) return (seen.count += 1) > count ? seen.end - now : 0;
    this.#seen.delete(name);
    this.#seen.set(name, { count: 1, end: now + period });
    bound(this.#seen);
    return 0;
  }
}
