// What happened to people's money, dealt by chance: the truth from which Stripe's objects, events and lists follow
// (`stripe.ts`, `steps.ts`) and from which the oracle counts, each on its own.
import { chance, type Chance } from '../shared/chance.ts';

export interface Refund {
  amount: number;
  at: number;
  begins: 'pending' | 'succeeded';
  ends: 'canceled' | 'failed' | 'pending' | 'succeeded';
  endsAt: number;
}

export interface Dispute {
  amount: number;
  at: number;
  /** `opened` takes no money, the others do; only `reinstated` brings it back. */
  outcome: 'lost' | 'opened' | 'reinstated' | 'withdrawn';
  withdrawnAt: number;
  endsAt: number;
}

export interface Payment {
  amount: number;
  /** When it was made out, and when the bank had answered. Seconds since 1970. */
  at: number;
  settledAt: number;
  method: 'card' | 'debit';
  outcome: 'failed' | 'paid' | 'pending';
  refunds: Refund[];
  dispute: Dispute | undefined;
}

/** One press of a button at Stripe, ours or that of the owner's shop, and all that came of it. */
export interface Giving {
  /** Its ids at Stripe are made of it. */
  name: string;
  campaign: string;
  currency: 'EUR' | 'USD';
  frequency: 'month' | 'once' | 'year';
  /** What the shop wrote into Stripe's metadata in place of what we write. */
  shop: Record<string, string> | undefined;
  /** A single payment that gets an invoice too (`invoice_creation`). */
  invoiced: boolean;
  /** Seconds from the opened session to the pressed "Pay". */
  hesitation: number;
  /** One, or for a recurring gift the first and its renewals. */
  payments: Payment[];
}

export interface History {
  name: string;
  givings: Giving[];
}

const day = 86_400;
const begin = Date.UTC(2026, 0, 1) / 1000;

const happens = (dice: Chance, percent: number) => dice.whole(1, 100) <= percent;

/** Half days only: many things happen in one second, as Stripe's `created` cannot tell them apart. */
const later = (dice: Chance, days: number) => (dice.whole(0, 2 * days) * day) / 2;

function refundsOf(dice: Chance, amount: number, from: number): Refund[] {
  if (!happens(dice, 35)) return [];
  const refunds: Refund[] = [];
  for (let left = amount, more = true; more && left > 0; more = happens(dice, 50)) {
    const part = happens(dice, 40) ? left : dice.whole(1, left);
    const at = from + later(dice, 60);
    const begins = dice.of(['succeeded', 'succeeded', 'pending'] as const);
    const ends = dice.of([begins, begins, 'failed', ...(begins === 'pending' ? (['succeeded', 'canceled'] as const) : [])] as const);
    refunds.push({ amount: part, at, begins, ends, endsAt: at + later(dice, 30) });
    if (ends === 'succeeded' || ends === 'pending') left -= part; // what failed may be refunded once more
  }
  return refunds;
}

function disputeOf(dice: Chance, amount: number, from: number): Dispute | undefined {
  if (!happens(dice, 25)) return undefined;
  const at = from + later(dice, 60);
  const withdrawnAt = at + later(dice, 7);
  const outcome = dice.of(['opened', 'withdrawn', 'reinstated', 'reinstated', 'lost'] as const);
  return { amount: happens(dice, 60) ? amount : dice.whole(1, amount), at, outcome, withdrawnAt, endsAt: withdrawnAt + later(dice, 100) };
}

interface Course {
  method: Payment['method'];
  outcome: Payment['outcome'];
  /** Seconds from the opened session to the pressed "Pay"; a renewal has none. */
  hesitation: number;
  /** Days until the bank has answered, at most. */
  waits: number;
}

function paymentOf(dice: Chance, amount: number, at: number, { method, outcome, hesitation, waits }: Course): Payment {
  const settledAt = at + hesitation + (waits ? day / 2 + later(dice, waits) : 0);
  const paid = outcome === 'paid';
  return { amount, at, settledAt, method, outcome, refunds: paid ? refundsOf(dice, amount, settledAt) : [], dispute: paid ? disputeOf(dice, amount, settledAt) : undefined };
}

function paymentsOf(dice: Chance, frequency: Giving['frequency'], amount: number, at: number, hesitation: number): Payment[] {
  const method = dice.of(['card', 'card', 'debit'] as const);
  const outcome = dice.of(['paid', 'paid', 'paid', 'failed', ...(method === 'debit' ? (['pending', 'failed'] as const) : [])] as const);
  const first = paymentOf(dice, amount, at, { method, outcome, hesitation, waits: method === 'debit' ? 13 : 0 });
  if (frequency === 'once' || outcome !== 'paid') return [first];
  const period = (frequency === 'month' ? 30 : 365) * day;
  const renewals = Array.from({ length: dice.whole(0, 5) }, (_, number) => {
    const renewed = dice.of(['paid', 'paid', 'paid', 'failed'] as const);
    // A card that fails is tried for up to four weeks.
    return paymentOf(dice, amount, at + (number + 1) * period, { method: 'card', outcome: renewed, hesitation: 0, waits: happens(dice, 30) ? 27 : 0 });
  });
  return [first, ...renewals];
}

/** A shop's metadata, some of it with our words in it, and none with all of them. */
function shopMetadata(dice: Chance, campaign: string): Record<string, string> {
  return dice.of<Record<string, string>>([
    {},
    { order: '4711' },
    { campaign, frequency: 'once' },
    { campaign, attempt: 'attempt-of-a-shop' },
    { campaign, attempt: 'attempt-of-a-shop', frequency: 'weekly' },
    { frequency: 'once', attempt: 'attempt-of-a-shop' },
  ]);
}

function givingOf(dice: Chance, name: string, campaigns: readonly string[]): Giving {
  const frequency = dice.of(['once', 'once', 'month', 'year'] as const);
  const campaign = dice.of(campaigns);
  const shop = happens(dice, 30) ? shopMetadata(dice, campaign) : undefined;
  // A shop gives things away too: such a session is complete and has no payment. We refuse 0 and never send it.
  const free = shop !== undefined && frequency === 'once' && happens(dice, 15);
  const amount = free ? 0 : dice.of([100, dice.whole(1, 99_999), dice.whole(1, 99_999_999)]);
  const at = begin + later(dice, 60);
  const hesitation = dice.whole(0, 3) * 600;
  const payments = free
    ? [{ amount, at, settledAt: at + hesitation, method: 'card' as const, outcome: 'paid' as const, refunds: [], dispute: undefined }]
    : paymentsOf(dice, frequency, amount, at, hesitation);
  return {
    name,
    campaign,
    currency: dice.of(['USD', 'EUR']),
    frequency,
    shop,
    invoiced: frequency === 'once' && amount > 0 && happens(dice, 25),
    hesitation,
    payments,
  };
}

/** The history of this number under this seed, the same every time. */
export function historyOf(seed: number, number: number): History {
  const dice = chance(`history ${number} of ${seed}`);
  const name = `h${String(number).padStart(6, '0')}`;
  const campaigns = ['a', 'b', 'c'].slice(0, dice.whole(2, 3)).map((letter) => `${name}-${letter}`);
  return { name, givings: Array.from({ length: dice.whole(1, 9) }, (_, place) => givingOf(dice, `${name}g${place}`, campaigns)) };
}
