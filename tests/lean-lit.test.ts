// Lit's templates as the build reads them: what they become, and what is refused because it would not be understood.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileTemplate, compileTemplates } from './support/compile-templates.js';
import { leanLit } from './support/lean-lit.js';

const of = (strings: TemplateStringsArray, ...values: unknown[]) => {
  assert.equal(values.length, strings.length - 1);
  return compileTemplate([...strings]);
};

test('elements and places are counted in the order of the document', () => {
  assert.deepEqual(of`<p>${0}</p>`, { markup: '<p><?></p>', parts: '1' });
  assert.deepEqual(of`<a href=${0}>b</a>${0}<i><b>${0}</b></i>`, { markup: '<a>b</a><?><i><b><?></b></i>', parts: '0=href 1 4' });
  assert.deepEqual(of`${0}${0}`, { markup: '<?><?>', parts: '0 1' });
  assert.deepEqual(of`<p>nothing here</p>`, { markup: '<p>nothing here</p>', parts: '' });
});

test('attributes, properties and events are told apart, in quotes or without', () => {
  assert.deepEqual(of`<input name="a > b" value=${0} .checked=${0} @change="${0}" disabled><br>${0}`, { markup: '<input name="a > b" disabled><br><?>', parts: '0=value 0.checked 0@change 2' });
});

test('what is left of Lit could not do is refused by name', () => {
  for (const [template, why] of [
    [() => of`<p class="a ${0}">b</p>`, /an expression in a tag is an attribute's, alone/],
    [() => of`<p class="${0} a">b</p>`, /an attribute is one expression alone/],
    [() => of`<p ?hidden=${0}>b</p>`, /an expression in a tag/],
    [() => of`<p ${0}>b</p>`, /an expression in a tag/],
    [() => of`<${0}>b`, /"<" is &lt;/],
    [() => of`<!-- ${0} -->`, /no comments/],
  ] as const) assert.throws(template, why);
});

test('a module keeps everything else, nested templates are compiled, too, and what cannot be an array of template strings is no template', () => {
  const place = (code: string) => `$${'{'}${code}}`;
  const code = compileTemplates(`import { html } from "lit";\nexport const a = (b) => html\`<p>${place('b ? html`<i>' + place('b') + '</i>` : ""')}</p>\`;`);
  assert.equal(code, [
    `const [$t0, $t1] = ((h, ...parts) => { const all = { h }; return parts.map((parts, n) => ({ all, n, parts })); })\`<p><?></p>${place("'1'")}<i><?></i>${place("'1'")}\`;`,
    '',
    'export const a = (b) => ({ _$litType$: $t0, values: [b ? ({ _$litType$: $t1, values: [b] }) : ""] });',
  ].join('\n'));
  assert.equal(compileTemplates('const a = 1;'), 'const a = 1;');
});

test('another version of Lit is refused, not half changed', () => {
  assert.throws(() => leanLit('/x/node_modules/lit-html/lit-html.js', 'export const html = 1;'), /holds this 0 times, not once; is it another version\?/);
  assert.equal(leanLit('/x/node_modules/other/index.js', 'x'), undefined);
});
