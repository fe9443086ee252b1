import { cpus, totalmem } from 'node:os';
import { findBrowser } from '../support/browsers.ts';
import { findPostgres } from '../support/postgres.ts';

/** What figures were measured on, as far as it bears on them; no name and no path of it. */
export interface Machine {
  cores: number;
  processor: string;
  /** GB */
  memory: number;
  system: string;
  node: string;
  chromium: string | undefined;
  postgres: string | undefined;
}

export const machine = (): Machine => ({
  cores: cpus().length,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  memory: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  chromium: findBrowser('chromium')?.version,
  postgres: findPostgres()?.version,
});
