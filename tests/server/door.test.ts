import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { chance, seed } from '../shared/chance.ts';
import { anyBytes, anyForm, anyPress, damaged } from './anything.ts';
import { paidSession, signed, tell } from './events.ts';
import { asForm, shown } from './giving.ts';
import { asJson, problemOf, recorded, type Stand } from './stand.ts';
import type { Recorder } from './recorder.ts';

// Whatever comes to the door, it is let in as it is or refused in words: never a failure of ours, and Stripe is asked
// for exactly what was sent. `npm run door -- 10000` deals more than `npm test` has time for; CASE=… has one again.

const cases = Number(process.env.DOOR_CASES ?? 1000);
const first = Number(process.env.CASE ?? 0);
const numbers = process.env.CASE === undefined ? Array.from({ length: cases }, (_, number) => number) : [first];

// Each case is judged for itself, not for how many came before.
const open = (t: TestContext) => recorded(t, { SUPPORT_RATE_LIMIT: 'off', SUPPORT_STRIPE_BUDGET: '9999/s,99999' });

/** Runs each case and says which one failed, with what it sent. */
async function each(place: string, here: Stand & { recorder: Recorder }, body: (deal: ReturnType<typeof chance>) => Uint8Array<ArrayBuffer>, look: (sent: Uint8Array<ArrayBuffer>) => Promise<string>): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (const number of numbers) {
    const sent = body(chance(`${place} ${number}`));
    here.recorder.calls.length = 0;
    here.logged.length = 0;
    try {
      const end = await look(sent);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      const trouble = here.logged.filter((line) => /internal|TypeError|RangeError| 5\d\d\b|"status":5/.test(line));
      assert.deepEqual(trouble, [], 'nothing of ours failed');
    } catch (error) {
      throw new Error(`SEED=${seed} CASE=${number}: ${JSON.stringify(new TextDecoder().decode(sent))}`, { cause: error });
    }
  }
  return ends;
}

/** That the cases were worth dealing. */
function isMixed(ends: Map<string, number>, least: Record<string, number>): void {
  if (numbers.length < 1000) return;
  for (const [end, share] of Object.entries(least)) assert.ok((ends.get(end) ?? 0) >= share * numbers.length, `${end}: ${ends.get(end)} of ${numbers.length}`);
}

test(`${numbers.length} bodies for POST /checkout: 201 and just that gift at Stripe, or a problem`, async (t) => {
  const here = await open(t);
  const { recorder, send } = here;
  const ends = await each('checkout', here, anyPress, async (body) => {
    const response = await send('/checkout', { ...asJson(null), body });
    if (response.status !== 201) {
      const { code, status } = await problemOf(response);
      assert.ok(status >= 400 && status < 500, `${status} ${code}`);
      assert.deepEqual(recorder.calls, []);
      return code;
    }
    const sent = JSON.parse(new TextDecoder().decode(body)) as { attempt: string; amount: number; currency: string; frequency: string; campaign?: string };
    assert.equal(recorder.calls.length, 1);
    const { form, headers } = recorder.calls[0]!;
    const item = (name: string) => form[`line_items[0][${name}]`];
    assert.deepEqual(
      [item('price_data][unit_amount'), item('price_data][currency'), item('quantity'), item('price_data][recurring][interval'), headers['idempotency-key'], form['metadata[campaign]']],
      [String(sent.amount), sent.currency.toLowerCase(), '1', sent.frequency === 'once' ? undefined : sent.frequency, sent.attempt, sent.campaign ?? 'default'],
    );
    assert.deepEqual(Object.keys(form).filter((name) => /^line_items\[(?!0\])/.test(name)), []);
    assert.ok(Number.isSafeInteger(sent.amount) && sent.amount > 0);
    return 'taken';
  });
  isMixed(ends, { taken: 0.2, json_invalid: 0.03, field_invalid: 0.1, field_unknown: 0.03 });
});

test(`${numbers.length} bodies for POST /give: on to Stripe with the amount that was chosen, or a page`, async (t) => {
  const here = await open(t);
  const { recorder, send } = here;
  const ends = await each('give', here, anyForm, async (body) => {
    const answer = await shown(send('/give', { ...asForm({}), body }));
    assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
    if (answer.status !== 303) {
      assert.match(answer.page, /^<!doctype html>/);
      assert.deepEqual(recorder.calls, []);
      return String(answer.status);
    }
    const sent = new URLSearchParams(new TextDecoder().decode(body));
    assert.equal(recorder.calls.length, 1);
    const { form } = recorder.calls[0]!;
    const currency = (sent.get('currency') || (sent.get('campaign') === 'boat' ? 'EUR' : 'USD')).toLowerCase();
    assert.equal(form['line_items[0][price_data][currency]'], currency);
    // What was asked of Stripe is one of the amounts that stand in the form, digit for digit.
    const digits = (text: string | null) => /^0*(\d+)(?:\.(\d*))?$/.exec((text ?? '').replaceAll(/[,.](?=\d{3}\b)/g, '').replace(',', '.').trim());
    const minor = ['amount', 'other', 'confirmed'].flatMap((name) => {
      const [, whole, fraction = ''] = digits(sent.get(name)) ?? [];
      return whole === undefined ? [] : [String(Number(whole + fraction.padEnd(currency === 'jpy' ? 0 : 2, '0')))];
    });
    assert.ok(minor.includes(form['line_items[0][price_data][unit_amount]']!), `${form['line_items[0][price_data][unit_amount]']} of ${minor.join()}`);
    return '303';
  });
  isMixed(ends, { 303: 0.1, 400: 0.2, 200: 0.02 });
});

test(`${numbers.length} bodies for POST /webhook: what Stripe did not sign is refused, whatever it is`, async (t) => {
  const here = await open(t);
  const { init, text } = await (async () => {
    const whole = await signed(tell('checkout.session.completed', paidSession()));
    return { init: whole, text: new TextEncoder().encode(whole.body as string) };
  })();
  await each('webhook', here, (deal) => (deal.whole(0, 1) ? anyBytes(deal) : damaged(deal, text)), async (body) => {
    if (Buffer.compare(body, text) === 0) return 'the same';
    const { status, code } = await problemOf(await here.send('/webhook', { ...init, body }));
    assert.equal(status, 400, code);
    assert.deepEqual([here.recorder.calls, here.rows()], [[], []]);
    return code;
  });
});
