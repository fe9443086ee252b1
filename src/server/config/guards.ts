import type { Budget, Limit } from '../guards/counters.ts';
import { parseBudget, parseLimits, smallestBurst } from '../guards/figures.ts';
import { ConfigError, isSafe } from './setting.ts';

/** `SUPPORT_RATE_LIMIT` */
export function readRateLimit(text: string): readonly Limit[] | 'off' {
  const limits = text === 'off' ? text : parseLimits(text);
  if (!limits) throw new ConfigError(['SUPPORT_RATE_LIMIT is not written like 5/10m,20/h (units s, m, h, d), or off']);
  return limits;
}

/** `SUPPORT_STRIPE_BUDGET` */
export function readBudget(text: string): Budget {
  const budget = parseBudget(text);
  if (!budget || budget.burst < smallestBurst) throw new ConfigError([`SUPPORT_STRIPE_BUDGET is not written like 5/s,20 (the burst at least ${smallestBurst})`]);
  return budget;
}

/** `SUPPORT_CHALLENGE`: whether everybody is asked for one. */
export function readChallenge(text: string): boolean {
  if (text !== 'always' && text !== 'under-attack') throw new ConfigError(['SUPPORT_CHALLENGE must be under-attack or always']);
  return text === 'always';
}

/** `SUPPORT_TURNSTILE_BASE` */
export function readTurnstileBase(text: string): URL {
  const url = URL.parse(text);
  if (!url || !isSafe(url) || url.pathname !== '/' || url.search || url.username)
    throw new ConfigError(['SUPPORT_TURNSTILE_BASE is not an address like https://challenges.cloudflare.com (http only on this machine)']);
  return url;
}

/** Cloudflare's keys for tests pass, or refuse, everybody (developers.cloudflare.com/turnstile/troubleshooting/testing). */
export const isDummy = (key: string): boolean => /^[123]x0{16}/.test(key);
