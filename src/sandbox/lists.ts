import type { SQLInputValue } from 'node:sqlite';
import type { Call } from './call.ts';
import type { ObjectName } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Range, Schema } from './schema.ts';
import type { StripeObject } from './store.ts';
import { now } from './world.ts';

/** A condition of SQL with its values. */
type Condition = [sql: string, ...values: SQLInputValue[]];

/** How one kind of object is listed, as data. */
export interface Listing {
  object: ObjectName;
  url: string;
  /** Parameters that must equal a value in the object, with the place of that value: `$.status`. */
  equal?: Record<string, string>;
  /** Parameters that mean something else. */
  other?: Schema;
  /** Further conditions, some of them from `other`. */
  where?: (values: Record<string, unknown>, now: number) => Condition[];
}

const pages = {
  created: { type: 'range' },
  ending_before: { type: 'string' },
  limit: { type: 'integer', min: 1, max: 100 },
  starting_after: { type: 'string' },
} as const satisfies Schema;

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The parameters of a list. */
export function listParameters({ equal = {}, other = {} }: Listing): Schema {
  const filters = Object.keys(equal).map((name) => [name, { type: 'string' }] as const);
  return { ...pages, ...Object.fromEntries(filters), ...other };
}

/** Answers a list, the newest first. What was made in the same second keeps the order it was made in. */
export function list(listing: Listing) {
  return (values: Record<string, unknown>, { world }: Call): object => {
    const { limit = 10, ending_before: before, starting_after: after } = values as { limit?: number; ending_before?: string; starting_after?: string };
    if (before !== undefined && after !== undefined) {
      throw new Refusal('You cannot parameterize both `ending_before` and `starting_after`.', { param: 'starting_after' });
    }
    const position = (param: 'ending_before' | 'starting_after', id: string): [number, number] => {
      const row = world.store.row<{ created: number; seq: number }>('SELECT created, seq FROM objects WHERE id = ? AND object = ?', id, listing.object);
      if (!row) throw new Refusal(`No such ${listing.object}: '${id}'`, { code: 'resource_missing', param });
      return [row.created, row.seq];
    };

    const conditions: Condition[] = [['object = ?', listing.object], ...filters(listing, values), ...(listing.where?.(values, now(world)) ?? [])];
    if (after !== undefined) conditions.push(['(created, seq) < (?, ?)', ...position('starting_after', after)]);
    if (before !== undefined) conditions.push(['(created, seq) > (?, ?)', ...position('ending_before', before)]);

    // A page that ends before something is the one nearest to it, so it is taken from there and turned round.
    const direction = before === undefined ? 'DESC' : 'ASC';
    const rows = world.store.rows<{ body: string }>(
      `SELECT body FROM objects WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
       ORDER BY created ${direction}, seq ${direction} LIMIT ?`,
      ...conditions.flatMap(([, ...bound]) => bound),
      limit + 1,
    );
    const data = rows.slice(0, limit).map((row) => JSON.parse(row.body) as StripeObject);
    if (before !== undefined) data.reverse();
    return { object: 'list', url: listing.url, has_more: rows.length > limit, data };
  };
}

function filters({ equal = {} }: Listing, values: Record<string, unknown>): Condition[] {
  const equals = Object.entries(equal)
    .filter(([name]) => values[name] !== undefined)
    .map(([name, place]): Condition => [`json_extract(body, '${place}') = ?`, values[name] as string]);
  const range = Object.entries((values.created ?? {}) as Range).map(
    ([comparison, bound]): Condition => [`created ${comparisons[comparison as keyof Range]} ?`, bound as number],
  );
  return [...equals, ...range];
}
