import { Hono, type Context } from 'hono';
import { advance } from './clock.ts';
import { closeDispute, openDispute, reinstate, withdraw } from './disputes.ts';
import { resend, uncalled } from './events.ts';
import { addFault, clearFaults, faultKinds, faults } from './faults.ts';
import { parseForm, type Tree } from './form.ts';
import { mischief, setMischief } from './mischief.ts';
import { settleSession } from './payments.ts';
import { missing, Refusal } from './refusal.ts';
import { changeRefund } from './refunds.ts';
import { read, type Schema, type Values } from './schema.ts';
import { sessionById } from './sessions.ts';
import type { Event } from './shapes/event.ts';
import type { SubscriptionMemory } from './shapes/subscription.ts';
import { subscriptionById } from './subscriptions.ts';
import { now, type World } from './world.ts';

/**
 * What Stripe, banks, readers and the network do of their own accord happens here on request. All of it is kept in
 * the file, so it outlives a restart. Bodies are JSON, or a form; unknown names are refused. Answers are JSON.
 *
 * | `POST /sandbox/control/…` | Body | What happens |
 * |---|---|---|
 * | `advance` | `{seconds}` or `{to}` (Unix time) | The clock moves on, ten years at most; sessions expire and subscriptions renew on the way, each at its time. Webhooks go by the wall's clock all the same. |
 * | `sessions/:id/settle` | `{outcome: 'succeeded' \| 'failed'}` | The bank answers for a session paid by debit. |
 * | `subscriptions/:id` | `{renewals: 'pay' \| 'decline'}` | From now on the card takes renewals, or does not. |
 * | `refunds` | `{begin: 'succeeded' \| 'pending'}` | How refunds begin; otherwise those to cards succeed at once and those to banks are pending. |
 * | `refunds/:id` | `{status: 'succeeded' \| 'failed' \| 'canceled'}` | What becomes of a refund. One that succeeded can still fail. |
 * | `disputes` | `{payment_intent}` or `{charge}`, `amount?`, `reason?` | A dispute is opened; no money moves yet. |
 * | `disputes/:id/withdraw` | | Its money is withdrawn. |
 * | `disputes/:id/reinstate` | | Its money comes back. |
 * | `disputes/:id/close` | `{status: 'won' \| 'lost'}` | It is decided; the money does not move by this. |
 * | `webhooks` | `{drop?, repeat?, shuffle?, pause?}` | `drop` of them (0 to 1) are never sent, each is sent `repeat` more times, they arrive out of order, they wait. What is left out stays as it is; `{drop: 0, repeat: 0, shuffle: false, pause: false}` ends it. |
 * | `events/:id/resend` | | Every endpoint gets the event once more, a dropped one too. |
 * | `faults` | `{on, kind, status?, headers?, seconds?, times?}` | The next `times` (1) calls `on` a method and path (`POST /v1/checkout/sessions`, `GET /v1/*`) go wrong. |
 *
 * Kinds of faults: `status` (answers `status`, 500 if none is given, without doing the work; from 500 on the answer is
 * kept under the idempotency key), `html` (a page with 200, as from a proxy), `hang` (no answer), `delay` (the answer
 * after `seconds`, the idempotency key in use meanwhile), and, where the connection is at hand: `reset-before` (broken
 * off before the work), `reset-after` (broken off after it), `cut` (half of the answer).
 *
 * `GET /sandbox/control` shows the clock, the mischief and the faults; `DELETE /sandbox/control/faults` ends the faults.
 */
export function control(world: World): Hono {
  const app = new Hono().basePath('/sandbox/control');
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error, error.status as 400);
    world.log(`control failed: ${error.stack}`);
    return c.json({ error: { message: error.message } }, 500);
  });

  /** A control whose parameters are data; what it does is written together. */
  const on = <const S extends Schema>(path: string, parameters: S, act: (values: Values<S>, id: string) => object) => {
    app.post(path, async (c) => {
      const values = read(parameters, await treeOf(c));
      return c.json(world.store.transaction(() => act(values, c.req.param('id') ?? '')));
    });
  };
  const state = () => ({ now: now(world), webhooks: mischief(world), faults: faults(world) });

  app.get('/', (c) => c.json(state()));

  on('/advance', { seconds: { type: 'integer', min: 1 }, to: { type: 'integer' } }, (time) => {
    advance(world, time);
    return state();
  });

  on('/sessions/:id/settle', { outcome: { type: 'enum', values: ['failed', 'succeeded'], required: true } }, ({ outcome }, id) =>
    settleSession(world, sessionById(world, id), outcome, uncalled(world)));

  on('/subscriptions/:id', { renewals: { type: 'enum', values: ['decline', 'pay'], required: true } }, ({ renewals }, id) => {
    const subscription = subscriptionById(world, id);
    world.store.put(subscription, { memory: { ...world.store.memory<SubscriptionMemory>(id), renewals } });
    return { id, renewals };
  });

  on('/refunds', { begin: { type: 'enum', values: ['pending', 'succeeded'], required: true } }, ({ begin }) => {
    world.store.set('refunds begin', begin);
    return { begin };
  });
  on('/refunds/:id', { status: { type: 'enum', values: ['canceled', 'failed', 'succeeded'], required: true } }, ({ status }, id) =>
    changeRefund(world, id, status, uncalled(world)));

  on('/disputes', { amount: { type: 'integer', min: 1 }, charge: { type: 'string' }, payment_intent: { type: 'string' }, reason: { type: 'string' } }, (wanted) =>
    openDispute(world, wanted, uncalled(world)));
  on('/disputes/:id/withdraw', {}, (_, id) => withdraw(world, id, uncalled(world)));
  on('/disputes/:id/reinstate', {}, (_, id) => reinstate(world, id, uncalled(world)));
  on('/disputes/:id/close', { status: { type: 'enum', values: ['lost', 'won'], required: true } }, ({ status }, id) =>
    closeDispute(world, id, status, uncalled(world)));

  on('/webhooks', { drop: { type: 'number', min: 0, max: 1 }, pause: { type: 'boolean' }, repeat: { type: 'integer', min: 0, max: 20 }, shuffle: { type: 'boolean' } }, (change) =>
    setMischief(world, change));
  on('/events/:id/resend', {}, (_, id) => {
    const event = world.store.get<Event>('event', id);
    if (!event) throw missing('event', id);
    return { id, endpoints: resend(world, event) };
  });

  on('/faults', {
    headers: { type: 'metadata' },
    kind: { type: 'enum', values: faultKinds, required: true },
    on: { type: 'string', required: true },
    seconds: { type: 'number', min: 0, max: 600 },
    status: { type: 'integer', min: 400, max: 599 },
    times: { type: 'integer', min: 1 },
  }, ({ times = 1, ...fault }) => ({ faults: addFault(world, { ...fault, times }) }));
  app.delete('/faults', (c) => {
    clearFaults(world);
    return c.json(state());
  });

  return app;
}

/** A body of either kind as the one tree that schemas read. */
async function treeOf(c: Context): Promise<Tree> {
  const text = await c.req.text();
  if (!text.trimStart().startsWith('{')) return parseForm(text);
  try {
    return JSON.parse(text, (_, value: string | number | boolean | object | null) => (typeof value === 'object' ? (value ?? '') : String(value))) as Tree;
  } catch {
    throw new Refusal('The body is not JSON.');
  }
}
