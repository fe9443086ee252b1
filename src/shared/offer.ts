import { frequencies, type Frequency } from './gift.ts';

/** Tiers are many amounts; a list is written with spaces, or given as an array by code. */
export type List = string | number | readonly (string | number)[];

export const words = (list: List | null | undefined): readonly (string | number)[] => (typeof list === 'object' ? (list ?? []) : String(list ?? '').split(/\s+/).filter(Boolean));

/** The frequencies of a list, in the order of the vocabulary; `once` where it names none. */
export function offeredFrequencies(list: List): Frequency[] {
  const named = frequencies.filter((frequency) => words(list).includes(frequency));
  return named.length ? named : ['once'];
}
