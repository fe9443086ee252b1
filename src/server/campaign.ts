import type { Context } from 'hono';
import type { CampaignAnswer } from '../shared/gift.ts';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';

/** `GET /campaigns/{id}`: what the meter draws. Shared caches may keep it a minute; browsers ask each time, which costs a 304. */
export const readCampaign = ({ campaigns }: Config, ledger: Ledger) => async (c: Context) => {
  const campaign = campaigns.get(c.req.param('id') ?? '');
  if (!campaign) throw new Problem('campaign_unknown');
  const { id, currency, goal, offline } = campaign;
  const { raised, gifts } = await ledger.balance(id, currency);
  const figures = { id, currency, raised: raised + offline, goal, gifts };
  // Weak: two answers with the same figures are as good as each other, whatever their `asOf`.
  const etag = `W/"${Object.values(figures).join('.')}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'public, max-age=0, s-maxage=60, stale-while-revalidate=60');
  const known = c.req.header('If-None-Match')?.split(',').map((tag) => tag.trim());
  if (known?.includes(etag)) return c.body(null, 304);
  return c.json({ ...figures, asOf: new Date().toISOString() } satisfies CampaignAnswer);
};
