import { currencyRule } from '../shared/currencies.ts';
import { frequencies, type CampaignAnswer, type CheckoutAnswer, type CheckoutRequest, type CheckoutStatus } from '../shared/gift.ts';
import type { ProblemAnswer } from '../shared/problem.ts';
import { isSession } from './arrival.ts';

/** Why a request brought no answer: the function's problem, or none where it could not be reached. */
export class EndpointError extends Error {
  problem: Partial<ProblemAnswer> = {};
  /** How long the function asks to wait, in seconds. */
  retryAfter = 0;
}

function failure(problem: unknown, retryAfter = 0): EndpointError {
  return Object.assign(new EndpointError(), { problem, retryAfter });
}

/** The function waits up to 10 s for Stripe; somewhat longer, and nobody is coming. */
const patienceMs = 15_000;

/** An address under the owner's `endpoint`, which may be relative to the page. */
export function addressOf(endpoint: string, path: string): string {
  return new URL(path, new URL(endpoint.replace(/\/?$/, '/'), document.baseURI)).href;
}

async function ask<T>(address: string, init?: RequestInit): Promise<T> {
  let problem: unknown;
  let retryAfter = 0;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs), ...init });
    const body: unknown = await response.json();
    if (response.ok && body) return body as T;
    problem = body;
    // A date, or more than a day, is nothing to tell a reader.
    const seconds = Number(response.headers.get('Retry-After'));
    if (seconds > 0 && seconds <= 86_400) retryAfter = seconds;
  } catch {
    // No connection, no answer in time, or an answer that is not the function's: to the reader all are one.
  }
  throw failure(problem ?? {}, retryAfter);
}

/** A page over https goes on over https only; no other scheme is ever followed or shown as a link. */
export const isWebAddress = (address: unknown): address is string =>
  typeof address === 'string' && (address.startsWith('https://') || (address.startsWith('http://') && location.protocol === 'http:')) && URL.canParse(address);

/** The absolute form of an address the owner wrote, or `undefined` where it is none that is followed. */
export function webAddress(address: string): string | undefined {
  const { href } = URL.parse(address, document.baseURI) ?? {};
  return isWebAddress(href) ? href : undefined;
}

/** `POST /checkout`. */
export async function openCheckout(endpoint: string, request: CheckoutRequest): Promise<CheckoutAnswer> {
  const { url, clientSecret, publishableKey, session } = await ask<Record<'url' | 'clientSecret' | 'publishableKey' | 'session', string>>(addressOf(endpoint, 'checkout'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  // Of the answer only what was asked for is taken.
  if (request.ui !== 'embedded') {
    if (isWebAddress(url)) return { url, session };
  } else if ([clientSecret, publishableKey, session].every((text) => text && typeof text === 'string')) return { clientSecret, publishableKey, session };
  throw failure({});
}

/** What can be a campaign's id in an address; the function's settings hold the same. */
export const isCampaign = (id: string): boolean => /^[a-z0-9][a-z0-9_-]{0,63}$/.test(id);

/** `GET /checkout/{session}`. */
export async function readCheckout(endpoint: string, session: string): Promise<CheckoutStatus> {
  // What the address bar or the tab's storage says may be anything.
  if (!isSession(session)) throw failure({ status: 404 });
  const answer = await ask<CheckoutStatus>(addressOf(endpoint, `checkout/${encodeURIComponent(session)}`));
  const { status, amount, currency, frequency } = answer;
  const isGiven = ['paid', 'processing'].includes(status) && isMoney(amount, currency) && frequencies.includes(frequency);
  if (isGiven || status === 'open' || status === 'expired') return answer;
  throw failure({});
}

const isMoney = (amount: number, currency: string) => Number.isSafeInteger(amount) && !!currencyRule(currency);

/** Where a campaign's figures are; also the name under which the page's elements share them. */
export const campaignAddress = (endpoint: string, campaign: string) => addressOf(endpoint, `campaigns/${encodeURIComponent(campaign)}`);

/** `GET /campaigns/{id}`. `fresh` asks past the browser's cache, which may show an answer a minute old. */
export async function readCampaign(address: string, fresh: boolean): Promise<CampaignAnswer> {
  const answer = await ask<CampaignAnswer>(address, { cache: fresh ? 'no-cache' : 'default' });
  if (isMoney(answer.raised, answer.currency) && isMoney(answer.goal ?? 0, answer.currency)) return answer;
  throw failure({});
}

/** A name for one press of the button. `crypto.randomUUID` is missing on plain-http pages; this is not. */
export const newAttempt = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
