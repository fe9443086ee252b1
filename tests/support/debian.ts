// What the tests need beside npm's packages is fetched where we may: as root, with Debian's own packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { env, getuid, platform } from 'node:process';

export const hasApt = (): boolean => existsSync('/usr/bin/apt-get');

export const mayInstall = (): boolean => platform === 'linux' && getuid?.() === 0 && hasApt();

/** The command for somebody who may. */
export const installCommand = (packages: string[]): string => `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;

export function aptGet(...words: string[]): void {
  const { status, error, stdout, stderr } = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...words], {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) console.error(`apt-get ${words.join(' ')} failed:\n${error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-20).join('\n')}`);
}

export const aptInstall = (packages: string[]): void => aptGet('install', '-y', '--no-install-recommends', ...packages);
