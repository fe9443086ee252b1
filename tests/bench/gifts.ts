// Gifts without end, as Stripe tells of them.
import { createHmac } from 'node:crypto';
import type { Giving } from '../model/history.ts';
import { eventShape, sessionShape } from '../model/shapes.ts';

export const webhookSecret = 'whsec_bench';

export function giving(number: number): Giving {
  const at = Math.floor(Date.now() / 1000);
  return {
    name: `bench${number}`, campaign: 'default', currency: 'USD', frequency: 'once', shop: undefined, invoiced: false, hesitation: 0,
    payments: [{ amount: 500 + (number % 1000), at, settledAt: at, method: 'card', outcome: 'paid', refunds: [], dispute: undefined }],
  };
}

/** The event that states a paid gift, signed: what stands in the request and in its `Stripe-Signature`. */
export function paidEvent(number: number): { body: string; signature: string } {
  const one = giving(number);
  const { at } = one.payments[0]!;
  const body = JSON.stringify(eventShape(`evt_bench${number}`, 'checkout.session.completed', sessionShape(one, { status: 'complete', paid: true }), at));
  return { body, signature: `t=${at},v1=${createHmac('sha256', webhookSecret).update(`${at}.${body}`).digest('hex')}` };
}
