import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/server/config.ts';
import { ConfigError } from '../../src/server/config/setting.ts';

const complete = {
  STRIPE_SECRET_KEY: 'rk_test_ownersKey',
  STRIPE_WEBHOOK_SECRET: 'whsec_ownersSecret',
  SUPPORT_ALLOWED_ORIGINS: 'https://post.example',
};

/** The lines an owner reads, or none where the settings do. */
function linesOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines;
  }
}
const line = (change: Record<string, string | undefined>) => {
  const lines = linesOf({ ...complete, ...change });
  assert.equal(lines.length, 1, lines.join('\n'));
  return lines[0]!;
};

test('the three settings without which nothing starts are enough, and the rest has a default', () => {
  const config = readConfig(complete);
  assert.deepEqual(config.stripe, { key: 'rk_test_ownersKey', webhookSecrets: ['whsec_ownersSecret'], publishableKey: undefined, apiBase: undefined, livemode: false });
  assert.deepEqual([...config.allowedOrigins], ['https://post.example']);
  assert.deepEqual([config.host, config.port, config.databaseUrl], ['127.0.0.1', 4242, undefined]);
  const { limits, amounts, ...campaign } = config.campaigns.get('default')!;
  assert.deepEqual(campaign, { id: 'default', name: 'Support us', currency: 'USD', goal: 500_000, offline: 0, frequencies: ['once', 'month', 'year'], kind: 'support' });
  assert.deepEqual([...limits], [['USD', { min: 500, max: 5_000_000 }]]);
  assert.deepEqual([...amounts], [['USD', [0, 10_000, 250_000, 500_000]]]);
  assert.equal(config.publicUrl, undefined);
});

test('the address readers know has no slash at its end, and may have a path', () => {
  const given = { 'https://give.example': 'https://give.example', 'https://post.example/support/': 'https://post.example/support', 'http://127.0.0.1:4242//': 'http://127.0.0.1:4242' };
  for (const [text, address] of Object.entries(given)) assert.equal(readConfig({ ...complete, SUPPORT_PUBLIC_URL: text }).publicUrl, address);
});

test('with nothing set, everything missing is named at once', () => {
  const lines = linesOf({});
  for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'SUPPORT_ALLOWED_ORIGINS']) {
    assert.equal(lines.filter((one) => one.startsWith(`${name} is missing: `)).length, 1, name);
  }
  assert.equal(lines.length, 3);
});

for (const name of Object.keys(complete)) {
  for (const [how, blank] of [['empty', ''], ['only spaces', '  \t ']] as const) {
    test(`${name} that is ${how} stops the start`, () => assert.match(line({ [name]: blank }), new RegExp(`^${name} is blank: `)));
  }
}

for (const name of ['STRIPE_PUBLISHABLE_KEY', 'STRIPE_API_BASE', 'DATABASE_URL', 'SUPPORT_CAMPAIGNS', 'SUPPORT_PUBLIC_URL', 'HOST', 'PORT']) {
  test(`${name} may be missing, but not blank`, () => {
    assert.match(line({ [name]: '' }), new RegExp(`^${name} is blank: `));
    assert.match(line({ [name]: ' ' }), new RegExp(`^${name} is blank: `));
    assert.deepEqual(linesOf({ ...complete, [name]: undefined }), []);
  });
}

const bad: [name: string, value: string][] = [
  ['STRIPE_SECRET_KEY', 'pk_test_published'], ['STRIPE_SECRET_KEY', 'sk_test_'], ['STRIPE_SECRET_KEY', 'sk_prod_x'], ['STRIPE_SECRET_KEY', 'key'], ['STRIPE_SECRET_KEY', 'sk_test_one two'], ['STRIPE_SECRET_KEY', 'rk_live_"quoted"'],
  ['STRIPE_WEBHOOK_SECRET', 'secret'], ['STRIPE_WEBHOOK_SECRET', 'whsec_'], ['STRIPE_WEBHOOK_SECRET', 'we_123'],
  ['STRIPE_PUBLISHABLE_KEY', 'sk_test_secret'], ['STRIPE_PUBLISHABLE_KEY', 'pk_test_'],
  ['STRIPE_API_BASE', 'stripe'], ['STRIPE_API_BASE', 'ftp://127.0.0.1'], ['STRIPE_API_BASE', 'http://127.0.0.1/v1'], ['STRIPE_API_BASE', 'http://127.0.0.1?a'],
  ['DATABASE_URL', 'support.db'], ['DATABASE_URL', 'file:'], ['DATABASE_URL', 'mysql://here'],
  ['SUPPORT_ALLOWED_ORIGINS', '*'], ['SUPPORT_ALLOWED_ORIGINS', 'null'], ['SUPPORT_ALLOWED_ORIGINS', 'post.example'], ['SUPPORT_ALLOWED_ORIGINS', 'http://post.example'],
  ['SUPPORT_ALLOWED_ORIGINS', 'https://post.example/story'], ['SUPPORT_ALLOWED_ORIGINS', 'https://*.post.example'], ['SUPPORT_ALLOWED_ORIGINS', 'https://me@post.example'],
  ['SUPPORT_ALLOWED_ORIGINS', 'https://post.example,'], ['SUPPORT_ALLOWED_ORIGINS', 'https://post.example https://other.example'], ['SUPPORT_ALLOWED_ORIGINS', 'data:text/html'],
  ['SUPPORT_ALLOWED_ORIGINS', 'file:///home'], ['SUPPORT_ALLOWED_ORIGINS', 'http://localhost.evil.example'],
  ['SUPPORT_PUBLIC_URL', 'give.example'], ['SUPPORT_PUBLIC_URL', 'http://give.example'], ['SUPPORT_PUBLIC_URL', 'https://give.example/?a'], ['SUPPORT_PUBLIC_URL', 'https://give.example/#a'],
  ['SUPPORT_PUBLIC_URL', 'https://me@give.example'], ['SUPPORT_PUBLIC_URL', 'data:text/html'],
  ['PORT', '65536'], ['PORT', '-1'], ['PORT', '80.5'], ['PORT', 'http'], ['PORT', '0x50'], ['PORT', '99999999'],
];
for (const [name, value] of bad) {
  test(`${name}=${value} stops the start, with a line of its own`, () => assert.ok(line({ [name]: value }).startsWith(name), line({ [name]: value })));
}

