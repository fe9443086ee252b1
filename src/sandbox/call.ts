import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { authenticate } from './auth.ts';
import type { Occasion } from './events.ts';
import { expand } from './expand.ts';
import { cut, hang, page, reset, takeFault, type Fault, type NodeSide } from './faults.ts';
import { parseForm, type Tree } from './form.ts';
import { keyInUse, savedAnswer, saveAnswer, type Answer, type Attempt } from './idempotency.ts';
import { newRequestId } from './ids.ts';
import { Refusal } from './refusal.ts';
import { read, type Schema, type Values } from './schema.ts';
import { apiVersion, now, type World } from './world.ts';

/** One call of the API, as the functions behind the routes see it. */
export interface Call {
  world: World;
  /** The id in the path, or an empty string. */
  id: string;
  occasion: Occasion;
}

/** What stands behind a route: its parameters as data, and what it does with them. */
export interface Route<S extends Schema = Schema> {
  parameters: S;
  act: (values: Values<S>, call: Call) => object;
}

const always = { expand: { type: 'list', of: { type: 'string' }, max: 20 } } as const satisfies Schema;

/** Runs the calls of `/v1`: key, version, parameters, idempotency, answer; and the faults that were asked for. */
export class Calls {
  readonly #world: World;
  /** Keys whose first request is being worked on. Not kept on disk: a crash ends the work. */
  readonly #inFlight = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The handler for one route. */
  handler<const S extends Schema>(parameters: S, act: Route<S>['act']): (c: Context) => Promise<Response> {
    return (c) => this.answer(c, { parameters, act: act as unknown as Route['act'] });
  }

