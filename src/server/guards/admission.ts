import type { Context } from 'hono';
import { Problem } from '../../shared/problem.ts';
import type { Config } from '../config.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { keyedNames, visitorOf, type Hmac } from './address.ts';
import { openChallenge } from './challenge.ts';
import { shares, type Lane } from './figures.ts';
import { Refusals, Tally, WaitingLine } from './refusals.ts';

/** What the platform knows of a caller, and no caller can say of themselves. */
export interface Caller {
  /** Where the connection comes from; without one only the budget holds. */
  address?: string;
  /** The platform's own limiter (Cloudflare's rate limiting binding), asked before the database is. @returns whether this one may go on */
  limiter?: (key: string) => Promise<boolean>;
}

/** As the adapter has said. */
export const callerOf = (c: Context): Caller => (c.env as { caller?: Caller } | undefined)?.caller ?? {};

/** How long a session of ours is known for: somewhat longer than Stripe keeps one open. */
const knownMs = 2 * 86_400_000;
/** How often one session may be asked for: the widget asks once, and a reader again by hand. */
const perSession = { rate: 0.5, burst: 6 };
/** Of one address: far more than anybody returning needs, and a household or office has many readers. */
const reads = { count: 60, period: 60_000 };
const sweepMs = 60_000;

export interface Admission {
  /**
   * Lets an attempt through to Stripe, or throws the Problem that says when, or by what, it may come again. Called with
   * what was parsed: a request that is not valid reaches nobody, costs no more than its parsing and is not counted.
   */
  press(caller: Caller, attempt: string, challenge?: string): Promise<void>;
  /** One call more for an attempt that was let through. */
  again(): Promise<void>;
  /** Remembers a session that was opened here. */
  opened(session: string): Promise<void>;
  /** Lets a question about a session through to Stripe. */
  read(caller: Caller, session: string): Promise<void>;
}

const seconds = (wait: number): number => Math.ceil(wait / 1000);

/**
 * The guards before Stripe. The order is from cheap to dear: what this process knows to be spent is refused from memory,
 * so that a flood costs no database its time.
 */
