import { Hono } from 'hono';
import { frame } from './browser/frame.ts';
import { stripeJs } from './browser/stripe-js.ts';
import { turnstileJs } from './browser/turnstile-js.ts';

/**
 * The text of a function, run where it arrives. Types are gone by then, whether this runs from its sources or from the
 * built command, so the browser gets what the compiler and the linter have seen, and nothing has to be built for it.
 */
const asScript = (run: () => void): string => `'use strict';\n(${String(run)})();\n`;

/** What browsers load: the stand-ins for Stripe.js and for Turnstile, and the embedded page's own script. */
export function scripts(): Hono {
  const app = new Hono();
  for (const [path, run] of [['/sandbox/stripe.js', stripeJs], ['/sandbox/embed.js', frame], ['/sandbox/turnstile.js', turnstileJs], ['/turnstile/v0/api.js', turnstileJs]] as const) {
    app.get(path, (c) => c.body(asScript(run), 200, {
      'Cache-Control': 'no-cache',
      'Content-Type': 'text/javascript; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    }));
  }
  return app;
}
