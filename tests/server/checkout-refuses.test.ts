import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProblemAnswer } from '../../src/shared/problem.ts';
import { asJson, newAttempt, page, press, problemOf, recorded } from './stand.ts';

// What never reaches Stripe, and the code it is refused with.

const cleanups: (() => unknown)[] = [];
let here: Awaited<ReturnType<typeof recorded>>;
before(async () => { here = await recorded({ after: (done) => cleanups.push(done as () => unknown) }); });
after(async () => { for (const done of cleanups.reverse()) await done(); });

async function refusal(body: unknown): Promise<ProblemAnswer> {
  here.recorder.calls.length = 0;
  const response = await here.send('/checkout', typeof body === 'string' ? { ...asJson({}), body } : asJson(body));
  const problem = await problemOf(response);
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), page, 'so that the page can read why');
  assert.deepEqual(here.recorder.calls, [], 'nothing was sent to Stripe');
  return problem;
}
const complete = () => ({ attempt: newAttempt(), ...press });
const refusedAs = async (change: object, wanted: Partial<ProblemAnswer>) => {
  const { code, status, field, limit } = await refusal({ ...complete(), ...change });
  assert.deepEqual({ code, status, field, limit }, { status: 400, field: undefined, limit: undefined, ...wanted });
};

for (const field of ['attempt', 'amount', 'currency', 'frequency', 'returnUrl']) {
  test(`a press without ${field} is refused, and the field named`, () => refusedAs({ [field]: undefined }, { code: 'field_missing', field }));
}

for (const name of ['price', 'Amount', 'success_url', 'toString', 'constructor', '__proto__']) {
  test(`a key "${name}" that is not part of the contract is refused`, async () => {
    const { code, field } = await refusal(`${JSON.stringify(complete()).slice(0, -1)}, ${JSON.stringify(name)}: 1}`);
    assert.deepEqual([code, field], ['field_unknown', name]);
  });
}

const unusable: [field: string, values: unknown[]][] = [
  ['attempt', [5, null, '', 'short', 'a'.repeat(65), 'has spaces in it', 'semi;colon;', 'ümlaut-attempt', 'line\nbreak-x', ['attempt-1']]],
  ['campaign', [5, null, 'x'.repeat(65), {}]],
  ['currency', [840, null, '', 'US', 'USDT', 'U$D', '€', ['USD']]],
  ['frequency', [1, null, '', 'week', 'Once', 'monthly']],
  ['returnUrl', [5, null, {}, `https://post.example/${'x'.repeat(2000)}`]],
  ['locale', [5, null, '', 'x', 'en_US', 'en-', '../en', 'en;q=1']],
  ['ui', [5, null, '', 'custom', 'hosted_page']],
  ['coversFees', [1, null, 'true']],
];
for (const [field, values] of unusable) {
  test(`a press whose ${field} is of no use is refused, and the field named`, async () => {
    for (const value of values) await refusedAs({ [field]: value }, { code: 'field_invalid', field });
  });
}

for (const amount of [1.5, '100', '', null, true, [100], {}, 1e21, 2 ** 53, Number.MAX_VALUE, -1.5]) {
  test(`the amount ${JSON.stringify(amount)} is no integer in minor units`, () => refusedAs({ amount }, { code: 'amount_invalid', field: 'amount' }));
}

test('an amount that JSON cannot say is no JSON', async () => {
  for (const amount of ['NaN', 'Infinity', '0x64', '01', '1_000', '+5']) {
    assert.equal((await refusal(JSON.stringify(complete()).replace('1250', amount))).code, 'json_invalid', amount);
  }
});

for (const amount of [0, -0, -1, -100_000, 1, 499, Number.MIN_SAFE_INTEGER]) {
  test(`${Object.is(amount, -0) ? '-0' : amount} cents are below the smallest amount, which is named`, () => refusedAs({ amount }, { code: 'amount_too_small', field: 'amount', limit: 500 }));
}

for (const amount of [2_000_001, 99_999_999, 100_000_000, Number.MAX_SAFE_INTEGER]) {
  test(`${amount} cents are above the largest amount, which is named`, () => refusedAs({ amount }, { code: 'amount_too_large', field: 'amount', limit: 2_000_000 }));
}

test('-0 as JSON writes it is refused like 0', async () => {
  assert.equal((await refusal(JSON.stringify(complete()).replace('1250', '-0'))).code, 'amount_too_small');
});

test('half a króna is refused, and the step named', () => refusedAs({ currency: 'ISK', amount: 50_050 }, { code: 'amount_step', field: 'amount', limit: 100 }));

test('each currency has limits of its own', async () => {
  await refusedAs({ currency: 'JPY', amount: 49 }, { code: 'amount_too_small', field: 'amount', limit: 50 });
  await refusedAs({ currency: 'HUF', amount: 17_499 }, { code: 'amount_too_small', field: 'amount', limit: 17_500 });
  await refusedAs({ currency: 'JPY', amount: 20_001 }, { code: 'amount_too_large', field: 'amount', limit: 20_000 });
});

for (const campaign of ['other', 'toString', '__proto__', '', '../default']) {
  test(`there is no campaign "${campaign}"`, () => refusedAs({ campaign }, { code: 'campaign_unknown', status: 404, field: 'campaign' }));
}

for (const currency of ['GBP', 'KWD', 'XXX']) {
  test(`a campaign that does not take ${currency} says so`, () => refusedAs({ currency }, { code: 'currency_not_offered', field: 'currency' }));
}

test('a frequency the campaign does not offer is refused', async () => {
  await refusedAs({ frequency: 'month' }, { code: 'frequency_not_offered', field: 'frequency' });
  await refusedAs({ campaign: 'boat', currency: 'EUR', frequency: 'year' }, { code: 'frequency_not_offered', field: 'frequency' });
});

const script = ['javascript', 'alert(1)//https://post.example'].join(':');
const elsewhere = [
  'https://evil.example/', 'http://post.example/', 'https://post.example:8443/', 'https://post.example.evil.example/', 'https://evil.example/https://post.example/', 'https://www.post.example/',
  'https://user@post.example/', 'https://user:password@post.example/', 'https://post.example@evil.example/', '//post.example/', '/story', 'post.example', '',
  script, 'data:text/html,hello', 'file:///etc/passwd', 'about:blank', 'blob:https://post.example/5b3c',
];
for (const returnUrl of elsewhere) {
  test(`nobody is sent back to ${returnUrl || 'nowhere'}`, () => refusedAs({ returnUrl }, { code: 'return_url_not_allowed', field: 'returnUrl' }));
}

test('the embedded page without a publishable key is refused', () => refusedAs({ ui: 'embedded' }, { code: 'ui_not_offered', field: 'ui' }));

test('a body that is no object is refused', async () => {
  for (const body of ['null', '5', '"text"', 'true']) assert.equal((await refusal(body)).code, 'field_invalid', body);
  for (const body of ['[]', '[{}]']) assert.equal((await refusal(body)).status, 400, body);
});

test('a refusal says nothing of what was sent', async () => {
  const problem = await refusal({ ...complete(), frequency: '<script>typed</script>', attempt: 'typed typed' });
  assert.ok(!JSON.stringify(problem).includes('script'));
});

test('a refused attempt can be mended and sent again', async () => {
  const attempt = newAttempt();
  await refusedAs({ attempt, amount: 5 }, { code: 'amount_too_small', field: 'amount', limit: 500 });
  assert.equal((await here.press({ attempt, amount: 500 })).status, 201);
});
