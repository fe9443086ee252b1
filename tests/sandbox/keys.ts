import { readFileSync } from 'node:fs';

type Keys = { [name: string]: Keys | Keys[] | 0 };

const stripeKeys = JSON.parse(readFileSync(new URL('stripe-keys.json', import.meta.url), 'utf8')) as Record<string, Keys>;

/** The keys of Stripe's own sample that an object lacks. What is `null` here may be an object there. */
export function lacking(object: unknown, kind: string): string[] {
  return lackingKeys(object, stripeKeys[kind]!, kind);
}

function lackingKeys(object: unknown, keys: Keys, path: string): string[] {
  return Object.entries(keys).flatMap(([name, inner]) => {
    const value = (object as Record<string, unknown>)[name];
    const at = `${path}.${name}`;
    if (value === undefined) return [at];
    if (inner === 0 || value === null || typeof value !== 'object') return [];
    if (Array.isArray(inner)) return (value as unknown[]).flatMap((item) => lackingKeys(item, inner[0]!, at));
    return lackingKeys(value, inner, at);
  });
}
