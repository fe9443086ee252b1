import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { atSandbox, type AtSandbox } from './at-sandbox.ts';
import { asJson } from './stand.ts';

// Whole stories, from the press to the meter, with a Stripe that behaves as Stripe does: at least once and in no order.

const syncSecret = 'a-secret-of-the-scheduler';
const month = 32 * 86_400;

/** One of everything: three gifts, a debit, refunds, a dispute, two months. @returns what it comes to */
async function tellAll(here: AtSandbox): Promise<{ raised: number; gifts: number }> {
  const payments: string[] = [];
  for (const amount of [10_000, 5000, 2500]) {
    const session = await here.open({ amount });
    await here.pay(session);
    payments.push((await here.stripe.checkout.sessions.retrieve(session)).payment_intent as string);
  }
  const debit = await here.open({ amount: 700 });
  await here.pay(debit, 'debit');
  await here.control(`sessions/${debit}/settle`, { outcome: 'succeeded' });
  const lost = await here.open({ amount: 900 });
  await here.pay(lost, 'debit');
  await here.control(`sessions/${lost}/settle`, { outcome: 'failed' });
  await here.stripe.refunds.create({ payment_intent: payments[0]!, amount: 1000 });
  await here.stripe.refunds.create({ payment_intent: payments[0]!, amount: 500 });
  const { id: undone } = await here.stripe.refunds.create({ payment_intent: payments[1]! });
  await here.control(`refunds/${undone}`, { status: 'failed' });
  const { id: dispute } = (await here.control('disputes', { payment_intent: payments[2]! })) as { id: string };
  await here.control(`disputes/${dispute}/withdraw`);
  return { raised: 10_000 - 1500 + 5000 + 2500 - 2500 + 700, gifts: 4 };
}

/** A gift of 600 each month for two, the second of them given back. */
async function giveMonthly(here: AtSandbox): Promise<{ raised: number; gifts: number }> {
  const session = await here.open({ campaign: 'boat', currency: 'EUR', amount: 600, frequency: 'month' });
  await here.pay(session);
  await here.control('advance', { seconds: month });
  const { subscription } = await here.stripe.checkout.sessions.retrieve(session);
  const { data: [latest] } = await here.stripe.invoices.list({ subscription: subscription as string, limit: 1 });
  const { data: [tie] } = await here.stripe.invoicePayments.list({ invoice: latest!.id });
  await here.stripe.refunds.create({ payment_intent: tie!.payment.payment_intent as string });
  return { raised: 600, gifts: 2 };
}

const figures = async (here: AtSandbox, campaign?: string) => {
  const { raised, gifts } = await here.meter(campaign);
  return { raised: campaign === 'boat' ? raised - 10_050 : raised, gifts };
};

async function comesTo(here: AtSandbox, campaign: string, wanted: object): Promise<void> {
  for (const end = Date.now() + 8000; JSON.stringify(await figures(here, campaign)) !== JSON.stringify(wanted) && Date.now() < end; ) await sleep(25);
  await sleep(300); // what comes more than once comes again
  assert.deepEqual(await figures(here, campaign), wanted);
}

const sync = (here: AtSandbox, authorization = `Bearer ${syncSecret}`) => here.send('/sync', { ...asJson({}), headers: { Authorization: authorization } });

suite('from the press to the meter,', { concurrency: true }, () => {
  for (const [what, mischief] of [['in order', {}], ['three times each and out of order', { repeat: 2, shuffle: true }]] as const) {
    test(`webhooks that arrive ${what} bring the meter to what was given`, async (t) => {
      const here = await atSandbox(t, { hears: true });
      await here.control('webhooks', mischief);
      await comesTo(here, 'default', await tellAll(here));
      await comesTo(here, 'boat', await giveMonthly(here));
    });
  }

  test('webhooks that never arrive are made good by a sync, and a second one finds nothing new', async (t) => {
    const here = await atSandbox(t, { settings: { SUPPORT_SYNC_SECRET: syncSecret } });
    const [all, monthly] = [await tellAll(here), await giveMonthly(here)];
    assert.deepEqual(await figures(here), { raised: 0, gifts: 0 });
    assert.equal((await sync(here)).status, 200);
    assert.deepEqual([await figures(here), await figures(here, 'boat')], [all, monthly]);
    const again = (await (await sync(here)).json()) as { finished: boolean; lists: { news: number }[] };
    assert.deepEqual([again.finished, ...again.lists.map(({ news }) => news)], [true, ...again.lists.map(() => 0)]);
    assert.deepEqual([await figures(here), await figures(here, 'boat')], [all, monthly]);
  });

  test('half of the webhooks and a sync together count everything once', async (t) => {
    const here = await atSandbox(t, { hears: true, settings: { SUPPORT_SYNC_SECRET: syncSecret } });
    await here.control('webhooks', { drop: 0.5, shuffle: true });
    const [all, monthly] = [await tellAll(here), await giveMonthly(here)];
    await Promise.all([sync(here), sync(here)]);
    await sleep(500);
    assert.deepEqual([await figures(here), await figures(here, 'boat')], [all, monthly]);
  });

  test('a sync is for whoever knows its secret', async (t) => {
    const here = await atSandbox(t, { settings: { SUPPORT_SYNC_SECRET: syncSecret } });
    for (const authorization of ['', 'Bearer', `Bearer ${syncSecret}x`, `Bearer ${syncSecret.slice(1)}`, syncSecret, `Basic ${syncSecret}`]) {
      assert.equal((await sync(here, authorization)).status, 401, authorization);
    }
    const without = await atSandbox(t);
    assert.equal((await sync(without)).status, 404, 'without a secret there is no such address');
  });
});
