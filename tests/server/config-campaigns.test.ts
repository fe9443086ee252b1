import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/server/config.ts';
import type { Campaign } from '../../src/server/config/campaigns.ts';
import { ConfigError } from '../../src/server/config/setting.ts';

const complete = { STRIPE_SECRET_KEY: 'rk_test_x', STRIPE_WEBHOOK_SECRET: 'whsec_x', SUPPORT_ALLOWED_ORIGINS: 'https://post.example' };

const read = (campaigns: unknown) => readConfig({ ...complete, SUPPORT_CAMPAIGNS: typeof campaigns === 'string' ? campaigns : JSON.stringify(campaigns) }).campaigns;
const one = (campaign: object): Campaign => read({ post: { name: 'The Harbour Post', ...campaign } }).get('post')!;

function linesOf(campaigns: unknown): readonly string[] {
  try {
    read(campaigns);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines;
  }
}
const line = (campaign: object) => {
  const lines = linesOf({ post: { name: 'The Harbour Post', ...campaign } });
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0]!, /^SUPPORT_CAMPAIGNS/);
  return lines[0]!;
};

test('a campaign says everything in major units and is read in minor ones', () => {
  const campaign = one({ currency: 'eur', currencies: ['usd', 'JPY'], min: '10', max: '2500', goal: '20000', offline: '100.5', frequencies: ['month', 'once'], kind: 'donation' });
  assert.deepEqual({ ...campaign, limits: Object.fromEntries(campaign.limits), amounts: Object.fromEntries(campaign.amounts) }, {
    id: 'post', name: 'The Harbour Post', currency: 'EUR', goal: 2_000_000, offline: 10_050, frequencies: ['month', 'once'], kind: 'donation',
    limits: { EUR: { min: 1000, max: 250_000 }, USD: { min: 1000, max: 250_000 }, JPY: { min: 50, max: 2500 } },
    amounts: { EUR: [0, 10_000, 250_000], USD: [0, 10_000, 250_000], JPY: [0, 100, 2500] },
  });
});

test('a campaign of only a name takes 5 to 50,000 dollars, as often as there is, with no goal', () => {
  const { limits, amounts, ...rest } = one({});
  assert.deepEqual(rest, { id: 'post', name: 'The Harbour Post', currency: 'USD', goal: null, offline: 0, frequencies: ['once', 'month', 'year'], kind: 'support' });
  assert.deepEqual([...limits], [['USD', { min: 500, max: 5_000_000 }]]);
  assert.deepEqual([...amounts], [['USD', [0, 10_000, 250_000, 500_000]]]);
});

test('the amounts of /give are put in order, each once, and those outside the limits left out', () => {
  const { amounts } = one({ currencies: ['JPY'], amounts: ['50', '5', '4', '0', '5', '50001'] });
  assert.deepEqual(Object.fromEntries(amounts), { USD: [0, 500, 5000], JPY: [0, 50] });
});

test('a campaign says where a monthly gift is stopped', () => assert.equal(one({ manageUrl: 'https://billing.stripe.com/p/login/x' }).manageUrl, 'https://billing.stripe.com/p/login/x'));

test('Stripe\'s own minimum holds where the owner would take less', () => {
  for (const [currency, min] of [['USD', 50], ['GBP', 30], ['JPY', 50], ['SEK', 300], ['HUF', 17_500], ['KES', 1]] as const) {
    assert.equal(one({ currency, min: '0' }).limits.get(currency)!.min, min, currency);
  }
});

test('the smallest amount is never 0', () => {
  for (const currency of ['USD', 'KES', 'ISK', 'XPF']) assert.ok(one({ currency, min: '0' }).limits.get(currency)!.min > 0, currency);
});

test('the largest amount is Stripe\'s where the owner would take more', () => {
  assert.equal(one({ max: '5000000' }).limits.get('USD')!.max, 99_999_999);
  assert.equal(one({ currency: 'JPY', max: '500000000' }).limits.get('JPY')!.max, 99_999_999);
});

