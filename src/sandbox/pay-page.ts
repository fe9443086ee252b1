import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { styles } from './pay-styles.ts';
import { price } from './price.ts';
import type { Session, SessionMemory } from './shapes/session.ts';

type Markup = ReturnType<typeof html>;

/** What the pages may load: this one style sheet, by its hash. */
const styleSource = `'sha256-${createHash('sha256').update(styles).digest('base64')}'`;

/** Where a page stands, and where its forms lead. */
export interface Shown {
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

/** "every month", "every 2 weeks", or nothing for a single payment. */
function period(recurring: SessionMemory['recurring']): string {
  if (!recurring) return '';
  const { interval, interval_count: count } = recurring;
  return count === 1 ? ` every ${interval}` : ` every ${count} ${interval}s`;
}

/** Stripe's name for the session's language, where it was told one: else Stripe goes by the browser. */
const toldLocale = ({ locale }: Session): string | undefined => (locale && locale !== 'auto' ? locale : undefined);

/** What Stripe was told of the reader's language. This page stays English, but its sums are written as they would be there. */
function languageLine(session: Session): string {
  const locale = toldLocale(session);
  return locale ? `Stripe's own page would speak ${new Intl.DisplayNames('en', { type: 'language' }).of(locale)} (${locale}).` : "Stripe's own page would speak the browser's language (auto).";
}

/** The open session: what is paid for, how much, and what may come of it. */
export function payPage(session: Session, { items, recurring }: SessionMemory, shown: Shown, refused: boolean): Markup {
  const sum = price(session.amount_total, session.currency, toldLocale(session));
  const names = items.map((item) => item.description).join(', ');
  const to = (choice: string) => `${shown.path}/${choice}${shown.query ?? ''}`;
  return page(`Pay ${sum}`, shown, html`
    <h1>${names}</h1>
    <p class="sum"><span class="amount">${sum}</span>${period(recurring)}</p>
    ${refused ? html`<p class="refused" role="alert"><strong>The card was declined.</strong> Nothing was paid. Try again${session.cancel_url ? ', or go back' : ''}.</p>` : ''}
    <form method="post" action="${to('pay')}"><button class="primary">Pay ${sum}${period(recurring)}</button></form>
    <form method="post" action="${to('debit')}"><button>Bank debit (settles later)</button></form>
    <form method="post" action="${to('decline')}"><button>Decline this payment</button></form>
    ${session.cancel_url ? html`<p class="away"><a href="${session.cancel_url}">Cancel</a></p>` : ''}
  `, languageLine(session));
}

/** What stands in place of a session that cannot be paid: it is paid already, has expired, or never was. */
export function closedPage(session: Session | undefined, shown: Shown, back?: Back): { markup: Markup; status: 200 | 404 | 410 } {
  if (!session) return { status: 404, markup: notePage('There is nothing to pay here', 'No session has this address.', shown) };
  if (session.status === 'expired') {
    return { status: 410, markup: notePage('This page has expired', 'Nothing was paid. To pay after all, go back and begin again.', shown, back) };
  }
  const [title, text] = session.payment_status === 'unpaid' ? ['On its way', 'Thank you. The bank debit settles later.'] : ['Paid', 'Thank you.'];
  return { status: 200, markup: notePage(title, shown.embedded ? text : `${text} You can close this page.`, shown, back) };
}

interface Back {
  href: string;
  label: string;
}

/** A page that only says something. Its link leads out of a frame too. */
function notePage(title: string, text: string, shown: Shown, back?: Back): Markup {
  return page(title, shown, html`
    <h1>${title}</h1>
    <p>${text}</p>
    ${back ? html`<p class="away"><a href="${back.href}" target="_top">${back.label}</a></p>` : ''}
  `);
}

/** @param note one more line in the footer */
function page(title: string, { embedded, news }: Shown, content: Markup, note?: string): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title} - sandbox</title>
<style>${raw(styles)}</style>
${embedded ? html`<script src="/sandbox/embed.js" defer></script>` : ''}
</head>
<body${embedded ? html` class="embedded"` : ''}${news ? html` data-news="${news}"` : ''}>
<header class="sandbox"><strong>Sandbox: no money moves.</strong> No card is asked for, and none is charged.</header>
<main>${content}</main>
<footer><p>This page stands in for Stripe Checkout. With a Stripe key, readers pay on Stripe's own page.</p>${note ? html`<p>${note}</p>` : ''}</footer>
</body>
</html>`;
}
