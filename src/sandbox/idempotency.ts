import { Refusal } from './refusal.ts';
import { now, type World } from './world.ts';

/** What a call is answered with. */
export interface Answer {
  status: number;
  body: string;
  requestId: string;
  /** Whether this is the saved answer of an earlier call. */
  replayed?: true;
}

/** An idempotency key and what it was sent with. */
export interface Attempt {
  key: string;
  /** Method, path and parameters as JSON: the same text for the same request. */
  request: string;
}

interface Saved {
  request: string;
  status: number;
  body: string;
  request_id: string;
}

const day = 24 * 60 * 60;

/** The saved answer to this key, if it has one. @throws {Refusal} if the key came with another request before */
export function savedAnswer(world: World, { key, request }: Attempt): Answer | undefined {
  // Stripe keeps keys for at least a day; here for exactly one, so that callers who need longer find out.
  world.store.run('DELETE FROM answers WHERE created <= ?', now(world) - day);
  const saved = world.store.row<Saved>('SELECT request, status, body, request_id FROM answers WHERE key = ?', key);
  if (!saved) return undefined;
  if (saved.request !== request) {
    const [before, at] = [pathOf(saved.request), pathOf(request)];
    if (before !== at) {
      throw new Refusal(
        `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${at}' vs '${before}'). Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      );
    }
    throw new Refusal(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      { type: 'idempotency_error' },
    );
  }
  return { status: saved.status, body: saved.body, requestId: saved.request_id, replayed: true };
}

const pathOf = (request: string) => (JSON.parse(request) as string[])[1];

/** Keeps the answer to a key. In the transaction that did the work, so that no crash comes between them. */
export function saveAnswer(world: World, { key, request }: Attempt, { status, body, requestId }: Answer): void {
  world.store.run('INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)', key, request, status, body, requestId, now(world));
}

/** The refusal of a key whose first request is still being worked on. Status and code are Stripe's; its `type` is unverified. */
export function keyInUse(key: string): Refusal {
  return new Refusal(
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use' },
  );
}
