// Rounds of the crash test: one gift each, from press to meter, with one death on the way.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import Stripe from 'stripe';
import { chance } from '../shared/chance.ts';
import type { Deadline } from './crash-child.ts';
import { Mortal, startSandbox } from './mortal.ts';
import { shuffled } from './ways.ts';

type Act = 'checkout' | 'come back' | 'gift' | 'refund' | 'sync';

export interface Death {
  act: Act;
  /** `stripe`: killed from outside when Stripe has made the session and has not yet answered. */
  when: Deadline | 'stripe';
  /** The refund is written and what ties it to its gift is not. */
  untied?: true;
}

const at = (act: Act, run: number, ...phases: Deadline['phase'][]): Death[] => phases.map((phase) => ({ act, when: { run, phase } }));

/** Run 1 records the refund, 2 finds no gift for it, 3 records the tie that Stripe was asked for. */
export const untiedDeaths: readonly Death[] = [...at('refund', 1, 'after'), ...at('refund', 2, 'after'), ...at('refund', 3, 'written')].map((death) => ({ ...death, untied: true }));

/** Every step between Stripe's answer, the write and ours. Run 0 is our answer. */
export const deaths: readonly Death[] = [
  // Run 1 writes down when the attempt's session expires; then Stripe is asked.
  ...at('checkout', 1, 'before', 'begun', 'written', 'after'),
  { act: 'checkout', when: 'stripe' },
  ...at('checkout', 0, 'before', 'after'),
  // Run 1 records the gift.
  ...at('gift', 1, 'before', 'begun', 'written', 'after'),
  ...at('gift', 0, 'before', 'after'),
  ...at('refund', 1, 'before'),
  ...untiedDeaths,
  ...at('refund', 3, 'after'),
  ...at('refund', 0, 'after'),
  // The reader comes back before the webhook: what Stripe says of the session is recorded.
  ...at('come back', 1, 'written', 'after'),
  // Run 1 reads the sessions' cursor, 2 records their page, 3 moves the cursor. Twice, since chance may put all that is new in one half.
  ...at('sync', 2, 'begun', 'begun', 'written'),
  ...at('sync', 3, 'before', 'after'),
];

export interface Report {
  rounds: number;
  deaths: number;
  raised: number;
  gifts: number;
}

/**
 * @param patient a refund that is written and not tied may wait for the tie's own event; otherwise its own must do
 * @throws Error naming the round and its death
 */
