// One suite for every database the ledger can be kept in.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chosenDatabases, startDatabase, titles, type System } from '../support/databases.ts';
import { askingTests } from './asking.ts';
import { countingTests } from './counting.ts';
import { failingTests } from './failing.ts';
import { mergingTests } from './merging.ts';
import { openingTests } from './opening.ts';

for (const name of chosenDatabases()) {
  describe(titles[name], () => {
    let system: System | undefined;
    before(async () => { system = await startDatabase(name); });
    after(() => system?.stop());
    const running = () => system!;

    if (name === 'd1') {
      // SQLite would begin a transaction, a stand-in would not know these words.
      test("it is Cloudflare's own D1, in its own runtime", async (t) => {
        const database = await (await running().empty(t)).connect();
        await assert.rejects(database.run({ sql: 'BEGIN' }), /D1_ERROR: To execute a transaction, please use the state\.storage\.transaction\(\)/);
      });
    }
    openingTests(running);
    mergingTests(running);
    askingTests(running);
    countingTests(running);
    failingTests(running);
  });
}
