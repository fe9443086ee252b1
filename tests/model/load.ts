// `npm run load`: signed webhooks at an even rate against `serve` on an SQLite file, while readers' meters are asked.
// RATE (200 a second) for SECONDS (60). Ends with 1 unless every gift is counted once and every meter told the truth.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { chance } from '../shared/chance.ts';
import type { Giving, Payment } from './history.ts';
import { deliver, meters, serve, settingsFor } from './processes.ts';
import { eventShape, invoiceShape, sessionShape } from './shapes.ts';

const rate = Number(process.env.RATE ?? 200);
const seconds = Number(process.env.SECONDS ?? 60);
const dice = chance('load');
const campaign = 'load';

/** A gift, single or monthly, and the event that states it. */
function gift(place: number): { event: Stripe.Event; amount: number } {
  const amount = dice.whole(100, 50_000);
  const at = Math.floor(Date.now() / 1000);
  const payment: Payment = { amount, at, settledAt: at, method: 'card', outcome: 'paid', refunds: [], dispute: undefined };
  const giving: Giving = { name: `load${place}`, campaign, currency: 'USD', frequency: dice.of(['once', 'month']), shop: undefined, invoiced: false, hesitation: 0, payments: [payment] };
  const [type, object] = giving.frequency === 'once'
    ? (['checkout.session.completed', sessionShape(giving, { status: 'complete', paid: true })] as const)
    : (['invoice.paid', invoiceShape(giving, 0, true)] as const);
  return { amount, event: eventShape(`evt_load${place}`, type, object, at) };
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
const inWords = (times: readonly number[]) => {
  const sorted = times.toSorted((a, b) => a - b);
  return `p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms, longest ${quantile(sorted, 1).toFixed(1)} ms`;
};

const folder = await mkdtemp(join(tmpdir(), 'support-widget-'));
// Nobody listens at Stripe's address: a gift asks it nothing.
const settings = settingsFor([{ campaign } as Giving], 'http://127.0.0.1:9', `file:${join(folder, 'load.db')}`);
const server = await serve(settings);

const count = rate * seconds;
const wrong: string[] = [];
const times: number[] = [];
const polls: number[] = [];
let sent = 0; // the sum of what was sent, answered or not
let acknowledged = 0;
const end = new AbortController();
const meter = async () => (await meters(server.origin, [{ campaign } as Giving]))[`${campaign} USD`] ?? { raised: 0, gifts: 0 };

/** A meter may know of what is on its way; it must know of what was acknowledged before it was asked. */
async function poll(): Promise<void> {
  while (!end.signal.aborted) {
    const least = acknowledged;
    const start = performance.now();
    const { raised } = await meter();
    polls.push(performance.now() - start);
    if (raised < least || raised > sent) wrong.push(`the meter said ${raised}; acknowledged before ${least}, sent by then ${sent}`);
    await sleep(50);
  }
}

async function send(place: number, due: number): Promise<void> {
  const { event, amount } = gift(place);
  sent += amount;
  // Not answered in time is not written, as far as Stripe knows: it sends again, and that must not count twice.
  for (let tries = 0; ; tries++) {
    const status = await deliver(server.origin, event).catch((error: unknown) => String(error));
    if (status === 200) break;
    if (tries === 3) return void wrong.push(`${event.id}: ${status}`);
  }
  acknowledged += amount;
  // From when it was due, not from when we came to it: a server that stalls holds up those behind, too.
  times.push(performance.now() - due);
}

const polling = poll();
const start = performance.now();
const underWay = new Set<Promise<void>>();
for (let place = 0; place < count; place++) {
  const due = start + (place * 1000) / rate;
  if (due > performance.now()) await sleep(due - performance.now());
  const one: Promise<void> = send(place, due).finally(() => underWay.delete(one));
  underWay.add(one);
}
await Promise.all(underWay);
const took = (performance.now() - start) / 1000;
end.abort();
await polling;
const last = await meter();
if (last.gifts !== count || last.raised !== sent || acknowledged !== sent) wrong.push(`${last.gifts} gifts of ${count}, ${last.raised} of ${sent}, acknowledged ${acknowledged}`);
await server.stop();
const again = await serve(settings);
const kept = (await meters(again.origin, [{ campaign } as Giving]))[`${campaign} USD`];
if (kept?.raised !== sent) wrong.push(`after a new start the meter said ${kept?.raised} of ${sent}`);
await again.stop();
await rm(folder, { recursive: true, force: true });

console.log(`${count} webhooks in ${took.toFixed(1)} s: ${(count / took).toFixed(1)} a second (wanted ${rate})`);
console.log(`webhook: ${inWords(times)}`);
console.log(`meter:   ${inWords(polls)}, ${polls.length} asked`);
for (const line of wrong.slice(0, 20)) console.log(line);
console.log(wrong.length === 0 ? `PASS: ${last.gifts} gifts, ${last.raised} counted, none lost, none twice` : `FAIL: ${wrong.length}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
