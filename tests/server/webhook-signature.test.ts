import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { paidSession, signature, signed, tell } from './events.ts';
import { problemOf, stand, webhookSecret } from './stand.ts';

// Whoever can write here can make money up: what Stripe has not signed leaves no trace.

const body = JSON.stringify(tell('checkout.session.completed', paidSession()));
const now = () => Math.floor(Date.now() / 1000);
const by = async (header: string | undefined, text = body): Promise<RequestInit> => ({ method: 'POST', body: text, headers: header === undefined ? {} : { 'Stripe-Signature': header } });

const forgeries: [what: string, request: () => Promise<RequestInit>][] = [
  ['no signature', () => by(undefined)],
  ['an empty signature', () => by('')],
  ['words for a signature', () => by('trust me')],
  ['another secret', () => signed(body, { secret: 'whsec_another' })],
  ['an empty secret', () => signed(body, { secret: '' })],
  ['the secret without its prefix', () => signed(body, { secret: webhookSecret.slice('whsec_'.length) })],
  ['a signature six minutes old', () => signed(body, { timestamp: now() - 360 })],
  ['a signature of last year', () => signed(body, { timestamp: now() - 365 * 86_400 })],
  ['a signature six minutes in the future', () => signed(body, { timestamp: now() + 360 })],
  ['a signature of next year', () => signed(body, { timestamp: now() + 365 * 86_400 })],
  ['no time', async () => by((await signature(body)).replace(/t=\d+,/, ''))],
  ['another time than was signed', async () => by((await signature(body)).replace(/t=\d+/, `t=${now() - 5}`))],
  ['a time that is no number', async () => by((await signature(body)).replace(/t=\d+/, 't=now'))],
  ['an empty v1', async () => by(`t=${now()},v1=`)],
  ['only a v0', async () => by((await signature(body)).replace('v1=', 'v0='))],
  ['half a signature', async () => by((await signature(body)).slice(0, -32))],
  ['letters beyond ASCII in the signature', async () => by(`t=${now()},v1=${'\u00e9'.repeat(64)}`)],
  ['a NUL among the commas', async () => by(`t=${now()},,v1=,=,v1==0`)],
  ['ten thousand signatures', async () => by(`t=${now()}${',v1=00'.repeat(10_000)}`)],
  ['a changed amount', async () => by(await signature(body), body.replace('1250', '9250'))],
  ['a space added', async () => by(await signature(body), `${body} `)],
  ['nothing for a body', async () => by(await signature(body), '')],
];
for (const [what, request] of forgeries) {
  test(`an event with ${what} is not believed, and nothing is written`, async (t) => {
    const here = await stand(t);
    const response = await here.send('/webhook', await request());
    assert.deepEqual([response.status, (await problemOf(response)).code], [400, 'signature_invalid']);
    assert.deepEqual(here.rows(), []);
  });
}

test('an event with a right signature is believed', async (t) => {
  const here = await stand(t);
  const response = await here.send('/webhook', await signed(body));
  assert.equal(response.status, 200);
  assert.equal((await here.meter()).raised, 1250);
});

test('a signature four minutes old is believed, for deliveries take their time', async (t) => {
  const { send } = await stand(t);
  assert.equal((await send('/webhook', await signed(body, { timestamp: now() - 240 }))).status, 200);
});

test('while a secret is rolled Stripe signs with both, and one of ours is enough', async (t) => {
  const { send } = await stand(t);
  const ours = await signature(body, { timestamp: now() });
  const other = (await signature(body, { secret: 'whsec_older', timestamp: now() })).replace(/t=\d+,/, '');
  assert.equal((await send('/webhook', await by(`${ours.replace(/,v1=/, `,${other},v1=`)}`))).status, 200);
});

test('letters of every language in an event keep its signature true', async (t) => {
  const { send } = await stand(t);
  const text = JSON.stringify(tell('checkout.session.completed', paidSession({ customer_details: { name: 'Zoë Ünal 東京 😀 \u2028' } })));
  assert.equal((await send('/webhook', await signed(text))).status, 200);
});

const refused: [what: string, change: object][] = [
  ['live money, told to a function with a test key', { livemode: true }],
  ['an older API version', { api_version: '2024-06-20' }],
  ['no API version', { api_version: null }],
];
for (const [what, change] of refused) {
  test(`an event of ${what}, is refused loudly and nothing is written`, async (t) => {
    const here = await stand(t);
    const response = await here.send('/webhook', await signed({ ...tell('checkout.session.completed', paidSession()), ...change }));
    const { code, detail } = await problemOf(response);
    assert.deepEqual([response.status, code], [400, 'event_refused']);
    assert.ok(detail?.includes('live' in change ? 'mode' : '') && detail.length > 20, detail);
    assert.deepEqual(here.rows(), []);
  });
}

test('an event of test money is refused by a function with a live key', async (t) => {
  const here = await stand(t, { STRIPE_SECRET_KEY: 'rk_live_ownersKey' });
  const response = await here.send('/webhook', await signed(body));
  assert.deepEqual([response.status, (await problemOf(response)).code], [400, 'event_refused']);
  assert.deepEqual(here.rows(), []);
});

test('the version that is refused names the one to set', async (t) => {
  const { send } = await stand(t);
  const { detail } = await problemOf(await send('/webhook', await signed({ ...tell('checkout.session.completed', paidSession()), api_version: '2024-06-20' })));
  assert.ok(detail?.includes(Stripe.API_VERSION) && detail.includes('2024-06-20'), detail);
});

for (const text of ['null', '[]', '5', '"event"', '{}', 'not JSON', '{"object": "v2.core.event", "type": "v1.billing.meter.error_report_triggered"}']) {
  test(`${text} with a right signature is no event, and not our failure`, async (t) => {
    const here = await stand(t);
    const response = await here.send('/webhook', await signed(text));
    assert.equal(response.status, 400, await response.text());
    assert.deepEqual(here.rows(), []);
  });
}

test('an event larger than any of Stripe\'s is not read to its end', async (t) => {
  const { send } = await stand(t);
  const response = await send('/webhook', await signed(' '.repeat(1024 * 1024 + 1)));
  assert.deepEqual([response.status, (await problemOf(response)).code], [413, 'body_too_large']);
});

test('while a secret is rolled, both that the owner has set are believed, and no third', async (t) => {
  const { send } = await stand(t, { STRIPE_WEBHOOK_SECRET: `whsec_new, ${webhookSecret}` });
  const status = async (secret: string) => (await send('/webhook', await signed(body, { secret }))).status;
  assert.deepEqual([await status('whsec_new'), await status(webhookSecret), await status('whsec_older'), await status(`whsec_new, ${webhookSecret}`)], [200, 200, 400, 400]);
  assert.equal((await send('/webhook', await signed(body, { secret: 'whsec_new', timestamp: now() + 360 }))).status, 400);
});
