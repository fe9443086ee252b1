import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atSandbox } from '../server/at-sandbox.ts';
import { folder, settings } from '../server/stand.ts';
import { run, said } from './program.ts';

test('sync fills an empty ledger, and the next run finds nothing new', async (t) => {
  const here = await atSandbox(t);
  for (const amount of [500, 700]) await here.pay(await here.open({ amount }));
  const place = await folder(t);
  const sync = async (...flags: string[]) => {
    const program = run(t, ['sync', ...flags], { ...settings, STRIPE_API_BASE: here.origin, DATABASE_URL: 'file:ledger.db' }, place);
    assert.equal(await program.end, 0, program.stderr);
    return program.stdout;
  };
  assert.match(await sync(), /^sync finished: sessions 2 read, 2 new; /);
  assert.match(await sync(), /sessions 2 read, 0 new; /);
  assert.match(await sync('--full'), /sessions 2 read, 0 new; /);
});

test('sync without a ledger to bring up to date says so', async (t) => {
  const program = run(t, ['sync'], settings, await folder(t));
  assert.equal(await program.end, 1);
  assert.match(program.stderr, /DATABASE_URL is missing/);
});

test('sync that Stripe refuses ends with 1 and one line', async (t) => {
  const here = await atSandbox(t);
  await here.control('faults', { on: 'GET /v1/checkout/sessions', kind: 'status', status: 403 });
  const program = run(t, ['sync'], { ...settings, STRIPE_API_BASE: here.origin, DATABASE_URL: 'file:ledger.db' }, await folder(t));
  assert.equal(await program.end, 1);
  assert.equal(said(program).length, 1, program.stderr);
  assert.ok(!program.stderr.includes(settings.STRIPE_SECRET_KEY));
});