const good: [name: string, value: string][] = [
  ['STRIPE_SECRET_KEY', 'sk_test_51Abc'], ['STRIPE_SECRET_KEY', ' rk_live_51Abc\n'], ['STRIPE_API_BASE', 'http://127.0.0.1:4242'], ['STRIPE_API_BASE', 'https://stripe.example/'],
  ['DATABASE_URL', 'file:support.db'], ['DATABASE_URL', 'file:/var/lib/support.db'], ['PORT', '0'], ['PORT', '65535'], ['HOST', '0.0.0.0'],
  ['SUPPORT_ALLOWED_ORIGINS', 'https://post.example/'], ['SUPPORT_ALLOWED_ORIGINS', 'https://a.example , https://b.example:8443'], ['SUPPORT_ALLOWED_ORIGINS', 'http://localhost:8080,http://127.0.0.1:1,http://[::1]:2'],
];
for (const [name, value] of good) test(`${name}=${JSON.stringify(value)} is taken`, () => assert.deepEqual(linesOf({ ...complete, [name]: value }), []));

test('every bad setting has its line, all at once', () => {
  const lines = linesOf({
    STRIPE_SECRET_KEY: 'key', STRIPE_WEBHOOK_SECRET: ' ', SUPPORT_ALLOWED_ORIGINS: '*,http://post.example', STRIPE_PUBLISHABLE_KEY: 'pk', STRIPE_API_BASE: 'x', DATABASE_URL: 'x',
    SUPPORT_CAMPAIGNS: '{', HOST: '', PORT: 'x',
  });
  for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_API_BASE', 'DATABASE_URL', 'SUPPORT_CAMPAIGNS', 'HOST', 'PORT']) {
    assert.equal(lines.filter((one) => one.startsWith(name)).length, 1, `${name} in ${lines.join('\n')}`);
  }
  assert.equal(lines.filter((one) => one.startsWith('SUPPORT_ALLOWED_ORIGINS')).length, 2, 'one for each origin');
});

test('live and test keys do not mix', () => {
  assert.match(line({ STRIPE_PUBLISHABLE_KEY: 'pk_live_x' }), /different modes/);
  assert.match(line({ STRIPE_SECRET_KEY: 'sk_live_x', STRIPE_PUBLISHABLE_KEY: 'pk_test_x' }), /different modes/);
  assert.deepEqual(linesOf({ ...complete, STRIPE_SECRET_KEY: 'rk_live_x', STRIPE_PUBLISHABLE_KEY: 'pk_live_x' }), []);
});

test('the mode is the key\'s', () => {
  for (const [key, livemode] of [['sk_live_x', true], ['rk_live_x', true], ['sk_test_x', false], ['rk_test_live_x', false]] as const) {
    assert.equal(readConfig({ ...complete, STRIPE_SECRET_KEY: key }).stripe.livemode, livemode, key);
  }
});

// Keys are pasted into the wrong box, and error lines end in logs that many can read.
const misplaced = ['sk_live_51hidden', 'rk_test_51hidden', 'whsec_hidden', 'https://user:hidden@stripe.example', 'postgres:/user:hidden@db.example/support'];
for (const name of [...Object.keys(complete), 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_API_BASE', 'DATABASE_URL', 'SUPPORT_CAMPAIGNS', 'SUPPORT_PUBLIC_URL', 'PORT']) {
  test(`a secret put into ${name} by mistake is shown in no error line`, () => {
    for (const secret of misplaced) {
      const lines = linesOf({ ...complete, [name]: secret }).join('\n');
      assert.ok(!lines.includes('hidden'), lines);
    }
  });
}
