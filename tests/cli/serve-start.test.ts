import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { folder, settings } from '../server/stand.ts';
import { hasIpv6, run, said, serve, type Program } from './program.ts';

// What an owner reads when `serve` does not start: words, never a stack trace.

async function failedStart(t: TestContext, env: Record<string, string>): Promise<{ program: Program; lines: string[] }> {
  const program = run(t, ['serve'], env, await folder(t));
  assert.equal(await program.end, 1);
  assert.equal(program.stdout, '');
  const lines = said(program);
  assert.ok(!lines.some((line) => /^\s+at |\.[jt]s:\d+|node:internal/.test(line)), program.stderr);
  return { program, lines };
}
const inFile = { ...settings, PORT: '0', DATABASE_URL: 'file:ledger.db' };

suite('where serve does not start,', { concurrency: 4 }, () => {
  test('with nothing set, everything missing is named at once', async (t) => {
    const { lines } = await failedStart(t, {});
    for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'SUPPORT_ALLOWED_ORIGINS']) assert.ok(lines.some((line) => line.trim().startsWith(`${name} is missing`)), name);
  });

  test('blank settings are named as blank', async (t) => {
    const { lines } = await failedStart(t, { STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '  ', SUPPORT_ALLOWED_ORIGINS: '' });
    assert.equal(lines.filter((line) => / is blank: /.test(line)).length, 3);
  });

  test('no secret is shown when another setting is wrong', async (t) => {
    const { program } = await failedStart(t, { ...inFile, PORT: 'harbour' });
    assert.match(program.stderr, /PORT/);
    for (const secret of [settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET]) assert.ok(!program.stderr.includes(secret));
  });

  test('a port that is taken is one line that says what to do', async (t) => {
    const other = createServer().listen(0, '127.0.0.1');
    t.after(() => other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { lines } = await failedStart(t, { ...inFile, PORT: String(port) });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0]!, new RegExp(`^support-widget serve: Port ${port} is taken.*PORT=`));
  });

  test('an address that is not this machine\'s is one line', async (t) => {
    const { lines } = await failedStart(t, { ...inFile, HOST: '192.0.2.1' });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0]!, /192\.0\.2\.1.*HOST/);
  });

  test('a ledger of the other mode is one line', async (t) => {
    const first = await serve(t);
    assert.equal((await fetch(`${first.origin}/health`)).status, 200);
    first.process.kill('SIGTERM');
    assert.equal(await first.end, 0);
    const second = run(t, ['serve'], { ...inFile, STRIPE_SECRET_KEY: 'rk_live_ownersKey' }, first.cwd);
    assert.equal(await second.end, 1);
    assert.equal(said(second).length, 1, second.stderr);
    assert.match(second.stderr, /holds test gifts.*live key/);
  });

  test('a file that is no database is one line that names it', async (t) => {
    const place = await folder(t);
    writeFileSync(join(place, 'ledger.db'), 'Dear diary, this is no database at all. '.repeat(100));
    const program = run(t, ['serve'], inFile, place);
    assert.equal(await program.end, 1);
    assert.equal(said(program).length, 1, program.stderr);
    assert.match(program.stderr, /DATABASE_URL|ledger\.db/);
  });

  test('a folder where the ledger cannot be is one line that names it', async (t) => {
    const { lines } = await failedStart(t, { ...inFile, DATABASE_URL: 'file:/dev/null/ledger.db' });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0]!, /DATABASE_URL|\/dev\/null/);
  });

  test('without DATABASE_URL it starts, and says that nothing is kept', async (t) => {
    const { DATABASE_URL: _, ...env } = inFile;
    const program = run(t, ['serve'], env, await folder(t));
    await program.address();
    assert.match(program.stderr, /DATABASE_URL is not set/);
  });

  test('it says where it listens, and in which mode', async (t) => {
    assert.match((await serve(t)).stdout, /^support-widget serve: http:\/\/127\.0\.0\.1:\d+ \(test mode\)\n$/);
    assert.match((await serve(t, { STRIPE_SECRET_KEY: 'rk_live_ownersKey' })).stdout, / \(live mode\)\n$/);
  });

  test('it listens on an address of IPv6, and says so as a browser takes it', { skip: !hasIpv6 && 'this machine has no IPv6' }, async (t) => {
    const { origin } = await serve(t, { HOST: '::1' });
    assert.match(origin, /^http:\/\/\[::1\]:\d+$/);
    assert.equal((await fetch(`${origin}/health`)).status, 200);
  });
});
