/**
 * Everything that can go wrong, by code: the HTTP status and the title of its problem+json (RFC 9457).
 * Sentences for readers live in the widget's strings; these titles speak to developers.
 */
export const problems = {
  json_invalid: [400, 'The body is not JSON'],
  address_invalid: [400, 'The address or the Host of the request cannot be used'],
  encoding_invalid: [400, 'The body is not UTF-8'],
  field_unknown: [400, 'The body has a key that is not part of the contract'],
  field_missing: [400, 'A required field is missing'],
  field_invalid: [400, 'A field has a value that cannot be used'],
  amount_invalid: [400, 'The amount is not an integer in minor units'],
  amount_too_small: [400, 'The amount is below the smallest this campaign takes'],
  amount_too_large: [400, 'The amount is above the largest this campaign takes'],
  amount_step: [400, 'The amount is not in whole units of its currency'],
  campaign_unknown: [404, 'There is no such campaign'],
  currency_not_offered: [400, 'The campaign does not take this currency'],
  frequency_not_offered: [400, 'The campaign does not offer this frequency'],
  ui_not_offered: [400, 'This function is not set up for the embedded page'],
  return_url_not_allowed: [400, 'The return address is not on an allowed origin'],
  unauthorized: [401, 'The secret of this address is missing or wrong'],
  origin_not_allowed: [403, 'This origin may not use this function'],
  session_unknown: [404, 'There is no such session'],
  not_found: [404, 'There is nothing at this address'],
  method_not_allowed: [405, 'This address does not take this method'],
  attempt_expired: [409, 'This attempt is too old to be sent to Stripe'],
  attempt_reused: [409, 'This attempt was already used for another choice'],
  body_too_large: [413, 'The body is larger than this address takes'],
  too_many_attempts: [429, 'There were too many attempts from this address'],
  budget_spent: [429, 'There are more requests at this moment than are sent on to Stripe'],
  challenge_required: [429, 'The attempt must be sent again with an answered challenge'],
  media_type_unsupported: [415, 'The body is of a media type this address does not take'],
  signature_invalid: [400, 'The webhook is not signed by Stripe'],
  event_refused: [400, 'The event is of another mode, API version or shape'],
  stripe_refused: [502, 'Stripe refused the request'],
  stripe_unavailable: [503, 'Stripe could not be reached or did not answer in time'],
  ledger_unavailable: [503, 'The ledger could not be read or written'],
  ledger_filling: [503, 'The ledger is being read from Stripe'],
  not_set_up: [503, "This function's settings are not complete; its log names them"],
  internal: [500, 'Something went wrong on our side'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

export interface ProblemDetails {
  /** What is wrong with this very request and what to do, for developers. Must hold nothing secret. */
  detail?: string;
  /** The field of the request it is about. */
  field?: string;
  /** The bound that was crossed, in minor units. */
  limit?: number;
  /** The public key under which Turnstile's challenge is asked for. */
  siteKey?: string;
  /** Seconds after which it is worth trying again; the header `Retry-After` says the same. */
  retryAfter?: number;
}

/** The body of every error answer, `application/problem+json`. */
export interface ProblemAnswer extends ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  /** The request's name in the owner's log, which readers are shown. */
  requestId?: string;
}

/** Thrown anywhere in the function; `app.ts` turns it into its answer. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, cause?: unknown) {
    super(`${code}: ${details.detail ?? problems[code][1]}`, { cause });
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): (typeof problems)[ProblemCode][0] {
    return problems[this.code][0];
  }

  toJSON(): ProblemAnswer {
    const [status, title] = problems[this.code];
    return { type: `urn:support-widget:problem:${this.code}`, title, status, code: this.code, ...this.details };
  }
}
