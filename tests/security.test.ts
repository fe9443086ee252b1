import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { longestRequestMs } from '../src/adapters/node.ts';
import { readConfig } from '../src/server/app.ts';
import { largestBody } from '../src/server/guards/body.ts';
import { sends } from '../src/server/guards/counters.ts';
import { shares } from '../src/server/guards/figures.ts';
import { Refusals } from '../src/server/guards/refusals.ts';
import { deliver, paidSession, signed, tell } from './server/events.ts';
import { asForm } from './server/giving.ts';
import { asJson, newAttempt, press, problemOf, recorded, settings, type Stand } from './server/stand.ts';

// SECURITY.md says what an attacker can do, in figures. Each is what the code says, and what it does.

const security = readFileSync(new URL('../SECURITY.md', import.meta.url), 'utf8');
const told = (name: string): string => {
  const [, text] = new RegExp(`<!-- ${name} -->(.*?)<!-- /${name} -->`).exec(security) ?? [];
  assert.ok(text !== undefined, `SECURITY.md has no <!-- ${name} -->`);
  held.add(name);
  return text;
};
const figure = (name: string): number => Number(told(name).replace(/[$,]/g, ''));
const held = new Set<string>();

const { SUPPORT_RATE_LIMIT: _, SUPPORT_STRIPE_BUDGET: __, SUPPORT_CAMPAIGNS: ___, ...bare } = settings;
/** As the settings come, but for what an owner must set. */
const asItComes = readConfig(bare);
const limits = asItComes.rateLimit === 'off' ? [] : asItComes.rateLimit;
const minute = 60_000;
const hour = 60 * minute;

/** A function as it comes. */
const open = async (t: TestContext, change: Record<string, string> = {}) => {
  const defaults = { SUPPORT_RATE_LIMIT: '5/10m,20/h', SUPPORT_STRIPE_BUDGET: '5/s,20' };
  const here = await recorded(t, { ...defaults, ...change });
  if (Object.keys(change).length === 0) assert.deepEqual([here.config.rateLimit, here.config.stripeBudget], [asItComes.rateLimit, asItComes.stripeBudget], 'the defaults are these');
  return here;
};
const pressFrom = ({ send }: Stand, address: string, change: object = {}) => send('/checkout', asJson({ attempt: newAttempt(), ...press, ...change }), { address });

/** How many of these tries one address has, at times of our choosing. */
async function allowed({ ledger }: Stand, who: string, times: number[]): Promise<number> {
  let count = 0;
  for (const [number, time] of times.entries()) if ((await ledger.counters.count(who, `${who}${number}`, limits, time)) === 0) count++;
  return count;
}
const every = (step: number, during: number): number[] => Array.from({ length: during / step }, (_, place) => Date.now() + place * step);

test('one address: the sixth session in ten minutes is refused, in an hour and a day there are no more than told', async (t) => {
  const here = await open(t);
  const opened = figure('per-10-minutes');
  for (let number = 0; number < opened; number++) assert.equal((await pressFrom(here, '192.0.2.1')).status, 201);
  const refused = await pressFrom(here, '192.0.2.1');
  assert.deepEqual([refused.status, (await problemOf(refused)).code], [429, 'too_many_attempts']);
  assert.equal(here.recorder.calls.length, opened);
  assert.equal(await allowed(here, 'a', every(10_000, 10 * minute)), opened);
  assert.equal(await allowed(here, 'b', every(minute, hour)), figure('per-hour'));
  assert.equal(await allowed(here, 'c', every(minute, 24 * hour)), figure('per-day'));
  assert.deepEqual(limits, [{ count: opened, period: 10 * minute }, { count: figure('per-hour'), period: hour }]);
});

test('one address is a /64 of IPv6, whatever a header says', async (t) => {
  assert.equal(figure('prefix'), 64);
  const here = await open(t);
  for (let number = 0; number < 5; number++) assert.equal((await pressFrom(here, `2001:db8:1:2:${number}::1`)).status, 201);
  const again = asJson({ attempt: newAttempt(), ...press });
  const headers = { ...again.headers as Record<string, string>, 'X-Forwarded-For': '198.51.100.1', Forwarded: 'for=198.51.100.1', 'X-Real-IP': '198.51.100.1', 'CF-Connecting-IP': '198.51.100.1' };
  assert.equal((await here.send('/checkout', { ...again, headers }, { address: '2001:db8:1:2:ffff::1' })).status, 429);
  assert.equal((await pressFrom(here, '2001:db8:1:3::1')).status, 201);
});

