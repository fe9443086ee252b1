import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { key, newAttempt, page, recorded } from './stand.ts';

// What goes over the wire to Stripe for one press of the button, field by field.

test('a gift once is sent as one payment, complete and with nothing else', async (t) => {
  const { press, recorder } = await recorded(t);
  const attempt = newAttempt();
  const before = Math.floor(Date.now() / 1000);
  const response = await press({ attempt, amount: 1250, locale: 'de-AT', coversFees: true });
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), { url: 'https://checkout.stripe.com/c/pay/cs_test_recorded', session: 'cs_test_recorded' });

  assert.equal(recorder.calls.length, 1);
  const { method, path, query, headers, form } = recorder.calls[0]!;
  assert.deepEqual([method, path, query], ['POST', '/v1/checkout/sessions', '']);
  assert.equal(headers.authorization, `Bearer ${key}`);
  assert.equal(headers['idempotency-key'], attempt);
  assert.equal(headers['stripe-version'], Stripe.API_VERSION);
  assert.match(String(headers['content-type']), /^application\/x-www-form-urlencoded/);

  const { expires_at: expires, ...fields } = form;
  const life = Number(expires) - before;
  assert.ok(life >= 31 * 60 && life <= 31 * 60 + 5, `expires in ${life} seconds`);
  assert.deepEqual(fields, {
    mode: 'payment',
    ui_mode: 'hosted_page',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '1250',
    'line_items[0][price_data][product_data][name]': 'The Harbour Post',
    'payment_intent_data[metadata][campaign]': 'default',
    'payment_intent_data[metadata][frequency]': 'once',
    'payment_intent_data[metadata][attempt]': attempt,
    'payment_intent_data[metadata][covers_fees]': 'true',
    'metadata[campaign]': 'default',
    'metadata[frequency]': 'once',
    'metadata[attempt]': attempt,
    'metadata[covers_fees]': 'true',
    submit_type: 'pay',
    'adaptive_pricing[enabled]': 'false',
    locale: 'de',
    success_url: `${page}/story?support_session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${page}/story`,
  });
});

test('a gift every month is sent as a subscription, its metadata on the subscription', async (t) => {
  const { press, recorder } = await recorded(t);
  const attempt = newAttempt();
  await press({ attempt, campaign: 'boat', currency: 'eur', amount: 500, frequency: 'month' });
  const { form } = recorder.calls[0]!;
  assert.deepEqual([form.mode, form['line_items[0][price_data][recurring][interval]'], form['line_items[0][price_data][unit_amount]']], ['subscription', 'month', '500']);
  for (const on of ['metadata', 'subscription_data[metadata]']) {
    assert.deepEqual([form[`${on}[campaign]`], form[`${on}[frequency]`], form[`${on}[attempt]`]], ['boat', 'month', attempt], on);
  }
  assert.deepEqual(Object.keys(form).filter((name) => name.startsWith('payment_intent_data')), [], 'Stripe refuses these for a subscription');
  assert.equal(form['adaptive_pricing[enabled]'], 'false');
});

test('a campaign with a charitable purpose asks for a donation, any other for support', async (t) => {
  const { press, recorder } = await recorded(t);
  await press({ campaign: 'boat', currency: 'EUR' });
  await press();
  assert.deepEqual(recorder.calls.map(({ form }) => form.submit_type), ['donate', 'pay']);
});

test('the amount is sent in the currency\'s own minor units', async (t) => {
  const { press, recorder } = await recorded(t);
  for (const [currency, amount] of [['JPY', 500], ['ISK', 50_000], ['HUF', 50_050], ['EUR', 1999]] as const) await press({ currency, amount });
  assert.deepEqual(
    recorder.calls.map(({ form }) => [form['line_items[0][price_data][currency]'], form['line_items[0][price_data][unit_amount]']]),
    [['jpy', '500'], ['isk', '50000'], ['huf', '50050'], ['eur', '1999']],
  );
});

test('the embedded page gets a return address and no others, and answers with a client secret', async (t) => {
  const { press, recorder } = await recorded(t, { STRIPE_PUBLISHABLE_KEY: 'pk_test_published' });
  const response = await press({ ui: 'embedded' });
  assert.deepEqual(await response.json(), { clientSecret: 'cs_test_recorded_secret_x', publishableKey: 'pk_test_published', session: 'cs_test_recorded' });
  const { form } = recorder.calls[0]!;
  assert.deepEqual([form.ui_mode, form.return_url, form.success_url, form.cancel_url], ['embedded_page', `${page}/story?support_session={CHECKOUT_SESSION_ID}`, undefined, undefined]);
  assert.equal(form.redirect_on_completion, 'if_required', 'a card is thanked for in the page');
});

