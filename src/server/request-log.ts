import type { MiddlewareHandler } from 'hono';
import type { ProblemCode } from '../shared/problem.ts';
import type { Config } from './config.ts';
import { secure } from './guards/headers.ts';
import type { Log } from './log.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The request's name in the log, which readers are shown where something went wrong. */
    requestId: string;
    /** The route as it is written, never the address: that may hold a session's id. */
    route?: string;
    code?: ProblemCode;
  }
}

/** Short enough to be read out over the telephone; a log of a year holds no two alike that were near each other. */
const newId = (): string => crypto.randomUUID().slice(-10);

/** One line of JSON for each request: what was asked and what came of it, and nothing of who asked or what for. */
export function watchRequests({ publicUrl }: Config, log: Log | undefined): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    const id = newId();
    c.set('requestId', id);
    await next();
    const { status, headers } = c.res;
    headers.set('X-Request-Id', id);
    secure(headers, (publicUrl ?? c.req.url).startsWith('https:'));
    log?.(JSON.stringify({
      time: new Date().toISOString(),
      level: status >= 500 ? 'error' : status === 429 || status === 401 || status === 403 ? 'warn' : 'info',
      id,
      method: c.req.method,
      path: c.get('route') ?? '*',
      status,
      ms: Math.round(performance.now() - start),
      code: c.get('code'),
    }));
  };
}
