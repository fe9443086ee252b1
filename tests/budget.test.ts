// What the widget costs a reader: one file, fetched once, that fetches nothing else.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAst } from 'rollup/parseAst';
import { brotliSize, budget } from './support/widget-size.js';

const file = join(import.meta.dirname, '../dist/support-widget.js');

function built(): Buffer {
  assert.ok(existsSync(file), 'dist/support-widget.js is missing: run `npm run build` first');
  return readFileSync(file);
}

/** The parts of the syntax tree by which a module fetches another. */
function importsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, source } = node as { type?: unknown; source?: unknown };
  const own = typeof type === 'string' && /^(?:Import|Export)\w+$/.test(type) && source ? [type] : [];
  return [...own, ...Object.values(node).flatMap(importsIn)];
}

test('the widget is one file: it imports nothing', () => {
  const found = importsIn(parseAst(String(built())));
  assert.ok(found.length === 0, `dist/support-widget.js has ${found.join(', ')}: a page that copies this one file would lack the rest. Let rollup.config.js bundle it.`);
});

test(`the widget is at most ${budget} bytes as a reader downloads it`, () => {
  const bytes = brotliSize(built());
  assert.ok(bytes <= budget, `dist/support-widget.js is ${bytes} bytes brotli, ${bytes - budget} over the budget of ${budget}. ` +
    'See what the last change added (git stash, npm run build); Lit\'s repeat and ref cost 600 each, and text or styles that few readers need can wait outside the widget.');
});

test('an import in the built file would be found', () => {
  const six = `import 'a'; import b from 'b'; export * from 'c'; export { d } from 'd'; import('e'); import(f);`;
  assert.equal(importsIn(parseAst(six)).length, 6);
  assert.deepEqual(importsIn(parseAst(`const a = [import.meta.url, 1n, /b/]; export { a }; export default 'import "c"';`)), []);
});
