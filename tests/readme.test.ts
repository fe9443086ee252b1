import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventTypes } from '../src/server/ledger/from-stripe.ts';
import { apiVersion } from '../src/server/stripe.ts';
import { brotliSize } from './support/widget-size.js';

// What the README says in figures and names is what the code says.

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');

const between = (name: string) => new RegExp(`<!-- ${name} -->(.*?)<!-- /${name} -->`, 's').exec(readme)?.[1] ?? '';
/** The names in the first column of the table that stands under a heading or sentence. */
const namesIn = (from: string, to: string) => {
  const rows = readme.slice(readme.indexOf(from), readme.indexOf(to)).matchAll(/^\| (`[^|]*`) \|/gm);
  return [...rows].flatMap(([, names]) => [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)).sort();
};
/** The attributes of an element, out of its `static properties`: private state has none. */
const attributesOf = (file: string) =>
  [...(/static override properties[^=]* = \{([\s\S]*?)\n {2}\};/.exec(read(file))?.[1] ?? '').matchAll(/^ {4}(\w+): \{(.*)\}/gm)]
    .filter(([, , options]) => !/state: true|attribute: false/.test(options!))
    .map(([, name, options]) => /attribute: '([\w-]+)'/.exec(options!)?.[1] ?? name!)
    .sort();

test("the widget's size in the README is the one that was built", () => {
  const built = brotliSize(readFileSync(new URL('../dist/support-widget.js', import.meta.url)));
  assert.equal(between('size'), new Intl.NumberFormat('en').format(built), 'write the new size into the README');
});

test('the README lists every attribute, and no other', () => {
  assert.deepEqual(namesIn('### Attributes of `<support-widget>`', '### Languages'), [...attributesOf('src/widget/support-widget.ts'), ...attributesOf('src/widget/speaking-element.ts')].sort());
  assert.deepEqual(namesIn('### Attributes of `<support-goal>`', '## The function'), [...attributesOf('src/widget/support-goal.ts'), ...attributesOf('src/widget/speaking-element.ts')].sort());
});

test('the README lists every setting, and no other', () => {
  const settings = [...new Set([...read('src/server/config.ts').matchAll(/\bread\(\s*'(\w+)'/g)].map(([, name]) => name!))].sort();
  assert.ok(settings.length > 5, 'no settings found in config.ts');
  assert.deepEqual(namesIn('| Setting |', 'The restricted key needs'), settings);
});

test('the README lists the events and the API version the webhook endpoint needs', () => {
  assert.deepEqual([...between('events').matchAll(/`([^`]+)`/g)].map(([, name]) => name), [...eventTypes]);
  assert.ok(readme.includes(`API version \`${apiVersion}\``));
});
