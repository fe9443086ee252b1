import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { lacking } from './keys.ts';
import { gift, press, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

/** A call as `curl` would make it, for what the SDK does not let one send. */
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(here.origin + path, {
    method: 'POST',
    headers: { 'Authorization': 'Bearer sk_test_sandbox', 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });

const refused = async (params: object) => {
  const error = await here.stripe.checkout.sessions.create(params as Stripe.Checkout.SessionCreateParams).then(
    () => assert.fail('was accepted'),
    (error: unknown) => error,
  );
  assert.ok(error instanceof Stripe.errors.StripeError, String(error));
  return error;
};

test('a session has every key of Stripe\'s own, and what was asked for', async () => {
  const session = await here.stripe.checkout.sessions.create(gift({ client_reference_id: 'attempt-1', locale: 'de' }));
  assert.match(session.id, /^cs_test_a1\w{56}$/);
  assert.deepEqual(lacking(session, 'checkout.session'), []);
  assert.equal(session.url, `${here.origin}/sandbox/pay/${session.id}`);
  const { status, payment_status, amount_total, currency, livemode, locale, mode, client_reference_id, payment_intent, submit_type, ui_mode } = session;
  assert.deepEqual(
    { status, payment_status, amount_total, currency, livemode, locale, mode, client_reference_id, payment_intent, submit_type, ui_mode },
    { status: 'open', payment_status: 'unpaid', amount_total: 10_000, currency: 'usd', livemode: false, locale: 'de', mode: 'payment', client_reference_id: 'attempt-1', payment_intent: null, submit_type: 'pay', ui_mode: 'hosted_page' },
  );
  assert.deepEqual(session.metadata, { campaign: 'default' });
  assert.ok(session.expires_at - session.created > 86_000, 'a day, where nothing else is asked');
});

test('payments, charges, events and the account have every key of Stripe\'s own', async () => {
  const session = await here.stripe.checkout.sessions.create(gift());
  await press(session, 'pay');
  const paid = await here.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
  const intent = paid.payment_intent as Stripe.PaymentIntent;
  assert.match(intent.id, /^pi_\w{24}$/);
  assert.deepEqual(lacking(intent, 'payment_intent'), []);
  assert.match((intent.latest_charge as Stripe.Charge).id, /^ch_\w{24}$/);
  assert.deepEqual(lacking(intent.latest_charge, 'charge'), []);
  assert.deepEqual(lacking(paid, 'checkout.session'), []);
  const { data: [event] } = await here.stripe.events.list({ limit: 1 });
  assert.match(event!.id, /^evt_\w{24}$/);
  assert.deepEqual(lacking(event, 'event'), []);
  assert.deepEqual(await here.stripe.events.retrieve(event!.id), event);
  assert.deepEqual(lacking(await here.stripe.accounts.retrieveCurrent(), 'account'), []);
});

test('the metadata of the payment is the payment\'s, and the session keeps its own', async () => {
  const session = await here.stripe.checkout.sessions.create(gift({ metadata: { on: 'session' }, payment_intent_data: { metadata: { on: 'payment' } } }));
  await press(session, 'pay');
  const paid = await here.stripe.checkout.sessions.retrieve(session.id);
  const intent = await here.stripe.paymentIntents.retrieve(paid.payment_intent as string);
  assert.deepEqual([paid.metadata, intent.metadata], [{ on: 'session' }, { on: 'payment' }]);
  assert.deepEqual([intent.amount, intent.amount_received, intent.status], [10_000, 10_000, 'succeeded']);
});

test('an unknown parameter is refused in Stripe\'s words, wherever it stands', async () => {
  const error = await refused({ ...gift(), foo: { bar: 1 } });
  assert.equal(error.message, 'Received unknown parameter: foo');
  const deep = await refused(gift({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x', colour: 'red' } as never } }] }));
  assert.equal(deep.message, 'Received unknown parameter: line_items[0][price_data][product_data][colour]');
  assert.deepEqual([deep.statusCode, deep.type, deep.code, deep.param], [400, 'StripeInvalidRequestError', 'parameter_unknown', 'line_items[0][price_data][product_data][colour]']);
  const removed = await refused({ ...gift(), payment_method_types: ['card'] });
  assert.equal(removed.message, 'Received unknown parameter: payment_method_types');
});

test('a missing parameter and a bad integer have their own codes', async () => {
  const missing = await refused(gift({ line_items: [{ quantity: 1, price_data: { unit_amount: 500, product_data: { name: 'x' } } as never }] }));
  assert.deepEqual([missing.code, missing.param, missing.message], ['parameter_missing', 'line_items[0][price_data][currency]', 'Missing required param: line_items[0][price_data][currency].']);
  const { success_url: _, ...nowhere } = gift();
  assert.equal((await refused(nowhere)).param, 'success_url');
  const bad = await refused(gift({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 12.5, product_data: { name: 'x' } } }] }));
  assert.deepEqual([bad.code, bad.param, bad.message], ['parameter_invalid_integer', 'line_items[0][price_data][unit_amount]', 'Invalid integer: 12.5']);
});

const amounts = (unit_amount: number, currency = 'usd') => gift({ line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: 'x' } } }] });