export function openAdmission(config: Config, ledger: Pick<Ledger, 'counters' | 'sweep'>, hmac?: Hmac): Admission {
  const { rateLimit, stripeBudget } = config;
  const { counters } = ledger;
  const challenge = openChallenge(config, counters);
  const lanes = shares(stripeBudget, challenge !== undefined);
  const nameOf = keyedNames(config.stripe.key, hmac);
  const refusals = new Refusals();
  const tally = new Tally(reads);
  const line = new WaitingLine();
  let swept = 0;

  /** Rows that are over hold nothing back; they only must not pile up, or stay longer than they are needed. */
  async function sweepNowAndThen(now: number): Promise<void> {
    if (now - swept < sweepMs) return;
    swept = now;
    await ledger.sweep(rateLimit === 'off' ? [] : rateLimit, now);
  }

  /** @returns milliseconds to wait, 0 where one was taken */
  async function take(lane: Lane, share = lanes[lane]): Promise<number> {
    const now = Date.now();
    // Of one bucket, who may take less of it is refused sooner.
    const name = `${lane} ${share.burst}`;
    return refusals.waitFor(name, now) || refusals.keep(name, await counters.take(`budget:${lane}`, share, now), now);
  }

  /** How long a share is known to be spent for, without asking. */
  const dryFor = (lane: Lane, now: number): number => refusals.waitFor(`${lane} ${lanes[lane].burst}`, now);

  /** Some of a large flood is in time by chance, but hardly twice: who waited once leaves half of the share to who waited more often. */
  const takePatient = (waits: number): Promise<number> => take('patient', { ...lanes.patient, burst: waits > 1 ? lanes.patient.burst : Math.ceil(lanes.patient.burst / 2) });

  async function visitor({ address }: Caller): Promise<string | undefined> {
    const text = visitorOf(address);
    return text === undefined ? undefined : nameOf('address', text);
  }

  /** @param who `undefined` where nobody is counted */
  async function count(who: string | undefined, attempt: string): Promise<number> {
    if (who === undefined || rateLimit === 'off') return 0;
    const now = Date.now();
    const wait = refusals.waitFor(who, now) || refusals.keep(who, await counters.count(who, attempt, rateLimit, now), now);
    return wait;
  }

  const overLimit = (wait: number) => new Problem('too_many_attempts', { detail: 'Wait as long as Retry-After says.', retryAfter: seconds(wait) });
  // The next drop of a budget under attack goes to whoever comes first: a polite client that waits a moment longer loses nothing.
  const spent = (wait: number) => new Problem('budget_spent', { detail: 'Wait as long as Retry-After says.', retryAfter: Math.max(2, seconds(wait)) });

  /** Tells one when to come back, and keeps the place: not all at the same second, or a flood in step would keep its places too. */
  function waiting(who: string | undefined, wait: number, waits: number): Problem {
    const after = Math.max(seconds(wait), 3 + Math.floor(Math.random() * 4));
    if (who !== undefined) line.tell(who, Date.now() + after * 1000, waits);
    return spent(after * 1000);
  }

  /** By the open door. */
  async function enter(who: string | undefined, attempt: string, limiter: Caller['limiter']): Promise<Problem | undefined> {
    const now = Date.now();
    const dry = dryFor('press', now);
    const waits = challenge || who === undefined ? 0 : line.waits(who, now);
    // Before anything is counted: while a flood lasts this is all that most of it meets.
    if (dry && !waits) return waiting(who, dry, waits);
    if (who !== undefined && rateLimit !== 'off' && limiter && !(await limiter(who))) return overLimit(60_000);
    const wait = await count(who, attempt);
    if (wait) return overLimit(wait);
    let empty = dry || (await take('press'));
    if (empty && waits) empty = await takePatient(waits);
    if (!empty) return undefined;
    // That others spent the budget is held against nobody.
    if (who !== undefined && rateLimit !== 'off') await counters.uncount(who, attempt);
    return waiting(who, empty, waits);
  }

  /** By the door for those who passed a challenge: a limit and a share of its own, so that whoever solves many gains little. */
  async function enterChallenged(who: string | undefined, attempt: string): Promise<Problem | undefined> {
    const wait = await count(who && `${who}+`, attempt);
    if (wait) return overLimit(wait);
    const empty = (await take('challenged')) && (await take('press'));
    return empty ? spent(empty) : undefined;
  }

  return {
    async press(caller, attempt, token) {
      const dry = dryFor('press', Date.now());
      // What most of a flood meets: before any work is done for it, even before its address has a name.
      if (dry && challenge && !challenge.always && token === undefined) throw challenge.required(spent(dry).details.retryAfter);
      await sweepNowAndThen(Date.now());
      const who = await visitor(caller);
      const problem = challenge?.always ? undefined : await enter(who, attempt, caller.limiter);
      if (!problem && !challenge?.always) return;
      if (!challenge) throw problem!;
      // Not even asked for where it would be for nothing.
      const closed = refusals.waitFor(`${who}+`, Date.now());
      if (who && closed) throw overLimit(closed);
      if (token === undefined || !(await challenge.verify(token, who, nameOf))) throw challenge.required(problem?.details.retryAfter);
      const still = await enterChallenged(who, attempt);
      if (still) throw still;
    },

    async again() {
      const empty = await take('press');
      if (empty) throw spent(empty);
    },

    async opened(session) {
      const now = Date.now();
      await counters.note(await nameOf('session', session), now + knownMs, now);
    },

    async read(caller, session) {
      const now = Date.now();
      const [who, name] = await Promise.all([visitor(caller), nameOf('session', session)]);
      const wait = who && rateLimit !== 'off' ? tally.count(who, now) : 0;
      if (wait) throw overLimit(wait);
      const drained = dryFor('unknown', now) && dryFor('return', now);
      if (drained) throw spent(drained);
      const isOurs = (await counters.isNoted(name, now)) && !(await counters.take(`asked:${name}`, perSession, now));
      // One that we did not open may be real all the same: a ledger can be new.
      const empty = isOurs ? await take('return') : await take('unknown');
      if (empty) throw spent(empty);
    },
  };
}
