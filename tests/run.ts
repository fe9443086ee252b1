// What `npm test` runs: every part, each to its end, whatever became of the one before.
// It prints `N passed, N failed` as its last line, and exits with 1 unless something passed and nothing failed.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chosenEngines, fetchMissing, findBrowser, howToGet, engines, titles } from './support/browsers.ts';
import type { Engine } from './support/browsers.ts';
import * as databases from './support/databases.ts';

type Count = { passed: number; failed: number; skipped: number; version?: string };
type Part = Count & { name: string; seconds: number; note: string };

const project = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'support-widget-tests-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const longest = 20 * 60_000; // milliseconds; a part that hangs is ended, and fails
const onTerminal = process.stdout.isTTY;
const parts: Part[] = [];

const env: NodeJS.ProcessEnv = { ...process.env };
if (!onTerminal) {
  delete env.FORCE_COLOR;
  env.NO_COLOR = '1';
}

// --- Programs: each leads a process group, so that the browsers it started can be ended with it.

const running = new Set<ChildProcess>();

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // the whole group is gone already
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of running) end(child);
    process.exit(1);
  });
}

/** Its exit code; what it prints goes straight to a terminal, and without escape codes to anything else. */
async function run(program: string, words: string[], extra: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(program, words, {
    cwd: project,
    env: { ...env, ...extra },
    stdio: onTerminal ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on('line', (line) => console.log(plain(line)));
  }
  const timer = setTimeout(() => {
    console.error(`ended after ${longest / 60_000} minutes`);
    end(child);
  }, longest);
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', () => end(child)); // whoever of the group is left would hold its output open
    child.on('close', (status) => resolve(status ?? 1));
  });
  clearTimeout(timer);
  running.delete(child);
  return code;
}

// oxlint-disable-next-line no-control-regex
const plain = (line: string): string => line.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '');

const npmRun = (script: string, extra?: NodeJS.ProcessEnv): Promise<number> => {
  const npm = process.env.npm_execpath; // set by npm itself, also where `npm` alone is no program (Windows)
  return npm ? run(process.execPath, [npm, 'run', '--silent', script], extra) : run('npm', ['run', '--silent', script], extra);
};

// --- Parts

async function part(name: string, work: () => Promise<Count & { note?: string }>): Promise<void> {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const result = await work();
  parts.push({ note: '', ...result, name, seconds: (performance.now() - start) / 1000 });
}

/** Counts as one: it passed or it did not. */
const check = async (script: string): Promise<Count & { note?: string }> => {
  const code = await npmRun(script);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, note: `npm run ${script} shows it` };
};

/** Counts the tests that really ran, from the file that a reporter left behind. */
async function counted(name: string, work: (file: string) => Promise<number>): Promise<Count & { note?: string }> {
  const file = join(scratch, `${name}.json`);
  const code = await work(file);
  let count: Count;
  try {
    count = JSON.parse(readFileSync(file, 'utf8')) as Count;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, note: 'ended before it could count' };
  }
  if (count.passed + count.failed === 0) return { ...count, failed: 1, note: 'no test ran' };
  if (code !== 0 && count.failed === 0) return { ...count, failed: 1, note: `exit code ${code}` };
  return count;
}

const serverTests = (file: string, extra: NodeJS.ProcessEnv): Promise<number> => run(process.execPath, [
  '--disable-warning=ExperimentalWarning', // node:sqlite
  '--test',
  '--test-concurrency=2', // much of it waits
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  `--test-reporter=${join(project, 'tests/support/node-count.js')}`, `--test-reporter-destination=${file}`,
  'tests/!(widget|support)/**/*.test.ts', 'tests/*.test.ts',
], extra);

const names = chosenEngines();
const chosenDatabases = databases.chosenDatabases();
const here: Partial<Record<Engine, string>> = {};

await part('browsers', async () => {
  const missing = fetchMissing(names);
  for (const name of names) {
    if (missing.includes(name)) {
      console.log(`${titles[name]} is missing. To get it: ${howToGet(name)}`);
    } else {
      here[name] = name === 'webkit' ? '' : (findBrowser(name)?.version ?? ''); // WebKit tells its version when it runs
      console.log(`${titles[name]} ${here[name]}`.trimEnd());
    }
  }
  const note = missing.length > 0 ? `missing: ${missing.map((name) => titles[name]).join(', ')}` : '';
  return { passed: 0, failed: missing.length, skipped: 0, note };
});

let databasesHere = chosenDatabases;

await part('databases', async () => {
  const missing = databases.fetchMissing(chosenDatabases);
  for (const name of chosenDatabases) {
    const title = databases.titles[name];
    console.log(missing.includes(name) ? `${title} is missing. To get it: ${databases.howToGet(name)}` : `${title} ${databases.versionOf(name)}`);
  }
  databasesHere = chosenDatabases.filter((name) => !missing.includes(name));
  const note = missing.length > 0 ? `missing: ${missing.map((name) => databases.titles[name]).join(', ')}` : '';
  return { passed: 0, failed: missing.length, skipped: 0, note };
});

for (const script of ['typecheck', 'lint', 'build']) await part(script, () => check(script));
// The browsers and the rest side by side: neither keeps more than one of two cores busy.
async function widgetTests(): Promise<void> {
  for (const name of names) {
    if (here[name] === undefined) continue; // already a failure, under "browsers"
    await part(`widget tests in ${titles[name]}`, async () => {
      const count = await counted(name, (file) => npmRun('test:widget', { ENGINES: name, TEST_COUNT: file }));
      here[name] = count.version ?? here[name];
      return count;
    });
  }
}
await Promise.all([
  // What is missing is already a failure, under "databases".
  part('server tests', () => counted('server', (file) => serverTests(file, { DATABASES: databasesHere.join(',') }))),
  widgetTests(),
]);

// --- Summary

const total = (key: 'passed' | 'failed'): number => parts.reduce((sum, one) => sum + one[key], 0);
const row = (...cells: string[]): string => [cells[0]?.padEnd(26), ...cells.slice(1, 5).map((cell) => cell.padStart(8)), cells[5] ? `  ${cells[5]}` : ''].join('').trimEnd();

console.log(`\n${row('', 'passed', 'failed', 'skipped', 'seconds')}`);
for (const { name, passed, failed, skipped, seconds, note } of parts) {
  console.log(row(name, ...[passed, failed, skipped].map((count) => String(count || '-')), seconds.toFixed(1), note));
}
const ran = names.filter((name) => here[name] !== undefined).map((name) => `${titles[name]} ${here[name]}`.trimEnd());
const notRun = engines.filter((name) => here[name] === undefined)
  .map((name) => `${titles[name]} NOT RUN (${names.includes(name) ? 'missing' : 'left out by ENGINES'})`);
console.log(`Engines: ${[...ran, ...notRun].join(', ')}`);
const state = (name: databases.DatabaseName): string => {
  if (databasesHere.includes(name)) return databases.versionOf(name) ?? '';
  return `NOT RUN (${chosenDatabases.includes(name) ? 'missing' : 'left out by DATABASES'})`;
};
console.log(`Databases: ${databases.databases.map((name) => `${databases.titles[name]} ${state(name)}`).join(', ')}`);
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
