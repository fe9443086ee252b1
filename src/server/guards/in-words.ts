import type { Config } from '../config.ts';

/**
 * What the guards hold and where they count, for the start's log.
 * @param where the counters are, in the adapter's words
 */
export function inWords({ rateLimit, stripeBudget: { rate, burst }, turnstile }: Config, where: string): { level: 'info' | 'warn'; message: string }[] {
  const units: [name: string, period: number][] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000]];
  const limits = rateLimit === 'off' ? [] : rateLimit.map(({ count, period }) => {
    const [name, unit] = units.find(([, one]) => period % one === 0)!;
    return `${count}/${period === unit ? '' : period / unit}${name}`;
  });
  const challenge = turnstile ? (turnstile.always ? 'a challenge for everybody' : 'a challenge under attack') : 'no challenge';
  return [
    { level: 'info', message: `Guards: ${limits.length ? `${limits.join(',')} attempts of an address` : 'no limit for an address'}, ${rate}/s,${burst} toward Stripe, ${challenge}; counted in ${where}` },
    ...(rateLimit === 'off' ? [{ level: 'warn', message: 'SUPPORT_RATE_LIMIT IS OFF: ANYBODY MAY TRY CARDS HERE AS FAST AS THE BUDGET TOWARD STRIPE ALLOWS' } as const] : []),
  ];
}
