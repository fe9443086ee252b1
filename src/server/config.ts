import { defaultCampaigns, readCampaigns, type Campaign } from './config/campaigns.ts';
import { isDummy, readBudget, readChallenge, readRateLimit, readTurnstileBase } from './config/guards.ts';
import { ConfigError, isSafe, pattern } from './config/setting.ts';
import type { Budget, Limit } from './guards/counters.ts';

export interface Config {
  stripe: { key: string; webhookSecrets: readonly string[]; publishableKey?: string; apiBase?: URL; livemode: boolean };
  /** `file:…` or `postgres://…`; unset: the ledger is kept in memory. */
  databaseUrl?: string;
  /** What a scheduler must show to run `POST /sync`; unset: there is no such address. */
  syncSecret?: string;
  allowedOrigins: ReadonlySet<string>;
  /** Where readers reach this function, with no slash at its end; unset: where their request says. */
  publicUrl?: string;
  campaigns: ReadonlyMap<string, Campaign>;
  /** Attempts of one address. */
  rateLimit: readonly Limit[] | 'off';
  /** What all callers together may make us ask Stripe. */
  stripeBudget: Budget;
  /** Turnstile, asked for under attack, or of everybody. */
  turnstile?: { siteKey: string; secretKey: string; base: URL; always: boolean };
  /** On Node: the header in which the owner's own proxy writes whom it speaks for. */
  trustedIpHeader?: string;
  host: string;
  port: number;
}

function readOrigins(text: string): Set<string> {
  const lines: string[] = [];
  const origins = text.split(',').map((entry, place) => {
    const url = URL.parse(entry.trim());
    if (!url || !isSafe(url) || url.origin !== entry.trim().replace(/\/$/, '') || url.hostname.includes('*'))
      lines.push(`SUPPORT_ALLOWED_ORIGINS: entry ${place + 1} is not an origin like https://www.example.org (exact: no path, no *; http only on this machine)`);
    return url?.origin ?? '';
  });
  if (lines.length > 0) throw new ConfigError(lines);
  return new Set(origins);
}

function readPublicUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !isSafe(url) || url.search || url.hash || url.username || url.password)
    throw new ConfigError(['SUPPORT_PUBLIC_URL is not an address like https://give.example.org or https://www.example.org/support (http only on this machine)']);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function readApiBase(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw new ConfigError(['STRIPE_API_BASE is not an address like http://127.0.0.1:4242 (the SDK takes no path)']);
  return url;
}

/** Also for `dev`, which reads no other setting of the function's. */
export function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new ConfigError(['PORT is not a port (0 to 65535)']);
  return Number(text);
}

/** Stripe signs with two secrets while one is rolled. */
function readWebhookSecrets(text: string): readonly string[] {
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.length > 2 || !secrets.every((secret) => /^whsec_[^\s,]+$/.test(secret)))
    throw new ConfigError(['STRIPE_WEBHOOK_SECRET is not a signing secret (whsec_…), or two of them with a comma between while one is rolled']);
  return secrets;
}

