// Writes gifts into a ledger's file from a thread of its own; see ledger-file.test.ts.
import { workerData } from 'node:worker_threads';
import { openLedger } from '../../src/server/app.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';

const { file, from, count, gate, writers } = workerData as { file: string; from: number; count: number; gate: Int32Array; writers: number };
const ledger = await openLedger(await openSqlite(file), 'test');
// All begin together: who is ready waits for the others.
if (Atomics.add(gate, 0, 1) + 1 === writers) Atomics.notify(gate, 0);
for (let ready = Atomics.load(gate, 0); ready < writers; ready = Atomics.load(gate, 0)) Atomics.wait(gate, 0, ready, 1000);
for (let place = from; place < from + count; place++) {
  await ledger.record([{ kind: 'gift', id: `pi_${place}`, campaign: 'default', frequency: 'once', amount: 1000, currency: 'USD', state: 'paid' }]);
}
await ledger.close();
