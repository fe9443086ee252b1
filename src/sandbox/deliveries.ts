import { setTimeout as sleep } from 'node:timers/promises';
import { secretOf } from './endpoints.ts';
import { mischief } from './mischief.ts';
import type { Event } from './shapes/event.ts';
import type { WebhookEndpoint } from './shapes/webhook-endpoint.ts';
import { sign } from './signature.ts';
import { apiVersion, wallTime, type World } from './world.ts';

interface Delivery {
  id: number;
  event: string;
  endpoint: string;
  copy: number;
  attempts: number;
  since: number;
}

/** How many are under way at once: enough that one endpoint that hangs does not hold up the others for long. */
const atOnce = 16;
const threeDays = 3 * 24 * 60 * 60 * 1000;

/** 1 s, 2 s, 4 s … a minute. Stripe itself begins with longer pauses; nobody at a desk would wait for those. */
function pauseAfter(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 60_000);
}

/** Posts events to webhook endpoints until they are answered with 2xx, across restarts, for up to three days. */
export class Deliveries {
  readonly #world: World;
  readonly #timeout: number;
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #stopping = new AbortController();
  #running = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(world: World, timeout: number) {
    this.#world = world;
    this.#timeout = timeout;
  }

  /** Begins, or goes on with what an earlier run left. */
  start(): void {
    this.#running = true;
    this.wake();
  }

  /** Lets go of what is under way: it stays pending, and the next start sends it again. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#stopping.abort();
    await Promise.all(this.#underWay.values());
  }

  /** Looks for work as soon as whoever called is done: they may be inside a transaction. */
  wake(): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), 0);
  }

  /** Waits until every endpoint was tried once with this event, but no longer than `patience` milliseconds. */
  async firstAttempts(event: string, patience: number): Promise<void> {
    const end = Date.now() + patience;
    while (this.#running && !mischief(this.#world).pause && this.#untried(event) && Date.now() < end) {
      await Promise.race([sleep(Math.min(10, end - Date.now())), ...this.#underWay.values()]);
    }
  }

  #untried(event: string): boolean {
    const sql = `SELECT 1 FROM deliveries WHERE event = ? AND copy = 0 AND attempts = 0 AND state = 'pending'`;
    return this.#world.store.row(sql, event) !== undefined;
  }

  #send(): void {
    const { store } = this.#world;
    if (!this.#running || mischief(this.#world).pause) return;
    const pending = store.rows<Delivery & { due: number }>(
      `SELECT * FROM deliveries WHERE state = 'pending' ORDER BY due, id LIMIT ?`,
      this.#underWay.size + atOnce,
    );
    const waiting = pending.filter(({ id }) => !this.#underWay.has(id));
    for (const delivery of waiting) {
      if (delivery.due > Date.now() || this.#underWay.size >= atOnce) break;
      const attempt = this.#attempt(delivery)
        .catch(async (error: unknown) => {
          // The store failed, not the endpoint: the delivery is still due, and is not tried again in the same instant.
          this.#world.log(`webhook ${delivery.event} failed: ${String(error)}`);
          await sleep(1000);
        })
        .finally(() => {
          this.#underWay.delete(delivery.id);
          this.wake();
        });
      this.#underWay.set(delivery.id, attempt);
    }
    const next = waiting.find(({ id }) => !this.#underWay.has(id));
    // Each attempt wakes the loop when it ends, so a full house needs no timer.
    if (!next || this.#underWay.size >= atOnce) return;
    this.#timer = setTimeout(() => this.#send(), Math.max(0, next.due - Date.now()));
    this.#timer.unref();
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { store, log } = this.#world;
    const event = store.get<Event>('event', delivery.event)!;
    const endpoint = store.get<WebhookEndpoint>('webhook_endpoint', delivery.endpoint);
    const secret = secretOf(this.#world, delivery.endpoint);
    if (endpoint?.status !== 'enabled' || !secret) {
      store.run(`UPDATE deliveries SET state = 'given up' WHERE id = ?`, delivery.id);
      return;
    }
    const failure = await this.#post(endpoint, secret, event);
    if (this.#stopping.signal.aborted) return;
    if (failure === undefined) this.#delivered(delivery);
    else this.#failed(delivery);
    log(`webhook ${event.type} ${event.id} -> ${endpoint.url}: ${failure ?? 'delivered'}`);
  }

  /** @returns what went wrong, or `undefined` once the endpoint answered 2xx */
  async #post(endpoint: WebhookEndpoint, secret: string, event: Event): Promise<string | undefined> {
    // The payload follows the endpoint's version; only its name differs here, for receivers that must refuse it.
    const body = JSON.stringify({ ...event, api_version: endpoint.api_version ?? apiVersion }, null, 2);
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'User-Agent': 'Stripe/1.0 (sandbox)',
          'Stripe-Signature': sign(body, secret, wallTime()),
        },
        body,
        // Stripe takes a redirect for a failure.
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(this.#timeout), this.#stopping.signal]),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `answered ${response.status}`;
    } catch (error) {
      const { cause, message, name } = error as Error;
      return name === 'TimeoutError' ? 'no answer in time' : cause instanceof Error ? cause.message : message;
    }
  }

  #delivered({ id, copy, event }: Delivery): void {
    const { store } = this.#world;
    store.transaction(() => {
      store.run(`UPDATE deliveries SET state = 'delivered', attempts = attempts + 1 WHERE id = ?`, id);
      if (copy > 0) return;
      const current = store.get<Event>('event', event)!;
      const counted: Event = { ...current, pending_webhooks: current.pending_webhooks - 1 };
      store.put(counted);
    });
  }

  #failed({ id, attempts, since }: Delivery): void {
    const due = Date.now() + pauseAfter(attempts + 1);
    const state = due - since > threeDays ? 'given up' : 'pending';
    this.#world.store.run('UPDATE deliveries SET state = ?, attempts = attempts + 1, due = ? WHERE id = ?', state, due, id);
  }
}