const bad: [what: string, campaign: object, words: RegExp][] = [
  ['no name', { name: undefined }, /post\.name/],
  ['a blank name', { name: '  ' }, /post\.name/],
  ['a name longer than Stripe shows', { name: 'x'.repeat(251) }, /post\.name/],
  ['a key that is not known', { golas: '5' }, /golas/],
  ['a number where text is meant', { min: 5 }, /post\.min/],
  ['a sign', { min: '-5' }, /post\.min/],
  ['an exponent', { max: '1e3' }, /post\.max/],
  ['group signs', { max: '50,000' }, /post\.max/],
  ['more decimals than the currency has', { goal: '5.001' }, /post\.goal.*5\.001/],
  ['a currency Stripe does not list', { currency: 'XYZ' }, /XYZ/],
  ['a currency with three decimals', { currency: 'KWD' }, /KWD/],
  ['another currency Stripe does not list', { currencies: ['EUR', 'BTC'] }, /BTC/],
  ['a smallest amount above the largest', { min: '10', max: '5' }, /USD/],
  ['a largest amount below Stripe\'s minimum', { min: '0', max: '0.49' }, /USD/],
  ['limits that leave nothing in a second currency', { currencies: ['HUF'], max: '100' }, /HUF/],
  ['half a króna', { currency: 'ISK', min: '5.50' }, /ISK/],
  ['half a Uganda shilling in the goal', { currency: 'UGX', goal: '500.50' }, /UGX/],
  ['a tenth of a yen', { currency: 'JPY', min: '50.5' }, /JPY/],
  ['cents in a second currency without cents', { min: '5.50', currencies: ['JPY'] }, /JPY/],
  ['a frequency that is not known', { frequencies: ['week'] }, /frequencies/],
  ['no frequency', { frequencies: [] }, /frequencies/],
  ['no amounts', { amounts: [] }, /post\.amounts/],
  ['an amount that is a number', { amounts: [5] }, /post\.amounts/],
  ['an amount that is no amount', { amounts: ['5', 'five'] }, /post\.amounts/],
  ['an amount the currency does not have', { amounts: ['5.001'] }, /post\.amounts.*5\.001/],
  ['an amount a second currency does not have', { amounts: ['100', '12.50'], currencies: ['JPY'] }, /post\.amounts.*12\.50.*JPY/],
  ['a page for monthly gifts that is not https', { manageUrl: 'http://billing.example/' }, /post\.manageUrl/],
  ['a page for monthly gifts that is no address', { manageUrl: 'billing.example' }, /post\.manageUrl/],
  ['a kind that is not known', { kind: 'sale' }, /kind/],
];
for (const [what, campaign, words] of bad) test(`a campaign with ${what} stops the start`, () => assert.match(line(campaign), words));

for (const id of ['Post', 'the post', '-post', '_post', 'post/2', 'pöst', '', 'x'.repeat(65)]) {
  test(`${JSON.stringify(id.slice(0, 20))} is no campaign's id`, () => {
    const lines = linesOf(`{"default": {"name": "x"}, ${JSON.stringify(id)}: {"name": "x"}}`);
    assert.equal(lines.length, 1, lines.join('\n'));
  });
}

for (const id of ['2026', 'a', 'the-post_2', 'x'.repeat(64)]) {
  test(`"${id.slice(0, 20)}" may be a campaign's id`, () => assert.deepEqual([...read({ [id]: { name: 'x' } }).keys()], [id]));
}

for (const text of ['{', 'default', '[]', '"default"', 'null', '5', '{}', '{"default": null}', '{"default": []}']) {
  test(`SUPPORT_CAMPAIGNS=${text} stops the start`, () => {
    const lines = linesOf(text);
    assert.ok(lines.length === 1 && lines[0]!.startsWith('SUPPORT_CAMPAIGNS'), lines.join('\n'));
  });
}

test('every campaign\'s error is named, all at once', () => {
  const lines = linesOf({ one: { name: '', frequencies: [] }, two: { name: 'x', golas: '5' } });
  for (const words of [/one\.name/, /one\.frequencies/, /two\.golas/]) assert.ok(lines.some((text) => words.test(text)), `${words.source} in ${lines.join('\n')}`);
});

test('amounts that no currency has are named for every campaign, all at once', () => {
  const lines = linesOf({ one: { name: 'x', goal: '5.001' }, two: { name: 'x', currency: 'JPY', goal: '5.5' } });
  for (const words of [/one\.goal/, /two\.goal/]) assert.ok(lines.some((text) => words.test(text)), `${words.source} in ${lines.join('\n')}`);
});
