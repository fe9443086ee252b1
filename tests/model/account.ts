// Stripe's lists as they are at a moment of a history.
import type { Lists, Page } from '../../src/server/stripe.ts';
import type { Giving } from './history.ts';
import type { Shape } from './shapes.ts';
import { allSteps, type Step } from './steps.ts';

/** What each list holds and, as our function asks for it, of which status. */
export const listed: Record<keyof Lists, { object: string; status?: string }> = {
  sessions: { object: 'checkout.session', status: 'complete' },
  invoices: { object: 'invoice', status: 'paid' },
  invoicePayments: { object: 'invoice_payment', status: 'paid' },
  refunds: { object: 'refund' },
  disputes: { object: 'dispute' },
};

export interface Question {
  object: string;
  status?: string | undefined;
  since?: number | null | undefined;
  after?: string | null | undefined;
  limit: number;
  where?: (shape: Shape) => boolean;
}

/** Newest first. Of one second in the order of their ids, which says nothing about time: any order that stays is as good at Stripe. */
const byAge = (a: Shape, b: Shape) => b.created - a.created || (a.id < b.id ? -1 : 1);

export class Account {
  readonly steps: readonly Step[];
  /** How many of its steps have happened. */
  moment = 0;
  readonly #shapes = new Map<string, Shape>();
  #sorted: Shape[] | undefined;

  constructor(givings: readonly Giving[]) {
    this.steps = allSteps(givings);
  }

  /** Seconds since 1970; before its first step it is that step's time. */
  get now(): number {
    return this.steps[Math.max(0, this.moment - 1)]?.at ?? 0;
  }

  /** Lets time go on to a moment; it never goes back. */
  advance(moment = this.steps.length): void {
    for (; this.moment < Math.min(moment, this.steps.length); this.moment++) {
      for (const shape of this.steps[this.moment]!.changes) this.#shapes.set(shape.id, shape);
      this.#sorted = undefined;
    }
  }

  /** A page of a list, as Stripe answers it: a cursor stands for its place, whatever became of its object since. */
  list({ object, status, since, after, limit, where }: Question): { data: Shape[]; has_more: boolean } {
    this.#sorted ??= [...this.#shapes.values()].toSorted(byAge);
    const cursor = after ? this.#shapes.get(after) : undefined;
    if (after && cursor?.object !== object) throw new Error(`No such ${object}: '${after}'`);
    const found = this.#sorted.filter((shape) =>
      shape.object === object && (!status || shape.status === status) && shape.created >= (since ?? 0) && (!cursor || byAge(cursor, shape) < 0) && (!where || where(shape)));
    return { data: found.slice(0, limit), has_more: found.length > limit };
  }

  page<N extends keyof Lists>(list: N, since: number | null, after: string | null, limit: number): Page<Lists[N]> {
    const { data, has_more: hasMore } = this.list({ ...listed[list], since, after, limit });
    return { objects: data as unknown as Lists[N][], hasMore };
  }
}