test('one attempt can be sent again as often as told, and is one session', async (t) => {
  assert.equal(figure('sends'), sends);
  const here = await open(t);
  const attempt = newAttempt();
  const statuses = [];
  for (let number = 0; number <= sends; number++) statuses.push((await pressFrom(here, '192.0.2.1', { attempt })).status);
  assert.deepEqual(statuses, [...Array<number>(sends).fill(201), 429]);
  assert.deepEqual(new Set(here.recorder.calls.map(({ headers }) => headers['idempotency-key'])), new Set([attempt]));
});

test('all addresses together: the budget, its shares, and what comes of them', async (t) => {
  const { rate, burst } = asItComes.stripeBudget;
  assert.deepEqual([figure('rate'), figure('burst')], [rate, burst]);
  assert.deepEqual([figure('share'), figure('share-failing')], [rate / 25 * 100, rate * 2 / 25 * 100]);
  const without = shares(asItComes.stripeBudget, false);
  const withOne = shares(asItComes.stripeBudget, true);
  assert.deepEqual([figure('press-rate'), figure('press-burst'), figure('patient-rate'), figure('unknown-rate')], [without.press.rate, without.press.burst, without.patient.rate, without.unknown.rate]);
  assert.deepEqual([figure('open-rate'), figure('challenged-rate')], [withOne.press.rate, withOne.challenged.rate]);
  for (const lanes of [without, withOne]) {
    const all = Object.values(lanes);
    assert.ok(all.reduce((sum, lane) => sum + lane.rate, 0) <= rate && all.reduce((sum, lane) => sum + lane.burst, 0) <= burst, 'the shares are no more than the whole');
  }
  assert.equal(figure('all-per-hour'), (without.press.rate + without.patient.rate) * 3600);
  assert.equal(figure('addresses'), figure('all-per-hour') / figure('per-hour'));
  assert.equal(told('botnet'), [10, 100, 1000].map((count) => Math.min(count * figure('per-hour'), figure('all-per-hour')).toLocaleString('en')).join(', '));

  const here = await open(t);
  const start = Date.now();
  const answers = await Promise.all(Array.from({ length: 60 }, (_, number) => pressFrom(here, `192.0.2.${number}`)));
  const passed = answers.filter(({ status }) => status === 201).length;
  const most = without.press.burst + Math.ceil((Date.now() - start) / 1000 * without.press.rate);
  assert.ok(passed >= without.press.burst && passed <= most, `${passed} of 60 at once`);
  assert.equal(here.recorder.calls.length, passed);
  for (const answer of answers) if (answer.status !== 201) assert.deepEqual([answer.status, (await problemOf(answer)).code], [429, 'budget_spent']);

  // A minute of ten tries a second, by the counters' own clock.
  let taken = 0;
  for (const time of every(100, minute)) if ((await here.ledger.counters.take('minute', without.press, time)) === 0) taken++;
  assert.ok(taken <= without.press.burst + 60 * without.press.rate && taken >= 60 * without.press.rate, String(taken));
});

test('a call to Stripe is tried twice where Stripe fails, no more', async (t) => {
  const here = await open(t);
  here.recorder.answer = () => ({ status: 500, body: { error: { type: 'api_error', message: 'x' } } });
  assert.equal((await pressFrom(here, '192.0.2.1')).status, 503);
  assert.equal(here.recorder.calls.length, 2);
  assert.equal(figure('share-failing') / figure('share'), here.recorder.calls.length);
});

test('made-up sessions: what reaches Stripe, and from one address', async (t) => {
  const here = await open(t);
  here.recorder.answer = () => ({ status: 404, body: { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'x' } } });
  const start = Date.now();
  for (let number = 0; number < 40; number++) await here.send(`/checkout/cs_test_${number}`, {}, { address: `192.0.2.${number}` });
  const { unknown } = shares(asItComes.stripeBudget, false);
  assert.ok(here.recorder.calls.length <= unknown.burst + Math.ceil((Date.now() - start) / 1000 * figure('unknown-rate')), String(here.recorder.calls.length));
  const wide = await open(t, { SUPPORT_STRIPE_BUDGET: '1000/s,10000' });
  const statuses = [];
  for (let number = 0; number <= figure('reads-per-minute'); number++) statuses.push((await wide.send(`/checkout/cs_test_${number}`, {}, { address: '192.0.2.1' })).status);
  assert.deepEqual([statuses.filter((status) => status !== 429).length, statuses.at(-1)], [figure('reads-per-minute'), 429]);
});

