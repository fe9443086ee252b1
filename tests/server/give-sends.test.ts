import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asForm, give, own, shown } from './giving.ts';
import { page, recorded } from './stand.ts';

// What the form sends to Stripe, and where the reader goes.

const settings = {
  SUPPORT_CAMPAIGNS: JSON.stringify({
    default: { name: 'The Harbour Post', currencies: ['EUR', 'JPY', 'ISK'] },
    boat: { name: 'A lifeboat', currency: 'EUR', frequencies: ['month'] },
  }),
};
const amountOf = (form: Record<string, string>) => [form['line_items[0][price_data][unit_amount]'], form['line_items[0][price_data][currency]'], form['line_items[0][price_data][recurring][interval]'] ?? 'once'].join(' ');

test('a chosen tier is sent as the widget sends it, and the reader on to Stripe', async (t) => {
  const here = await recorded(t, settings);
  const { fields } = await shown(here.send('/give'));
  const answer = await here.send('/give', asForm({ ...fields, amount: '100.00' }));
  assert.deepEqual([answer.status, answer.headers.get('Location')], [303, 'https://checkout.stripe.com/c/pay/cs_test_recorded']);
  assert.equal(answer.headers.get('Cache-Control'), 'no-store');

  const { form, headers } = here.recorder.calls[0]!;
  const attempt = `${fields.attempt}.10000.USD.once`;
  assert.equal(headers['idempotency-key'], attempt);
  const { expires_at: expires, ...sent } = form;
  assert.ok(Number(expires) > Date.now() / 1000 + 30 * 60);
  assert.deepEqual(sent, {
    mode: 'payment',
    ui_mode: 'hosted_page',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '10000',
    'line_items[0][price_data][product_data][name]': 'The Harbour Post',
    'payment_intent_data[metadata][campaign]': 'default',
    'payment_intent_data[metadata][frequency]': 'once',
    'payment_intent_data[metadata][attempt]': attempt,
    'metadata[campaign]': 'default',
    'metadata[frequency]': 'once',
    'metadata[attempt]': attempt,
    submit_type: 'pay',
    'adaptive_pricing[enabled]': 'false',
    locale: 'auto',
    success_url: `${own}/give/thanks?support_session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${own}/give?campaign=default&amount=100.00&currency=USD&frequency=once`,
  });
});

const choices: [what: string, query: string, change: Record<string, string>, sent: string][] = [
  ['a tier every month', '', { amount: '2500.00', frequency: 'month' }, '250000 usd month'],
  ['the only frequency there is', '?campaign=boat', { amount: '100.00' }, '10000 eur month'],
  ['another amount with its radio button', '', { amount: 'other', other: '12.50' }, '1250 usd once'],
  ['another amount without any radio button', '', { other: '12.50' }, '1250 usd once'],
  ['another amount with spaces and a sign', '', { other: ' $1,234.50 ' }, '123450 usd once'],
  ['the same amount twice', '', { amount: '100.00', other: '100' }, '10000 usd once'],
  ['an amount the address brought', '?amount=250', {}, '25000 usd once'],
  ['German decimals in a German page', '?lang=de&currency=EUR', { other: '1.234,50' }, '123450 eur once'],
  ['yen, which have no cents', '?currency=JPY', { amount: '2500' }, '2500 jpy once'],
  ['krónur, which are counted in whole hundreds', '?currency=ISK', { other: '500' }, '50000 isk once'],
  ['the largest amount, once it is confirmed', '', { other: '50000', confirmed: '50000.00' }, '5000000 usd once'],
];
for (const [what, query, change, sent] of choices) {
  test(`${what} is sent as ${sent}`, async (t) => {
    const here = await recorded(t, settings);
    const answer = await give(here, change, query);
    assert.equal(answer.status, 303, await answer.text());
    assert.deepEqual(here.recorder.calls.map(({ form }) => amountOf(form)), [sent]);
  });
}

test('a form sent three times at once is one request to Stripe', async (t) => {
  const here = await recorded(t, settings);
  const { fields } = await shown(here.send('/give'));
  const answers = await Promise.all([1, 2, 3].map(() => here.send('/give', asForm({ ...fields, amount: '100.00' }))));
  assert.deepEqual(answers.map(({ status }) => status), [303, 303, 303]);
  assert.equal(new Set(here.recorder.calls.map(({ body, headers }) => `${String(headers['idempotency-key'])} ${body}`)).size, 1);
});

test('typed or chosen, one amount of one form is one request', async (t) => {
  const here = await recorded(t, settings);
  const { fields } = await shown(here.send('/give'));
  const changes: Record<string, string>[] = [{ amount: '100.00' }, { other: '100' }, { amount: 'other', other: '$100.00' }];
  for (const change of changes) await here.send('/give', asForm({ ...fields, ...change }));
  assert.equal(new Set(here.recorder.calls.map(({ body, headers }) => `${String(headers['idempotency-key'])} ${body}`)).size, 1);
});

test('a form from the browser\'s memory with another choice is another request', async (t) => {
  const here = await recorded(t, settings);
  const { fields } = await shown(here.send('/give?currency=EUR'));
  const changes: Record<string, string>[] = [{ amount: '100.00' }, { amount: '2500.00' }, { amount: '100.00', frequency: 'month' }, { amount: '100.00', currency: 'USD' }];
  for (const change of changes) assert.equal((await here.send('/give', asForm({ ...fields, ...change }))).status, 303);
  assert.equal(new Set(here.recorder.calls.map(({ headers }) => headers['idempotency-key'])).size, 4);
});

