import type { Call } from './call.ts';
import { addEndpoint } from './endpoints.ts';
import { signingSecret } from './ids.ts';
import { missing } from './refusal.ts';
import type { Schema, Values } from './schema.ts';
import { newWebhookEndpoint, type WebhookEndpoint } from './shapes/webhook-endpoint.ts';

const eventNames = { type: 'list', of: { type: 'string' } } as const;

/** What `POST /v1/webhook_endpoints` takes. */
export const endpointParameters = {
  api_version: { type: 'string' },
  connect: { type: 'boolean' },
  description: { type: 'string' },
  enabled_events: { ...eventNames, required: true },
  metadata: { type: 'metadata' },
  url: { type: 'url', required: true },
} as const satisfies Schema;

/** What `POST /v1/webhook_endpoints/:id` takes. */
export const endpointChanges = {
  description: { type: 'string' },
  disabled: { type: 'boolean' },
  enabled_events: eventNames,
  metadata: { type: 'metadata' },
  url: { type: 'url' },
} as const satisfies Schema;

/** `POST /v1/webhook_endpoints`: the only answer that shows the secret. */
export function createEndpoint(values: Values<typeof endpointParameters>, { world, occasion }: Call): WebhookEndpoint & { secret: string } {
  const endpoint = newWebhookEndpoint({
    created: occasion.at,
    description: values.description ?? null,
    enabledEvents: values.enabled_events,
    metadata: values.metadata ?? {},
    url: values.url,
    version: values.api_version ?? null,
  });
  const secret = signingSecret();
  addEndpoint(world, endpoint, secret);
  return { ...endpoint, secret };
}

/** `POST /v1/webhook_endpoints/:id` */
export function changeEndpoint(values: Values<typeof endpointChanges>, { world, id }: Call): WebhookEndpoint {
  const endpoint = endpointById({ world, id });
  const { disabled, ...rest } = values;
  const changed: WebhookEndpoint = { ...endpoint, ...rest, ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }) };
  world.store.put(changed);
  return changed;
}

/** `DELETE /v1/webhook_endpoints/:id` */
export function deleteEndpoint(_: unknown, call: Call): object {
  const { id } = endpointById(call);
  call.world.store.remove(id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

function endpointById({ world, id }: Pick<Call, 'id' | 'world'>): WebhookEndpoint {
  const endpoint = world.store.get<WebhookEndpoint>('webhook_endpoint', id);
  if (!endpoint) throw missing('webhook_endpoint', id, 'webhook_endpoint');
  return endpoint;
}
