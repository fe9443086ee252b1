// An owner's process of its own, for the tests that start several or kill one: `node writer.ts NAME AT COUNT FILE...`.
// From the instant AT on it opens one file after the other and records gifts, some its own and some that all tell of,
// and prints the number of each that is durable.
import { setTimeout as sleep } from 'node:timers/promises';
import { openLedger } from '../../src/server/ledger/ledger.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import { gift } from './facts.ts';

const [name, at, count, ...files] = process.argv.slice(2) as [string, string, string, ...string[]];
for (const [place, file] of files.entries()) {
  const instant = Number(at) + place * 100;
  await sleep(Math.max(1, instant - Date.now() - 10));
  while (Date.now() < instant); // to the millisecond, so that all of them begin at once
  const ledger = await openLedger(await openSqlite(file), 'test');
  for (let number = 0; number < Number(count); number += 1) {
    await ledger.record([gift(`pi_${name}_${number}`, { amount: 1 }), gift(`pi_${number}`, { amount: 100 })]);
    process.stdout.write(`${number}\n`);
  }
  await ledger.close();
}
