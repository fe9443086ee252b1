// The three engines the widget is tested in: where they are, and how to get them where they are not.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env, platform } from 'node:process';
import { chosen } from './chosen.ts';
import { aptGet, aptInstall, hasApt, installCommand, mayInstall } from './debian.ts';

export const engines = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof engines)[number];
export const titles: Record<Engine, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

const debianPackages: Record<Engine, string[]> = {
  chromium: ['chromium', 'fonts-dejavu-core'],
  firefox: ['firefox-esr', 'fonts-dejavu-core'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth', 'fonts-dejavu-core'],
};

/** A person's own program, by an environment variable. */
const variables: Record<Engine, string> = { chromium: 'CHROMIUM_BIN', firefox: 'FIREFOX_BIN', webkit: '' };
const isNamed = (name: Engine): boolean => Boolean(env[variables[name]]);

/** `ENGINES=chromium,firefox npm test` is a person's own choice; without it all three must run. */
export const chosenEngines = (): Engine[] => chosen('ENGINES', engines);

const programFiles = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((folder) => folder !== undefined);
const macApp = (app: string, program: string): string => `/Applications/${app}.app/Contents/MacOS/${program}`;

const inPath = (programs: string[]): string[] => {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
};

function candidates(name: 'chromium' | 'firefox'): string[] {
  const named = env[variables[name]];
  if (named) return [named]; // a named one that does not run is an error to show, not to step over
  if (platform === 'darwin') {
    return name === 'chromium' ? [macApp('Chromium', 'Chromium'), macApp('Google Chrome', 'Google Chrome')] : [macApp('Firefox', 'firefox')];
  }
  if (platform === 'win32') {
    return programFiles.map((folder) => join(folder, name === 'chromium' ? 'Google/Chrome/Application/chrome.exe' : 'Mozilla Firefox/firefox.exe'));
  }
  return inPath(name === 'chromium' ? ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'] : ['firefox-esr', 'firefox']);
}

/** Its version, or undefined: Ubuntu's `chromium` without its snap is a file that is there and does not run. */
function versionOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  if (platform === 'win32') return ''; // there `--version` opens a window
  const { status, stdout } = spawnSync(file, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8', timeout: 30_000 });
  return status === 0 ? (/\d[\w.]*/.exec(stdout)?.[0] ?? '') : undefined;
}

export function findBrowser(name: 'chromium' | 'firefox'): { path: string; version: string } | undefined {
  for (const path of candidates(name)) {
    const version = versionOf(path);
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

/** WebKitGTK: a driver, the browser it drives, and a screen for it, since it has no headless mode. */
export function findWebKit(): { driver: string; browser: string; screen: string } | undefined {
  if (platform !== 'linux') return undefined;
  const libraries = readdirSync('/usr/lib').filter((folder) => folder.endsWith('-linux-gnu')).map((folder) => join('/usr/lib', folder));
  const driver = inPath(['WebKitWebDriver']).find(existsSync);
  const screen = inPath(['Xvfb']).find(existsSync);
  const browser = [...libraries, '/usr/libexec', '/usr/lib64', '/usr/lib']
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((api) => join(folder, api, 'MiniBrowser')))
    .find(existsSync);
  return driver && browser && screen ? { driver, browser, screen } : undefined;
}

export const isHere = (name: Engine): boolean => (name === 'webkit' ? findWebKit() : findBrowser(name)) !== undefined;

/** The sentence a person can act on where the engine is not to be had without them. */
export function howToGet(name: Engine): string {
  const variable = variables[name];
  if (isNamed(name)) return `${variable}=${env[variable]} does not run: correct it, or unset it`;
  const without = `ENGINES=${engines.filter((other) => other !== name).join(',')} npm test runs without it`;
  const byPath = variable ? `, or set ${variable} to the program` : '';
  if (hasApt()) return `${installCommand(debianPackages[name])}${byPath}; ${without}`;
  if (name === 'webkit') return `it runs on Linux (WebKitWebDriver and MiniBrowser of WebKitGTK, and Xvfb); ${without}`;
  if (platform === 'darwin') return `brew install --cask ${name === 'chromium' ? 'google-chrome' : 'firefox'}${byPath}; ${without}`;
  if (platform === 'win32') return `winget install ${name === 'chromium' ? 'Google.Chrome' : 'Mozilla.Firefox'}${byPath}; ${without}`;
  return `install ${titles[name]} with your system's packages${byPath}; ${without}`;
}

/** Fetches what is missing where we may: as root, with Debian's own packages. Says which engines are still not here. */
export function fetchMissing(names: Engine[]): Engine[] {
  const missing = names.filter((name) => !isHere(name));
  const wanted = missing.filter((name) => !isNamed(name));
  if (wanted.length === 0 || !mayInstall()) return missing;
  console.log(`Installing ${wanted.map((name) => titles[name]).join(', ')} with apt-get`);
  aptGet('update');
  // One by one: a distribution without one of these packages can still give the others.
  for (const name of wanted) aptInstall(debianPackages[name]);
  return missing.filter((name) => !isHere(name));
}
