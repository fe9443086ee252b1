import { html, nothing } from 'lit';
import { sessionParameter } from '../shared/gift.ts';
import { formatMoney } from '../shared/money.ts';
import { fill } from '../shared/strings.ts';
import { refreshCampaign } from './campaigns.ts';
import { departureKey, inSession } from './arrival.ts';
import { css } from './css.ts';
import { addressOf, campaignAddress, readCheckout, webAddress } from './endpoint.ts';
import { tell } from './events.ts';

/**
 * What the first choice does not need is loaded when it is needed. Each part is a file of its own that imports nothing
 * and is handed this instead: else a page that asks for `support-widget.js?v=2` would get a second copy of the widget.
 */
export const kit = { html, nothing, css, tell, addressOf, campaignAddress, readCheckout, refreshCampaign, fill, webAddress, formatMoney, sessionParameter, departureKey, inSession };
export type Kit = typeof kit;

/** Loads a part once for all widgets of a page; after a failure the next who needs it tries again. */
export function part<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** The way to the payment and back, and what is shown on it. */
export const loadJourney = part(() => import('./parts/journey.ts'));
/** The bar, and the dialog of the button. */
export const loadFrame = part(() => import('./parts/frame.ts'));
