import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** `support-widget dev` as a process of its own, in a folder of its own that outlives restarts. */
export class DevServer {
  origin = '';
  /** What it wrote to standard error. */
  log = '';
  readonly folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async start(env: Record<string, string> = {}): Promise<DevServer> {
    if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');
    const server = new DevServer(await mkdtemp(join(tmpdir(), 'support-widget-')));
    await server.restart(env);
    return server;
  }

  /** Starts again on the same folder and, after the first time, the same port. */
  async restart(env: Record<string, string> = {}): Promise<void> {
    const port = this.origin ? new URL(this.origin).port : '0';
    const child = spawn(process.execPath, [cli, 'dev'], { cwd: this.folder, env: { PATH: process.env.PATH, PORT: port, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    this.#process = child;
    this.origin = await new Promise((resolve, reject) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [origin] = /http:\/\/[^/\s]+/.exec(said) ?? [];
        if (origin) resolve(origin);
      });
      child.once('exit', (code) => reject(new Error(`dev ended with ${code}: ${said}${this.log}`)));
    });
  }

  /** `kill -9`: nothing is put in order. */
  async kill(): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async raised(): Promise<number> {
    const answer = await fetch(`${this.origin}/campaigns/default`);
    return ((await answer.json()) as { raised: number }).raised;
  }

  /** Tells the sandbox to misbehave, or to stop it. */
  async control(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.origin}/sandbox/control/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  /** The id of the newest event of a type. */
  async lastEvent(type: string): Promise<string> {
    const answer = await fetch(`${this.origin}/v1/events?type=${type}&limit=1`, { headers: { Authorization: 'Bearer sk_test_sandbox' } });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    if (!data[0]) throw new Error(`there is no ${type}`);
    return data[0].id;
  }
}
