import { below, type Tree } from './form.ts';
import { Refusal } from './refusal.ts';

/** What one parameter may be. Routes list their parameters as data made of these. */
export type Rule = { readonly required?: true } & (
  | { readonly type: 'string'; readonly max?: number }
  | { readonly type: 'url' }
  | { readonly type: 'integer' | 'number'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'metadata' }
  | { readonly type: 'list'; readonly of: Rule; readonly max?: number }
  | { readonly type: 'object'; readonly keys: Schema }
  /** `created=5` or `created[gte]=5`. */
  | { readonly type: 'range' }
);

export type Schema = { readonly [name: string]: Rule };

export interface Range {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}

type Value<R> = R extends { type: 'integer' | 'number' } ? number
  : R extends { type: 'boolean' } ? boolean
  : R extends { type: 'enum'; values: readonly (infer V)[] } ? V
  : R extends { type: 'metadata' } ? Record<string, string>
  : R extends { type: 'list'; of: infer Item } ? Value<Item>[]
  : R extends { type: 'object'; keys: infer Keys } ? Values<Keys>
  : R extends { type: 'range' } ? Range
  : string;

/** The values a schema's parameters have once they are read. */
export type Values<S> = { [K in keyof S as S[K] extends { required: true } ? K : never]: Value<S[K]> } & {
  [K in keyof S as S[K] extends { required: true } ? never : K]?: Value<S[K]>;
};

/**
 * Reads a form by its schema, as strictly as Stripe does.
 * @throws {Refusal} the first thing that is wrong, in Stripe's words; unknown names come before all else
 */
export function read<const S extends Schema>(schema: S, form: Tree): Values<S> {
  const unknown = unknownNames({ type: 'object', keys: schema }, form, '');
  if (unknown.length) {
    const [plural, list] = [unknown.length > 1 ? 's' : '', unknown.join(', ')];
    throw new Refusal(`Received unknown parameter${plural}: ${list}`, { code: 'parameter_unknown', param: unknown[0]! });
  }
  return readObject(schema, form, '') as Values<S>;
}

function unknownNames(rule: Rule, value: string | Tree, path: string): string[] {
  if (typeof value === 'string') return [];
  if (rule.type === 'list') return Object.entries(value).flatMap(([at, item]) => unknownNames(rule.of, item, below(path, at)));
  if (rule.type === 'range') return Object.keys(value).filter((at) => !(at in rangeSchema)).map((at) => below(path, at));
  if (rule.type !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const inner = Object.hasOwn(rule.keys, name) ? rule.keys[name] : undefined;
    return inner ? unknownNames(inner, item, below(path, name)) : [below(path, name)];
  });
}

const rangeSchema = {
  gt: { type: 'integer' },
  gte: { type: 'integer' },
  lt: { type: 'integer' },
  lte: { type: 'integer' },
} as const satisfies Schema;

function readObject(schema: Schema, tree: Tree, path: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(schema)) {
    const value = tree[name];
    const at = below(path, name);
    if (value !== undefined) values[name] = readValue(rule, value, at);
    else if (rule.required) throw new Refusal(`Missing required param: ${at}.`, { code: 'parameter_missing', param: at });
  }
  return values;
}

function readValue(rule: Rule, value: string | Tree, path: string): unknown {
  switch (rule.type) {
    case 'object':
      return readObject(rule.keys, treeOf(value, path, 'object'), path);
    case 'list':
      return readList(rule, treeOf(value, path, 'array'), path);
    case 'metadata':
      return readMetadata(value, path);
    case 'range':
      return typeof value === 'string' ? exactly(readInteger(value, path)) : readObject(rangeSchema, value, path);
    default:
      return readText(rule, value, path);
  }
}

const exactly = (at: number): Range => ({ gte: at, lte: at });

function treeOf(value: string | Tree, path: string, kind: 'array' | 'object'): Tree {
  if (typeof value === 'object') return value;
  throw new Refusal(`Invalid ${kind}`, { param: path });
}

