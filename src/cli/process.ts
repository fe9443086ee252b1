/** A line for people at a terminal. */
export const log = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * A log for many lines: those of one turn of the event loop go in one write, which costs as much as a single line's.
 * What the last turn said is written when the process ends.
 */
export function openLog(): (line: string) => void {
  let text = '';
  const write = () => {
    if (text) process.stderr.write(text);
    text = '';
  };
  process.once('exit', write);
  return (line) => {
    if (!text) setImmediate(write);
    text += `${line}\n`;
  };
}

/** Resolves when the process is asked to end, so that running requests can. A second signal ends it at once. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

/** Node 22 says of `node:sqlite` that it is experimental, which nobody at the terminal can do anything about. Other warnings stay. */
export function keepQuietAboutSqlite(): void {
  const warn = process.emitWarning.bind(process) as (warning: string | Error, ...rest: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) warn(warning, ...rest);
  };
}