const refusals: [name: string, params: () => object, code: string | undefined, param: string | undefined][] = [
  ['an older ui_mode', () => gift({ ui_mode: 'hosted' }), undefined, 'ui_mode'],
  ['a language checkout has not', () => gift({ locale: 'xx' }), undefined, 'locale'],
  ['a submit_type there is not', () => gift({ submit_type: 'support' }), undefined, 'submit_type'],
  ['a success_url in the embedded page', () => ({ ...gift({ ui_mode: 'embedded_page' }), cancel_url: undefined }), undefined, 'success_url'],
  ['an embedded page with nowhere to return to', () => ({ ...gift({ ui_mode: 'embedded_page' }), success_url: undefined, cancel_url: undefined }), 'parameter_missing', 'return_url'],
  ['an expiry in 29 minutes', () => gift({ expires_at: seconds() + 29 * 60 }), undefined, 'expires_at'],
  ['an expiry in 25 hours', () => gift({ expires_at: seconds() + 25 * 3600 }), undefined, 'expires_at'],
  ['a reference of 201 characters', () => gift({ client_reference_id: 'x'.repeat(201) }), undefined, 'client_reference_id'],
  ['51 keys of metadata', () => gift({ metadata: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 'v'])) }), undefined, 'metadata'],
  ['a metadata key of 41 characters', () => gift({ metadata: { ['k'.repeat(41)]: 'v' } }), undefined, 'metadata'],
  ['a metadata value of 501 characters', () => gift({ metadata: { k: 'v'.repeat(501) } }), undefined, 'metadata[k]'],
  ['an amount below the minimum', () => amounts(49), 'amount_too_small', undefined],
  ['an amount below a foreign minimum', () => amounts(29, 'gbp'), 'amount_too_small', undefined],
  ['an amount above the maximum', () => amounts(100_000_000), 'amount_too_large', undefined],
  ['a broken krona', () => amounts(1050, 'isk'), 'invalid_charge_amount', 'line_items[0][price_data][unit_amount]'],
  ['a currency there is not', () => amounts(1000, 'zzz'), undefined, 'line_items[0][price_data][currency]'],
  ['subscription_data for a single payment', () => gift({ subscription_data: { metadata: {} , description: 'x' } }), undefined, 'subscription_data'],
  ['a recurring price for a single payment', () => gift({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x' }, recurring: { interval: 'month' } } }] }), undefined, 'mode'],
  ['payment_intent_data for a subscription', () => gift({ mode: 'subscription' }), undefined, 'payment_intent_data'],
  ['a line with no quantity', () => gift({ line_items: [{ price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x' } } }] }), undefined, 'line_items[0]'],
  ['an address with no scheme', () => gift({ success_url: 'post.example' }), 'url_invalid', 'success_url'],
  ['an empty success_url', () => gift({ success_url: '' }), 'parameter_invalid_empty', 'success_url'],
];

const seconds = () => Math.floor(Date.now() / 1000);

for (const [name, params, code, param] of refusals) {
  test(`${name} is refused`, async () => {
    const error = await refused(params());
    assert.deepEqual([error.statusCode, error.code, error.param], [400, code, param], error.message);
  });
}

test('sessions at the bounds are accepted', async () => {
  const create = (params: Stripe.Checkout.SessionCreateParams) => here.stripe.checkout.sessions.create(params);
  await create(amounts(50));
  await create(amounts(99_999_999));
  await create(amounts(50_000, 'isk'));
  await create(amounts(500, 'jpy'));
  await create(gift({ expires_at: seconds() + 31 * 60 }));
  await create(gift({ metadata: { ['k'.repeat(40)]: 'v'.repeat(500) }, client_reference_id: 'x'.repeat(200) }));
});

test('an embedded session has a client secret and no page', async () => {
  const { success_url: _, cancel_url: __, ...rest } = gift({ ui_mode: 'embedded_page', return_url: 'https://post.example/thanks?s={CHECKOUT_SESSION_ID}' });
  const session = await here.stripe.checkout.sessions.create(rest);
  assert.equal(session.url, null);
  assert.match(session.client_secret ?? '', new RegExp(`^${session.id}_secret_`));
  assert.equal(session.redirect_on_completion, 'always');
  const { return_url: ___, ...never } = rest;
  assert.equal((await here.stripe.checkout.sessions.create({ ...never, redirect_on_completion: 'never' })).redirect_on_completion, 'never');
});

test('a test key opens the sandbox, as bearer or as basic; nothing else does', async () => {
  const status = async (authorization?: string) => {
    const answer = await fetch(`${here.origin}/v1/account`, { headers: authorization ? { Authorization: authorization } : {} });
    return [answer.status, ((await answer.json()) as { error?: { message: string } }).error?.message ?? ''] as const;
  };
  assert.equal((await status('Bearer rk_test_abc'))[0], 200);
  assert.equal((await status(`Basic ${btoa('sk_test_abc:')}`))[0], 200);
  assert.match((await status())[1], /^You did not provide an API key/);
  assert.deepEqual(await status('Bearer nonsense_key_1'), [401, 'Invalid API Key provided: nonsense**ey_1']);
  const [code, message] = await status('Bearer sk_live_abc');
  assert.equal(code, 401);
  assert.match(message, /sandbox, where no money moves, and a live key/);
});

test('what is not there answers as Stripe does', async () => {
  const error = await here.stripe.checkout.sessions.retrieve('cs_test_none').catch((error: unknown) => error as Stripe.errors.StripeError);
  assert.deepEqual([(error as Stripe.errors.StripeError).statusCode, (error as Stripe.errors.StripeError).code], [404, 'resource_missing']);
  assert.equal((await post('/v1/payouts', '')).status, 404);
  assert.equal((await post('/v1/checkout/sessions', '{}', { 'Content-Type': 'application/json' })).status, 400);
});

test('answers carry Stripe\'s headers, and only its own version is spoken', async () => {
  const answer = await post('/v1/checkout/sessions', 'mode=payment', { 'Idempotency-Key': 'headers' });
  assert.match(answer.headers.get('request-id') ?? '', /^req_\w{14}$/);
  assert.equal(answer.headers.get('stripe-version'), '2026-10-28.endive');
  assert.equal(answer.headers.get('idempotency-key'), 'headers');
  const old = await post('/v1/checkout/sessions', 'mode=payment', { 'Stripe-Version': '2024-06-20' });
  assert.match(await old.text(), /Invalid Stripe API version: 2024-06-20/);
});

test('only what holds an id can be expanded', async () => {
  const session = await here.stripe.checkout.sessions.create(gift({ expand: ['payment_intent'] }));
  assert.equal(session.payment_intent, null);
  await assert.rejects(here.stripe.checkout.sessions.retrieve(session.id, { expand: ['colour'] }), /This property cannot be expanded \(colour\)/);
});

test('names that mean something to JavaScript are only names', async () => {
  const answer = await post('/v1/checkout/sessions', '__proto__[polluted]=1&constructor=2');
  assert.match(await answer.text(), /Received unknown parameters: __proto__, constructor/);
  assert.equal(({} as { polluted?: string }).polluted, undefined);
});
