import type { Budget, Limit } from './counters.ts';

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `5/10m,20/h`: so many within so long, all of them at once. `undefined` where it is not written so. */
export function parseLimits(text: string): Limit[] | undefined {
  const limits = text.split(',').map((part): Limit | undefined => {
    const [, count, times = '1', unit] = /^\s*([1-9]\d{0,5})\/([1-9]\d{0,3})?([smhd])\s*$/.exec(part) ?? [];
    return count ? { count: Number(count), period: Number(times) * units[unit as keyof typeof units] } : undefined;
  });
  return limits.every((limit) => limit !== undefined) ? limits : undefined;
}

/** `5/s,20`: so many a second, and so many at once after a rest. */
export function parseBudget(text: string): Budget | undefined {
  const [, rate, burst] = /^\s*([1-9]\d{0,3})\/s\s*,\s*([1-9]\d{0,4})\s*$/.exec(text) ?? [];
  return rate ? { rate: Number(rate), burst: Number(burst) } : undefined;
}

/** Who draws on the budget toward Stripe; see `shares`. */
export type Lane = 'press' | 'patient' | 'challenged' | 'return' | 'unknown';

/**
 * The budget is cut into shares that add up to it, and nobody draws on another's: a flood of presses leaves readers who
 * come back from paying their share, invented session ids starve only each other, and who passed a challenge has a share
 * no flood reaches. Without a challenge that share is for those who were refused and came back when they were told to,
 * which a flood from many addresses, or one that does not wait, does not do. What one does not use nobody else may, which is the price of the promise.
 */
export function shares({ rate, burst }: Budget, hasChallenge: boolean): Record<Lane, Budget> {
  const part = (tenths: number): Budget => ({ rate: (rate * tenths) / 10, burst: Math.floor((burst * tenths) / 10) });
  return { press: part(4), patient: part(hasChallenge ? 0 : 2), challenged: part(hasChallenge ? 2 : 0), return: part(2), unknown: part(2) };
}

/** The smallest burst of which every share is at least one. */
export const smallestBurst = 5;
