import { newId } from '../ids.ts';

/** A webhook endpoint, without its secret: Stripe shows that only once, in the answer to its creation. */
export function newWebhookEndpoint({ url, created, enabledEvents, version = null, description = null, metadata = {} }: {
  url: string;
  created: number;
  enabledEvents: string[];
  /** `null` is the account's own version, which here is the sandbox's. */
  version?: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
}) {
  return {
    id: newId('webhook_endpoint'),
    object: 'webhook_endpoint' as const,
    api_version: version,
    application: null,
    created,
    description,
    enabled_events: enabledEvents,
    livemode: false,
    metadata,
    status: 'enabled' as 'disabled' | 'enabled',
    url,
  };
}

export type WebhookEndpoint = ReturnType<typeof newWebhookEndpoint>;
