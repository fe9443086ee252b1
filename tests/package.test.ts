import assert from 'node:assert/strict';
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { secretsIn } from './support/secrets.js';

// What we install and what we publish: few packages, each pinned and known by its hash, and no code that runs by itself.

interface Locked { version?: string; resolved?: string; integrity?: string; link?: boolean; dev?: boolean; optional?: boolean; devOptional?: boolean; hasInstallScript?: boolean; dependencies?: Record<string, string> }

const project = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<'scripts' | 'dependencies' | 'devDependencies' | 'allowScripts', Record<string, string>> & Record<string, unknown>;
const lock = JSON.parse(read('package-lock.json')) as { lockfileVersion: number; packages: Record<string, Locked> };
const { '': root, ...packages } = lock.packages;

/** npm as it came with this Node, or the one that runs these tests; it needs no network here. */
function npm(...words: string[]): string {
  const path = process.env.npm_execpath;
  const options: ExecFileSyncOptionsWithStringEncoding = { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 10_000_000, env: { ...process.env, npm_config_offline: 'true' } };
  return path ? execFileSync(process.execPath, [path, ...words], options) : execFileSync('npm', words, options);
}

/** What an owner installs: our dependencies and what those bring. */
function installed(): string[] {
  const all = new Set<string>();
  const visit = (name: string) => {
    if (all.has(name)) return;
    all.add(name);
    for (const next of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {})) visit(next);
  };
  for (const name of Object.keys(manifest.dependencies)) visit(name);
  return [...all].sort();
}

test('every version in package.json is exact, and the lockfile holds it', () => {
  for (const [name, version] of [...Object.entries(manifest.dependencies), ...Object.entries(manifest.devDependencies)]) {
    assert.match(version, /^\d+\.\d+\.\d+$/, `${name}: no range, tag, address or folder`);
    assert.equal(packages[`node_modules/${name}`]?.version, version, name);
  }
  for (const kind of ['optionalDependencies', 'peerDependencies', 'bundleDependencies', 'bundledDependencies', 'overrides']) assert.equal(manifest[kind], undefined, kind);
  assert.deepEqual(root, { ...root, dependencies: manifest.dependencies, devDependencies: manifest.devDependencies }, 'npm install brings them together');
});

test('every package of the lockfile is one of the registry, held by its hash', () => {
  assert.equal(lock.lockfileVersion, 3);
  assert.ok(Object.keys(packages).length > 100);
  for (const [path, { version, resolved, integrity, link }] of Object.entries(packages)) {
    assert.match(path, /^node_modules\//);
    assert.match(version ?? '', /^\d+\.\d+\.\d+([-+][\w.-]+)?$/, path);
    assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, path);
    // npm leaves it out where the registry says nothing else.
    assert.match(resolved ?? 'https://registry.npmjs.org/', /^https:\/\/registry\.npmjs\.org\//, path);
    assert.equal(link, undefined, path);
  }
});

test('what is installed with us runs no script then; of the rest only those that were looked at', () => {
  const withScripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.split('node_modules/').at(-1)!);
  assert.deepEqual(installed().filter((name) => withScripts.includes(name)), []);
  for (const name of withScripts) assert.ok(name in manifest.allowScripts, `${name} has an install script: allow it or not, in package.json`);
  for (const hook of ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare', 'prepack', 'postpack', 'dependencies']) assert.equal(manifest.scripts[hook], undefined, hook);
});

test('the README names and justifies every runtime dependency, and says how many packages come', () => {
  const readme = read('README.md');
  const between = (name: string) => new RegExp(`<!-- ${name} -->(.*?)<!-- /${name} -->`, 's').exec(readme)![1]!;
  assert.deepEqual([...between('dependencies').matchAll(/\[`([^`]+)`\]\(https:\/\/[^)]+\)[^(]*?\([^)]{10,}\)/g)].length >= 4, true, 'each with its reason');
  assert.deepEqual([...between('dependencies').matchAll(/\[`([^`]+)`\]/g)].map(([, name]) => name!).sort(), Object.keys(manifest.dependencies).sort());
  assert.equal(Number(between('packages')), installed().length);
});

test('the bill of materials holds exactly what is installed, each with licence and hash', () => {
  const bill = JSON.parse(npm('run', '--silent', 'sbom')) as {
    spdxVersion: string;
    packages: { name: string; versionInfo: string; licenseDeclared: string; checksums?: { algorithm: string; checksumValue: string }[]; externalRefs: { referenceLocator: string }[] }[];
  };
  assert.equal(bill.spdxVersion, 'SPDX-2.3');
  const [own, ...rest] = bill.packages;
  assert.deepEqual([own!.name, own!.licenseDeclared], ['support-widget', 'MIT']);
  assert.deepEqual(rest.map(({ name }) => name).sort(), installed());
  for (const { name, versionInfo, licenseDeclared, checksums, externalRefs } of rest) {
    const { version, integrity } = packages[`node_modules/${name}`]!;
    assert.equal(versionInfo, version);
    assert.match(licenseDeclared, /^(MIT|BSD-3-Clause|Unlicense|Apache-2\.0|ISC)$/, name);
    assert.equal(Buffer.from(checksums![0]!.checksumValue, 'hex').toString('base64'), integrity!.slice('sha512-'.length), name);
    assert.equal(externalRefs[0]!.referenceLocator, `pkg:npm/${name.replace('@', '%40')}@${version}`);
  }
});

test('the package holds what readers and owners need, and nothing else', () => {
  const [{ files }] = JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts')) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  for (const path of ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'dist/support-widget.js', 'dist/server.js', 'dist/cli.js', 'dist/cloudflare.js', 'dist/integrity.json', 'dist/custom-elements.json', 'dist/types/widget/index.d.ts', 'demo/index.html']) assert.ok(paths.includes(path), path);
  const wanted = [/^(CHANGELOG\.md|LICENSE|README\.md|package\.json)$/, /^dist\/(support-widget|server|cli|cloudflare)\.js(\.map)?$/, /^dist\/(parts|cli)\/[\w-]+\.js(\.map)?$/, /^dist\/types\/[\w./-]+\.d\.ts$/, /^dist\/(integrity|custom-elements|vscode\.html-custom-data)\.json$/, /^demo\/[\w-]+\.(html|css|js|svg|png)$/];
  assert.deepEqual(paths.filter((path) => !wanted.some((shape) => shape.test(path))), []);
  // Each that package.json points at is there.
  for (const target of JSON.stringify([manifest.exports, manifest.bin]).match(/dist\/[\w./-]+/g)!) assert.ok(paths.includes(target), target);
});

test('nothing that is published looks like a secret, or tells of the machine it was built on', () => {
  const home = [process.env.HOME, project].filter((path) => path && path.length > 5) as string[];
  for (const folder of ['dist', 'demo']) {
    for (const entry of readdirSync(join(project, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.png')) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      assert.deepEqual(secretsIn(text), [], entry.name);
      for (const path of home) assert.ok(!text.includes(path), `${entry.name} holds ${path}`);
    }
  }
  assert.deepEqual(secretsIn(read('README.md') + read('CHANGELOG.md') + read('package.json')), []);
});
