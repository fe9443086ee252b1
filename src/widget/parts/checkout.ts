import type { CheckoutAnswer, CheckoutRequest } from '../../shared/gift.ts';
import type { Kit } from '../kit.ts';
import { ask, failure } from './ask.ts';

/** `POST /checkout`. */
export async function openCheckout({ addressOf, request: send, webAddress }: Kit, endpoint: string, request: CheckoutRequest): Promise<CheckoutAnswer> {
  const { url, clientSecret, publishableKey, session } = await ask<Record<'url' | 'clientSecret' | 'publishableKey' | 'session', string>>(send, addressOf(endpoint, 'checkout'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  // Of the answer only what was asked for is taken.
  if (request.ui !== 'embedded') {
    // As it stands, and absolute: nothing of ours is a payment page.
    if (typeof url === 'string' && /^https?:\/\//.test(url) && webAddress(url)) return { url, session };
  } else if ([clientSecret, publishableKey, session].every((text) => text && typeof text === 'string')) return { clientSecret, publishableKey, session };
  throw failure({});
}

/** A name for one press of the button. `crypto.randomUUID` is missing on plain-http pages; this is not. */
export const newAttempt = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** A tab for the payment page, opened within the press: later the browser would take it for an advertisement. `null` where it did. */
export function openTab(target: string): Window | null {
  if (target !== '_blank') return null;
  try {
    const tab = window.open('', '_blank');
    // What opens there must not reach back into this page.
    if (tab) tab.opener = null;
    return tab;
  } catch {
    return null; // Firefox throws in a frame sandboxed without `allow-popups`
  }
}

/**
 * Where the payment page opens. Stripe's page refuses to be framed, so inside a frame it takes the whole tab unless the
 * owner says otherwise.
 */
export const targetOf = (wanted: string | undefined): '_self' | '_top' | '_blank' =>
  wanted === '_self' || wanted === '_top' || wanted === '_blank' ? wanted : window === window.top ? '_self' : '_top';
