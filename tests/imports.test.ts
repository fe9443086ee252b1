// Who may import whom. The folders keep to their own side: the widget never meets the server, the server runs where
// there is no Node, and Stripe's SDK is met in one file.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { importsOf } from './support/imports.ts';

/** For each folder of src what its files may import besides each other: folders of src, packages (with their parts), `node:*`. */
const table: Record<string, string[]> = {
  shared: [],
  widget: ['src/shared', 'lit'],
  server: ['src/shared', 'hono', 'valibot'],
  adapters: ['src/shared', 'src/server', 'hono', '@hono/node-server', 'node:*'],
  sandbox: ['src/shared', 'src/server', 'hono', '@hono/node-server', 'node:*'],
  cli: ['src/shared', 'src/server', 'src/adapters', 'src/sandbox', 'hono', '@hono/node-server', 'node:*'],
};

/** Single files that may import more. Nobody else in their folder may. */
const exceptions: Record<string, string[]> = {
  'src/server/stripe.ts': ['stripe'],
  'src/server/ledger/sqlite.ts': ['node:*'],
  'src/server/ledger/postgres.ts': ['postgres'],
};

const covers = (rule: string, wanted: string): boolean =>
  rule === 'node:*' ? wanted.startsWith('node:') : wanted === rule || wanted.startsWith(`${rule}/`);

/** `../shared/money.ts` in src/widget is src/shared/money.ts; a package stays as it is written. */
const resolved = (file: string, from: string): string => (from.startsWith('.') ? posix.join(posix.dirname(file), from) : from);

function violations(file: string, source: string): string[] {
  const folder = file.split('/')[1] ?? '';
  const rules = table[folder];
  if (!rules) return [`${file}: src/${folder} has no row in the table of tests/imports.test.ts`];
  const allowed = [`src/${folder}`, ...rules, ...(exceptions[file] ?? [])];
  return importsOf(source)
    .filter(({ from }) => !allowed.some((rule) => covers(rule, resolved(file, from))))
    .map(({ from, line }) => {
      const alone = Object.keys(exceptions).filter((one) => exceptions[one]?.some((rule) => covers(rule, from)) && one.startsWith(`src/${folder}/`));
      const why = alone.length > 0 ? `in src/${folder} only ${alone.join(', ')} may` : `src/${folder} may import ${allowed.join(', ')}`;
      return `${file}:${line} imports '${from}': ${why}`;
    });
}

const project = join(import.meta.dirname, '..');
const files = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.split(sep).join('/')}`);
const read = (file: string): string => readFileSync(join(project, file), 'utf8');

test('every import in src is one that the table allows', () => {
  assert.ok(files.length > 0, 'no file found in src');
  const found = files.flatMap((file) => violations(file, read(file)));
  assert.ok(found.length === 0, `\n${found.join('\n')}\nMove the code to where it may import this, or argue for a change of the table in tests/imports.test.ts.`);
});

test('an import that the table forbids is found and named', () => {
  const planted = [
    ['src/widget/endpoint.ts', `import { Hono } from 'hono';`, /src\/widget\/endpoint\.ts:1 imports 'hono': src\/widget may import src\/widget, src\/shared, lit$/],
    ['src/widget/endpoint.ts', `import type { Config } from '../server/config.ts';`, /imports '\.\.\/server\/config\.ts'/],
    ['src/widget/endpoint.ts', `import { thing } from 'little';`, /imports 'little'/], // begins like `lit`, and is another package
    ['src/shared/money.ts', `\n\nexport { nothing } from 'lit';`, /src\/shared\/money\.ts:3 imports 'lit'/],
    ['src/server/webhook.ts', `import type Stripe from 'stripe';`, /in src\/server only src\/server\/stripe\.ts may/],
    ['src/server/app.ts', `const { readFile } = await import('node:fs/promises');`, /in src\/server only src\/server\/ledger\/sqlite\.ts may/],
    ['src/server/app.ts', `export type App = import('../adapters/node.ts').App;`, /imports '\.\.\/adapters\/node\.ts'/],
    ['src/server/app.ts', `await import(name);`, /imports '\(computed\)'/],
    ['src/cli/stripe.ts', `import Stripe from 'stripe';`, /src\/cli may import/],
    ['src/adapters/node.ts', `import '../cli/index.ts';`, /imports '\.\.\/cli\/index\.ts'/],
    ['src/cli/demo.ts', `import '../../demo/script.js'; import '../../tests/run.ts';`, /imports '\.\.\/\.\.\/demo\/script\.js'.*imports '\.\.\/\.\.\/tests\/run\.ts'/s],
    ['src/misc/thing.ts', ``, /src\/misc has no row/],
  ] as const;
  for (const [file, source, message] of planted) assert.match(violations(file, source).join('\n'), message, `${file}: ${source}`);
});

test('an import that the table allows is left alone', () => {
  assert.deepEqual(violations('src/server/stripe.ts', `import Stripe from 'stripe';`), []);
  assert.deepEqual(violations('src/server/ledger/sqlite.ts', `import { DatabaseSync } from 'node:sqlite';`), []);
  assert.deepEqual(violations('src/widget/index.ts', `import { live } from 'lit/directives/live.js'; import './support-widget.ts';`), []);
  assert.deepEqual(violations('src/cli/dev.ts', `const { start } = await import('../adapters/node.ts');`), []);
});

test('imports are read out of the code alone, not out of comments, text or patterns', () => {
  const source = `#!/usr/bin/env node
    // import 'comment';
    /* import 'comment'; */ import a, { type b as c } from "one"; import * as d from 'two';
    import type { e } from 'three'; import 'four'; import f from './five.json' with { type: 'json' };
    export * from 'six'; export type * as g from 'seven'; export { h, i } from 'eight';
    const text = "import 'text'", template = \`import 'text' \${await import('nine') + \`\${{ j: 'import("text")' }}\`} import 'text'\`;
    const pattern = /['"\`/]import 'text'/, half = 1 / 2 / pattern.import('text'), meta = import.meta.url;
    type K = import('ten').K; let l: typeof import('eleven');
    export class M { from = 'text'; } export const n = 'text'; export default n;
    import(/* why */ 'twelve');`;
  assert.deepEqual(importsOf(source).map(({ from }) => from),
    ['one', 'two', 'three', 'four', './five.json', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']);
});

test('whatever the compiler sees imported, this reader has seen', async () => {
  const seen: { file: string; from: string }[] = [];
  await build({
    absWorkingDir: project,
    entryPoints: files,
    bundle: true,
    format: 'esm',
    write: false,
    outdir: 'nowhere',
    plugins: [{
      name: 'note-imports',
      setup({ onResolve }) {
        onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
          if (kind === 'entry-point') return null;
          seen.push({ file: posix.join('src', importer.split(sep).join('/').split('/src/').at(-1) ?? ''), from: path });
          return { path, external: true };
        });
      },
    }],
  });
  assert.ok(seen.length > 0, 'the compiler saw no import at all');
  for (const { file, from } of seen) assert.ok(importsOf(read(file)).some((one) => one.from === from), `${file} imports '${from}', which the reader missed`);
});
