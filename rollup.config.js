// What comes out: the widget for the reader's page, the function for a program of the owner's, the command for Node, the Worker.
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { refuseSecrets } from './tests/support/secrets.js';
import { compileTemplates } from './tests/support/compile-templates.js';
import { leanLit } from './tests/support/lean-lit.js';
import { brotliSize, budget } from './tests/support/widget-size.js';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const isInstalledBesideUs = (id) => id.startsWith('node:') || builtinModules.includes(id) ||
  Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`));

/** What an older build left behind must never be tested or published as this one. */
const emptyDist = () => ({ name: 'empty-dist', buildStart: () => rmSync('dist', { recursive: true, force: true }) });

/** Rollup only warns about an import that nobody can resolve and leaves it in the file; here it ends the build. */
const refuseUnresolved = () => ({
  name: 'refuse-unresolved',
  resolveId: {
    order: 'post',
    handler(source, importer) {
      if (importer && !source.startsWith('\0')) this.error(`${importer}: '${source}' cannot be resolved, or is not in package.json's dependencies`);
    },
  },
});

const printSize = () => ({
  name: 'print-size',
  writeBundle(_, bundle) {
    const number = new Intl.NumberFormat('en');
    for (const { fileName, type, isEntry } of Object.values(bundle)) {
      if (type === 'chunk') console.log(`dist/${fileName}  ${number.format(brotliSize(readFileSync(`dist/${fileName}`)))} bytes brotli${isEntry ? ` (budget ${number.format(budget)})` : ''}`);
    }
  },
});

/** What stands for it until it is known. */
const noVersion = '00000000';

/** A part's name changes with the build's text: an old one in a cache never meets a new widget. */
const versionParts = () => ({
  name: 'version-parts',
  generateBundle: {
    order: 'pre',
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const version = createHash('sha256').update(chunks.map(({ code }) => code).sort().join('')).digest('base64url').slice(0, 8);
      for (const one of Object.values(bundle)) {
        one.fileName = one.fileName.replace(noVersion, version);
        if (one.type === 'chunk') {
          one.code = one.code.replaceAll(`-${noVersion}.js`, `-${version}.js`);
          one.sourcemapFileName = one.sourcemapFileName?.replace(noVersion, version);
        } else if (typeof one.source === 'string') one.source = one.source.replaceAll(`-${noVersion}.js`, `-${version}.js`);
      }
    },
  },
});

/**
 * dist/integrity.json: the widget's files with their hashes (Subresource Integrity), in the shape of an import map's
 * `integrity`, so that a page which loads them from a CDN can hold each to what was published.
 */
const listIntegrity = () => ({
  name: 'list-integrity',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const hashes = Object.values(bundle).filter(({ type }) => type === 'chunk')
        .map(({ fileName, code }) => [`./${fileName}`, `sha384-${createHash('sha384').update(code).digest('base64')}`]).sort();
      this.emitFile({ type: 'asset', fileName: 'integrity.json', source: `${JSON.stringify({ integrity: Object.fromEntries(hashes) }, null, 2)}\n` });
    },
  },
});

