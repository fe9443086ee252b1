import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import * as v from 'valibot';
import { frequencies, type Frequency } from '../../shared/gift.ts';
import { Problem } from '../../shared/problem.ts';
import type { Config } from '../config.ts';
import type { Campaign } from '../config/campaigns.ts';
import { languageFor } from '../../shared/strings.ts';
import { languageTag, pageOn } from '../gift.ts';
import { wordsFor, type GiveWords } from './words.ts';

/**
 * The fields of the form, and of the address that fills it in. None must be there: a form in the owner's own page may
 * send an amount and nothing else.
 */
const names = ['campaign', 'currency', 'frequency', 'amount', 'other', 'confirmed', 'lang', 'return', 'attempt', 'cf-turnstile-response'] as const;

/** What came, as text. `amount` is a decimal in major units or `other`; `other` is what the reader typed. */
export type Entry = Partial<Record<(typeof names)[number], string>>;

/** An address may carry more than ours: those who share links add to them. */
export const entryInAddress = (fields: URLSearchParams): Entry =>
  Object.fromEntries(names.flatMap((name) => (fields.get(name) ? [[name, fields.get(name)!]] : [])));

/** The fields of a form that was sent, each of them known and there once. */
export function entryInForm(fields: URLSearchParams): Entry {
  const sent = [...fields.keys()];
  const isKnown = (name: string) => (names as readonly string[]).includes(name);
  if (!sent.every(isKnown)) throw new Problem('field_unknown', { detail: `Send only ${names.join(', ')}.` });
  if (new Set(sent).size < sent.length) throw new Problem('field_invalid', { detail: 'Send each field once.' });
  return entryInAddress(fields);
}

/** Who asks, as far as it matters. */
export interface Visit {
  /** The reader's language, where the address or their browser named one we speak. */
  lang?: string;
  /** How amounts are written and read in it. */
  locale: string;
  words: GiveWords;
  /** A page of the owner's, to go back to. */
  back?: URL;
}

/** What the form offers them. */
export interface Offer extends Visit {
  campaign: Campaign;
  currency: string;
  limits: { min: number; max: number };
  frequency: Frequency;
}

/** Longer ones are no page anybody links to, and must fit into the address Stripe sends the reader to. */
const longestReturn = 1000;

function campaignOf({ campaign: id }: Entry, { campaigns }: Config): Campaign {
  const [only, ...others] = campaigns.values();
  const campaign = campaigns.get(id ?? 'default') ?? (id === undefined && others.length === 0 ? only : undefined);
  if (!campaign) throw new Problem('campaign_unknown', { field: 'campaign' });
  return campaign;
}

/** The tag in its usual form, without extensions: a reader's language, not a way to have formats made without end. */
function languageOf(tag: string | undefined): string | undefined {
  if (!v.is(languageTag, tag)) return undefined;
  try {
    return new Intl.Locale(tag).baseName;
  } catch {
    return undefined; // well-formed only at a glance: "en-a"
  }
}

/** How the runtime writes numbers in a language, by the runtime's own name for it; English where it has none. */
function localeOf(lang = 'en'): string {
  const [known = 'en'] = Intl.NumberFormat.supportedLocalesOf([lang]);
  return new Intl.NumberFormat(known).resolvedOptions().locale;
}

/** The language the reader's browser asks for most that we speak; English needs no name. */
function acceptedLanguage(header: string | undefined): string | undefined {
  // The most wanted first; what has a weight of 0 is not wanted at all (RFC 9110, 12.4.2).
  const tags = parseAccept(header ?? '').filter(({ q }) => q > 0).map(({ type }) => languageOf(type));
  const spoken = tags.find((tag) => tag && (languageFor(tag) !== 'en' || /^en\b/.test(tag)));
  return spoken && languageFor(spoken) !== 'en' ? spoken : undefined;
}

/** The language a page is wanted in: the one in its address comes before the browser's. */
export const wantedLanguage = (c: Context, entry: Entry = entryInAddress(new URL(c.req.url).searchParams)): string | undefined =>
  languageOf(entry.lang) ?? acceptedLanguage(c.req.header('Accept-Language'));

export function readVisit(c: Context, entry: Entry, { allowedOrigins }: Config): Visit {
  const lang = wantedLanguage(c, entry);
  c.set('lang', lang);
  const back = pageOn(allowedOrigins, entry.return ?? '');
  return { lang, locale: localeOf(lang), words: wordsFor(lang ?? 'en'), back: back && back.href.length <= longestReturn ? back : undefined };
}

/**
 * Reads the offer out of what came.
 * @returns with it, whether the currency or the frequency that came is none the campaign takes
 */
export function readOffer(c: Context, entry: Entry, config: Config): { offer: Offer; isUnusable: boolean } {
  const visit = readVisit(c, entry, config);
  const campaign = campaignOf(entry, config);
  const wanted = entry.currency?.toUpperCase() ?? campaign.currency;
  const currency = campaign.limits.has(wanted) ? wanted : campaign.currency;
  const first = campaign.frequencies.includes('once') ? 'once' : campaign.frequencies[0]!;
  const frequency = campaign.frequencies.find((one) => one === (entry.frequency ?? first));
  return {
    offer: { ...visit, campaign, currency, limits: campaign.limits.get(currency)!, frequency: frequency ?? first },
    isUnusable: currency !== wanted || frequency === undefined,
  };
}

/** The frequencies a campaign offers, in the order everybody counts them. */
export const offered = ({ frequencies: taken }: Campaign): Frequency[] => frequencies.filter((frequency) => taken.includes(frequency));