/**
 * Reads the settings; the only place that knows their names.
 * @throws ConfigError naming every setting that is missing, blank or unusable, all at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const lines: string[] = [];
  function read<T>(name: string, parse: (text: string) => T, remedy?: string): T | undefined {
    const text = env[name]?.trim();
    if (text === undefined && remedy === undefined) return undefined;
    if (!text) {
      lines.push(text === undefined ? `${name} is missing: ${remedy}` : `${name} is blank: ${remedy ?? 'give it a value or remove it'}`);
      return undefined;
    }
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      lines.push(...error.lines);
      return undefined;
    }
  }

  const key = read('STRIPE_SECRET_KEY', pattern('STRIPE_SECRET_KEY', /^(sk|rk)_(test|live)_\w+$/, 'is not a secret or restricted key (sk_… or rk_…)'),
    'the restricted key (rk_…) of your Stripe account, from dashboard.stripe.com/apikeys');
  const webhookSecrets = read('STRIPE_WEBHOOK_SECRET', readWebhookSecrets,
    'the signing secret (whsec_…) of your webhook endpoint; without it anybody could write into the ledger');
  const allowedOrigins = read('SUPPORT_ALLOWED_ORIGINS', readOrigins, 'the origins of the pages that carry the widget, like https://www.example.org');
  const publicUrl = read('SUPPORT_PUBLIC_URL', readPublicUrl);
  const publishableKey = read('STRIPE_PUBLISHABLE_KEY', pattern('STRIPE_PUBLISHABLE_KEY', /^pk_(test|live)_\w+$/, 'is not a publishable key (pk_…)'));
  const apiBase = read('STRIPE_API_BASE', readApiBase);
  const databaseUrl = read('DATABASE_URL', pattern('DATABASE_URL', /^(file:.+|postgres(ql)?:\/\/.+)/, 'must be file:PATH (SQLite) or postgres://USER:PASSWORD@HOST/NAME'));
  const syncSecret = read('SUPPORT_SYNC_SECRET', pattern('SUPPORT_SYNC_SECRET', /^\S{16,}$/, 'must be at least 16 characters, none of them a space'));
  const campaigns = read('SUPPORT_CAMPAIGNS', readCampaigns) ?? readCampaigns(defaultCampaigns);
  const rateLimit = read('SUPPORT_RATE_LIMIT', readRateLimit) ?? readRateLimit('5/10m,20/h');
  const stripeBudget = read('SUPPORT_STRIPE_BUDGET', readBudget) ?? readBudget('5/s,20');
  const trustedIpHeader = read('SUPPORT_TRUSTED_IP_HEADER', pattern('SUPPORT_TRUSTED_IP_HEADER', /^[\w-]{1,64}$/, "is not a header's name, like X-Real-IP"));
  const siteKey = read('SUPPORT_TURNSTILE_SITE_KEY', pattern('SUPPORT_TURNSTILE_SITE_KEY', /^[\w-]{8,128}$/, 'is not a site key of Turnstile (0x…)'));
  const secretKey = read('SUPPORT_TURNSTILE_SECRET_KEY', pattern('SUPPORT_TURNSTILE_SECRET_KEY', /^[\w-]{8,128}$/, 'is not a secret key of Turnstile (0x…)'));
  const always = read('SUPPORT_CHALLENGE', readChallenge);
  const base = read('SUPPORT_TURNSTILE_BASE', readTurnstileBase) ?? new URL('https://challenges.cloudflare.com');
  const host = read('HOST', (text) => text) ?? '127.0.0.1';
  const port = read('PORT', readPort) ?? 4242;

  const livemode = /^.._live_/.test(key ?? '');
  if (key && publishableKey && livemode !== publishableKey.startsWith('pk_live_'))
    lines.push('STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY are of different modes: one is live, the other test');
  if (livemode && apiBase && !isSafe(apiBase)) lines.push('STRIPE_API_BASE must be https with a live key (http only on this machine)');
  if (!siteKey !== !secretKey) lines.push('SUPPORT_TURNSTILE_SITE_KEY and SUPPORT_TURNSTILE_SECRET_KEY belong together: set both, or none');
  if (always !== undefined && !siteKey) lines.push('SUPPORT_CHALLENGE needs SUPPORT_TURNSTILE_SITE_KEY and SUPPORT_TURNSTILE_SECRET_KEY');
  if (livemode && (isDummy(siteKey ?? '') || isDummy(secretKey ?? ''))) lines.push("SUPPORT_TURNSTILE_SITE_KEY and SUPPORT_TURNSTILE_SECRET_KEY are Cloudflare's keys for tests, which stop nobody: a live key of Stripe's needs real ones");
  const turnstile = siteKey && secretKey ? { siteKey, secretKey, base, always: always ?? false } : undefined;
  if (lines.length || !key || !webhookSecrets || !allowedOrigins) throw new ConfigError(lines);
  return {
    stripe: { key, webhookSecrets, publishableKey, apiBase, livemode },
    databaseUrl, syncSecret, allowedOrigins, publicUrl, campaigns, rateLimit, stripeBudget, turnstile, trustedIpHeader, host, port,
  };
}
