// The built command as a process of its own, in a folder and an environment of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folder, settings } from '../server/stand.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Program {
  process: ChildProcess;
  stdout: string;
  stderr: string;
  /** Resolves with its exit code, or the signal that ended it. */
  end: Promise<number | NodeJS.Signals | null>;
  /** Waits for its first line on stdout, and takes the address out of it. */
  address(): Promise<string>;
}

export const hasIpv6 = Object.values(networkInterfaces()).flat().some((address) => address?.address === '::1');

const longest = 20_000; // milliseconds; a program that hangs fails its test, not the whole run

/** `support-widget <words>`, with no more of this process's environment than it needs to be found. */
export function run(t: Pick<TestContext, 'after'>, words: string[], env: Record<string, string> = {}, cwd?: string): Program {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  const child = spawn(process.execPath, [cli, ...words], { cwd, env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: longest, killSignal: 'SIGKILL' });
  t.after(() => child.kill('SIGKILL'));
  const program: Program = {
    process: child,
    stdout: '',
    stderr: '',
    end: once(child, 'close').then(([code, signal]) => (code as number | null) ?? (signal as NodeJS.Signals | null)),
    async address() {
      for (const end = Date.now() + longest; child.exitCode === null && child.signalCode === null && Date.now() < end; await sleep(10)) {
        const [found] = /https?:\/\/\S+/.exec(program.stdout) ?? [];
        if (found && program.stdout.includes('\n')) return found;
      }
      throw new Error(`it did not begin to listen: ${program.stdout}${program.stderr}`);
    },
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { program.stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { program.stderr += text; });
  return program;
}

/** What it said on stderr, line by line, without Node's own note about SQLite. */
export const said = ({ stderr }: Program): string[] => stderr.split('\n').filter((line) => line !== '' && !/ExperimentalWarning: SQLite|--trace-warnings/.test(line));

/** `serve` with settings that work, on a free port; its ledger is the file of this folder. */
export async function serve(t: TestContext, change: Record<string, string> = {}, cwd?: string): Promise<Program & { origin: string; cwd: string }> {
  const place = cwd ?? (await folder(t));
  const program = run(t, ['serve'], { ...settings, PORT: '0', DATABASE_URL: 'file:ledger.db', ...change }, place);
  return Object.assign(program, { origin: await program.address(), cwd: place });
}