  /** Answers one call, by a route or with the refusal of an address there is none for. */
  async answer(c: Context, route: Route | undefined): Promise<Response> {
    const fault = takeFault(this.#world, c.req.method, c.req.path);
    switch (fault?.kind) {
      case 'html':
        return page();
      case 'hang':
        return hang(c.req.raw);
      case 'reset-before':
        return reset(nodeSide(c));
      case 'reset-after':
        await this.#answer(c, route);
        return reset(nodeSide(c));
      case 'cut':
        return cut(nodeSide(c), await this.#answer(c, route));
      default:
        return this.#answer(c, route, fault);
    }
  }

  async #answer(c: Context, route: Route | undefined, fault?: Fault): Promise<Response> {
    const requestId = newRequestId();
    const key = c.req.method === 'POST' ? c.req.header('Idempotency-Key') : undefined;
    try {
      authenticate(c.req.header('Authorization'));
      checkVersion(c.req.header('Stripe-Version'));
      if (!route) throw unrecognized(c);
      if (key && key.length > 255) throw new Refusal('Idempotency keys can be at most 255 characters long.', { type: 'idempotency_error' });
      const form = await formOf(c);
      const occasion = { at: now(this.#world), cause: { id: requestId, idempotency_key: key ?? null } };
      const perform = () => {
        if (fault?.kind === 'status') throw failure(fault);
        return this.#perform(route, form, { world: this.#world, id: c.req.param('id') ?? '', occasion });
      };
      if (!key) {
        if (fault?.kind === 'delay') await sleep((fault.seconds ?? 1) * 1000);
        return respond({ status: 200, body: perform(), requestId });
      }
      const request = JSON.stringify([c.req.method, c.req.path, form]);
      return respond(await this.#once({ key, request }, requestId, perform, fault), key, fault?.headers);
    } catch (error) {
      return respond(this.#failed(error, requestId), key, fault?.headers);
    }
  }

  /** Reads the parameters, does the work in one transaction, and writes the body of the answer. */
  #perform({ parameters, act }: Route, form: Tree, call: Call): string {
    const { expand: paths, ...values } = read({ ...parameters, ...always }, form);
    return this.#world.store.transaction(() => {
      return JSON.stringify(expand(this.#world, act(values, call), paths ?? []), null, 2);
    });
  }

  /** Does the work once for each idempotency key, and gives its first answer again afterwards. */
  async #once(attempt: Attempt, requestId: string, perform: () => string, fault?: Fault): Promise<Answer> {
    if (this.#inFlight.has(attempt.key)) throw keyInUse(attempt.key);
    const saved = savedAnswer(this.#world, attempt);
    if (saved) return saved;
    this.#inFlight.add(attempt.key);
    try {
      if (fault?.kind === 'delay') await sleep((fault.seconds ?? 1) * 1000);
      return this.#world.store.transaction(() => {
        const answer = { status: 200, body: perform(), requestId };
        saveAnswer(this.#world, attempt, answer);
        return answer;
      });
    } catch (error) {
      const answer = this.#failed(error, requestId);
      if (answer.status >= 500 || (error instanceof Refusal && error.executed)) saveAnswer(this.#world, attempt, answer);
      return answer;
    } finally {
      this.#inFlight.delete(attempt.key);
    }
  }

  #failed(error: unknown, requestId: string): Answer {
    const refusal = error instanceof Refusal ? error : undefined;
    if (!refusal) this.#world.log(`${requestId} failed: ${error instanceof Error ? error.stack : String(error)}`);
    const shown = refusal ?? new Refusal('An unknown error occurred', { status: 500, type: 'api_error' });
    return { status: shown.status, body: JSON.stringify(shown, null, 2), requestId };
  }
}

/** Stripe's form fields, from the body of a POST or the query of anything else. */
async function formOf(c: Context): Promise<Tree> {
  if (c.req.method !== 'POST') return parseForm(new URL(c.req.url).search);
  const type = c.req.header('Content-Type') ?? 'application/x-www-form-urlencoded';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new Refusal('Invalid request (check that your POST content type is application/x-www-form-urlencoded).');
  }
  return parseForm(await c.req.text());
}

/** Objects have one shape here, so a caller built for another version must hear of it at once. */
function checkVersion(version: string | undefined): void {
  if (version === undefined || version === apiVersion) return;
  throw new Refusal(`Invalid Stripe API version: ${version}. The sandbox speaks ${apiVersion} only.`);
}

function unrecognized(c: Context): Refusal {
  return new Refusal(`Unrecognized request URL (${c.req.method}: ${c.req.path}). The sandbox has only the part of Stripe's API that gifts need.`, { status: 404 });
}

/** The failure a fault asks for. From 500 on it is kept under the idempotency key, as Stripe keeps its own. */
function failure({ status = 500 }: Fault): Refusal {
  if (status === 429) return new Refusal('Request rate limit exceeded.', { status, code: 'rate_limit' });
  return new Refusal('A failure that was asked for.', { status, type: status >= 500 ? 'api_error' : 'invalid_request_error' });
}

/** The connection itself, which only Node's adapter hands over. */
function nodeSide(c: Context): NodeSide {
  const node = c.env as Partial<NodeSide> | undefined;
  if (!node?.incoming || !node.outgoing) throw new Error("This fault needs the connection: serve the sandbox through Node's adapter and pass its second argument on.");
  return node as NodeSide;
}

function respond({ status, body, requestId, replayed }: Answer, key?: string, more?: Record<string, string>): Response {
  return new Response(body, {
    status,
    headers: {
      'Cache-Control': 'no-cache, no-store',
      'Content-Type': 'application/json',
      'Request-Id': replayed ? newRequestId() : requestId,
      'Stripe-Version': apiVersion,
      ...(key && { 'Idempotency-Key': key }),
      ...(replayed && { 'Idempotent-Replayed': 'true', 'Original-Request': requestId }),
      ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="Stripe"' }),
      // A saved failure stays what it is: trying again only brings the same answer.
      ...(status >= 500 && key && { 'Stripe-Should-Retry': 'false' }),
      ...more,
    },
  });
}
