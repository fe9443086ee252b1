// What the ledger must say, counted from the truth alone. Nothing of src is read here.
import type { Giving } from './history.ts';

export interface Total {
  raised: number;
  gifts: number;
}

/** By `campaign currency`, where anything was paid. */
export type Totals = Record<string, Total>;

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

export function oracle(givings: readonly Giving[]): Totals {
  const totals: Totals = {};
  for (const { shop, campaign, currency, payments } of givings) {
    if (shop) continue;
    for (const { amount, outcome, refunds, dispute } of payments) {
      if (outcome !== 'paid') continue;
      const refunded = sum(refunds.filter(({ ends }) => ends === 'succeeded' || ends === 'pending').map((refund) => refund.amount));
      const withdrawn = dispute && ['withdrawn', 'lost'].includes(dispute.outcome) ? dispute.amount : 0;
      const total = (totals[`${campaign} ${currency}`] ??= { raised: 0, gifts: 0 });
      total.raised += amount - refunded - withdrawn;
      total.gifts += 1;
    }
  }
  return totals;
}
