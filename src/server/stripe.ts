import Stripe from 'stripe';
import { sessionParameter, type CheckoutAnswer } from '../shared/gift.ts';
import { Problem, type ProblemDetails } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { Gift } from './gift.ts';

/** The API version whose shapes this code reads; webhooks of another one are refused. */
export const apiVersion: string = Stripe.API_VERSION;

export type Session = Stripe.Checkout.Session;
export type Event = Stripe.Event;
export type Invoice = Stripe.Invoice;
export type InvoicePayment = Stripe.InvoicePayment;
export type Refund = Stripe.Refund;
export type Dispute = Stripe.Dispute;

/** The lists that together hold every fact of the ledger. */
export interface Lists {
  sessions: Session;
  invoices: Invoice;
  invoicePayments: InvoicePayment;
  refunds: Refund;
  disputes: Dispute;
}

/** One page of a list, newest first. */
export interface Page<T> {
  objects: T[];
  hasMore: boolean;
}

/** The longest a caller waits for Stripe's answer, the SDK's own retry included. */
const deadlineMs = 9_000;

/** How far the time of a signature may be from ours; the SDK's own measure, which it holds backwards only. */
const toleranceSeconds = 300;

/** Stripe's Checkout knows these; for any other it chooses by the browser (`auto`). */
const checkoutLocales = new Set(
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(' '),
);

function checkoutLocale(locale = 'auto'): Stripe.Checkout.SessionCreateParams.Locale {
  const base = locale.split('-')[0]!;
  // Some Stripe has under a longer or another name only.
  const traditional = base === 'zh' && /-hant/i.test(locale) ? 'zh-TW' : undefined;
  const names = [locale, traditional, base, { hi: 'hi-IN', no: 'nb', nn: 'nb' }[base]];
  const known = names.find((tag) => tag && checkoutLocales.has(tag)) ?? 'auto';
  return known;
}

/** The reader's page with the session's id added. Stripe replaces the braces only where they are literal, so no URL object may encode them. */
function comeBackTo({ href, hash }: URL): string {
  const [address] = href.split('#');
  return `${address!.replaceAll('{', '%7B')}${address!.includes('?') ? '&' : '?'}${sessionParameter}={CHECKOUT_SESSION_ID}${hash}`;
}

/** The reader's page as it was before they gave: another gift's session in its address is not this one's. */
function withoutSession(returnUrl: URL): URL {
  // Only where it is: deleting rewrites the owner's other parameters ("%20" to "+").
  if (!returnUrl.searchParams.has(sessionParameter)) return returnUrl;
  const url = new URL(returnUrl);
  url.searchParams.delete(sessionParameter);
  return url;
}

function sessionParams(gift: Gift, expiresAt: number): Stripe.Checkout.SessionCreateParams {
  // Stripe copies metadata to nothing on its own: the payment carries it too, so that exports and refunds show the campaign.
  const metadata: Record<string, string> = { campaign: gift.campaign.id, frequency: gift.frequency, attempt: gift.attempt };
  if (gift.coversFees) metadata.covers_fees = 'true';
  const { campaign, currency, amount, frequency } = gift;
  const page = withoutSession(gift.returnUrl);
  const back = comeBackTo(page);
  return {
    ui_mode: gift.ui === 'embedded' ? 'embedded_page' : 'hosted_page',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: amount,
          // The owner's words only: what a caller typed never stands under the owner's name on Stripe's page.
          product_data: { name: campaign.name },
          ...(frequency !== 'once' && { recurring: { interval: frequency } }),
        },
      },
    ],
    metadata,
    ...(frequency === 'once'
      ? { mode: 'payment', payment_intent_data: { metadata }, submit_type: campaign.kind === 'donation' ? 'donate' : 'pay' }
      : // The SDK's texts contradict each other on `submit_type` here (unverified), so Stripe's default stands.
        { mode: 'subscription', subscription_data: { metadata } }),
    // Otherwise a setting in the Dashboard adds 2 to 4 % and the reader is not charged what the page showed.
    adaptive_pricing: { enabled: false },
    locale: checkoutLocale(gift.locale),
    expires_at: expiresAt,
    ...(gift.ui === 'embedded'
      ? // A card ends in the page itself, which thanks in place; only a bank that takes the reader elsewhere sends them back.
        { return_url: back, redirect_on_completion: 'if_required' }
      : { success_url: back, cancel_url: (gift.cancelUrl ?? page).href }),
  };
}

/** What Stripe said, as one of our problems. Nothing of Stripe's text reaches the caller: it may name keys and accounts. */
function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const about = (code: ConstructorParameters<typeof Problem>[0], details?: ProblemDetails) => new Problem(code, details, error);
  if (error instanceof Stripe.errors.StripeIdempotencyError) return about('attempt_reused', { field: 'attempt', detail: 'Make a new attempt id for a new choice.' });
  if (!(error instanceof Stripe.errors.StripeError)) return about('stripe_unavailable');
  if (error.code === 'amount_too_small' || error.code === 'amount_too_large') return about(error.code, { field: 'amount' });
  if (error.code === 'resource_missing') return about('session_unknown');
  if (error.param === 'expires_at') return about('attempt_expired');
  const refused = [400, 401, 402, 403, 404].includes(error.statusCode ?? 0);
  return refused ? about('stripe_refused', { detail: "The owner's log says why." }) : about('stripe_unavailable', { detail: 'Send the same attempt again in a moment.' });
}

