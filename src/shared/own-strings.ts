import type { Words } from './strings.ts';

/** An owner's own sentences, in the shape of ours; what is left out stays as it is. */
export type OwnStrings = { readonly [Key in keyof Words]?: Words[Key] extends string ? string : Readonly<Partial<Record<keyof Words[Key], string>>> };

/** What an owner wrote, once read; what is no object in JSON is told them once. */
const read = new Map<string, unknown>();

function fromJson(text: string): unknown {
  if (!read.has(text)) {
    let value: unknown;
    try {
      value = JSON.parse(text || 'null');
    } catch {
      // Said below.
    }
    read.set(text, value);
    if (typeof value !== 'object') console.error(`strings="${text}" is no object in JSON`);
  }
  const value = read.get(text);
  return typeof value === 'object' ? value : undefined;
}

/** Ours with an owner's own in their place, where these have the shape of ours; where not, and they are new, the owner is told. */
function merge<Ours extends object>(ours: Ours, own: unknown, isNew: boolean): Ours {
  const merged = { ...ours } as Record<string, unknown>;
  for (const [key, given] of Object.entries(own ?? {})) {
    // What is loaded later has no shape yet.
    if (!Object.hasOwn(merged, key)) continue;
    const now = merged[key];
    if (given !== null && typeof given === typeof now) merged[key] = typeof now === 'object' ? merge(now as object, given, isNew) : given;
    else if (isNew) console.error(`strings: ${key} is no ${typeof now}`);
  }
  return merged as Ours;
}

/** @param own the owner's own sentences, or JSON for them */
export const withOwn = <Ours extends object>(ours: Ours, own: OwnStrings | string | null | undefined, isNew = false): Ours =>
  merge(ours, typeof own === 'string' ? fromJson(own) : own, isNew);
