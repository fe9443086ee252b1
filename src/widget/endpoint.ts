import type { CampaignAnswer, CheckoutAnswer, CheckoutRequest, CheckoutStatus } from '../shared/gift.ts';
import type { ProblemAnswer } from '../shared/problem.ts';

/** Why a request brought no answer: the function's problem, or none where it could not be reached. */
export class EndpointError extends Error {
  problem: Partial<ProblemAnswer> = {};
}

function failure(problem: unknown): EndpointError {
  return Object.assign(new EndpointError(), { problem });
}

/** The function waits up to 10 s for Stripe; somewhat longer, and nobody is coming. */
const patienceMs = 15_000;

/** An address under the owner's `endpoint`, which may be relative to the page. */
export function addressOf(endpoint: string, path: string): string {
  return new URL(path, new URL(endpoint.replace(/\/?$/, '/'), document.baseURI)).href;
}

async function ask<T>(address: string, init?: RequestInit): Promise<T> {
  let problem: unknown;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs), ...init });
    const body: unknown = await response.json();
    if (response.ok && body) return body as T;
    problem = body;
  } catch {
    // No connection, no answer in time, or an answer that is not the function's: to the reader all are one.
  }
  throw failure(problem ?? {});
}

/** A page over https goes on over https only; no other scheme is ever followed. */
const isPayPage = (address: unknown): address is string =>
  typeof address === 'string' && (address.startsWith('https://') || (address.startsWith('http://') && location.protocol === 'http:'));

/** `POST /checkout`. @returns the address of Stripe's page */
export async function openCheckout(endpoint: string, request: CheckoutRequest): Promise<string> {
  const answer = await ask<CheckoutAnswer>(addressOf(endpoint, 'checkout'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  if ('url' in answer && isPayPage(answer.url)) return answer.url;
  throw failure({});
}

/** `GET /checkout/{session}`. */
export const readCheckout = (endpoint: string, session: string) =>
  ask<CheckoutStatus>(addressOf(endpoint, `checkout/${encodeURIComponent(session)}`));

/** Where a campaign's figures are; also the name under which the page's elements share them. */
export const campaignAddress = (endpoint: string, campaign: string) => addressOf(endpoint, `campaigns/${encodeURIComponent(campaign)}`);

/** `GET /campaigns/{id}`. `fresh` asks past the browser's cache, which may show an answer a minute old. */
export const readCampaign = (address: string, fresh: boolean) => ask<CampaignAnswer>(address, { cache: fresh ? 'no-cache' : 'default' });

/** A name for one press of the button. `crypto.randomUUID` is missing on plain-http pages; this is not. */
export const newAttempt = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
