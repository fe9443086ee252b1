import type { Context, MiddlewareHandler } from 'hono';
import { html, raw } from 'hono/html';
import type { Problem } from '../../shared/problem.ts';
import { fill } from '../../shared/strings.ts';
import type { Config } from '../config.ts';
import { styles } from './styles.ts';
import { wantedLanguage } from './entry.ts';
import { wordsFor, type GiveWords } from './words.ts';

export type Markup = ReturnType<typeof html>;

declare module 'hono' {
  interface ContextVariableMap {
    /** How a problem is shown where readers see it themselves; `app.ts` asks. */
    problemPage?: (problem: Problem, reference: string) => Markup;
    /** The reader's language, once what came is read: a form names it in a field, not in the address. */
    lang?: string;
    /** Where the page asks a challenge, whose script and frame the others do not allow. */
    allowChallenge?: () => void;
  }
}

export interface Link {
  href: string;
  label: string;
}

export const page = ({ language }: GiveWords, title: string, content: Markup): Markup => html`<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${raw(styles)}</style>
</head>
<body>
<main>${content}</main>
</body>
</html>`;

/** The ways on, below everything. */
export const linksOf = (links: Link[]): Markup => html`${links.length > 0 && html`<p class="ways">${links.map(({ href, label }) => html`<a href="${href}">${label}</a> `)}</p>`}`;

/** The request's name in the owner's log, for readers who ask what went wrong. */
export const referenceOf = (words: GiveWords, reference: string | undefined): Markup => html`${reference && html`<p class="quiet reference">${fill(words.reference, { id: reference })}</p>`}`;

/** A page that only says something. */
export const notePage = (words: GiveWords, title: string, sentences: string[], links: Link[] = [], reference?: string): Markup =>
  page(words, title, html`<h1>${title}</h1>${sentences.map((sentence) => html`<p>${sentence}</p>`)}${linksOf(links)}${referenceOf(words, reference)}`);

/** Too many tries, and how long to wait. */
export function waitSentence(words: GiveWords, seconds: number, locale: string): string {
  const minutes = Math.ceil(seconds / 60);
  const plural = new Intl.PluralRules(words.language).select(minutes);
  return fill((words.wait as Record<string, string>)[plural] ?? words.wait.other, { count: new Intl.NumberFormat(locale).format(minutes) });
}

/** Where there is no form to show it in. */
function problemPage(words: GiveWords, { status, details: { retryAfter } }: Problem, reference: string): Markup {
  if (status === 404) return notePage(words, words.notHere, [words.nothingToSupport]);
  const sentence = retryAfter ? waitSentence(words, retryAfter, words.language) : words.complaints[status < 409 || status === 415 ? 'refused' : 'unavailable'];
  return notePage(words, words.didNotWork, [sentence], [], reference);
}

/** By its hash: the one style sheet the pages load. */
async function sourceOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

/** What every page of `/give` is sent with. */
export function givePages({ stripe: { apiBase }, turnstile }: Config): MiddlewareHandler {
  // Browsers hold a form's redirect against `form-action` too: Stripe's page may have a domain of the owner's.
  const destinations = ["'self'", 'https:', ...(apiBase ? [apiBase.origin] : [])];
  let policy: string | undefined;
  return async (c: Context, next) => {
    policy ??= ["default-src 'none'", `style-src ${await sourceOf(styles)}`, `form-action ${destinations.join(' ')}`, "base-uri 'none'", "frame-ancestors 'none'"].join('; ');
    c.header('Content-Security-Policy', policy);
    // As Cloudflare names it (developers.cloudflare.com/turnstile/reference/content-security-policy).
    if (turnstile) c.set('allowChallenge', () => c.header('Content-Security-Policy', `${policy}; script-src ${turnstile.base.origin}; frame-src ${turnstile.base.origin}`));
    c.header('X-Content-Type-Options', 'nosniff');
    // Nobody else learns a session's id. (`no-referrer` would make the form's own Origin "null".)
    c.header('Referrer-Policy', 'same-origin');
    // A page from a cache would hold an old attempt.
    c.header('Cache-Control', 'no-store');
    c.header('Vary', 'Accept-Language', { append: true });
    c.set('problemPage', (problem, reference) => problemPage(wordsFor(c.get('lang') ?? wantedLanguage(c) ?? 'en'), problem, reference));
    await next();
  };
}