/** The SDK notes who called it, for the errors it throws: nobody sees that here, and it takes as long as a question to the database. */
function withoutTrace<T>(call: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function inTime<T>(call: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('stripe_unavailable', { detail: 'Send the same attempt again in a moment.' })), deadlineMs);
  });
  try {
    return await Promise.race([withoutTrace(call), late]);
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
  /** With its payment whole, or the first invoice where the gift recurs. */
  readSession(id: string): Promise<Session>;
  /** What paid an invoice with this PaymentIntent, if anything did. */
  invoicePaymentsOf(payment: string): Promise<InvoicePayment[]>;
  /**
   * @param since seconds since 1970; only what was created then or later
   * @param after the last id of the page before
   */
  listPage<N extends keyof Lists>(list: N, since: number | null, after: string | null): Promise<Page<Lists[N]>>;
  /** @throws Problem `signature_invalid` or `event_refused` */
  verifyEvent(body: string, signature: string | undefined): Promise<Event>;
}

type PageParams = Stripe.PaginationParams & { created?: Stripe.RangeQueryParam };

export function connectStripe({ key, apiBase, webhookSecrets, publishableKey, livemode }: Config['stripe']): StripeCalls {
  const stripe = new Stripe(key, {
    // The SDK's own 80 s times three would outlive every caller.
    timeout: 7_000,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(apiBase && {
      host: apiBase.hostname.replace(/^\[|\]$/g, ''), // an IPv6 address stands in brackets only in a URL
      port: Number(apiBase.port) || (apiBase.protocol === 'https:' ? 443 : 80),
      protocol: apiBase.protocol === 'https:' ? 'https' : 'http',
    }),
  });

  /** By whichever of the secrets it is: while one is rolled Stripe may sign with either. */
  async function verified(body: string, signature: string): Promise<Event> {
    let cause: unknown;
    for (const secret of webhookSecrets) {
      try {
        const event = await stripe.webhooks.constructEventAsync(body, signature, secret);
        // The SDK looks only for signatures that are too old.
        const [, time] = /(?:^|,)t=(\d+)/.exec(signature) ?? [];
        if (Number(time) > Date.now() / 1000 + toleranceSeconds) throw new Error('signed in the future');
        return event;
      } catch (error) {
        // Some malformed signatures make the SDK throw a plain Error or a RangeError: whatever it throws, it did not verify.
        cause = error;
      }
    }
    throw new Problem('signature_invalid', {}, cause);
  }

  const lists: { [N in keyof Lists]: (params: PageParams) => Promise<Stripe.ApiList<Lists[N]>> } = {
    // Only the complete ones: of a hundred opened, most are left again.
    sessions: (params) => stripe.checkout.sessions.list({ ...params, status: 'complete' }),
    invoices: (params) => stripe.invoices.list({ ...params, status: 'paid' }),
    invoicePayments: (params) => stripe.invoicePayments.list({ ...params, status: 'paid' }),
    refunds: (params) => stripe.refunds.list(params),
    disputes: (params) => stripe.disputes.list(params),
  };

  return {
    async openSession(gift, expiresAt) {
      const session = await inTime(() => stripe.checkout.sessions.create(sessionParams(gift, expiresAt), { idempotencyKey: gift.attempt }));
      const { id, url, client_secret: clientSecret } = session;
      if (id && gift.ui === 'embedded' && clientSecret && publishableKey) return { clientSecret, publishableKey, session: id };
      if (id && gift.ui === 'hosted' && url) return { url, session: id };
      throw new Problem('stripe_unavailable', { detail: "Stripe's answer holds no session to go to." });
    },

    async readSession(id) {
      return await inTime(() => stripe.checkout.sessions.retrieve(id, { expand: ['invoice', 'payment_intent'] }));
    },

    async invoicePaymentsOf(payment) {
      const { data } = await inTime(() => stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: payment }, limit: 100 }));
      return data;
    },

    async listPage(list, since, after) {
      const params = { limit: 100, ...(since !== null && { created: { gte: since } }), ...(after !== null && { starting_after: after }) };
      const { data, has_more } = await inTime(() => lists[list](params));
      return { objects: data, hasMore: has_more };
    },

    async verifyEvent(body, signature) {
      const event = await verified(body, signature ?? '');
      if (typeof (event as Event | null)?.data?.object !== 'object' || typeof event.type !== 'string') throw new Problem('event_refused', { detail: 'This is no event: send snapshot events, not thin ones.' });
      const { livemode: inside = event.livemode } = event.data.object as { livemode?: boolean };
      if (event.livemode !== livemode || inside !== livemode)
        throw new Problem('event_refused', { detail: `This function is in ${livemode ? 'live' : 'test'} mode; the event is not.` });
      if (event.api_version !== apiVersion)
        throw new Problem('event_refused', { detail: `Set the webhook endpoint's API version to ${apiVersion}; this event has ${event.api_version}.` });
      return event;
    },
  };
}
