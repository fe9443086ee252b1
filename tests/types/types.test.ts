// What a project that installs the package is told about it: by its compiler, by its editor, by the manifest.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const project = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(project, path), 'utf8');

interface Package {
  exports: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
  customElements: string;
}
const { exports: published, dependencies, customElements } = JSON.parse(read('package.json')) as Package;
assert.ok(existsSync(join(project, customElements)), `${customElements} is missing: run \`npm run build\` first`);

// --- The compiler: each consumer is a project of its own, with the package in node_modules as npm would put it there

/** Who has no bundler resolves modules as Node does: `module` and `moduleResolution` go together. */
const bundler = ['ESNext', 'bundler'] as const;
const node = ['NodeNext', 'nodenext'] as const;

interface Consumer {
  resolutions: (typeof bundler | typeof node)[];
  /** The packages it has beside ours. */
  beside?: string[];
  options?: Record<string, string>;
}

const consumers: Record<string, Consumer> = {
  'plain.ts': { resolutions: [bundler, node] },
  'react.tsx': { resolutions: [bundler, node], beside: ['@types/react'], options: { jsx: 'react-jsx' } },
  'vue.tsx': { resolutions: [bundler], beside: ['vue'], options: { jsx: 'preserve', jsxImportSource: 'vue' } },
  'svelte.ts': { resolutions: [bundler], beside: ['svelte'] },
  'other.tsx': { resolutions: [bundler], options: { jsx: 'react', jsxFactory: 'h' } },
  'server.ts': { resolutions: [node] },
};

const scratch = mkdtempSync(join(tmpdir(), 'support-widget-types-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const tsc = join(project, 'node_modules/typescript/bin/tsc');

/** @returns what the compiler says */
function compile(consumer: string, [module, moduleResolution]: typeof bundler | typeof node): Promise<string> {
  const { beside = [], options = {} } = consumers[consumer]!;
  const folder = join(scratch, `${consumer}-${moduleResolution}`);
  const installed = join(folder, 'node_modules/support-widget');
  const isOfInterest = (path: string) => !/\.(?:js|map)$/.test(path);
  cpSync(join(project, 'dist'), join(installed, 'dist'), { recursive: true, filter: isOfInterest });
  cpSync(join(project, 'package.json'), join(installed, 'package.json'));
  for (const name of [...Object.keys(dependencies), ...beside]) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
  }
  cpSync(join(import.meta.dirname, 'consumers', consumer), join(folder, consumer));
  const compilerOptions = { target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], module, moduleResolution, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [], ...options };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [consumer] }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder }, (error, stdout, stderr) => resolve(stdout + stderr + (error && !stdout ? error.message : '')));
  });
}

test('there is a consumer in the folder for each that is compiled', () => {
  assert.deepEqual(readdirSync(join(import.meta.dirname, 'consumers')).filter((name) => /\.tsx?$/.test(name)).sort(), Object.keys(consumers).sort());
});

for (const consumer of Object.keys(consumers)) {
  test(`${consumer}: every right use compiles and every wrong one does not`, async () => {
    assert.match(read(`tests/types/consumers/${consumer}`), /@ts-expect-error/);
    const said = await Promise.all(consumers[consumer]!.resolutions.map((resolution) => compile(consumer, resolution)));
    assert.equal(said.join(''), '');
  });
}

