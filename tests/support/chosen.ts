// A person's own choice of what to run, as in `ENGINES=chromium npm test`. Without one, everything must run.
import { env } from 'node:process';

export function chosen<Name extends string>(variable: string, all: readonly Name[]): Name[] {
  const words = (env[variable] ?? '').split(',').map((word) => word.trim()).filter((word) => word !== '');
  const unknown = words.filter((word) => !all.some((name) => name === word));
  if (unknown.length > 0) throw new Error(`${variable} names ${unknown.join(', ')}; there are ${all.join(', ')}`);
  return all.filter((name) => words.length === 0 || words.includes(name));
}