/** A file that a terminal runs: the interpreter on its first line, once, and the permission to execute. */
const executable = () => ({
  name: 'executable',
  transform: (code) => (code.startsWith('#!') ? { code: code.replace(/^#!.*/, ''), map: null } : null),
  banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
  writeBundle({ dir }, bundle) {
    for (const { fileName, isEntry } of Object.values(bundle)) if (isEntry) chmodSync(`${dir}/${fileName}`, 0o755);
  },
});

/** Of Lit what this widget asks of it; templates are read here, not in every page; `css` was a word to the minifier. */
const leanLitOnly = () => ({
  name: 'lean-lit',
  transform(code, id) {
    const lean = leanLit(id, code) ?? (id.endsWith('.styles.ts') ? code.replace('css`', '`') : id.includes('/src/') ? compileTemplates(code) : code);
    return lean === code ? null : { code: lean, map: null };
  },
});

/** Names of Lit's element and of our elements' own state, which no page, attribute or subclass reaches, and no part either: each file is renamed by itself. */
const inside = new RegExp(
  `^(${[
    'addInitializer|getPropertyDescriptor|getPropertyOptions|noAccessor|wrapped|useDefault|hasChanged|toAttribute|fromAttribute',
    'enableUpdating|scheduleUpdate|performUpdate|shouldUpdate|getUpdateComplete|isUpdatePending|finalizeStyles|elementStyles',
    'addController|removeController|hostConnected|hostDisconnected|hostUpdate|hostUpdated',
    'whatIsMissing|labelOf|linkOf|onChange|onType|onFocus|onBlur|onSubmit',
    'renderOptions|renderBefore|creationScope|startNode|endNode|firstUpdated|willUpdate|updated|hasUpdated|renderRoot|createRenderRoot',
  ].join('|')})$`,
);

const output = { format: 'es', sourcemap: true, inlineDynamicImports: true };

/** The looks of a widget that is drawn before script are part of its page. */
const minifyLooks = () => minifyTemplateLiterals({ include: ['src/**/*.styles.ts'], options: { minifyOptions: { minifyCSS: true } } });

export default [
  {
    input: 'src/widget/index.ts',
    output: {
      ...output,
      inlineDynamicImports: false,
      dir: 'dist',
      entryFileNames: 'support-widget.js',
      // One name for all parts of a build (version-parts): thirteen of their own would be 70 bytes that nothing packs.
      chunkFileNames: `parts/[name]-${noVersion}.js`,
    },
    plugins: [
      emptyDist(),
      minifyTemplateLiterals({ include: ['src/**/*.ts'], options: { minifyOptions: { minifyCSS: true } } }), // before esbuild; never over Lit itself
      resolve({ exportConditions: ['production', 'default', 'module', 'import'] }),
      refuseUnresolved(),
      esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' }), // strips types only; tsc checks them
      leanLitOnly(),
      terser({
        ecma: 2022,
        module: true,
        compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, hoist_funs: true },
        mangle: { properties: { regex: inside } },
        format: { comments: false },
      }),
      versionParts(),
      refuseSecrets(),
      listIntegrity(),
      printSize(),
    ],
  },
  {
    // For a program that brings its own packages.
    input: 'src/server/app.ts',
    external: isInstalledBesideUs,
    output: { ...output, file: 'dist/server.js' },
    plugins: [refuseUnresolved(), minifyLooks(), esbuild({ target: 'node22', tsconfig: 'tsconfig.json' }), refuseSecrets()],
  },
  {
    // All that `serve` needs in one file, which halves the time of a start, and the other commands in one each, which
    // takes a tenth off that; with Stripe's build for Node, which keeps its connections. PostgreSQL's driver stays where
    // it is: only who names such a database loads it.
    input: 'src/cli/index.ts',
    external: (id) => id.startsWith('node:') || builtinModules.includes(id) || id === 'postgres',
    output: { ...output, inlineDynamicImports: false, dir: 'dist', entryFileNames: 'cli.js', chunkFileNames: 'cli/[name].js' },
    plugins: [
      resolve({ exportConditions: ['node', 'default', 'module', 'import'] }),
      refuseUnresolved(),
      minifyLooks(),
      esbuild({ target: 'node22', tsconfig: 'tsconfig.json', minify: true }),
      refuseSecrets(),
      executable(),
    ],
  },
  {
    // A Worker has no node_modules: all in one file, with Stripe's build for workers, and no driver but D1's.
    input: 'src/adapters/cloudflare.ts',
    output: { ...output, file: 'dist/cloudflare.js' },
    plugins: [resolve({ exportConditions: ['workerd', 'worker', 'default', 'module', 'import'] }), refuseUnresolved(), esbuild({ target: 'es2022', tsconfig: 'tsconfig.json', minify: true }), refuseSecrets()],
  },
];
