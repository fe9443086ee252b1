// Stands in for the owner's function: takes the place of `fetch`, answers as it is told, and remembers what it was asked.
import type { CampaignAnswer, CheckoutStatus } from '../../src/shared/gift.ts';
import { Problem, type ProblemCode, type ProblemDetails } from '../../src/shared/problem.ts';

export const endpoint = 'https://owner.example/support';

export interface Asked {
  /** `POST https://owner.example/support/checkout` */
  what: string;
  body: unknown;
  init: RequestInit;
}

type Answer = (asked: Asked) => Response | Promise<Response>;

/** Every request since the test began, whether or not it was answered. */
export const asked: Asked[] = [];
let answers: Record<string, Answer> = {};

/** Answers by `POST checkout`, `GET campaigns/default`, or by a whole address; whatever is not told cannot be reached. */
export function answer(next: Record<string, Answer>): void {
  answers = { ...answers, ...next };
}

export const askedFor = (path: string): Asked[] => asked.filter(({ what }) => what === at(path));
const at = (path: string): string => (path.includes('://') ? path : path.replace(' ', ` ${endpoint}/`));

const realFetch = window.fetch;

beforeEach(() => {
  asked.length = 0;
  answers = {};
  window.fetch = async (address, init = {}) => {
    if (typeof address !== 'string') throw new TypeError('the widget asks by address');
    const request: Asked = {
      what: `${init.method ?? 'GET'} ${address}`,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      init,
    };
    asked.push(request);
    const found = Object.keys(answers).find((path) => at(path) === request.what);
    if (found === undefined) throw new TypeError('Failed to fetch');
    return answers[found]!(request);
  };
});
afterEach(() => {
  window.fetch = realFetch;
});

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

export function problem(code: ProblemCode, details: ProblemDetails = {}): Response {
  const one = new Problem(code, details);
  return new Response(JSON.stringify(one), { status: one.status, headers: { 'Content-Type': 'application/problem+json' } });
}

export const webPage = (status: number): Response => new Response('<!doctype html><title>Oops</title>', { status, headers: { 'Content-Type': 'text/html' } });

/** Leads to a place in this same page, so that the test outlives the leaving. */
export const payPage = (): Response => json({ url: `${location.href.split('#')[0]}#pay-page`, session: 'cs_test_1' }, 201);
export const hasLeft = (): boolean => location.hash === '#pay-page';

export const campaign = (raised: number, more: Partial<CampaignAnswer> = {}): Response =>
  json({ id: 'default', currency: 'USD', raised, goal: 500_000, gifts: 1, asOf: '2026-11-20T12:00:00.000Z', ...more } satisfies CampaignAnswer);

export const gift = (status: CheckoutStatus['status'], more: Partial<CheckoutStatus> = {}): Response =>
  json({ status, amount: 10_000, currency: 'USD', frequency: 'once', ...more } satisfies CheckoutStatus);

/** An answer that waits until the test lets it go. */
export function held(): { answer: Answer; release: (response: Response) => void } {
  let release!: (response: Response) => void;
  const response = new Promise<Response>((resolve) => { release = resolve; });
  return { answer: async () => (await response).clone(), release };
}
