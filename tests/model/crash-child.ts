// The function in a process that kills itself where it is told: `node crash-child.ts FILE`, its settings in the environment.
// A message `{run, phase}` arms it; from then on it counts what its database is asked for.
import { listen, type Fetch } from '../../src/adapters/node.ts';
import { createApp, openLedger, readConfig } from '../../src/server/app.ts';
import type { Database, Statement } from '../../src/server/ledger/database.ts';
import { grouped } from '../../src/server/ledger/grouped.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';

/** Where to die: at which run of statements since it was armed, or, where that is 0, at which side of the answer. */
export interface Deadline {
  run: number;
  /** `begun`: after half of the statements; `written`: after the last, before COMMIT. */
  phase: 'after' | 'before' | 'begun' | 'written';
}

let deadline: Deadline | undefined;
let runs = 0;
process.on('message', (message: Deadline) => {
  deadline = message;
  runs = 0;
  process.send!('armed');
});

/** As `kill -9` from outside: no handler, no flush, nothing after it. */
function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Statements that end the process when the driver comes to the one at `place`, in the midst of its own transaction. */
const deadlyFrom = (statements: readonly Statement[], place: number): Statement[] => [
  ...statements.slice(0, place),
  {
    sql: 'SELECT 1 AS one',
    get params(): never {
      return die();
    },
  },
];

function mortal(database: Database): Database {
  return {
    ...database,
    async run(...statements) {
      const due = deadline && (runs += 1) === deadline.run ? deadline.phase : undefined;
      if (due === 'before') die();
      if (due === 'begun') return database.run(...deadlyFrom(statements, Math.ceil(statements.length / 2)));
      if (due === 'written') return database.run(...deadlyFrom(statements, statements.length));
      const rows = await database.run(...statements);
      if (due === 'after') die();
      return rows;
    },
  };
}

const [file] = process.argv.slice(2) as [string];
const config = readConfig(process.env);
const ledger = await openLedger(grouped(mortal(await openSqlite(file))), 'test');
const app = createApp(config, ledger, (line) => console.error(line));
const fetch: Fetch = async (request, { outgoing }) => {
  const answer = await app.fetch(request);
  if (deadline?.run === 0 && deadline.phase === 'before') die();
  if (deadline?.run === 0 && deadline.phase === 'after') outgoing.once('finish', die);
  return answer;
};
const { origin } = await listen(fetch, config);
process.send!(origin);
