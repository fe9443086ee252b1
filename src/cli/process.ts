/** The function's log on Node. */
export const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** Resolves when the process is asked to end, so that running requests can. A second signal ends it at once. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
