// What was measured last, kept in results.json; results.md and the README's part of it are written from that file alone.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserFigures } from './browser.ts';
import type { Ledgers } from './ledger.ts';
import type { Machine } from './machine.ts';
import { inMarkdown, measured } from './report.ts';
import type { ServerFigures } from './server.ts';

/** Each part says when and where it was measured: one may be newer than the others. */
export interface Part<Figures> {
  date: string;
  machine: Machine;
  /** Rounds that were asked for. */
  runs: number;
  figures: Figures;
}

export interface Results {
  browser?: Part<BrowserFigures>;
  server?: Part<ServerFigures>;
  ledger?: Part<Ledgers>;
}

const readme = join(import.meta.dirname, '../../README.md');
const marked = /(<!-- measured -->\n)[^]*?(<!-- \/measured -->)/;

export function readResults(file = join(import.meta.dirname, 'results.json')): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    return {};
  }
}

/** Whole or not at all: whoever interrupts a run has the figures of all it finished. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Four digits tell more than any run repeats. */
const rounded = (_: string, value: unknown) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value);

/** @param name of the files; only those called `results` are what the README tells of */
export function writeResults(results: Results, name = 'results'): void {
  write(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(results, rounded, 1)}\n`);
  const kept = readResults(join(import.meta.dirname, `${name}.json`));
  write(join(import.meta.dirname, `${name}.md`), inMarkdown(kept));
  if (name === 'results') write(readme, readFileSync(readme, 'utf8').replace(marked, (_, begin: string, end: string) => `${begin}${measured(kept)}${end}`));
}

/** What stands in the README, and what should. */
export const readmeParts = (): { written: string | undefined; wanted: string } => ({
  written: marked.exec(readFileSync(readme, 'utf8'))?.[0],
  wanted: `<!-- measured -->\n${measured(readResults())}<!-- /measured -->`,
});
