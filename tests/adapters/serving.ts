// `support-widget serve` as owners run it: the built command, a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../dist/cli.js');

export interface Serving {
  origin: string;
  /** What it has said, to its owner and on standard output. */
  said(): string;
  /** Whether it is the process that was started. */
  lives(): boolean;
  /** As a scheduler asks it to end; SIGKILL for as a power cut does. @returns its exit code */
  end(signal?: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** @param largestFile in KiB: a disk that is full, which binds root as well */
export async function serve(settings: Record<string, string>, largestFile?: number): Promise<Serving> {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  const words = [process.execPath, cli, 'serve'];
  // In blocks of 512 bytes. Node ignores the signal that comes with it, so that writing fails as on a disk without room.
  const limited = ['/bin/sh', '-c', `ulimit -f ${(largestFile ?? 0) * 2} && exec "$@"`, 'limited', ...words];
  const [program, ...rest] = largestFile ? limited : words;
  const child = spawn(program!, rest, { env: { PATH: process.env.PATH, PORT: '0', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listening = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [, origin] = /serve: (http:\/\/[^/\s]+) /.exec(said) ?? [];
        if (origin) resolve(origin);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  const lives = () => child.exitCode === null && child.signalCode === null;
  return {
    origin: await listening,
    said: () => said,
    lives,
    async end(signal = 'SIGTERM') {
      if (lives()) {
        child.kill(signal);
        await once(child, 'close');
      }
      return child.exitCode;
    },
  };
}
