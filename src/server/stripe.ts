import Stripe from 'stripe';
import { sessionParameter, type CheckoutAnswer } from '../shared/gift.ts';
import { Problem, type ProblemDetails } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { Gift } from './checkout.ts';

/** The API version whose shapes this code reads; webhooks of another one are refused. */
export const apiVersion: string = Stripe.API_VERSION;

export type Session = Stripe.Checkout.Session;
export type Event = Stripe.Event;

/** The longest a caller waits for Stripe's answer, the SDK's own retry included. */
const deadlineMs = 9_000;

/** Stripe's Checkout knows these; for any other it chooses by the browser (`auto`). */
const checkoutLocales = new Set(
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(' '),
);

function checkoutLocale(locale = 'auto'): Stripe.Checkout.SessionCreateParams.Locale {
  const base = locale.split('-')[0]!;
  const known = [locale, base].find((tag) => checkoutLocales.has(tag)) ?? 'auto';
  return known as Stripe.Checkout.SessionCreateParams.Locale;
}

/** The reader's page with the session's id added. Stripe replaces the braces only where they are literal, so no URL object may encode them. */
function comeBackTo(returnUrl: URL): string {
  const url = new URL(returnUrl);
  // Only where it is: deleting rewrites the owner's other parameters ("%20" to "+").
  if (url.searchParams.has(sessionParameter)) url.searchParams.delete(sessionParameter);
  const [page, hash] = url.href.replaceAll('{', '%7B').split('#');
  return `${page}${page!.includes('?') ? '&' : '?'}${sessionParameter}={CHECKOUT_SESSION_ID}${hash ? `#${hash}` : ''}`;
}

function sessionParams(gift: Gift, expiresAt: number): Stripe.Checkout.SessionCreateParams {
  // Stripe copies metadata to nothing on its own: the payment carries it too, so that exports and refunds show the campaign.
  const metadata: Record<string, string> = { campaign: gift.campaign.id, frequency: gift.frequency, attempt: gift.attempt };
  if (gift.coversFees) metadata.covers_fees = 'true';
  const embedded = gift.ui === 'embedded';
  const back = comeBackTo(gift.returnUrl);
  return {
    mode: 'payment',
    ui_mode: embedded ? 'embedded_page' : 'hosted_page',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: gift.currency.toLowerCase(),
          unit_amount: gift.amount,
          // The owner's words only: what a caller typed never stands under the owner's name on Stripe's page.
          product_data: { name: gift.campaign.name },
        },
      },
    ],
    payment_intent_data: { metadata },
    metadata,
    submit_type: gift.campaign.kind === 'donation' ? 'donate' : 'pay',
    // Otherwise a setting in the Dashboard adds 2 to 4 % and the reader is not charged what the page showed.
    adaptive_pricing: { enabled: false },
    locale: checkoutLocale(gift.locale),
    expires_at: expiresAt,
    ...(embedded ? { return_url: back } : { success_url: back, cancel_url: gift.returnUrl.href }),
  };
}

/** What Stripe said, as one of our problems. Nothing of Stripe's text reaches the caller: it may name keys and accounts. */
function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const about = (code: ConstructorParameters<typeof Problem>[0], details?: ProblemDetails) => new Problem(code, details, error);
  if (error instanceof Stripe.errors.StripeIdempotencyError) return about('attempt_reused', { field: 'attempt', detail: 'Make a new attempt id for a new choice.' });
  if (!(error instanceof Stripe.errors.StripeError)) return about('stripe_unavailable');
  if (error.code === 'idempotency_key_in_use') return about('attempt_in_progress', { detail: 'Send the same attempt again in a moment.' });
  if (error.code === 'amount_too_small' || error.code === 'amount_too_large') return about(error.code, { field: 'amount' });
  if (error.code === 'resource_missing') return about('session_unknown');
  const refused = [400, 401, 402, 403, 404].includes(error.statusCode ?? 0);
  return refused ? about('stripe_refused', { detail: "The owner's log says why." }) : about('stripe_unavailable', { detail: 'Send the same attempt again in a moment.' });
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('stripe_unavailable', { detail: 'Send the same attempt again in a moment.' })), deadlineMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw toProblem(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The calls we make to Stripe, in the owner's name; every failure is a Problem. */
export interface StripeCalls {
  /** @param expiresAt seconds since 1970, the same for every try of one attempt */
  openSession(gift: Gift, expiresAt: number): Promise<CheckoutAnswer>;
  readSession(id: string): Promise<Session>;
  /** @throws Problem `signature_invalid` or `event_refused` */
  verifyEvent(body: string, signature: string | undefined): Promise<Event>;
}

export function connectStripe({ key, apiBase, webhookSecret, publishableKey, livemode }: Config['stripe']): StripeCalls {
  const stripe = new Stripe(key, {
    // The SDK's own 80 s times three would outlive every caller.
    timeout: 7_000,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(apiBase && {
      host: apiBase.hostname,
      port: Number(apiBase.port) || (apiBase.protocol === 'https:' ? 443 : 80),
      protocol: apiBase.protocol === 'https:' ? 'https' : 'http',
    }),
  });

  return {
    async openSession(gift, expiresAt) {
      const session = await inTime(stripe.checkout.sessions.create(sessionParams(gift, expiresAt), { idempotencyKey: gift.attempt }));
      if (gift.ui === 'embedded' && session.client_secret && publishableKey) return { clientSecret: session.client_secret, publishableKey };
      if (gift.ui === 'hosted' && session.url) return { url: session.url };
      throw new Problem('stripe_unavailable', { detail: "Stripe's answer holds no session to go to." });
    },

    async readSession(id) {
      return await inTime(stripe.checkout.sessions.retrieve(id));
    },

    async verifyEvent(body, signature) {
      let event: Event;
      try {
        event = await stripe.webhooks.constructEventAsync(body, signature ?? '', webhookSecret);
      } catch (error) {
        // Some malformed signatures make the SDK throw a plain Error or a RangeError: whatever it throws, it did not verify.
        throw new Problem('signature_invalid', {}, error);
      }
      if (event.livemode !== livemode)
        throw new Problem('event_refused', { detail: `This function is in ${livemode ? 'live' : 'test'} mode; the event is not.` });
      if (event.api_version !== apiVersion)
        throw new Problem('event_refused', { detail: `Set the webhook endpoint's API version to ${apiVersion}; this event has ${event.api_version}.` });
      return event;
    },
  };
}
