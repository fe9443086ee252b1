import type { ProblemAnswer } from '../../shared/problem.ts';

/** Why a request brought no answer: the function's problem, or none where it could not be reached. */
export class EndpointError extends Error {
  problem: Partial<ProblemAnswer> = {};
  /** How long the function asks to wait, in seconds. */
  retryAfter = 0;
}

export function failure(problem: unknown, retryAfter = 0): EndpointError {
  return Object.assign(new EndpointError(), { problem, retryAfter });
}

/** A request about a payment, and its answer's JSON. @param request what asks (`kit`) */
export async function ask<T>(request: (address: string, init?: RequestInit) => Promise<Response>, address: string, init?: RequestInit): Promise<T> {
  let problem: unknown;
  let retryAfter = 0;
  try {
    const response = await request(address, init);
    const body: unknown = await response.json();
    if (response.ok && body) return body as T;
    problem = body;
    // A date, or more than a day, is nothing to tell a reader.
    const seconds = Number(response.headers.get('Retry-After'));
    if (seconds > 0 && seconds <= 86_400) retryAfter = seconds;
  } catch {
    // No connection, no answer in time, or an answer that is not the function's: to the reader all are one.
  }
  throw failure(problem ?? {}, retryAfter);
}
