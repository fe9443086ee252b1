import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { styles } from './pay-styles.ts';
import { price } from './price.ts';
import type { Session, SessionMemory } from './shapes/session.ts';

type Markup = ReturnType<typeof html>;

/** What the pages may load: this one style sheet, by its hash. */
const styleSource = `'sha256-${createHash('sha256').update(styles).digest('base64')}'`;

/**
 * The Content-Security-Policy of a page. Browsers hold a form's redirect against `form-action` too, so the addresses
 * the reader may be sent to stand there.
 */
export function policy(addresses: (string | null | undefined)[]): string {
  const origins = addresses.flatMap((address) => (address ? [new URL(address.replaceAll(/[{}]/g, '')).origin] : []));
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    `form-action ${[...new Set(["'self'", ...origins])].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** "every month", "every 2 weeks", or nothing for a single payment. */
function period(recurring: SessionMemory['recurring']): string {
  if (!recurring) return '';
  const { interval, interval_count: count } = recurring;
  return count === 1 ? ` every ${interval}` : ` every ${count} ${interval}s`;
}

/** The open session: what is paid for, how much, and what may come of it. */
export function payPage(session: Session, { items, recurring }: SessionMemory, refused: boolean): Markup {
  const sum = price(session.amount_total, session.currency);
  const path = `/sandbox/pay/${session.id}`;
  const names = items.map((item) => item.description).join(', ');
  return page(`Pay ${sum}`, html`
    <h1>${names}</h1>
    <p class="sum"><span class="amount">${sum}</span>${period(recurring)}</p>
    ${refused ? html`<p class="refused" role="alert"><strong>The card was declined.</strong> Nothing was paid. Try again, or go back.</p>` : ''}
    <form method="post" action="${path}/pay"><button class="primary">Pay ${sum}${period(recurring)}</button></form>
    <form method="post" action="${path}/debit"><button>Bank debit (settles later)</button></form>
    <form method="post" action="${path}/decline"><button>Decline this payment</button></form>
    ${session.cancel_url ? html`<p class="away"><a href="${session.cancel_url}">Cancel</a></p>` : ''}
  `);
}

/** A page that only says something. */
export function notePage(title: string, text: string, back?: { href: string; label: string }): Markup {
  return page(title, html`
    <h1>${title}</h1>
    <p>${text}</p>
    ${back ? html`<p class="away"><a href="${back.href}">${back.label}</a></p>` : ''}
  `);
}

function page(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title} - sandbox</title>
<style>${raw(styles)}</style>
</head>
<body>
<header class="sandbox"><strong>Sandbox: no money moves.</strong> No card is asked for, and none is charged.</header>
<main>${content}</main>
<footer><p>This page stands in for Stripe Checkout. With a Stripe key, readers pay on Stripe's own page.</p></footer>
</body>
</html>`;
}
