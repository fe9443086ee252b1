// Other people's widgets, where npm has them and whoever measures asks for them by name. They are installed into a
// folder that git ignores, without running anything of theirs, and nothing of them is kept in this repository.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Subject } from './subjects.ts';

const folder = join(import.meta.dirname, '.peers');

/** How a package becomes a page: its own demo's least, with its own amounts. */
interface Recipe extends Pick<Subject, 'chosen' | 'host' | 'tag' | 'tier' | 'title'> {
  /** The module that a page would load. */
  entry: string;
}

/** Internet Archive's labels stand beside their radios. */
const archiveTier = (root: string) => `(host) => [...(${root}?.querySelectorAll('label') ?? [])].find((label) => label.textContent.trim() === '$100')`;
const archiveChosen = (root: string) => `(host) => { const tier = (${archiveTier(root)})(host); return tier?.control?.checked === true; }`;
const archiveForm = `host.shadowRoot?.querySelector('donation-form-header')?.shadowRoot?.querySelector('donation-form-edit-donation')?.shadowRoot`;

export const recipes: Record<string, Recipe> = {
  '@internetarchive/donation-form-edit-donation': {
    title: "Internet Archive's amounts",
    host: 'donation-form-edit-donation',
    tag: '<donation-form-edit-donation></donation-form-edit-donation>',
    entry: `import '@internetarchive/donation-form-edit-donation';
      import { defaultSelectedDonationInfo } from '@internetarchive/donation-form-data-models';
      for (const one of document.querySelectorAll('donation-form-edit-donation')) one.donationInfo = defaultSelectedDonationInfo;`,
    tier: archiveTier('host.shadowRoot'),
    chosen: archiveChosen('host.shadowRoot'),
  },
  '@internetarchive/donation-form': {
    title: "Internet Archive's whole form",
    host: 'donation-form',
    tag: '<donation-form></donation-form>',
    entry: `import '@internetarchive/donation-form';
      import { defaultSelectedDonationInfo } from '@internetarchive/donation-form-data-models';
      for (const one of document.querySelectorAll('donation-form')) one.donationInfo = defaultSelectedDonationInfo;`,
    tier: archiveTier(archiveForm),
    chosen: archiveChosen(archiveForm),
  },
};

/** @param wanted `name@version` of packages that have a recipe */
export async function peers(wanted: readonly string[], log: (line: string) => void): Promise<Subject[]> {
  if (wanted.length === 0) return [];
  const named = wanted.map((spec) => {
    const [, name = '', version] = /^(@?[^@]+)@(.+)$/.exec(spec) ?? [];
    const recipe = recipes[name];
    if (!recipe || !version) throw new Error(`--peer ${spec}: write NAME@VERSION of one that tests/bench/peers.ts has a page for: ${Object.keys(recipes).join(', ')}`);
    return { spec, name, version, recipe };
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  log(`Installing ${wanted.join(' ')} into tests/bench/.peers`);
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', ...wanted], { cwd: folder, timeout: 180_000 });
  return Promise.all(named.map(async ({ name, version, recipe: { entry, title, ...recipe } }) => {
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir: folder }, bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, logLevel: 'error',
      conditions: ['production'], define: { 'process.env.NODE_ENV': '"production"' },
    });
    const file = `/${name.replace(/\W/g, '-')}.js`;
    return { ...recipe, isPeer: true, name: name.replace(/\W+/g, '-'), title: `${title} ${version}`, head: `<script type="module" src="${file}"></script>`, files: new Map([[file, outputFiles[0]!.text]]) };
  }));
}
