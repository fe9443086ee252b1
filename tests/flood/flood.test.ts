// A few seconds of what `npm run flood` does for half a minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder } from '../server/stand.ts';
import { allowed, attack, type Outcome } from './attack.ts';

function holds(out: Outcome): void {
  const total = out.reached.reduce((sum, count) => sum + count, 0);
  assert.ok(total <= allowed(out.reached.length), `${total} reached Stripe: ${out.reached.join(' ')}`);
  assert.deepEqual(Object.keys(out.statuses).filter((status) => !['201', '404', '429'].includes(status)), [], JSON.stringify(out.statuses));
  // By the function's own clock: a machine that runs other tests beside this one makes the attacker wait for itself.
  assert.ok(out.logged.p50 < 50, `half of the refusals took ${out.logged.p50} ms or more`);
  assert.equal(out.withoutRetryAfter, 0);
  assert.equal(out.returning, 404, "Stripe's own answer to who comes back");
  assert.deepEqual(out.after, [201, 201, 201, 201, 201, 429]);
  assert.ok(out.memory.peak - out.memory.before < 100, JSON.stringify(out.memory));
}

test('in a flood Stripe hears no more than the budget, each refusal is quick and says when to come again, and then all is as before', async (t) => {
  holds(await attack({ rate: 300, seconds: 4, challenge: false, databaseUrl: `file:${await folder(t)}/ledger.db` }));
});

test('with a challenge an honest reader gives in the midst of it', async (t) => {
  const out = await attack({ rate: 300, seconds: 4, challenge: true, databaseUrl: `file:${await folder(t)}/ledger.db` });
  holds(out);
  assert.deepEqual(out.reader, { status: 201, tries: 1, wasAsked: true });
});
