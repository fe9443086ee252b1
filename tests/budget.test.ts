// What the widget costs a reader: one file for the first choice, which fetches the rest only when it is needed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAst } from 'rollup/parseAst';
import { brotliSize, budget, partBudgets } from './support/widget-size.js';

const dist = join(import.meta.dirname, '../dist');

function built(name: string): Buffer {
  const file = join(dist, name);
  assert.ok(existsSync(file), `dist/${name} is missing: run \`npm run build\` first`);
  return readFileSync(file);
}

const parts = (): string[] => (existsSync(join(dist, 'parts')) ? readdirSync(join(dist, 'parts')).filter((name) => name.endsWith('.js')) : []);

interface Fetching {
  /** Fetched before the module runs. */
  always: string[];
  /** Fetched when the code says so. */
  later: string[];
}

/** The parts of the syntax tree by which a module fetches another. */
function importsIn(node: unknown, found: Fetching = { always: [], later: [] }): Fetching {
  if (typeof node !== 'object' || node === null) return found;
  const { type, source } = node as { type?: unknown; source?: unknown };
  if (typeof type === 'string' && /^(?:Import|Export)\w+$/.test(type) && source) {
    const name = String((source as { value?: unknown }).value);
    (type === 'ImportExpression' ? found.later : found.always).push(name);
  }
  for (const child of Object.values(node)) importsIn(child, found);
  return found;
}

test('the widget is one file: what it imports it imports later, from beside it', () => {
  const { always, later } = importsIn(parseAst(String(built('support-widget.js'))));
  assert.deepEqual(always, [], 'a page that copies this one file would lack the rest. Let rollup.config.js bundle it.');
  assert.deepEqual(later.filter((name) => !/^\.\/parts\/[\w.-]+\.js$/.test(name)), []);
  assert.ok(later.length > 0, 'there are parts');
});

test('each part stands alone: loaded under any address it brings no second copy of the widget', () => {
  for (const name of parts()) {
    const { always, later } = importsIn(parseAst(String(built(`parts/${name}`))));
    assert.deepEqual(always, [], `dist/parts/${name} imports what the widget holds: hand it over in src/widget/kit.ts, or import types only`);
    assert.deepEqual(later.filter((other) => !parts().includes(other.replace('./', ''))), []);
  }
});

test(`the widget is at most ${budget} bytes as a reader downloads it`, () => {
  const bytes = brotliSize(built('support-widget.js'));
  assert.ok(bytes <= budget, `dist/support-widget.js is ${bytes} bytes brotli, ${bytes - budget} over the budget of ${budget}. ` +
    'See what the last change added (git stash, npm run build); Lit\'s repeat and ref cost 600 each, and what the first choice does not need belongs into src/widget/parts.');
});

test('each part is at most as large as its budget', () => {
  const names = parts().map((name) => name.replace(/-[\w-]{8}\.js$/, ''));
  assert.deepEqual(names.toSorted(), Object.keys(partBudgets).toSorted(), 'tests/support/widget-size.js names every part');
  parts().forEach((name, place) => {
    const bytes = brotliSize(built(`parts/${name}`));
    const limit = partBudgets[names[place]!]!;
    assert.ok(bytes <= limit, `dist/parts/${name} is ${bytes} bytes brotli, ${bytes - limit} over its budget of ${limit} in tests/support/widget-size.js`);
  });
});

test('an import in the built file would be found', () => {
  const { always, later } = importsIn(parseAst(`import 'a'; import b from 'b'; export * from 'c'; export { d } from 'd'; import('e'); import(f);`));
  assert.deepEqual([always, later], [['a', 'b', 'c', 'd'], ['e', 'undefined']]);
  assert.deepEqual(importsIn(parseAst(`const a = [import.meta.url, 1n, /b/]; export { a }; export default 'import "c"';`)), { always: [], later: [] });
});

test('integrity.json lists every file a reader may load, with its hash', () => {
  const { integrity } = JSON.parse(String(built('integrity.json'))) as { integrity: Record<string, string> };
  const files = ['support-widget.js', ...parts().map((name) => `parts/${name}`)];
  assert.deepEqual(Object.keys(integrity).toSorted(), files.map((name) => `./${name}`).toSorted());
  for (const name of files) assert.equal(integrity[`./${name}`], `sha384-${createHash('sha384').update(built(name)).digest('base64')}`, name);
});