test('how long a session can be paid, the smallest amount, how large a body', async (t) => {
  const here = await open(t, { SUPPORT_RATE_LIMIT: 'off' });
  const now = Date.now() / 1000;
  assert.equal((await pressFrom(here, '192.0.2.1')).status, 201);
  const minutes = (Number(here.recorder.calls[0]!.form.expires_at) - now) / 60;
  assert.ok(Math.abs(minutes - figure('session-minutes')) < 0.1, String(minutes));

  const smallest = figure('smallest') * 100;
  assert.equal(asItComes.campaigns.get('default')!.limits.get('USD')!.min, smallest);
  assert.equal((await pressFrom(here, '192.0.2.1', { amount: smallest - 1 })).status, 400);
  assert.equal((await pressFrom(here, '192.0.2.1', { amount: smallest })).status, 201);

  assert.equal(figure('body'), largestBody);
  const sized = async (path: string, init: RequestInit, size: number) => (await here.send(path, { ...init, body: (init.body as string).padEnd(size) })).status;
  const good = () => asJson({ attempt: newAttempt(), ...press });
  assert.deepEqual([await sized('/checkout', good(), largestBody), await sized('/checkout', good(), largestBody + 1)], [201, 413]);
  assert.equal(await sized('/give', asForm({ amount: '100.00' }), largestBody + 1), 413);
  assert.equal(figure('request-seconds') * 1000, longestRequestMs);
});

test('a webhook without the secret changes nothing; a true one counts once, and not for ever', async (t) => {
  const here = await open(t);
  const event = tell('checkout.session.completed', paidSession());
  const seconds = figure('signature-seconds');
  const now = Math.floor(Date.now() / 1000);
  for (const forged of [await signed(event, { secret: 'whsec_another' }), await signed(event, { timestamp: now - seconds - 5 }), await signed(event, { timestamp: now + seconds + 5 }), { ...(await signed(event)), body: JSON.stringify({ ...event, id: 'evt_other' }) }])
    assert.equal((await here.send('/webhook', forged)).status, 400);
  assert.equal(here.rows().length, figure('forged'));
  assert.equal((await here.send('/webhook', await signed(event, { timestamp: now - seconds + 5 }))).status, 200);
  const rows = here.rows().length;
  assert.ok(rows > 0);
  assert.equal(await deliver(here, event), 200);
  assert.equal(here.rows().length, rows);
  const large = async (size: number) => (await problemOf(await here.send('/webhook', { method: 'POST', body: ' '.repeat(size) }))).code;
  assert.deepEqual([await large(figure('event')), await large(figure('event') + 1)], ['signature_invalid', 'body_too_large']);
});

test('the secret of /sync is as long as told', () => {
  const long = figure('sync-secret');
  assert.ok(readConfig({ ...bare, SUPPORT_SYNC_SECRET: 'x'.repeat(long) }).syncSecret);
  assert.throws(() => readConfig({ ...bare, SUPPORT_SYNC_SECRET: 'x'.repeat(long - 1) }), /SUPPORT_SYNC_SECRET/);
});

test('no public answer holds anything of a donor', async (t) => {
  const here = await open(t);
  const donor = { email: 'giver@example.net', name: 'Gerda Giver', phone: '+1 555 0100' };
  here.recorder.answer = () => ({ status: 200, body: paidSession({ id: 'cs_test_x', customer: 'cus_giver', customer_email: donor.email, customer_details: { ...donor, address: { city: 'Harbourtown' } } }) });
  const texts = await Promise.all(['/checkout/cs_test_x', '/give/thanks?support_session=cs_test_x', '/campaigns/default', '/health', '/give'].map(async (path) => {
    const response = await here.send(path);
    assert.equal(response.status, 200, path);
    return `${JSON.stringify([...response.headers])} ${await response.text()}`;
  }));
  const found = [...Object.values(donor), 'cus_giver', 'Harbourtown'].filter((value) => texts.some((text) => text.includes(value)));
  assert.equal(found.length, figure('donor-data'), found.join());
  const answer = await (await here.send('/checkout/cs_test_x')).json() as object;
  assert.deepEqual(Object.keys(answer).sort(), ['amount', 'currency', 'frequency', 'status']);
  const meter = await here.send('/campaigns/default');
  assert.match(meter.headers.get('Cache-Control')!, new RegExp(`s-maxage=${figure('meter-seconds')}\\b`));
});

