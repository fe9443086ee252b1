import type { MiddlewareHandler } from 'hono';
import { Problem } from '../../shared/problem.ts';

/**
 * Browsers may call us only from the owner's pages (CORS, Fetch Standard). A caller without an `Origin` is no
 * browser page: it could claim any origin, so refusing it would stop nobody; what it can do is bounded elsewhere.
 */
export function allowOrigins(allowed: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    c.header('Vary', 'Origin', { append: true });
    const origin = c.req.header('Origin');
    if (origin === undefined) return await next();
    if (!allowed.has(origin)) throw new Problem('origin_not_allowed', { detail: 'Add the origin to SUPPORT_ALLOWED_ORIGINS.' });
    c.header('Access-Control-Allow-Origin', origin);
    // Not among those a page of another origin may read by itself (CORS-safelisted response headers, Fetch Standard).
    c.header('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    if (c.req.method !== 'OPTIONS') return await next();
    c.header('Access-Control-Allow-Methods', 'GET, POST');
    c.header('Access-Control-Allow-Headers', 'Content-Type');
    c.header('Access-Control-Max-Age', '7200');
    return c.body(null, 204);
  };
}
