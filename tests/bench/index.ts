// `npm run bench`: all of it, some fifteen minutes. `npm run bench -- browser`, `server` or `ledger` measures a part,
// `--runs N` so many rounds, `--quick` in two minutes and beside the results that are kept, `--peer NAME@VERSION` that
// package from npm too (peers.ts has those that are known). `npm run bench -- report` measures nothing: it writes
// results.md and the README's tables from results.json.
import { parseArgs } from 'node:util';
import { measureBrowser } from './browser.ts';
import { measureLedgers, sizes } from './ledger.ts';
import { machine } from './machine.ts';
import { peers } from './peers.ts';
import { readResults, writeResults, type Part, type Results } from './results.ts';
import { measureServers } from './server.ts';
import { subjects } from './subjects.ts';

const parts = ['browser', 'server', 'ledger'] as const;
type PartName = (typeof parts)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, quick: { type: 'boolean', default: false }, peer: { type: 'string', multiple: true, default: [] } },
});
const { quick } = values;
const runs = Number(values.runs ?? (quick ? 3 : 15));
const strange = positionals.filter((name) => name !== 'report' && !parts.includes(name as PartName));
if (strange.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`npm run bench [-- ${parts.join('|')}|report] [--runs N] [--quick] [--peer NAME@VERSION]`);
  process.exit(2);
}

const name = quick ? 'results-quick' : 'results';
const results: Results = quick ? {} : readResults();
const log = (line: string) => console.log(line);
const isWanted = (part: PartName) => positionals.length === 0 || positionals.includes(part);

/** Takes a part's figures as they come, and keeps them at once. */
function keeping<Figures>(take: (part: Part<Figures>) => void, rounds: number): (figures: Figures) => void {
  const measuredOn = { date: new Date().toISOString().slice(0, 10), machine: machine(), runs: rounds };
  return (figures) => {
    take({ ...measuredOn, figures });
    writeResults(results, name);
  };
}

if (isWanted('server')) {
  const rounds = quick ? 2 : Math.ceil(runs / 3);
  await measureServers({ runs: rounds, seconds: quick ? 0.5 : 2.5, log, onFigures: keeping((part) => (results.server = part), rounds) });
}
if (isWanted('browser')) {
  await measureBrowser({
    subjects: [...(await subjects()), ...(await peers(values.peer, log))],
    runs, log, onFigures: keeping((part) => (results.browser = part), runs),
    ...(quick && { names: ['base', 'hundred'] as const }),
  });
}
if (isWanted('ledger')) {
  const times = quick ? 50 : 200;
  await measureLedgers({ largest: quick ? sizes[1] : sizes[2], times, log, onFigures: keeping((part) => (results.ledger = part), times) });
}
writeResults(results, name);
console.log(`tests/bench/${name}.md has the tables.`);
