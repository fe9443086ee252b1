import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` of a webhook's body, made at this second of the wall's clock. */
export function sign(body: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex');
  return `t=${timestamp},v1=${signature}`;
}
