import type { Recurring } from './shapes/item.ts';

const day = 24 * 60 * 60;

/**
 * The time so many periods after the first payment. Always counted from that first one, so that what began on the
 * 31st goes on the 28th of February and is back on the 31st in March.
 */
export function periodsAfter(anchor: number, { interval, interval_count: count }: Recurring, periods: number): number {
  const steps = count * periods;
  if (interval === 'day') return anchor + steps * day;
  if (interval === 'week') return anchor + steps * 7 * day;
  const date = new Date(anchor * 1000);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + (interval === 'year' ? 12 * steps : steps));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return Math.floor(date.getTime() / 1000);
}
