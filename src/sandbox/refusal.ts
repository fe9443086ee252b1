/** Stripe's words for what kind of thing went wrong. */
export type RefusalType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

export interface RefusalDetails {
  status?: number;
  type?: RefusalType;
  code?: string;
  param?: string;
  /**
   * The request was understood and acted on before it failed, so an idempotency key keeps this answer.
   * What fails on its parameters alone is not kept: the caller may mend it and use the key again.
   */
  executed?: boolean;
}

/**
 * Thrown anywhere below the API; `call.ts` turns it into Stripe's error answer. The sentences are Stripe's where they
 * are known; callers go by status, `code` and `param`.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly executed: boolean;
  readonly #details: RefusalDetails;

  constructor(message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = details.status ?? 400;
    this.executed = details.executed ?? false;
    this.#details = details;
  }

  /** The body of the answer. */
  toJSON(): object {
    const { code, param, type = 'invalid_request_error' } = this.#details;
    return {
      error: {
        ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        message: this.message,
        ...(param && { param }),
        type,
      },
    };
  }
}

/** The refusal of an id nothing stands under. */
export function missing(object: string, id: string, param = 'id'): Refusal {
  return new Refusal(`No such ${object}: '${id}'`, { status: 404, code: 'resource_missing', param });
}
