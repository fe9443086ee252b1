// What every adapter owes its callers, whatever it runs on: asked for over HTTP, with a sandbox in Stripe's place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { paidSession, signed, tell } from '../server/events.ts';
import { asForm, shown } from '../server/giving.ts';
import { asJson, newAttempt, page, press, problemOf, webhookSecret } from '../server/stand.ts';
import { meter, raised, until, type StripeStand } from './stand.ts';

export interface There {
  /** Where the function listens. */
  origin: string;
  /** What it said to its owner. */
  logged(): string;
  stripe: StripeStand;
}

const day = 86_400;

export function contractTests(there: () => There): void {
  const ask = (path: string, init?: RequestInit) => fetch(`${there().origin}${path}`, init);
  const open = async (change: object = {}): Promise<{ url: string; id: string }> => {
    const answer = await ask('/checkout', asJson({ attempt: newAttempt(), ...press, ...change }));
    const { url } = (await answer.json()) as { url: string };
    assert.equal(answer.status, 201, url);
    return { url, id: /\/(cs_\w+)$/.exec(url)![1]! };
  };
  /** What a reader does at Stripe's page, without script. */
  const pay = async (url: string): Promise<URL> => {
    const [, action] = /<form method="post" action="([^"]+\/pay)">/.exec(await (await fetch(url)).text())!;
    const answer = await fetch(new URL(action!, url), { method: 'POST', redirect: 'manual' });
    assert.equal(answer.status, 303);
    return new URL(answer.headers.get('Location')!);
  };
  const statusOf = async (id: string): Promise<unknown> => (await ask(`/checkout/${id}`, { headers: { Origin: page } })).json();
  const refused = async (answer: Promise<Response>, status: number, code: string): Promise<void> => {
    const problem = await problemOf(await answer);
    assert.deepEqual([problem.status, problem.code], [status, code]);
  };

  test('it says that it is well', async () => {
    const answer = await ask('/health');
    assert.deepEqual([answer.status, await answer.json()], [200, { status: 'ok' }]);
  });

  test("a press opens a session at Stripe's page, and a page of the owner's may read the answer", async () => {
    const attempt = newAttempt();
    const answers = await Promise.all([1, 2, 3].map(() => ask('/checkout', asJson({ attempt, ...press }))));
    const urls = await Promise.all(answers.map(async (answer) => {
      assert.deepEqual([answer.status, answer.headers.get('Access-Control-Allow-Origin')], [201, page]);
      assert.match(answer.headers.get('Vary') ?? '', /\bOrigin\b/i);
      return ((await answer.json()) as { url: string }).url;
    }));
    assert.ok(urls[0]!.startsWith(`${there().stripe.origin}/sandbox/pay/cs_test_`), urls[0]);
    assert.equal(new Set(urls).size, 1, 'however often one press arrives');
    const id = urls[0]!.split('/').at(-1)!;
    assert.deepEqual(await statusOf(id), { status: 'open', amount: 1250, currency: 'USD', frequency: 'once' });
  });

  test('what must not be given is refused with its code', async () => {
    const body = { attempt: 'attempt-refused', ...press };
    const wrong: [change: object, status: number, code: string][] = [
      [{ amount: 0 }, 400, 'amount_too_small'], [{ amount: 12.5 }, 400, 'amount_invalid'], [{ amount: 10 ** 9 }, 400, 'amount_too_large'], [{ amount: undefined }, 400, 'field_missing'],
      [{ currency: 'EUR' }, 400, 'currency_not_offered'], [{ campaign: 'nobody' }, 404, 'campaign_unknown'], [{ campaign: 'once', frequency: 'month' }, 400, 'frequency_not_offered'],
      [{ returnUrl: 'https://evil.example/' }, 400, 'return_url_not_allowed'], [{ ui: 'embedded' }, 400, 'ui_not_offered'], [{ tip: 5 }, 400, 'field_unknown'], [{ attempt: 'short' }, 400, 'field_invalid'],
    ];
    for (const [change, status, code] of wrong) await refused(ask('/checkout', asJson({ ...body, ...change })), status, code);
    await refused(ask('/checkout', { ...asJson(body), body: '{' }), 400, 'json_invalid');
    await refused(ask('/checkout', { ...asJson(body), body: JSON.stringify({ ...body, locale: 'x'.repeat(5000) }) }), 413, 'body_too_large');
    await refused(ask('/checkout', { method: 'POST', body: JSON.stringify(body) }), 415, 'media_type_unsupported');
  });

  test('only pages of the owner may ask from a browser', async () => {
    const preflight = await ask('/checkout', { method: 'OPTIONS', headers: { Origin: page, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' } });
    const allowed = ['Origin', 'Methods', 'Headers'].map((name) => preflight.headers.get(`Access-Control-Allow-${name}`));
    assert.deepEqual([preflight.status, allowed], [204, [page, 'GET, POST', 'Content-Type']]);
    for (const path of ['/checkout', '/campaigns/default']) {
      const other = await ask(path, { method: 'OPTIONS', headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' } });
      assert.equal(other.headers.get('Access-Control-Allow-Origin'), null);
      await refused(Promise.resolve(other), 403, 'origin_not_allowed');
    }
  });

  test('a meter that has not moved costs its reader a 304', async () => {
    const answer = await ask('/campaigns/default', { headers: { Origin: page } });
    const etag = answer.headers.get('ETag')!;
    assert.deepEqual([answer.status, answer.headers.get('Access-Control-Allow-Origin')], [200, page]);
    assert.match(answer.headers.get('Cache-Control')!, /s-maxage=60/);
    const { asOf, ...figures } = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual(figures, { id: 'default', currency: 'USD', raised: 0, goal: 500_000, gifts: 0 });
    assert.ok(Math.abs(Date.parse(String(asOf)) - Date.now()) < 60_000);
    const again = await ask('/campaigns/default', { headers: { 'If-None-Match': etag } });
    assert.deepEqual([again.status, await again.text()], [304, '']);
    await refused(ask('/campaigns/nobody'), 404, 'campaign_unknown');
  });

  test('only what Stripe signed is heard', async () => {
    const event = tell('checkout.session.completed', paidSession());
    const post = async (init: RequestInit | Promise<RequestInit>, status: number, code: string) => refused(ask('/webhook', await init), status, code);
    const body = JSON.stringify(event);
    await post({ method: 'POST', body }, 400, 'signature_invalid');
    for (const signature of ['', 't=1,v1=', 't=1,v1=é', 'nonsense']) await post({ method: 'POST', body, headers: { 'Stripe-Signature': encodeURI(signature) } }, 400, 'signature_invalid');
    await post(signed(event, { secret: 'whsec_another' }), 400, 'signature_invalid');
    await post(signed(event, { timestamp: Math.floor(Date.now() / 1000) - day }), 400, 'signature_invalid');
    await post({ ...(await signed(event)), body: body.replace('1250', '9250') }, 400, 'signature_invalid');
    await post(signed({ ...event, livemode: true }), 400, 'event_refused');
    await post(signed({ ...event, api_version: '2024-06-20' }), 400, 'event_refused');
    assert.equal((await ask('/webhook', await signed(tell('customer.created', { id: 'cus_1' })))).status, 200);
    assert.equal(await raised(there().origin, 'default'), 0);
  });

  test('an address that is not there is 404, a method it does not take is 405', async () => {
    for (const path of ['/', '/nothing', '/checkout/', '/v1/charges', '/sync']) await refused(ask(path, { method: 'POST' }), 404, 'not_found');
    for (const [path, allowed] of [['/checkout', 'POST'], ['/checkout/cs_test_1', 'GET'], ['/campaigns/default', 'GET'], ['/webhook', 'POST'], ['/health', 'GET']] as const) {
      const answer = await ask(path, { method: 'DELETE' });
      assert.equal(answer.headers.get('Allow'), allowed);
      await refused(Promise.resolve(answer), 405, 'method_not_allowed');
    }
    for (const id of ['cs_test_unheard', 'pi_1', "'"]) await refused(ask(`/checkout/${id}`), 404, 'session_unknown');
  });

  test('a gift, from the press to the meter, counts once', async () => {
    const { origin, stripe } = there();
    const before = await meter(origin, 'once');
    assert.deepEqual([before.raised, before.gifts], [10_050, 0], 'raised elsewhere');
    const { url, id } = await open({ campaign: 'once', amount: 4200 });
    const back = await pay(url);
    assert.equal(back.href, `${page}/story?support_session=${id}`);
    // Nobody has asked yet how the session stands: the webhook alone has brought it.
    const { data: [event] } = await stripe.stripe.events.list({ type: 'checkout.session.completed', limit: 1 });
    await stripe.delivered(event!.id, 1);
    assert.equal(await raised(origin, 'once'), 14_250);
    assert.deepEqual(await statusOf(id), { status: 'paid', amount: 4200, currency: 'USD', frequency: 'once' });
    await stripe.control(`events/${event!.id}/resend`);
    await stripe.delivered(event!.id, 2);
    const after = await meter(origin, 'once');
    assert.deepEqual([after.raised, after.gifts], [14_250, 1]);
    const refund = await stripe.stripe.refunds.create({ payment_intent: (event!.data.object as Stripe.Checkout.Session).payment_intent as string, amount: 200 });
    assert.equal(refund.status, 'succeeded');
    await until(() => raised(origin, 'once'), 14_050);
  });

  test('a monthly gift counts each month, and a month that is refunded does not', async () => {
    const { origin, stripe } = there();
    const { url, id } = await open({ campaign: 'monthly', amount: 700, frequency: 'month' });
    await pay(url);
    await until(() => raised(origin, 'monthly'), 700);
    assert.deepEqual(await statusOf(id), { status: 'paid', amount: 700, currency: 'USD', frequency: 'month' });
    for (const month of [2, 3]) {
      await stripe.control('advance', { seconds: 32 * day });
      await until(() => raised(origin, 'monthly'), 700 * month);
    }
    const { data: [newest] } = await stripe.stripe.invoicePayments.list({ limit: 1 });
    await stripe.stripe.refunds.create({ payment_intent: newest!.payment.payment_intent as string });
    await until(() => raised(origin, 'monthly'), 1400);
    assert.equal((await meter(origin, 'monthly')).gifts, 3);
  });

  test('without script, a form leads to Stripe and a page says thanks', async () => {
    const { origin } = there();
    const form = await shown(ask('/give?campaign=monthly&amount=100&frequency=year'));
    assert.deepEqual([form.status, form.fields.amount, form.fields.frequency], [200, '100.00', 'year']);
    const send = (fields: Record<string, string>, from: string) => ask('/give', { ...asForm(fields, { Origin: from }), redirect: 'manual' });
    const wrong = await shown(send({ ...form.fields, amount: 'other', other: '<2>' }, origin));
    assert.deepEqual([wrong.status, wrong.fields.other], [400, '<2>']);
    assert.equal((await send(form.fields, 'https://evil.example')).status, 403);
    const answer = await send(form.fields, origin);
    assert.equal(answer.status, 303, await answer.text());
    const back = await pay(answer.headers.get('Location')!);
    assert.deepEqual([back.origin, back.pathname], [origin, '/give/thanks']);
    const thanks = await shown(fetch(back));
    assert.match(thanks.text, /^Thank you! We received your \$100, given every year\./);
    assert.match(thanks.headers.get('Content-Security-Policy')!, /^default-src 'none'; style-src 'sha256-/);
  });

  test('nothing secret is logged', () => {
    const said = there().logged();
    for (const secret of ['ownersKey', webhookSecret]) assert.ok(!said.includes(secret), said);
  });
}
