/** What a card payment costs the owner: a share of the total, in millionths, and a fixed sum in minor units. */
export interface Fees {
  rate: number;
  fixed: number;
}

/**
 * Reads `2.9% + 0.30`, the fixed part in major units; `undefined` where it is not written so.
 * @param minor what reads these (this is loaded on its own, and brings nothing along)
 */
export function parseFees(text: string, minor: (text: string) => number | undefined): Fees | undefined {
  const [, whole, decimals = '', sum = '0'] = /^\s*(\d{1,2})(?:\.(\d{1,4}))?\s*%\s*(?:\+\s*([\d.]+)\s*)?$/.exec(text) ?? [];
  const fixed = minor(sum);
  return whole === undefined || fixed === undefined ? undefined : { rate: Number(whole + decimals.padEnd(4, '0')), fixed };
}

/**
 * What must be charged so that `amount` is left when the fees are taken from it: (amount + fixed) / (1 - rate), to the
 * nearest sum the currency can charge, a multiple of `step`. Integers throughout: 1e8 minor units in millionths are far below 2^53.
 */
export function withFees(amount: number, { rate, fixed }: Fees, step: number): number {
  const share = (1e6 - rate) * step;
  const millionths = (amount + fixed) * 1e6;
  const rest = millionths % share;
  return ((millionths - rest) / share + (rest * 2 < share ? 0 : 1)) * step;
}
