import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { before, test } from 'node:test';

// `npm run lint` ends where code makes markup or script of text. Each way is planted once and must be found.

const html = (attribute: string) => `import { html } from 'lit';\nexport const page = (text: string) => html\`<div ${attribute}=\${text}></div>\`;\n`;
const element = 'declare const element: HTMLElement;\ndeclare const frame: HTMLIFrameElement;\ndeclare const text: string;\n';
const called = (code: string) => `${element}${code}\nexport {};\n`;

const refused: Record<string, string> = {
  'unsafe-html': "import { unsafeHTML } from 'lit/directives/unsafe-html.js';\nexport const page = unsafeHTML('');\n",
  'unsafe-html-renamed': "export { unsafeHTML as safe } from 'lit/directives/unsafe-html.js';\n",
  'unsafe-html-all': "import * as all from 'lit/directives/unsafe-html.js';\nexport const page = all.unsafeHTML('');\n",
  'unsafe-svg': "import { unsafeSVG } from 'lit/directives/unsafe-svg.js';\nexport const page = unsafeSVG('');\n",
  'unsafe-mathml': "import { unsafeMathML } from 'lit/directives/unsafe-mathml.js';\nexport const page = unsafeMathML('');\n",
  'unsafe-static': "import { unsafeStatic } from 'lit/static-html.js';\nexport const page = unsafeStatic('');\n",
  'inner-html': called('element.innerHTML = text;'),
  'inner-html-added': called('element.innerHTML += text;'),
  'inner-html-computed': called("element['innerHTML'] = text;"),
  'inner-html-template-name': called('element[`innerHTML`] = text;'),
  'inner-html-assigned': called('Object.assign(element, { innerHTML: text });'),
  'inner-html-in-lit': html('.innerHTML'),
  'outer-html': called('element.outerHTML = text;'),
  'outer-html-in-lit': html('.outerHTML'),
  'shadow-inner-html': called('element.shadowRoot!.innerHTML = text;'),
  'insert-adjacent-html': called("element.insertAdjacentHTML('beforeend', text);"),
  'insert-adjacent-html-optional': called("element?.insertAdjacentHTML('beforeend', text);"),
  'set-html-unsafe': called('element.setHTMLUnsafe(text);'),
  'parse-html-unsafe': called('export const page = Document.parseHTMLUnsafe(text);'),
  'parse-from-string': called("export const page = new DOMParser().parseFromString(text, 'text/html');"),
  'contextual-fragment': called('export const page = document.createRange().createContextualFragment(text);'),
  'document-write': called('document.write(text);'),
  'document-writeln': called('element.ownerDocument.writeln(text);'),
  'exec-command': called("document.execCommand('insertHTML', false, text);"),
  'srcdoc': called('frame.srcdoc = text;'),
  'srcdoc-set': called("frame.setAttribute('srcdoc', text);"),
  'srcdoc-in-lit': html('srcdoc'),
  'srcdoc-property-in-lit': html('.srcdoc'),
  'handler-set': called("element.setAttribute('onclick', text);"),
  'handler-in-lit': html('onclick'),
  'eval': called('eval(text);'),
  'eval-of-window': called('window.eval(text);'),
  'eval-indirect': called('(0, eval)(text);'),
  'new-function': called('export const run = new Function(text);'),
  'function-called': called('export const run = Function(text);'),
  'function-of-global': called('export const run = globalThis.Function(text);'),
  'string-timer': called("setTimeout('location.reload()', 5);"),
  'string-interval': called("window.setInterval('location.reload()', 5);"),
  'string-timer-computed': called("setTimeout('location.' + text, 5);"),
  'script-url': called("element.setAttribute('href', 'javascript:void 0');"),
};

const allowed: Record<string, string> = {
  'lit-itself': `import { html } from 'lit';\nexport const page = (text: string) => html\`<p class=\${text} .value=\${text} @click=\${() => undefined}>\${text}, one on each side</p>\`;\n`,
  'text-content': called('element.textContent = text;'),
  'timer': called('setTimeout(() => element.remove(), 5);'),
  'stream': called('declare const stream: { write(text: string): void };\nstream.write(text);'),
  'attribute': called("element.setAttribute('aria-label', text);"),
};

const found = new Map<string, string[]>();

before(async () => {
  const place = await mkdtemp(join(tmpdir(), 'support-widget-lint-'));
  try {
    const folder = join(place, 'src', 'widget');
    await mkdir(folder, { recursive: true });
    for (const [name, code] of Object.entries({ ...refused, ...allowed })) await writeFile(join(folder, `${name}.ts`), code);
    await mkdir(join(place, 'demo'));
    await writeFile(join(place, 'demo', 'script-of-the-demo.js'), "document.body.innerHTML = location.hash;\n");
    const project = join(import.meta.dirname, '..');
    const output = await new Promise<string>((resolve) => {
      const words = [join(project, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '-c', join(project, 'tests/support/oxlintrc.json'), '--format', 'json', place];
      // The type-aware part is a program of its own, beside the linter.
      execFile(process.execPath, words, { cwd: project, maxBuffer: 10_000_000 }, (_, stdout) => resolve(stdout));
    });
    const { diagnostics } = JSON.parse(output) as { diagnostics: { severity: string; code: string; filename: string }[] };
    for (const { severity, code, filename } of diagnostics) {
      const name = basename(filename).replace(/\.[jt]s$/, '');
      if (severity === 'error') found.set(name, [...(found.get(name) ?? []), code]);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

const expected = /no-markup|no-restricted-imports|no-eval|no-implied-eval|no-new-func|no-script-url/;
for (const name of [...Object.keys(refused), 'script-of-the-demo']) test(`the lint finds ${name}`, () => assert.match((found.get(name) ?? []).join(), expected));
for (const name of Object.keys(allowed)) test(`the lint leaves ${name} alone`, () => assert.ok(!expected.test((found.get(name) ?? []).join()), found.get(name)?.join()));
