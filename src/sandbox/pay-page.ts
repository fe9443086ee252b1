import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { wantedLanguage } from '../server/give/entry.ts';
import { fill } from '../shared/strings.ts';
import { payWordsFor, type PayWords } from './pay/words.ts';
import { styles } from './pay-styles.ts';
import { price } from './price.ts';
import type { Session, SessionMemory } from './shapes/session.ts';

type Markup = ReturnType<typeof html>;

/** What the pages may load: this one style sheet, by its hash. */
const styleSource = `'sha256-${createHash('sha256').update(styles).digest('base64')}'`;

/** Where a page stands, where its forms lead, and who reads it. */
export interface Shown {
  /** The reader's language; see `readersLanguage`. */
  lang?: string | undefined;
  /** The choices are posted below it, with `query` added. */
  path: string;
  query?: string;
  /** In a frame of the owner's page, with a script that speaks to it. */
  embedded?: boolean;
  /** What that script has to tell; see `browser/messages.ts`. */
  news?: 'complete' | 'redirect' | undefined;
}

/**
 * The Content-Security-Policy of a page. Browsers hold a form's redirect against `form-action` too, so the addresses
 * the reader may be sent to stand there. An embedded page runs its script, and any page on the web may show it, as any
 * may show Stripe's: an owner's page has another port, or another name.
 */
export function policy(addresses: (string | null | undefined)[], embedded = false): string {
  const origins = addresses.flatMap((address) => (address ? [new URL(address.replaceAll(/[{}]/g, '')).origin] : []));
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    ...(embedded ? ["script-src 'self'", "connect-src 'self'"] : []),
    `form-action ${[...new Set(["'self'", ...origins])].join(' ')}`,
    "base-uri 'none'",
    `frame-ancestors ${embedded ? 'http: https:' : "'none'"}`,
  ].join('; ');
}

/** Stripe's name for the session's language, where it was told one: else Stripe goes by the browser, and so do we. */
const toldLocale = (session: Session | undefined): string | undefined => (session?.locale && session.locale !== 'auto' ? session.locale : undefined);

/** The language a session's pages are read in. Stripe has no name for some of ours (Arabic): those come by the browser. */
export function readersLanguage(c: Context, session: Session | undefined): string | undefined {
  const lang = toldLocale(session);
  return wantedLanguage(c, lang ? { lang } : {});
}

/** How the sum is told with its period: "{amount} every month", "{amount} every 2 weeks", or alone for a single payment. */
function sumSentence({ sum, sumEvery, language }: PayWords, recurring: SessionMemory['recurring']): string {
  if (!recurring) return sum.once;
  const { interval, interval_count: count } = recurring;
  if (count === 1) return sum[interval];
  return fill(sumEvery, { period: new Intl.NumberFormat(language, { style: 'unit', unit: interval, unitDisplay: 'long' }).format(count) });
}

/** What Stripe was told of the reader's language. */
function languageLine({ speaks, speaksBrowsers, language }: PayWords, session: Session): string {
  const locale = toldLocale(session);
  return locale ? fill(speaks, { language: new Intl.DisplayNames(language, { type: 'language' }).of(locale)!, locale }) : speaksBrowsers;
}

/** The open session: what is paid for, how much, and what may come of it. */
export function payPage(session: Session, { items, recurring }: SessionMemory, shown: Shown, refused: boolean): Markup {
  const words = payWordsFor(shown.lang ?? 'en');
  const amount = price(session.amount_total, session.currency, shown.lang);
  const sentence = sumSentence(words, recurring);
  const [before, after] = sentence.split('{amount}');
  const names = items.map((item) => item.description).join(', ');
  const to = (choice: string) => `${shown.path}/${choice}${shown.query ?? ''}`;
  return page(words, fill(words.pay, { sum: fill(words.sum.once, { amount }) }), shown, html`
    <h1><bdi>${names}</bdi></h1>
    <p class="sum">${before}<span class="amount">${amount}</span>${after}</p>
    ${refused ? html`<p class="refused" role="alert"><strong>${words.declined}</strong> ${session.cancel_url ? words.tryAgainOrBack : words.tryAgain}</p>` : ''}
    <form method="post" action="${to('pay')}"><button class="primary">${fill(words.pay, { sum: fill(sentence, { amount }) })}</button></form>
    <form method="post" action="${to('debit')}"><button>${words.debit}</button></form>
    <form method="post" action="${to('decline')}"><button>${words.decline}</button></form>
    ${session.cancel_url ? html`<p class="away"><a href="${session.cancel_url}">${words.cancel}</a></p>` : ''}
  `, languageLine(words, session));
}

/** What stands in place of a session that cannot be paid: it is paid already, has expired, or never was. */
export function closedPage(session: Session | undefined, shown: Shown, back?: string | null): { markup: Markup; status: 200 | 404 | 410 } {
  const words = payWordsFor(shown.lang ?? 'en');
  if (!session) return { status: 404, markup: notePage(words, words.nothingHere, [words.noSession], shown) };
  if (session.status === 'expired') return { status: 410, markup: notePage(words, words.expired, [words.beginAgain], shown, back) };
  const [title, text] = session.payment_status === 'unpaid' ? [words.onItsWay, words.settlesLater] : [words.paid, words.thanks];
  return { status: 200, markup: notePage(words, title, shown.embedded ? [text] : [text, words.closable], shown, back) };
}

/** A page that only says something. Its link leads out of a frame too. */
function notePage(words: PayWords, title: string, sentences: string[], shown: Shown, back?: string | null): Markup {
  return page(words, title, shown, html`
    <h1>${title}</h1>
    <p>${sentences.join(' ')}</p>
    ${back ? html`<p class="away"><a href="${back}" target="_top">${words.back}</a></p>` : ''}
  `);
}

/** @param note one more line in the footer */
function page(words: PayWords, title: string, { embedded, news }: Shown, content: Markup, note?: string): Markup {
  return html`<!doctype html>
<html lang="${words.language}" dir="${words.language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${fill(words.titled, { title })}</title>
<style>${raw(styles)}</style>
${embedded ? html`<script src="/sandbox/embed.js" defer></script>` : ''}
</head>
<body${embedded ? html` class="embedded"` : ''}${news ? html` data-news="${news}"` : ''}>
<header class="sandbox"><strong>${words.sandbox}</strong> ${words.noCard}</header>
<main>${content}</main>
<footer><p>${words.standsIn}</p>${note ? html`<p>${note}</p>` : ''}</footer>
</body>
</html>`;
}
