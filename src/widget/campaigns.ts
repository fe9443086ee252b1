import type { CampaignAnswer } from '../shared/gift.ts';
import { readCampaign } from './endpoint.ts';

/** What one campaign shows to all elements of the page that watch it: one request, one answer. */
interface Shared {
  answer?: CampaignAnswer;
  watchers: Set<(answer: CampaignAnswer) => void>;
  /** The newest request; an answer of an older one is stale. */
  request?: Promise<void>;
}

const campaigns = new Map<string, Shared>();

function ask(address: string, shared: Shared, fresh: boolean): Promise<void> {
  const request = readCampaign(address, fresh).then(
    (answer) => {
      if (shared.request !== request) return;
      shared.answer = answer;
      for (const watcher of shared.watchers) watcher(answer);
    },
    // A meter that cannot be read shows nothing: the gift matters more than its scale.
    () => {
      if (shared.request === request) shared.request = undefined;
    },
  );
  shared.request = request;
  return request;
}

/** Calls `watcher` with the campaign at `address`, now if it is known and whenever it changes. @returns the way to stop */
export function watchCampaign(address: string, watcher: (answer: CampaignAnswer) => void): () => void {
  let shared = campaigns.get(address);
  if (!shared) campaigns.set(address, (shared = { watchers: new Set() }));
  const { watchers, answer } = shared;
  watchers.add(watcher);
  if (answer) watcher(answer);
  else if (!shared.request) void ask(address, shared, false);
  return () => {
    watchers.delete(watcher);
    if (!watchers.size) campaigns.delete(address);
  };
}

/** Asks again, past every cache, where somebody watches: a gift has just been paid. */
export function refreshCampaign(address: string): void {
  const shared = campaigns.get(address);
  if (shared) void ask(address, shared, true);
}
