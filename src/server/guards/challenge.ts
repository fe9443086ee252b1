import { challengeAction } from '../../shared/challenge.ts';
import { Problem } from '../../shared/problem.ts';
import type { Config } from '../config.ts';
import type { Counters } from './counters.ts';
import { Tally } from './refusals.ts';

/** Cloudflare answers within a fraction of it; a reader waits for Stripe besides. */
const patienceMs = 4_000;
/** At once: whoever sends junk for tokens must not make us ask Cloudflare without end. */
const mostUnderWay = 50;
/** Tokens live five minutes; ours are remembered for longer than that. */
const rememberedMs = 15 * 60_000;
/** Of one address, answers that were wrong. */
const wrongOnes = { count: 10, period: 10 * 60_000 };
/** As Cloudflare bounds it. */
const longestToken = 2048;

/** What siteverify answers (developers.cloudflare.com/turnstile/get-started/server-side-validation), as far as we trust it. */
interface Verdict {
  success?: unknown;
  hostname?: unknown;
  action?: unknown;
}

export interface Challenge {
  /** Whether every press needs one, attack or no attack. */
  always: boolean;
  required(retryAfter?: number): Problem;
  /** Whether this token was won just now, on a page of the owner's, for this, and was never shown before. Anything unclear is a no. */
  verify(token: string, who: string | undefined, nameOf: (kind: string, text: string) => Promise<string>): Promise<boolean>;
}

/** Turnstile, where the owner has set it up. */
export function openChallenge({ turnstile, allowedOrigins, publicUrl }: Config, counters: Counters): Challenge | undefined {
  if (!turnstile) return undefined;
  const { siteKey, secretKey, base, always } = turnstile;
  const hosts = new Set([...allowedOrigins, ...(publicUrl ? [publicUrl] : [])].map((origin) => new URL(origin).hostname));
  const wrong = new Tally(wrongOnes);
  let underWay = 0;

  async function ask(token: string): Promise<Verdict> {
    const answer = await fetch(new URL('/turnstile/v0/siteverify', base), {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      // The reader's address is no business of Cloudflare's: it is not sent.
      body: new URLSearchParams({ secret: secretKey, response: token }).toString(),
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'manual', // the secret goes nowhere else (Cloudflare's Workers know no `error` here)
    });
    return answer.ok ? ((await answer.json()) as Verdict) : {};
  }

  async function isGood(token: string): Promise<boolean> {
    if (underWay >= mostUnderWay) return false;
    underWay += 1;
    try {
      const { success, hostname, action } = (await ask(token)) ?? {};
      return success === true && action === challengeAction && typeof hostname === 'string' && hosts.has(hostname);
    } catch {
      return false; // no answer is not a yes
    } finally {
      underWay -= 1;
    }
  }

  return {
    always,
    required: (retryAfter = 10) => new Problem('challenge_required', { detail: 'Send the same attempt again with a Turnstile token as `challenge`.', siteKey, retryAfter }),

    async verify(token, who, nameOf) {
      const now = Date.now();
      if (token.length > longestToken || (who && wrong.isOver(who, now))) return false;
      if (!(await isGood(token))) {
        if (who) wrong.count(who, now);
        return false;
      }
      // Cloudflare takes a token once; so do we, whatever it says.
      return counters.note(await nameOf('token', token), now + rememberedMs, now);
    },
  };
}
