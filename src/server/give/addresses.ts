import type { Context } from 'hono';
import { Problem } from '../../shared/problem.ts';
import { toDecimal } from '../../shared/money.ts';
import type { Config } from '../config.ts';
import { isSafe } from '../config/setting.ts';
import type { Log } from '../log.ts';
import type { Entry, Visit } from './entry.ts';

/**
 * Where readers reach this function. Stripe sends them there, so it may not be a caller's invention: unless it is set,
 * it is the request's own address, and only an https one: there a certificate stands for the name, elsewhere anybody
 * may write any `Host`.
 */
export function ownAddress({ publicUrl }: Config, c: Context): string {
  if (publicUrl) return publicUrl;
  const url = new URL(c.req.url);
  if (!isSafe(url)) throw new Problem('address_invalid', { detail: 'Set SUPPORT_PUBLIC_URL to the address readers know.' });
  return url.origin;
}

/** The origins from which a form may be sent here: our own pages', and the owner's. */
export const originsOf = (config: Config, c: Context): ReadonlySet<string> =>
  new Set([new URL(c.req.url).origin, ...(config.publicUrl ? [new URL(config.publicUrl).origin] : []), ...config.allowedOrigins]);

/** Browsers name the page a form was sent from; who names none is no browser (see `guards/origin.ts`). */
export function checkOrigin(config: Config, c: Context, log: Log): void {
  const origin = c.req.header('Origin');
  if (origin === undefined || originsOf(config, c).has(origin)) return;
  // Our own page, by its name: a proxy in front speaks https and says nothing of it.
  if (URL.parse(origin)?.host === new URL(c.req.url).host) log('POST /give: the form came from an address of this host that is not allowed (https before a proxy?): set SUPPORT_PUBLIC_URL to the address readers know');
  throw new Problem('origin_not_allowed', { detail: 'Add the origin to SUPPORT_ALLOWED_ORIGINS, or to SUPPORT_PUBLIC_URL if it is where this function is reached.' });
}

/** A query with what there is a value for. */
function query(entry: Entry): string {
  const text = new URLSearchParams(Object.entries(entry).filter(([, value]) => value)).toString();
  return text && `?${text}`;
}

/** The form with a choice in it, under `base`: in our own pages a relative one, which knows nothing of a proxy's path. */
export const formAt = (base: string, { campaign, amount, currency, frequency }: { campaign: string; amount?: number; currency: string; frequency?: string }, { lang, back }: Visit): string =>
  `${base}give${query({ campaign, amount: amount === undefined ? undefined : toDecimal(amount, currency), currency, frequency, lang, return: back?.href })}`;

/** The page that thanks; Stripe's session is added by `stripe.ts`. */
export const thanksAt = (own: string, { lang, back }: Visit): URL => new URL(`${own}/give/thanks${query({ lang, return: back?.href })}`);
