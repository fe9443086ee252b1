// A PostgreSQL of the tests' own: programs of the system, data in a folder that is gone afterwards, one loopback port.
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { env, getuid, platform } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { aptGet, aptInstall, hasApt, installCommand, mayInstall } from './debian.ts';

const foldersIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'bin')) : []);
const byVersion = new Intl.Collator('en', { numeric: true });

function candidates(): string[] {
  if (env.PG_BIN) return [env.PG_BIN]; // a named one that does not run is an error to show, not to step over
  const { stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const brewed = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap(foldersIn).filter((folder) => /postgresql(@\d+)?.bin$/.test(folder));
  // Debian keeps the server's programs out of PATH, one folder for each version; `pg_config` may be there without a server.
  const newestFirst = [...foldersIn('/usr/lib/postgresql'), ...brewed].toSorted((a, b) => byVersion.compare(b, a));
  return [stdout?.trim() ?? '', ...newestFirst, ...(env.PATH ?? '').split(delimiter)].filter((folder) => folder !== '');
}

/** Where `initdb` and `postgres` are, or undefined. */
export function findPostgres(): { folder: string; version: string } | undefined {
  if (platform === 'win32') return undefined; // what keeps it, below, is a script for sh
  for (const folder of candidates()) {
    if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) continue;
    const { status, stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    if (status === 0) return { folder, version: /\d[\w.]*/.exec(stdout)?.[0] ?? '' };
  }
  return undefined;
}

/** The sentence a person can act on where PostgreSQL is not to be had without them. */
export function howToGet(): string {
  if (env.PG_BIN) return `PG_BIN=${env.PG_BIN} has no \`initdb\` and \`postgres\` that run: correct it, or unset it`;
  if (hasApt()) return `${installCommand(['postgresql'])}, or set PG_BIN to the folder of \`initdb\``;
  if (platform === 'darwin') return 'brew install postgresql, or set PG_BIN to the folder of `initdb`';
  if (platform === 'win32') return 'its tests run on Linux and macOS';
  return "install its server with your system's packages, or set PG_BIN to the folder of `initdb`";
}

/** Fetches PostgreSQL where we may. Of Debian's packages we want the programs, not the server that they would start. */
export function installPostgres(): void {
  if (env.PG_BIN || !mayInstall()) return;
  console.log('Installing PostgreSQL with apt-get');
  const file = '/etc/postgresql-common/createcluster.conf';
  const isOurs = !existsSync(file);
  if (isOurs) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'create_main_cluster = false\n');
  }
  aptGet('update');
  aptInstall(['postgresql']);
  if (!isOurs) return;
  const theirs = `${file}.ucf-dist`; // where Debian puts its own beside one that was there before
  if (existsSync(theirs)) renameSync(theirs, file);
  else rmSync(file);
}

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres`, or as `nobody`. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (getuid?.() !== 0) return undefined;
  const number = (name: string, which: string): number => Number(execFileSync('id', [which, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: number(name, '-u'), gid: number(name, '-g') };
    } catch {
      // this one is not on the system
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Keeps a server for as long as somebody holds the other end of its standard input: a test process that is killed
 * leaves neither a server nor its data behind. `keep` on that input says that the data is wanted again.
 */
const keeper = `trap : HUP INT TERM
"$@" <&- &
read -r word
trap '' HUP INT TERM
kill -QUIT $!
wait $!
[ "$word" = keep ] || rm -rf "$FOLDER"`;

export interface Cluster {
  /** `postgres://…` of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends the server as a power cut would (`pg_ctl stop -m immediate`); what was committed is there after `start`. */
  crash(): Promise<void>;
  /** Again, on the same port, where it was ended. */
  start(): Promise<void>;
  /** Ends it and removes all of it. */
  stop(): Promise<void>;
}

const patience = 60_000; // milliseconds; two busy cores may take long to begin

export async function startPostgres(): Promise<Cluster> {
  const programs = findPostgres();
  if (!programs) throw new Error(`PostgreSQL is missing. To get it: ${howToGet()}`);
  const user = ordinaryUser();
  const folder = await mkdtemp(join(tmpdir(), 'support-widget-postgres-'));
  if (user) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  // Nothing of the caller's PG… variables; a folder the other user may stand in.
  const options = { ...user, cwd: folder, env: { PATH: env.PATH, LC_ALL: 'C', FOLDER: folder } };
  const port = await freePort();
  let kept: ChildProcess | undefined;
  let databases = 0;

  async function end(word: string): Promise<void> {
    if (!kept) return;
    const gone = once(kept, 'exit');
    kept.stdin!.end(word);
    kept = undefined;
    await gone;
  }

  const cluster: Cluster = {
    async start() {
      if (kept) return;
      const settings = {
        listen_addresses: '127.0.0.1',
        port,
        unix_socket_directories: '',
        shared_buffers: '16MB',
        deadlock_timeout: '100ms', // a second by default, which a test would wait for
      };
      const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const child = spawn('/bin/sh', ['-c', keeper, 'keeper', join(programs.folder, 'postgres'), '-D', data, ...words], { ...options, stdio: ['pipe', 'ignore', 'pipe'] });
      kept = child;
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      child.stdin.on('error', () => undefined); // it was ended from outside: its exit tells
      // The last line of this file is how `pg_ctl` knows too.
      const isReady = () => existsSync(join(data, 'postmaster.pid')) && /^ready\s*$/m.test(readFileSync(join(data, 'postmaster.pid'), 'utf8'));
      for (const until = Date.now() + patience; !isReady(); await sleep(20)) {
        if (/FATAL: {2}(?!the database system is)/.test(said) || child.exitCode !== null || Date.now() > until) {
          await end('');
          throw new Error(`PostgreSQL did not start: ${said}`);
        }
      }
    },

    async createDatabase() {
      const name = `t${++databases}`;
      const sql = postgres(`postgres://postgres@127.0.0.1:${port}/postgres`, { max: 1 });
      await sql.unsafe(`CREATE DATABASE ${name}`);
      await sql.end();
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },

    crash: () => end('keep\n'),

    async stop() {
      await end('');
      await rm(folder, { recursive: true, force: true });
    },
  };

  try {
    // Only these files are not synced one by one; the server itself syncs every commit.
    await promisify(execFile)(join(programs.folder, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C', '--no-sync'], options);
    await cluster.start();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}