test('a retry of an attempt is the same request to the byte, also after the clock moved on', async (t) => {
  const { press, recorder } = await recorded(t);
  const attempt = newAttempt();
  await press({ attempt });
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 10 * 60_000 });
  await press({ attempt });
  t.mock.timers.reset();
  const [first, second] = recorder.calls;
  assert.equal(second!.body, first!.body);
  assert.equal(second!.headers['idempotency-key'], first!.headers['idempotency-key']);
});

test('two attempts are two requests', async (t) => {
  const { press, recorder } = await recorded(t);
  await press();
  await press();
  assert.notEqual(recorder.calls[0]!.headers['idempotency-key'], recorder.calls[1]!.headers['idempotency-key']);
});

test('two presses of one attempt at once send one request twice', async (t) => {
  const { press, recorder } = await recorded(t);
  const attempt = newAttempt();
  await Promise.all([press({ attempt }), press({ attempt }), press({ attempt })]);
  assert.equal(new Set(recorder.calls.map(({ body, headers }) => `${String(headers['idempotency-key'])} ${body}`)).size, 1);
});

const returns: [what: string, returnUrl: string, successUrl: string][] = [
  ['no query', `${page}/`, `${page}/?support_session={CHECKOUT_SESSION_ID}`],
  ['a query', `${page}/story?from=front%20page&x=1+2`, `${page}/story?from=front%20page&x=1+2&support_session={CHECKOUT_SESSION_ID}`],
  ['a hash', `${page}/story#give`, `${page}/story?support_session={CHECKOUT_SESSION_ID}#give`],
  ['a query and a hash', `${page}/story?a=%C3%A9#/route?b=c`, `${page}/story?a=%C3%A9&support_session={CHECKOUT_SESSION_ID}#/route?b=c`],
  ['a hash within the hash', `${page}/#/story#give`, `${page}/?support_session={CHECKOUT_SESSION_ID}#/story#give`],
  ['an older session', `${page}/?support_session=cs_test_old&a=1`, `${page}/?a=1&support_session={CHECKOUT_SESSION_ID}`],
  ['letters beyond ASCII', `${page}/géschichte?q=ü`, `${page}/g%C3%A9schichte?q=%C3%BC&support_session={CHECKOUT_SESSION_ID}`],
  ['Stripe\'s own placeholder', `${page}/?a={CHECKOUT_SESSION_ID}`, `${page}/?a=%7BCHECKOUT_SESSION_ID}&support_session={CHECKOUT_SESSION_ID}`],
];
for (const [what, returnUrl, successUrl] of returns) {
  test(`the reader comes back to a page with ${what} as it was, and the session's id with it`, async (t) => {
    const { press, recorder } = await recorded(t);
    await press({ returnUrl });
    const { form, body } = recorder.calls[0]!;
    assert.equal(form.success_url, successUrl);
    assert.ok(body.includes('%7BCHECKOUT_SESSION_ID%7D'), 'encoded once, as any form field, so that Stripe reads the braces');
  });
}

test('a reader who cancels comes back to the page they left', async (t) => {
  const { press, recorder } = await recorded(t);
  const returnUrl = `${page}/story?a=1&b=%20#here`;
  await press({ returnUrl });
  assert.equal(recorder.calls[0]!.form.cancel_url, returnUrl);
});

test('Stripe\'s page is asked for in a language it has, or left to choose', async (t) => {
  const { press, recorder } = await recorded(t);
  const languages = { 'pt-BR': 'pt-BR', 'pt-PT': 'pt', 'fr-CA': 'fr-CA', 'fr-CH': 'fr', 'en-US': 'en', 'zh-HK': 'zh-HK', ar: 'auto', gsw: 'auto' };
  for (const locale of Object.keys(languages)) await press({ locale });
  await press();
  assert.deepEqual(recorder.calls.map(({ form }) => form.locale), [...Object.values(languages), 'auto']);
});

test('Stripe\'s page knows Hindi by one name only, and is asked for it by that', async (t) => {
  const { press, recorder } = await recorded(t);
  for (const locale of ['hi-IN', 'hi']) await press({ locale });
  assert.deepEqual(recorder.calls.map(({ form }) => form.locale), ['hi-IN', 'hi-IN']);
});

test('nothing the caller typed stands under the owner\'s name', async (t) => {
  const { press, recorder } = await recorded(t);
  await press({ returnUrl: `${page}/?words=typed` });
  const { form } = recorder.calls[0]!;
  const shown = Object.entries(form).filter(([name, value]) => value.includes('typed') && !['success_url', 'cancel_url'].includes(name));
  assert.deepEqual(shown, []);
});

test('no answer names the owner\'s keys', async (t) => {
  const { press, logged } = await recorded(t);
  const response = await press();
  const all = `${JSON.stringify([...response.headers])}${await response.text()}${logged.join()}`;
  for (const secret of [key, 'whsec_']) assert.ok(!all.includes(secret));
});
