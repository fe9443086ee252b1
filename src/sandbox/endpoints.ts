import { newWebhookEndpoint, type WebhookEndpoint } from './shapes/webhook-endpoint.ts';
import { apiVersion, now, type World } from './world.ts';

/** How an endpoint's secret is found: its own, or that of the n-th webhook the sandbox was started with. */
type EndpointMemory = { secret: string } | { configured: number };

/** Every endpoint there is, those the sandbox was started with included. */
export function endpoints(world: World): WebhookEndpoint[] {
  keepConfigured(world);
  return world.store
    .rows<{ body: string }>(`SELECT body FROM objects WHERE object = 'webhook_endpoint' ORDER BY seq`)
    .map((row) => JSON.parse(row.body) as WebhookEndpoint);
}

/** Whether an endpoint wants events of this type. */
export function hears(endpoint: WebhookEndpoint, type: string): boolean {
  return endpoint.status === 'enabled' && (endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type));
}

/** What an endpoint signs with, or `undefined` once the sandbox is started without it. */
export function secretOf(world: World, endpoint: string): string | undefined {
  const memory = world.store.memory<EndpointMemory | null>(endpoint);
  if (!memory) return undefined;
  return 'secret' in memory ? memory.secret : world.webhooks()[memory.configured]?.secret;
}

/** Adds an endpoint created through the API. */
export function addEndpoint(world: World, endpoint: WebhookEndpoint, secret: string): void {
  world.store.put(endpoint, { memory: { secret } satisfies EndpointMemory });
}

/**
 * The webhooks of the options stand among the endpoints by their place in the list, so that a delivery left from
 * an earlier run finds the address of this one.
 */
function keepConfigured(world: World): void {
  const { store } = world;
  const ids = store.setting<string[]>('configured endpoints', []);
  const webhooks = world.webhooks();
  const kept = Array.from({ length: Math.max(ids.length, webhooks.length) }, (_, at) => {
    const [id, url] = [ids[at], webhooks[at]?.url];
    const known = id === undefined ? undefined : store.get<WebhookEndpoint>('webhook_endpoint', id);
    const endpoint = known ?? newWebhookEndpoint({ url: url ?? '', created: now(world), enabledEvents: ['*'], version: apiVersion });
    const next: WebhookEndpoint = { ...endpoint, url: url ?? endpoint.url, status: url === undefined ? 'disabled' : 'enabled' };
    if (!known || known.url !== next.url || known.status !== next.status) {
      store.put(next, { memory: { configured: at } satisfies EndpointMemory });
    }
    return next.id;
  });
  if (kept.join() !== ids.join()) store.set('configured endpoints', kept);
}
