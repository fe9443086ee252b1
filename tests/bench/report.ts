// Figures as tables.
import { scenarios, type ScenarioName, type SubjectFigures } from './browser.ts';
import type { Machine } from './machine.ts';
import type { Part, Results } from './results.ts';
import { servers, works, type Server, type Work } from './server.ts';
import type { Spread } from './statistics.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const digits = (count: number) => new Intl.NumberFormat('en', { minimumFractionDigits: count, maximumFractionDigits: count });

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, place) => (place === 0 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The median, and between which figures half of the runs lie. */
const spread = ({ median, low, high }: Spread, format = whole) => `${format.format(median)} (${format.format(low)}–${format.format(high)})`;
const ratio = (figure: Spread | undefined) => (figure && Number.isFinite(figure.median) ? digits(2).format(figure.median) : '');

const about = ({ date, machine, runs }: Part<unknown>): string => {
  const { cores, processor, memory, system, node, chromium, postgres }: Machine = machine;
  return `Measured on ${date}: ${runs} rounds, ${cores} cores of ${processor}, ${memory} GB, ${system}, Node ${node}, Chromium ${chromium}, PostgreSQL ${postgres}.`;
};

const browserTable = (subjects: Record<string, SubjectFigures>): string =>
  table(
    ['', 'clickable, ms', 'ratio', 'all drawn, ms', 'script, ms', 'longest task, ms', 'blocking, ms', 'shift', 'heap, KB', 'requests', 'KB'],
    Object.values(subjects).map((one) => [
      one.title, spread(one.clickable), ratio(one.toElement), whole.format(one.drawn.median), whole.format(one.script.median), whole.format(one.longest.median), whole.format(one.blocking.median),
      digits(3).format(one.shift.median), whole.format(one.heap.median), whole.format(one.requests.median), digits(1).format(one.bytes.median),
    ]),
  );

const names = Object.keys(servers) as Server[];

/** All of it. */
export function inMarkdown({ browser, server, ledger }: Results): string {
  const parts = ['# Measured', 'Written by `npm run bench`. Medians, and in brackets between what half of the runs lie; ratios are taken within each round. Gaps under 15 % are ties.'];
  if (browser) {
    parts.push('## In the browser', about(browser),
      'From the navigation to the first frame in which the tier of $100 is what stands at its own middle and a press there chooses it: of the first instance, where there are many. The ratio is to the hand-written element. Tasks under 50 ms are not told of by the browser.');
    for (const [name, subjects] of Object.entries(browser.figures)) parts.push(`### ${scenarios[name as ScenarioName].title}`, browserTable(subjects));
  }
  if (server) {
    const { connections, coldStart, memory, work } = server.figures;
    parts.push('## The function', about(server), `${connections} connections; Stripe is a stand-in that answers at once. Each server is one file.`);
    for (const [name, figures] of Object.entries(work)) {
      parts.push(`### ${works[name as Work]}`, table(
        ['', 'requests/s', 'to node:http', 'to Express', 'p50, ms', 'p99, ms', 'processor, µs'],
        names.map((one) => [servers[one], spread(figures[one].perSecond), ratio(figures[one].toPlain), ratio(figures[one].toExpress), digits(1).format(figures[one].p50.median), digits(1).format(figures[one].p99.median), whole.format(figures[one].processor.median)]),
      ));
    }
    parts.push('### Start and memory', table(
      ['', 'start to first answer, ms', 'to node:http', 'memory after all of it, MB'],
      names.map((one) => [servers[one], spread(coldStart[one].ms), ratio(coldStart[one].toPlain), memory[one] ? whole.format(memory[one]) : '']),
    ));
  }
  if (ledger) {
    parts.push('## The ledger as it grows', about(ledger), 'Milliseconds. A sync finds 500 sessions since its cursor, all of them known.');
    for (const [name, sizes] of Object.entries(ledger.figures)) {
      parts.push(`### ${name}`, table(
        ['gifts', 'campaign total', 'a gift, durable', 'a refund, durable', 'sync from the cursor'],
        sizes.map(({ gifts, total, gift, refund, sync }) => [whole.format(gifts), digits(3).format(total.median), digits(2).format(gift.median), digits(2).format(refund.median), digits(1).format(sync.median)]),
      ));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

/** What the README says of it. */
export function measured({ browser, server, ledger }: Results): string {
  const parts: string[] = [];
  if (browser) {
    const columns = (['base', 'hundred', 'slow'] as const).filter((name) => browser.figures[name]);
    const subjects = browser.figures.base ?? {};
    parts.push(
      'Time to the first tier visible and clickable, as a ratio to a hand-written element of the same features (processor slowed 4x; gaps under 15 % are ties):',
      table(['', ...columns.map((name) => ({ base: 'one', hundred: '100 on a page', slow: 'slow 4G' })[name]), 'KB in all'],
        Object.entries(subjects).map(([name, one]) => [one.title, ...columns.map((column) => ratio(browser.figures[column]?.[name]?.toElement)), digits(1).format(one.bytes.median)])),
    );
  }
  if (server) {
    const { coldStart, work, connections } = server.figures;
    const kinds = (Object.keys(works) as Work[]).filter((name) => work[name]);
    parts.push(
      `The function, requests a second over ${connections} connections against an instant stand-in for Stripe, and milliseconds from the start of the process to the first answer:`,
      table(['', ...kinds.map((name) => `\`${works[name].replace(/,.*/, '')}\`${/, .*/.exec(works[name])?.[0] ?? ''}`), 'start'],
        names.map((name) => [servers[name], ...kinds.map((kind) => whole.format(work[kind]![name].perSecond.median)), whole.format(coldStart[name].ms.median)])),
    );
  }
  const sqlite = ledger?.figures.SQLite;
  if (sqlite) {
    parts.push(
      'The ledger on SQLite, milliseconds:',
      table(['gifts', 'campaign total', 'a gift, durable', 'sync of 500'], sqlite.map(({ gifts, total, gift, sync }) => [whole.format(gifts), digits(3).format(total.median), digits(2).format(gift.median), digits(1).format(sync.median)])),
    );
  }
  const { machine, date } = browser ?? server ?? ledger ?? {};
  if (machine) parts.push(`Measured by \`npm run bench\` on ${date} with ${machine.cores} cores of ${machine.processor}; [tests/bench/results.md](tests/bench/results.md) has all of it.`);
  return parts.length > 0 ? `${parts.join('\n\n')}\n` : '';
}