export async function crashRounds(folder: string, plan: readonly Death[], rounds = plan.length, patient = true): Promise<Report> {
  const dice = chance('crash rounds');
  const sandbox = await startSandbox(folder);
  const stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port: new URL(sandbox.origin).port, protocol: 'http', telemetry: false });
  const mortal = new Mortal(folder, 'mortal', sandbox.origin);
  const truth = { raised: 0, gifts: 0 };
  let heard: string | undefined;

  /** The events since this was last asked, oldest first. */
  async function newEvents(): Promise<Stripe.Event[]> {
    const { data } = await stripe.events.list({ limit: 100, ...(heard && { ending_before: heard }) });
    heard = data[0]?.id ?? heard;
    return data.toReversed();
  }

  /** Dies at `when` while it does `act`, and rises. What it answered before counts; without an answer it may or may not be done. */
  async function dying({ when, untied }: Death, act: () => Promise<number | undefined>, news: typeof truth): Promise<void> {
    const before = { ...truth };
    if (when !== 'stripe') await mortal.arm(when);
    const status = await act();
    await mortal.riseAgain();
    Object.assign(truth, news);
    const meter = await mortal.meter();
    if (status === 200) assert.deepEqual(meter, truth, 'answered, and lost');
    else assert.ok([before, truth].some((either) => isDeepStrictEqual(meter, either)), `half written: ${JSON.stringify(meter)}`);
    assert.equal(await act(), 200, 'the second time');
    if (!untied || !patient) assert.deepEqual(await mortal.meter(), truth, 'after the second time');
  }

  async function press(attempt: string, amount: number, death: Death): Promise<string> {
    const ask = async () => {
      const answer = await mortal.press(attempt, amount, death.act === 'refund' ? 'month' : 'once');
      if (!answer) return undefined;
      assert.equal(answer.status, 201, await answer.clone().text());
      return ((await answer.json()) as { url: string }).url;
    };
    if (death.act !== 'checkout') return (await ask())!;
    if (death.when === 'stripe') sandbox.onSession(() => mortal.kill());
    else await mortal.arm(death.when);
    const first = await ask();
    sandbox.onSession(undefined);
    await mortal.riseAgain();
    const second = await ask();
    assert.ok(first === undefined || first === second, 'another session for the same attempt');
    assert.equal(await ask(), second);
    const { data } = await stripe.checkout.sessions.list({ limit: 10 });
    assert.equal(data.filter(({ metadata }) => metadata?.attempt === attempt).length, 1, 'sessions of one attempt');
    return second!;
  }

  async function round(number: number, death: Death): Promise<void> {
    const { act } = death;
    const amount = 500 + number;
    const url = await press(`crash-round-${number}`, amount, death);
    const urls = [url];
    // A page of a pass brings several at once, or none of them.
    if (act === 'sync') for (const more of ['second', 'third', 'fourth', 'fifth']) urls.push(await press(`crash-round-${number}-${more}`, amount, death));
    for (const each of urls) await fetch(`${each}/pay`, { method: 'POST', redirect: 'manual' });
    const events = await newEvents();
    const one = (type: Stripe.Event['type']) => events.find((event) => event.type === type)!;
    const given = { raised: truth.raised + amount * urls.length, gifts: truth.gifts + urls.length };

    if (act === 'gift') await dying(death, () => mortal.hear(one('checkout.session.completed')), given);
    if (act === 'come back') await dying(death, async () => (await mortal.come(url.split('/').at(-1)!))?.status, given);
    if (act === 'sync') await dying(death, async () => (await mortal.sync())?.status, given);
    if (act === 'refund') {
      assert.equal(await mortal.hear(one('invoice.paid')), 200);
      Object.assign(truth, given);
      const tie = one('invoice_payment.paid').data.object as Stripe.InvoicePayment;
      await stripe.refunds.create({ payment_intent: tie.payment.payment_intent as string, amount: 100 });
      events.push(...(await newEvents()));
      await dying(death, () => mortal.hear(one('refund.created')), { ...given, raised: given.raised - 100 });
    }
    Object.assign(truth, act === 'refund' ? truth : given);
    // Stripe sends again whatever it was not answered, and sometimes what it was.
    for (const event of shuffled([...events, ...events.slice(-3)], dice)) assert.equal(await mortal.hear(event), 200, event.type);
    assert.deepEqual(await mortal.meter(), truth, 'at the end of the round');
  }

  try {
    await mortal.start();
    for (let number = 0; number < rounds; number++) {
      const planned = plan[number % plan.length]!;
      // Once all were had in their order, passes die anywhere.
      const anywhere = planned.act === 'sync' && number >= plan.length;
      const death = anywhere ? at('sync', dice.whole(1, 10), dice.of(['before', 'begun', 'written', 'after']))[0]! : planned;
      await round(number, death).catch((error: unknown) => {
        throw new Error(`round ${number}, ${JSON.stringify(death)}: ${(error as Error).message}\n${mortal.log}`, { cause: error });
      });
    }
    await mortal.stop();
    const empty = new Mortal(folder, 'empty', sandbox.origin);
    await empty.start();
    assert.equal((await empty.sync())?.status, 200);
    assert.deepEqual(await empty.meter(), truth, 'a ledger rebuilt from nothing');
    await empty.stop();
    return { rounds, deaths: mortal.deaths, ...truth };
  } finally {
    await mortal.stop();
    await sandbox.close();
  }
}
