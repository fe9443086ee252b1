import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from '../../src/server/app.ts';
import { parseBudget, parseLimits, shares } from '../../src/server/guards/figures.ts';
import { settings } from './stand.ts';

const { SUPPORT_RATE_LIMIT: _, SUPPORT_STRIPE_BUDGET: __, ...bare } = settings;
const keys = { SUPPORT_TURNSTILE_SITE_KEY: '0x4AAAAAAAsite', SUPPORT_TURNSTILE_SECRET_KEY: '0x4AAAAAAAsecret' };

const linesOf = (change: Record<string, string>): readonly string[] => {
  try {
    readConfig({ ...bare, ...change });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
};

test('the guards are on where nothing is said', () => {
  const { rateLimit, stripeBudget, turnstile, trustedIpHeader } = readConfig(bare);
  assert.deepEqual(rateLimit, [{ count: 5, period: 600_000 }, { count: 20, period: 3_600_000 }]);
  assert.deepEqual([stripeBudget, turnstile, trustedIpHeader], [{ rate: 5, burst: 20 }, undefined, undefined]);
});

test('limits and budget as they are written', () => {
  assert.deepEqual(parseLimits('1/s, 30/2m ,7/d'), [{ count: 1, period: 1000 }, { count: 30, period: 120_000 }, { count: 7, period: 86_400_000 }]);
  assert.deepEqual(parseBudget('12/s,50'), { rate: 12, burst: 50 });
  for (const wrong of ['', '5', '5/10', '0/m', '5/0m', '-5/m', '5/m,', '5/w', '5 per minute', '1e3/m', 'OFF', '5/10m;20/h']) assert.equal(parseLimits(wrong), undefined, wrong);
  for (const wrong of ['', '5', '5/s', '5/m,20', '0/s,20', '5/s,0', '5/s,20,1', 'off', '5.5/s,20']) assert.equal(parseBudget(wrong), undefined, wrong);
});

test('the shares never come to more than the budget, and none of them to nothing', () => {
  for (const hasChallenge of [false, true]) {
    for (let burst = 5; burst < 60; burst++) {
      const all = Object.entries(shares({ rate: 5, burst }, hasChallenge)).filter(([lane]) => lane !== (hasChallenge ? 'patient' : 'challenged')).map(([, share]) => share);
      assert.ok(all.reduce((sum, share) => sum + share.burst, 0) <= burst);
      assert.ok(all.reduce((sum, share) => sum + share.rate, 0) <= 5.000001);
      assert.ok(all.every((share) => share.burst >= 1 && share.rate > 0), String(burst));
    }
  }
});

const wrong: [what: string, change: Record<string, string>, line: RegExp][] = [
  ['a limit nobody can read', { SUPPORT_RATE_LIMIT: '5 a minute' }, /^SUPPORT_RATE_LIMIT is not written like 5\/10m,20\/h/],
  ['a budget that is off', { SUPPORT_STRIPE_BUDGET: 'off' }, /^SUPPORT_STRIPE_BUDGET is not written like 5\/s,20/],
  ['a burst too small to be shared', { SUPPORT_STRIPE_BUDGET: '5/s,4' }, /the burst at least 5/],
  ['a blank limit', { SUPPORT_RATE_LIMIT: ' ' }, /^SUPPORT_RATE_LIMIT is blank/],
  ['one key of Turnstile', { SUPPORT_TURNSTILE_SITE_KEY: keys.SUPPORT_TURNSTILE_SITE_KEY }, /belong together: set both, or none/],
  ['the other', { SUPPORT_TURNSTILE_SECRET_KEY: keys.SUPPORT_TURNSTILE_SECRET_KEY }, /belong together: set both, or none/],
  ['a challenge without keys', { SUPPORT_CHALLENGE: 'always' }, /^SUPPORT_CHALLENGE needs SUPPORT_TURNSTILE_SITE_KEY/],
  ['a challenge now and then', { ...keys, SUPPORT_CHALLENGE: 'sometimes' }, /^SUPPORT_CHALLENGE must be under-attack or always$/],
  ['a verification in the open', { ...keys, SUPPORT_TURNSTILE_BASE: 'http://challenges.cloudflare.com' }, /^SUPPORT_TURNSTILE_BASE is not an address/],
  ['keys for tests beside a live key', { STRIPE_SECRET_KEY: 'rk_live_ownersKey', SUPPORT_TURNSTILE_SITE_KEY: '1x00000000000000000000AA', SUPPORT_TURNSTILE_SECRET_KEY: '1x0000000000000000000000000000000AA' }, /keys for tests, which stop nobody/],
  ['a header with a colon', { SUPPORT_TRUSTED_IP_HEADER: 'X-Real-IP:' }, /^SUPPORT_TRUSTED_IP_HEADER is not a header's name/],
  ['three webhook secrets', { STRIPE_WEBHOOK_SECRET: 'whsec_1,whsec_2,whsec_3' }, /^STRIPE_WEBHOOK_SECRET is not a signing secret/],
  ['a webhook secret and nothing', { STRIPE_WEBHOOK_SECRET: 'whsec_1,' }, /^STRIPE_WEBHOOK_SECRET is not a signing secret/],
  ['a blank webhook secret', { STRIPE_WEBHOOK_SECRET: '  ' }, /^STRIPE_WEBHOOK_SECRET is blank/],
];
for (const [what, change, line] of wrong) {
  test(`${what} stops the start`, () => {
    const lines = linesOf(change);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0]!, line);
    for (const value of Object.values(change)) assert.ok(value.length < 12 || !lines[0]!.includes(value), 'and does not show it');
  });
}

test('two keys are a challenge under attack, or always', () => {
  assert.equal(readConfig({ ...bare, ...keys }).turnstile?.always, false);
  assert.equal(readConfig({ ...bare, ...keys, SUPPORT_CHALLENGE: 'always' }).turnstile?.always, true);
  assert.equal(readConfig({ ...bare, ...keys }).turnstile?.base.href, 'https://challenges.cloudflare.com/');
});
