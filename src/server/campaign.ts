import type { Context } from 'hono';
import type { CampaignAnswer } from '../shared/gift.ts';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';

/**
 * `GET /campaigns/{id}`: what the meter draws. Shared caches may keep it a minute; browsers ask each time, which costs a 304.
 *
 * How the meter is counted, in words for readers: "The meter shows what we have received: every gift that was paid,
 * each monthly or yearly payment when it is made, less what was refunded or taken back in a dispute, plus what we
 * raised elsewhere. Payments still on their way count when they arrive. Fees are not taken off, and gifts in other
 * currencies are listed apart, not converted."
 *
 * @param ready resolves when the ledger may be read: one kept in memory must first be filled
 */
export const readCampaign = ({ campaigns }: Config, ledger: Ledger, ready: () => Promise<void>) => async (c: Context) => {
  const campaign = campaigns.get(c.req.param('id') ?? '');
  if (!campaign) throw new Problem('campaign_unknown');
  const { id, currency, goal, offline } = campaign;
  await ready();
  const balances = await ledger.balances(id);
  const { raised = 0, gifts = 0 } = balances.find((balance) => balance.currency === currency) ?? {};
  const others = balances.filter((balance) => balance.currency !== currency);
  const figures = { id, currency, raised: raised + offline, goal, gifts, ...(others.length > 0 && { others }) };
  // Weak: two answers with the same figures are as good as each other, whatever their `asOf`.
  const etag = `W/"${[goal, figures.raised, gifts, ...others.flatMap((other) => [other.currency, other.raised, other.gifts])].join('.')}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'public, max-age=0, s-maxage=60, stale-while-revalidate=60');
  const known = c.req.header('If-None-Match')?.split(',').map((tag) => tag.trim());
  if (known?.includes(etag)) return c.body(null, 304);
  return c.json({ ...figures, asOf: new Date().toISOString() } satisfies CampaignAnswer);
};
