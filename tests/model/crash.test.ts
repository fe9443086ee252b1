// Killed at every step between Stripe's answer, the write and ours. `npm run crash -- 200` kills two hundred times.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { seed } from '../shared/chance.ts';
import { crashRounds, deaths, untiedDeaths } from './crash.ts';

const rounds = Number(process.env.CRASH_ROUNDS ?? deaths.length);

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'support-widget-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

test(`killed ${rounds} times and started again, nothing is lost, nothing counts twice, no attempt makes two sessions`, async (t) => {
  const start = performance.now();
  const report = await crashRounds(await folder(t), deaths, rounds);
  t.diagnostic(`SEED=${seed}, ${report.rounds} rounds, ${report.deaths} deaths, ${report.gifts} gifts, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  assert.equal(report.deaths, rounds, 'every round had its death');
});

test('a refund that was written and not yet tied to its gift is tied when its event comes again', async (t) => {
  await crashRounds(await folder(t), untiedDeaths, untiedDeaths.length, false);
});
