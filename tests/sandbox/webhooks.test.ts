import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { gift, press, secret, stand, type Stand } from './stand.ts';

const pay = async (here: Stand) => {
  const session = await here.stripe.checkout.sessions.create(gift());
  await press(session, 'pay');
  return session;
};

test('a webhook is signed so that the SDK believes it, and a changed one is not believed', async (t) => {
  const here = await stand();
  t.after(() => here.close());
  const session = await pay(here);
  const [heard] = await here.listener.hears('checkout.session.completed');
  const { body, headers } = heard!;
  const signature = String(headers['stripe-signature']);
  const event = await here.stripe.webhooks.constructEventAsync(body, signature, secret);
  assert.equal((event.data.object as Stripe.Checkout.Session).id, session.id);
  assert.equal(event.api_version, '2026-10-28.endive');
  await assert.rejects(here.stripe.webhooks.constructEventAsync(body.replace('10000', '90000'), signature, secret));
});

test('what fails is sent again, newly signed, until it is taken', async (t) => {
  const here = await stand();
  t.after(() => here.close());
  const answers = [500, 302];
  here.listener.answer = () => answers.shift() ?? 200;
  const session = await here.stripe.checkout.sessions.create(gift({ line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 0, product_data: { name: 'x' } } }] }));
  await press(session, 'pay');
  const sent = await here.listener.hears('checkout.session.completed', 3);
  const times = sent.map(({ headers }) => Number(/t=(\d+)/.exec(String(headers['stripe-signature']))![1]));
  assert.ok(times[1]! > times[0]! && times[2]! > times[1]!, `signed at ${times.join()}`);
  for (const { body, headers } of sent) await here.stripe.webhooks.constructEventAsync(body, String(headers['stripe-signature']), secret);
  const pending = async () => (await here.stripe.events.retrieve(sent[0]!.event.id)).pending_webhooks;
  for (let tries = 0; (await pending()) > 0 && tries < 50; tries += 1) await sleep(20);
  assert.equal(await pending(), 0);
  assert.equal(sent[0]!.event.pending_webhooks, 1);
});

test('an endpoint that does not answer holds the reader back only a while, and is tried again', async (t) => {
  const here = await stand({ webhookTimeout: 300 });
  t.after(() => here.close());
  let hang = true;
  here.listener.answer = async () => {
    if (hang) await sleep(600);
    return 200;
  };
  const start = Date.now();
  await pay(here);
  assert.ok(Date.now() - start < 2500);
  hang = false;
  await here.listener.hears('checkout.session.completed', 2);
});

test('a process that dies between the payment and its webhooks sends them when it is back', async (t) => {
  const here = await stand({ start: false });
  t.after(() => here.close());
  const session = await pay(here);
  assert.equal(here.listener.heard.length, 0);
  await here.restart();
  for (const type of ['checkout.session.completed', 'payment_intent.succeeded', 'charge.succeeded']) await here.listener.hears(type);
  assert.equal((await here.stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
  await sleep(100);
  await here.restart();
  await sleep(200);
  assert.equal(here.listener.heard.length, 3, 'what was delivered is not sent again');
});

test('a process killed while a webhook is under way has it sent by the next', async (t) => {
  const here = await stand();
  t.after(() => here.close());
  const file = `${here.file}.mortal`;
  // The listener takes the webhook and never answers: to the sender it is not delivered.
  here.listener.answer = () => new Promise<number>(() => {});
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('mortal.ts', import.meta.url)), file, here.listener.url, secret]);
  t.after(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const origin = String(line).trim();
  const stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port: Number(new URL(origin).port), protocol: 'http', telemetry: false });
  const session = await stripe.checkout.sessions.create(gift(), { idempotencyKey: 'mortal' });
  void press(session, 'pay').catch(() => {});
  await here.listener.hears('checkout.session.completed');
  child.kill('SIGKILL');
  await once(child, 'exit');

  here.listener.answer = () => 200;
  const next = createSandbox({ file, origin: () => origin, webhooks: [{ url: here.listener.url, secret }] });
  t.after(() => next.close());
  next.start();
  const sent = await here.listener.hears('checkout.session.completed', 2);
  assert.equal(sent[0]!.event.id, sent[1]!.event.id);
  const again = await next.fetch(new Request(`${origin}/v1/checkout/sessions/${session.id}`, { headers: { Authorization: 'Bearer sk_test_sandbox' } }));
  assert.equal(((await again.json()) as Stripe.Checkout.Session).payment_status, 'paid');
});
