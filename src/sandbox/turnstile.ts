import { Hono } from 'hono';
import { randomUUID } from 'node:crypto';

/** Cloudflare's secret keys for tests (developers.cloudflare.com/turnstile/troubleshooting/testing), and what they answer. */
const passes = '1x0000000000000000000000000000000AA';
const fails = '2x0000000000000000000000000000000AA';
const spent = '3x0000000000000000000000000000000AA';

const lifetimeMs = 300_000;

/** What a token of the stand-in holds. Cloudflare's are sealed; these are read by anybody, and so passed by anybody. */
interface Token {
  hostname: string;
  action: string;
  /** When it was won, milliseconds since 1970. */
  at: number;
  id: string;
}

/** A token as the stand-in's script makes it, for whoever has no browser. */
export const turnstileToken = (token: Pick<Token, 'hostname' | 'action'> & Partial<Token>): string =>
  `sandbox.${btoa(JSON.stringify({ at: Date.now(), id: randomUUID(), ...token } satisfies Token))}`;

function read(token: string): Token | undefined {
  try {
    return JSON.parse(atob(/^sandbox\.(.+)$/.exec(token)?.[1] ?? '')) as Token;
  } catch {
    return undefined;
  }
}

/**
 * The stand-in for Turnstile's verification (`siteverify`). Its keys are Cloudflare's for tests; unlike Cloudflare's it
 * tells the page's real host and action, so that those are checked here as they are there.
 */
export function turnstile(): Hono {
  const shown = new Set<string>();
  const app = new Hono();
  app.post('/turnstile/v0/siteverify', async (c) => {
    const refuse = (code: string) => c.json({ success: false, 'error-codes': [code], messages: [] });
    const { secret, response } = Object.fromEntries(new URLSearchParams(await c.req.text())) as Record<string, string | undefined>;
    if (!secret) return refuse('missing-input-secret');
    if (!response) return refuse('missing-input-response');
    if (secret === spent) return refuse('timeout-or-duplicate');
    if (secret === fails) return refuse('invalid-input-response');
    if (secret !== passes) return refuse('invalid-input-secret');
    const token = read(response);
    if (!token) return refuse('invalid-input-response');
    if (shown.has(token.id) || Date.now() - token.at > lifetimeMs) return refuse('timeout-or-duplicate');
    shown.add(token.id);
    const { hostname, action, at } = token;
    return c.json({ success: true, 'error-codes': [], challenge_ts: new Date(at).toISOString(), hostname, action, cdata: '', metadata: { interactive: false } });
  });
  return app;
}