test('every declaration imports files that are there, by the names all tools find them by', () => {
  const files = readdirSync(join(project, 'dist/types'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
  const imports = files.flatMap((file) =>
    [...read(`dist/types/${file}`).matchAll(/(?:from |import\(|import )['"](\.[^'"]+)['"]/g)].map(([, from]) => ({ file, from: from! })));
  assert.ok(imports.length > 20, 'no import found');
  for (const { file, from } of imports) {
    assert.ok(from.endsWith('.js') && existsSync(join(project, 'dist/types', dirname(file), from.replace(/\.js$/, '.d.ts'))), `dist/types/${file} imports ${from}`);
  }
});

test('whatever the package exports is in dist', () => {
  const targets = Object.values(published).flatMap((target) => (typeof target === 'string' ? target : Object.values(target)));
  assert.deepEqual(targets.filter((target) => !existsSync(join(project, target))), []);
});

// --- The manifest

interface Named {
  name: string;
  description?: string;
  type?: { text: string };
}
interface Member extends Named {
  kind: 'field' | 'method';
  privacy?: string;
  static?: boolean;
  readonly?: boolean;
}
interface Attribute extends Named {
  fieldName: string;
}
interface Declaration {
  name: string;
  tagName: string;
  members: Member[];
  attributes: Attribute[];
  events?: Named[];
  slots?: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}
interface Manifest {
  schemaVersion: string;
  modules: { kind: string; path: string; declarations: Declaration[]; exports: { kind: string; name: string; declaration: { module: string } }[] }[];
}

const manifest = JSON.parse(read(customElements)) as Manifest;
const elements = Object.fromEntries(manifest.modules.flatMap(({ declarations }) => declarations).map((element) => [element.tagName, element]));
const widget = elements['support-widget']!;
const goal = elements['support-goal']!;
const names = (list: Named[] | undefined) => (list ?? []).map(({ name }) => name).sort();
const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();

/** What the element's own files and the parts that are loaded later render, and the templates that the function draws, too. */
const files = readdirSync(join(project, 'src/widget'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const isOfGoal = (file: string) => file.startsWith('support-goal.');
const drawn = ['form', 'form.styles', 'extras.styles', 'fees-box', 'link-tier'].map((name) => `../shared/${name}.ts`);
const sources = { widget: [...files.filter((file) => !isOfGoal(file)), ...drawn], goal: files.filter(isOfGoal) };
const textOf = (files: string[]) => files.map((file) => read(`src/widget/${file}`)).join('\n').replaceAll(/^ \*.*$/gm, '');

test('the manifest has both elements, under the file the package has them in', () => {
  assert.equal(manifest.schemaVersion, '1.0.0');
  const [module, ...more] = manifest.modules;
  assert.deepEqual(more, []);
  assert.deepEqual([module?.kind, module?.path], ['javascript-module', 'dist/support-widget.js']);
  assert.ok(existsSync(join(project, module!.path)));
  assert.deepEqual(module!.exports.map(({ kind, name }) => `${kind} ${name}`), [
    'js SupportGoal', 'custom-element-definition support-goal', 'js SupportWidget', 'custom-element-definition support-widget',
  ]);
});

test('the manifest has every attribute that the elements observe, and no other', async () => {
  // Node has no style sheets; the classes only hold on to theirs.
  globalThis.CSSStyleSheet ??= class { cssRules = []; replaceSync() {} } as unknown as typeof CSSStyleSheet;
  const { SupportWidget } = await import('../../src/widget/support-widget.ts');
  const { SupportGoal } = await import('../../src/widget/support-goal.ts');
  // The README's tables are held to the same in tests/readme.test.ts.
  assert.deepEqual(names(widget.attributes), SupportWidget.observedAttributes.toSorted());
  assert.deepEqual(names(goal.attributes), SupportGoal.observedAttributes.toSorted());
});

test('the manifest has nothing that is private', () => {
  for (const { tagName, members, attributes } of [widget, goal]) {
    assert.deepEqual(members.filter(({ name, privacy = 'public', static: isStatic }) => name.startsWith('#') || privacy !== 'public' || isStatic), [], tagName);
    const fields = names(members.filter(({ kind }) => kind === 'field'));
    assert.deepEqual(attributes.filter(({ fieldName }) => !fields.includes(fieldName)), [], tagName);
  }
  const more = (element: Declaration) => names(element.members.filter(({ name }) => !element.attributes.some(({ fieldName }) => fieldName === name)));
  assert.deepEqual(more(widget), ['checkout', 'close', 'frequency', 'gift', 'open']);
  assert.deepEqual(widget.members.filter(({ readonly }) => readonly).map(({ name }) => name), ['gift']);
  assert.deepEqual(more(goal), []);
});

test('the manifest has every event that is fired, with what it carries', () => {
  const events = read('src/widget/events.ts').matchAll(/^ {4}'([\w-]+)': (CustomEvent<.*>);$/gm);
  assert.deepEqual(new Map(widget.events!.map(({ name, type }) => [name, type!.text])), new Map([...events].map(([, name, type]) => [name!, type!])));
  assert.deepEqual(found(textOf(sources.widget), /\btell\(\w+, '([\w-]+)'/g), names(widget.events));
});

test('the manifest has every part, every slot and every property of style', () => {
  for (const [element, files] of [[widget, sources.widget], [goal, sources.goal]] as const) {
    const text = textOf(files);
    assert.deepEqual(names(element.cssParts), found(text, /\bpart="([\w-]+)"/g), element.tagName);
    assert.deepEqual(names(element.cssProperties), found(text, /var\((--support-[\w-]+)/g), element.tagName);
    const slots = found(text, /<slot name="([\w-]+)"/g).filter((name) => name !== 'checkout'); // the widget's own, for Stripe's page
    assert.deepEqual(names(element.slots).filter(Boolean), slots, element.tagName);
  }
});

test('the manifest says of everything what it is', () => {
  for (const element of [widget, goal]) {
    const { members, attributes, events = [], slots = [], cssParts, cssProperties } = element;
    for (const one of [element, ...members, ...attributes, ...events, ...slots, ...cssParts, ...cssProperties] as Named[]) assert.ok(one.description, `${element.tagName}: ${one.name}`);
    // A name that only the sources know says nothing.
    for (const { name, type } of [...attributes, ...members.filter(({ kind }) => kind === 'field')]) assert.match(type!.text, /^(?:string|number|boolean|undefined|null|readonly|Choice|OwnStrings|'[\w ]+'|[ |()[\]])+$/, name);
  }
});

// --- The editor

test('VS Code knows both tags, their attributes and what can be written into them', () => {
  const { tags } = JSON.parse(read('dist/vscode.html-custom-data.json')) as { tags: { name: string; attributes: { name: string; description: string; valueSet?: string; values?: Named[] }[] }[] };
  assert.deepEqual(tags.map(({ name }) => name), ['support-goal', 'support-widget']);
  for (const tag of tags) {
    assert.deepEqual(names(tag.attributes), names(elements[tag.name]!.attributes));
    for (const { name, description } of tag.attributes) assert.ok(description, name);
  }
  const { attributes } = tags[1]!;
  assert.deepEqual(Object.fromEntries(attributes.filter(({ values }) => values).map(({ name, values }) => [name, values!.map((value) => value.name)])), {
    frequencies: ['once', 'month', 'year', 'once month', 'once year', 'month year', 'once month year'],
    'default-frequency': ['once', 'month', 'year'],
    layout: ['card', 'compact', 'bar', 'button'],
    ui: ['hosted', 'embedded'],
    target: ['_self', '_top', '_blank'],
  });
  assert.deepEqual(attributes.filter(({ valueSet }) => valueSet === 'v').map(({ name }) => name), ['no-custom']);
});

test('what is generated names no folder of the machine that built it', () => {
  for (const file of [customElements, 'dist/vscode.html-custom-data.json', ...['jsx', 'svelte', 'vue'].map((name) => `dist/types/${name}.d.ts`)]) {
    assert.ok(!read(file).includes(project), file);
  }
});