function readList(rule: Rule & { type: 'list' }, tree: Tree, path: string): unknown[] {
  const items = Object.entries(tree);
  if (items.some(([at]) => !/^\d+$/.test(at))) throw new Refusal('Invalid array', { param: path });
  if (rule.max !== undefined && items.length > rule.max) {
    throw new Refusal(`Array above maximum size of ${rule.max}.`, { param: path });
  }
  return items.map(([at, item]) => readValue(rule.of, item, below(path, at)));
}

function readMetadata(value: string | Tree, path: string): Record<string, string> {
  // An empty string unsets all metadata at Stripe: on creation that is the same as none.
  const entries = value === '' ? [] : Object.entries(treeOf(value, path, 'object'));
  if (entries.length > 50) throw new Refusal('You can have up to 50 metadata keys.', { param: path });
  for (const [key, text] of entries) {
    const at = below(path, key);
    if (typeof text !== 'string') throw new Refusal('Metadata values must be strings.', { param: at });
    if (key.length > 40) {
      throw new Refusal(`Metadata keys can have up to 40 characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`, { param: path });
    }
    if (text.length > 500) {
      throw new Refusal(`Metadata values can have up to 500 characters, but you passed in a value that is ${text.length} characters. Invalid value: ${text}`, { param: at });
    }
  }
  // An empty value means "no such key" to Stripe.
  return Object.fromEntries(entries.filter(([, text]) => text !== '') as [string, string][]);
}

function readText(rule: Rule & { type: 'string' | 'url' | 'integer' | 'number' | 'boolean' | 'enum' }, value: string | Tree, path: string): unknown {
  if (typeof value !== 'string') throw new Refusal(`Invalid ${rule.type === 'url' ? 'string' : rule.type}: must be a single value`, { param: path });
  if (value === '') {
    throw new Refusal(
      `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
      { code: 'parameter_invalid_empty', param: path },
    );
  }
  switch (rule.type) {
    case 'integer':
      return within(rule, readInteger(value, path), path);
    case 'number':
      if (!/^\d+(\.\d+)?$/.test(value)) throw new Refusal(`Invalid number: ${value}`, { param: path });
      return within(rule, Number(value), path);
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw new Refusal(`Invalid boolean: ${value}`, { param: path });
      return value === 'true';
    case 'enum':
      if (!rule.values.includes(value)) throw new Refusal(`Invalid ${path}: must be one of ${inWords(rule.values)}`, { param: path });
      return value;
    case 'url':
      return readUrl(value, path);
    case 'string':
      if (value.length > (rule.max ?? 5000)) {
        throw new Refusal(`Invalid string: ${value.slice(0, 10)}…; must be at most ${rule.max ?? 5000} characters`, { param: path });
      }
      return value;
  }
}

function readInteger(value: string, path: string): number {
  const number = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) {
    throw new Refusal(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: path });
  }
  return number;
}

function within({ min = -Infinity, max = Infinity }: { min?: number; max?: number }, value: number, path: string): number {
  const bound = value < min ? `greater than or equal to ${min}` : value > max ? `less than or equal to ${max}` : undefined;
  if (!bound) return value;
  throw new Refusal(`This value must be ${bound}.`, { code: 'parameter_invalid_integer', param: path });
}

function readUrl(value: string, path: string): string {
  // Stripe takes its own placeholder in an address, so the braces are put aside while the rest is looked at.
  const probe = value.replaceAll('{CHECKOUT_SESSION_ID}', 'id');
  if (!/^https?:\/\//i.test(probe)) {
    throw new Refusal('Invalid URL: An explicit scheme (such as https) must be provided.', { code: 'url_invalid', param: path });
  }
  if (!URL.canParse(probe)) throw new Refusal('Not a valid URL', { code: 'url_invalid', param: path });
  return value;
}

/** "a, b, or c", as Stripe lists choices. */
function inWords(values: readonly string[]): string {
  return values.length < 3 ? values.join(' or ') : `${values.slice(0, -1).join(', ')}, or ${values.at(-1)}`;
}
