/** A figure of several runs. */
export interface Spread {
  median: number;
  /** The lower and upper quartile: half of the runs lie between. */
  low: number;
  high: number;
  runs: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)] ?? NaN;
    const above = sorted[Math.ceil(place)] ?? NaN;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), runs: sorted.length };
}

/**
 * How a figure compares with another's, pair by pair of the runs that were made next to each other: what slows the
 * machine for a while slows both.
 */
export const ratioOf = (values: readonly number[], base: readonly number[]): Spread => spreadOf(values.map((value, run) => value / (base[run] ?? NaN)));
