/** The words both halves share and the shapes that travel between them. Amounts are integers in minor units, currencies upper-case ISO 4217. */

export const frequencies = ['once', 'month', 'year'] as const;
/** How often a gift is paid. A monthly gift is one gift each month. */
export type Frequency = (typeof frequencies)[number];

/** `POST /checkout`: one press of the button. */
export interface CheckoutRequest {
  /** Made by the widget for each press and kept for its retries; becomes Stripe's idempotency key. */
  attempt: string;
  campaign?: string;
  amount: number;
  currency: string;
  frequency: Frequency;
  /** The page to come back to, on an origin the owner allows. */
  returnUrl: string;
  /** BCP 47; Stripe's page is shown in it where Stripe has it. */
  locale?: string;
  ui?: 'hosted' | 'embedded';
  coversFees?: boolean;
  /** What a challenge was answered with (Turnstile's token), where the answer before asked for one. */
  challenge?: string;
}

/** Its answer, by `ui`; `session` is Stripe's id, by which the caller may ask how the gift stands. */
export type CheckoutAnswer = { url: string; session: string } | { clientSecret: string; publishableKey: string; session: string };

/** `GET /checkout/{session}`: how a gift stands, and nothing about who gave it. */
export interface CheckoutStatus {
  status: 'open' | 'processing' | 'paid' | 'expired';
  amount: number;
  currency: string;
  frequency: Frequency;
}

/** `GET /campaigns/{id}`: what the meter draws. */
export interface CampaignAnswer {
  id: string;
  currency: string;
  /** Gifts paid, less refunds and lost disputes, plus the owner's `offline` sum. */
  raised: number;
  goal: number | null;
  /** How many gifts were paid. */
  gifts: number;
  /** What was given in other currencies, where anything was: never converted. */
  others?: { currency: string; raised: number; gifts: number }[];
  /** When this was counted, ISO 8601. */
  asOf: string;
}

/** The query parameter the function adds to `returnUrl`, holding Stripe's session id, and the widget takes away again. */
export const sessionParameter = 'support_session';