test('a refused attempt costs little time, and an address little memory', async (t) => {
  const here = await open(t);
  for (let number = 0; number < 6; number++) await pressFrom(here, '192.0.2.1');
  const times = [];
  for (let number = 0; number < 300; number++) {
    const start = performance.now();
    assert.equal((await pressFrom(here, '192.0.2.1')).status, 429);
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[150]!;
  assert.ok(median < figure('refusal-ms'), `${median.toFixed(2)} ms`);

  const most = figure('remembered');
  const refusals = new Refusals();
  const now = Date.now();
  const name = (number: number) => `address:${String(number).padStart(24, '0')}`;
  const before = process.memoryUsage().heapUsed;
  for (let number = 0; number < most; number++) refusals.keep(name(number), hour, now);
  const bytes = (process.memoryUsage().heapUsed - before) / most;
  assert.ok(bytes < figure('memory-bytes'), `${bytes} bytes`);
  assert.ok(refusals.waitFor(name(0), now) > 0, 'all that were told are remembered');
  refusals.keep(name(most), hour, now);
  assert.deepEqual([refusals.waitFor(name(0), now), refusals.waitFor(name(1), now)], [0, hour], 'one more, and the oldest is forgotten');
});

test('what an address leaves in the database is gone after the longest limit', async (t) => {
  const { ledger, file } = await open(t);
  const database = new DatabaseSync(file);
  t.after(() => database.close());
  const rows = () => database.prepare("SELECT name FROM counters WHERE name LIKE '%somebody%' UNION ALL SELECT id FROM tries").all().length;
  const now = Date.now();
  const kept = figure('kept-minutes') * minute;
  await ledger.counters.count('somebody', 'once', limits, now);
  await ledger.sweep(limits, now + kept - 1);
  assert.equal(rows(), 1);
  await ledger.sweep(limits, now + kept + 1);
  assert.equal(rows(), 0);
});

test('the packages are as many as told', () => {
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
  assert.equal(figure('dependencies'), Object.keys(dependencies).length);
  assert.equal(told('packages'), /<!-- packages -->(\d+)/.exec(read('README.md'))![1], 'as in the README, which tests/package.test.ts holds');
});

test('whoever hears messages of other windows asks first who speaks', () => {
  const source = join(import.meta.dirname, '../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);
  const hearers = files.filter(([, text]) => /addEventListener\(\s*['"`]message['"`]|\bonmessage\b|new (Broadcast|Message)Channel/.test(text));
  assert.deepEqual(hearers.map(([file]) => file.split('\\').join('/')), ['sandbox/browser/stripe-js.ts'], 'one that is new: check who speaks, test it, and name it here');
  for (const [file, text] of hearers) {
    const [, name] = /addEventListener\('message', (\w+)\)/.exec(text) ?? [];
    const [, body] = new RegExp(`const ${name} = \\(event[^)]*\\) => \\{([^]*?)\\n    \\};`).exec(text) ?? [];
    const first = body!.split('\n').map((line) => line.trim()).find((line) => line && !line.startsWith('//'));
    assert.match(first!, /^if \(.*event\.source !== .*event\.origin !== .*\) return;$/, file);
  }
  for (const [file, text] of files) assert.ok(!/postMessage\([^;]*['"`]\*['"`]/.test(text), `${file} tells everybody`);
});

test('every figure of SECURITY.md is held here', () => {
  const all = [...security.matchAll(/<!-- ([\w-]+) -->/g)].map(([, name]) => name!);
  assert.ok(all.length > 30);
  assert.deepEqual(all.filter((name) => !held.has(name)), []);
});

