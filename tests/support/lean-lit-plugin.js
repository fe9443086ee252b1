// The widget's tests run on the Lit that readers get: what the build leaves of it (lean-lit.js), with templates that are compiled.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileTemplates } from './compile-templates.js';
import { leanLit } from './lean-lit.js';

export const leanLitPlugin = () => ({
  name: 'lean-lit',
  transform({ path, body }) {
    return path.startsWith('/src/') ? { body: compileTemplates(String(body)) } : undefined;
  },
  serve({ path }) {
    if (!/^\/node_modules\/(?:lit-html|lit-element|@lit\/reactive-element)\/[\w-]+\.js$/.test(path)) return undefined;
    const file = fileURLToPath(new URL(`../..${path}`, import.meta.url));
    const body = leanLit(file, readFileSync(file, 'utf8'));
    return body === undefined ? undefined : { body, type: 'js' };
  },
});
