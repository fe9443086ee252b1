import { getRequestListener, RequestError, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { createHmac, createSecretKey } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { createApp, inWords, openLedger, secure, type Caller, type Config, type Ledger, type Log } from '../server/app.ts';
import { lastInHeader, visitorOf, type Hmac } from '../server/guards/address.ts';
import type { Database } from '../server/ledger/database.ts';
import { grouped } from '../server/ledger/grouped.ts';
import { openPostgres } from '../server/ledger/postgres.ts';
import { openSqlite } from '../server/ledger/sqlite.ts';
import { Problem } from '../shared/problem.ts';

export type Fetch = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>;

export interface Listening {
  /** Where it listens, like `http://127.0.0.1:4242`. */
  origin: string;
  /** Takes no new connection, lets the running requests end. */
  close(): Promise<void>;
}

/** A request is here in seconds or not at all: one that drips in would hold its connection. */
export const longestRequestMs = 30_000;

/** To who asks for an address that is none. */
function refuseAddress(): Response {
  const problem = new Problem('address_invalid');
  const answer = Response.json(problem, { status: problem.status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } });
  secure(answer.headers, false);
  return answer;
}

/** Serves `fetch` on Node. `port` 0 takes a free one. */
export function listen(fetch: Fetch, { host, port }: Pick<Config, 'host' | 'port'>): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const listener = getRequestListener(
      // No TLS ends here: a request line that says https says what it likes.
      (request, bindings) => (request.url.startsWith('https:') ? refuseAddress() : fetch(request, bindings)),
      { hostname: host, errorHandler: (error) => (error instanceof RequestError ? refuseAddress() : new Response(null, { status: 500 })) },
    );
    const server = createServer({ requestTimeout: longestRequestMs, connectionsCheckingInterval: 1000 }, (request, response) => void listener(request, response));
    server.listen(port, host, () => {
      const info = server.address() as AddressInfo;
      const name = info.family === 'IPv6' ? `[${info.address}]` : info.address;
      resolve({
        origin: `http://${name}:${info.port}`,
        close: () => new Promise((done) => {
          // A connection kept alive would hold the process for seconds after its last request.
          const sweep = setInterval(() => server.closeIdleConnections(), 50);
          server.close(() => {
            clearInterval(sweep);
            done();
          });
        }),
      });
    });
    server.once('error', reject);
  });
}

/** The database that `DATABASE_URL` names. */
function openDatabase(url: string | undefined): Promise<Database> {
  if (!url) return openSqlite(':memory:');
  if (url.startsWith('postgres')) return openPostgres(url);
  const file = url.slice('file:'.length);
  mkdirSync(dirname(file), { recursive: true });
  return openSqlite(file);
}

/** The ledger on Node. */
export async function openNodeLedger({ databaseUrl, stripe }: Config): Promise<Ledger> {
  let database: Database | undefined;
  try {
    database = await openDatabase(databaseUrl);
    return await openLedger(grouped(database), stripe.livemode ? 'live' : 'test');
  } catch (error) {
    await database?.close();
    // The address of a server may hold a password, a file's does not.
    throw new Error(`DATABASE_URL: ${databaseUrl?.startsWith('file:') ? databaseUrl : 'the database'} cannot be used`, { cause: error });
  }
}

/**
 * Whom a request comes from: the socket says it, or the header that the owner's own proxy writes. Every other header a
 * caller can make up. Where that header is missing or holds no address, somebody came past the proxy: then the socket.
 */
function callerOf(trusted: string | undefined, request: Request, bindings: HttpBindings | Http2Bindings): Caller {
  const told = trusted && lastInHeader(request.headers.get(trusted));
  return { address: told && visitorOf(told) ? told : bindings.incoming.socket?.remoteAddress };
}

/** Node's own takes a tenth of the time. */
export const hmac: Hmac = (secret) => {
  const key = createSecretKey(secret, 'utf8');
  return (text) => createHmac('sha256', key).update(text).digest();
};

/** What the guards hold, and where they count. */
export const guardsInWords = (config: Config): ReturnType<typeof inWords> => inWords(config, counting(config));

const counting = ({ databaseUrl }: Config): string =>
  databaseUrl?.startsWith('postgres') ? 'PostgreSQL, together with every process that shares it' : databaseUrl ? 'SQLite, together with every process that shares the file' : 'memory: this process alone';

/**
 * The function on Node.
 * @param log hears what the owner must know
 * @param requests hears one line of JSON for each request
 */
export async function createNodeApp(config: Config, log: Log, requests?: Log): Promise<{ fetch: Fetch; ledger: Ledger }> {
  const ledger = await openNodeLedger(config);
  if (!ledger.durable) log('DATABASE_URL is not set: the ledger is kept in memory and filled from Stripe at every start');
  const app = createApp(config, ledger, log, requests, hmac);
  return { fetch: (request, bindings) => app.fetch(request, callerOf(config.trustedIpHeader, request, bindings)), ledger };
}
