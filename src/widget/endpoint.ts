import { currencyRule } from '../shared/currencies.ts';
import type { CampaignAnswer } from '../shared/gift.ts';

/** The function waits up to 10 s for Stripe; somewhat longer, and nobody is coming. */
const patienceMs = 15_000;

/** An address under the owner's `endpoint`, which may be relative to the page. */
export function addressOf(endpoint: string, path: string): string {
  return new URL(path, new URL(endpoint.replace(/\/?$/, '/'), document.baseURI)).href;
}

/** Every request the widget makes is one of these. */
export const request = (address: string, init?: RequestInit): Promise<Response> => fetch(address, { signal: AbortSignal.timeout(patienceMs), ...init });

/**
 * The absolute form of an address, or `undefined` where it is none that is followed: a page over https goes on over
 * https only; no other scheme is ever followed or shown as a link.
 */
export function webAddress(address: string): string | undefined {
  const { href = '' } = URL.parse(address, document.baseURI) ?? {};
  return (location.protocol === 'http:' ? /^https?:/ : /^https:/).test(href) ? href : undefined;
}

/** What can be a campaign's id in an address; the function's settings hold the same. */
export const isCampaign = (id: string): boolean => /^[a-z0-9][a-z0-9_-]{0,63}$/.test(id);

const isMoney = (amount: number, currency: string) => Number.isSafeInteger(amount) && !!currencyRule(currency);

/** Where a campaign's figures are; also the name under which the page's elements share them. */
export const campaignAddress = (endpoint: string, campaign: string) => addressOf(endpoint, `campaigns/${encodeURIComponent(campaign)}`);

/** `GET /campaigns/{id}`. `fresh` asks past the browser's cache, which may show an answer a minute old. */
export async function readCampaign(address: string, fresh: boolean): Promise<CampaignAnswer> {
  const response = await request(address, { cache: fresh ? 'no-cache' : 'default' });
  const answer = (await response.json()) as CampaignAnswer;
  if (response.ok && isMoney(answer.raised, answer.currency) && isMoney(answer.goal ?? 0, answer.currency)) return answer;
  throw new Error(`${address} answers ${response.status}`);
}
