// The programs that are measured, each a process of its own, with no more of our environment than it needs.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured, Order } from './load.ts';

export interface Running {
  origin: string;
  /** Of its memory, in MB, what is in the machine's. */
  memory(): number;
  /** Milliseconds of the processor it has used so far, where the system says so. */
  processorTime(): number | undefined;
  stop(): Promise<void>;
}

const left = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of left) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/** @param log where it writes its log, which nobody here need read while it is measured */
function start(words: readonly string[], env: Record<string, string>, log?: string): ChildProcess & { said: string } {
  const errors = log === undefined ? 'pipe' : openSync(log, 'a');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', errors] });
  if (typeof errors === 'number') closeSync(errors);
  left.add(child);
  child.once('close', () => left.delete(child));
  const self = Object.assign(child, { said: '' });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (self.said += text));
  return self;
}

function memoryOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  }
}

/** Linux alone tells it exactly, in hundredths of a second. */
function processorTimeOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** Waits until it says where it listens. */
export async function run(words: readonly string[], env: Record<string, string>, log: string): Promise<Running> {
  const child = start(words, env, log);
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', () => {
      const [found] = /http:\/\/[\w.]+:\d+(?=\s)/.exec(child.said) ?? [];
      if (found) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`${words.join(' ')} ended with ${code}: ${child.said}${readFileSync(log, 'utf8')}`)));
  });
  return {
    origin,
    memory: () => memoryOf(child.pid!),
    processorTime: () => processorTimeOf(child.pid!),
    async stop() {
      if (child.exitCode !== null || child.signalCode) return;
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

export async function load(order: Order): Promise<Measured> {
  const child = start([join(import.meta.dirname, 'load.ts'), JSON.stringify(order)], {});
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the load on ${order.kind} ended with ${code}: ${child.said}`);
  const measured = JSON.parse(child.said) as Measured;
  if (Object.keys(measured.wrong).length > 0) throw new Error(`${order.kind} at ${order.origin} was answered with ${JSON.stringify(measured.wrong)}`);
  return measured;
}