test('an attempt that is spent at Stripe is shown as something to try again, with another attempt', async (t) => {
  const here = await recorded(t, settings);
  here.recorder.answer = () => ({ status: 400, body: { error: { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters.' } } });
  const { fields } = await shown(here.send('/give'));
  const again = await shown(here.send('/give', asForm({ ...fields, amount: '100.00' })));
  assert.equal(again.status, 409);
  assert.match(again.text, /^The payment page cannot be opened right now\. Nothing was charged\. Please try again\./);
  assert.notEqual(again.fields.attempt, fields.attempt);
  assert.equal(again.fields.amount, '100.00');
});

test('an attempt that waited too long at our side opens with a new time', async (t) => {
  const here = await recorded(t, settings);
  const usual = here.recorder.answer;
  here.recorder.answer = (call) => (here.recorder.calls.length > 1 ? usual(call) : { status: 400, body: { error: { type: 'invalid_request_error', param: 'expires_at', message: 'too soon' } } });
  assert.equal((await give(here, { amount: '100.00' })).status, 303);
  assert.equal(here.recorder.calls.length, 2);
});

test('a form of the owner\'s own page may send an amount and nothing else', async (t) => {
  const here = await recorded(t, settings);
  const forms: Record<string, string>[] = [{ amount: '25' }, { other: '25' }, { amount: '25', frequency: 'year', currency: 'EUR' }];
  for (const fields of forms) {
    assert.equal((await here.send('/give', asForm(fields, { Origin: page }))).status, 303);
  }
  assert.deepEqual(here.recorder.calls.map(({ form }) => amountOf(form)), ['2500 usd once', '2500 usd once', '2500 eur year']);
  assert.equal(new Set(here.recorder.calls.map(({ headers }) => headers['idempotency-key'])).size, 3);
});

test('language and page are kept on both ways back from Stripe', async (t) => {
  const here = await recorded(t, settings);
  const story = `${page}/story?a=1&b=%20#here`;
  await give(here, { other: '12,50', frequency: 'year' }, `?lang=de-AT&currency=EUR&return=${encodeURIComponent(story)}`);
  const { form } = here.recorder.calls[0]!;
  assert.equal(form.locale, 'de');
  assert.equal(form.success_url, `${own}/give/thanks?lang=de-AT&return=${encodeURIComponent(story)}&support_session={CHECKOUT_SESSION_ID}`);
  const cancel = new URL(form.cancel_url!);
  assert.deepEqual(Object.fromEntries(cancel.searchParams), { campaign: 'default', amount: '12.50', currency: 'EUR', frequency: 'year', lang: 'de-AT', return: story });
  const back = await shown(here.send(`${cancel.pathname}${cancel.search}`));
  const { attempt, ...fields } = back.fields;
  assert.ok(attempt);
  assert.deepEqual(fields, { campaign: 'default', amount: '12.50', currency: 'EUR', frequency: 'year', lang: 'de-AT', return: story, other: '' }, 'the choice is as it was');
});

test('the longest page to go back to still fits into Stripe\'s address', async (t) => {
  const here = await recorded(t, settings);
  const long = `${page}/?${'%C3%A9'.repeat(160)}`;
  assert.equal((await give(here, { amount: '100.00' }, `?return=${encodeURIComponent(long)}`)).status, 303);
  const { success_url: address = '' } = here.recorder.calls[0]!.form;
  assert.equal(new URL(address).searchParams.get('return'), long);
  assert.ok(address.length < 5000, String(address.length));
});

test('Stripe sends readers to the address the owner names, path and all', async (t) => {
  const here = await recorded(t, { ...settings, SUPPORT_PUBLIC_URL: 'https://post.example/support/' });
  const { fields } = await shown(here.send('/give'));
  const answer = await here.send('/give', asForm({ ...fields, amount: '100.00' }, { Origin: 'https://post.example' }));
  assert.equal(answer.status, 303);
  const { form } = here.recorder.calls[0]!;
  assert.equal(form.success_url, 'https://post.example/support/give/thanks?support_session={CHECKOUT_SESSION_ID}');
  assert.match(form.cancel_url!, /^https:\/\/post\.example\/support\/give\?campaign=default&/);
});

test('0 goes nowhere: the reader is thanked and shown the way back', async (t) => {
  const here = await recorded(t, settings);
  for (const choice of [{ amount: '0' }, { amount: '0.00' }, { other: '0' }]) {
    const answer = await shown(give(here, { ...choice, frequency: 'month' }, `?return=${page}/story`));
    assert.deepEqual([answer.status, answer.text], [200, 'The Harbour Post Reading and passing it on helps too. Thank you. Back to the page you came from Back to the amounts']);
    assert.equal(answer.links['Back to the page you came from'], `${page}/story`);
    const back = new URL(answer.links['Back to the amounts']!, `${own}/support/give`);
    assert.equal(back.pathname, '/support/give');
    assert.deepEqual(Object.fromEntries(back.searchParams), { campaign: 'default', currency: 'USD', frequency: 'month', return: `${page}/story` });
  }
  assert.deepEqual(here.recorder.calls, []);
});
