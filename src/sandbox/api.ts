import { Hono } from 'hono';
import { Calls } from './call.ts';
import { endpoints } from './endpoints.ts';
import { lineItems } from './expand.ts';
import * as listings from './listings.ts';
import { list, listParameters, type Listing } from './lists.ts';
import { createRefund, refundParameters } from './refunds.ts';
import { retrieve } from './retrieve.ts';
import { sessionParameters } from './session-parameters.ts';
import { createSession, expireSession, sessionById } from './sessions.ts';
import { account } from './shapes/account.ts';
import { cancelSubscription } from './subscriptions.ts';
import { changeEndpoint, createEndpoint, deleteEndpoint, endpointChanges, endpointParameters } from './webhook-endpoints.ts';
import type { World } from './world.ts';

/** Stripe's API, as far as gifts need it. */
export function api(world: World): Hono {
  const calls = new Calls(world);
  const app = new Hono();

  /** The list of a kind of objects and each of them by its id. */
  const read = (listing: Listing, param?: string) => {
    app.get(listing.url, calls.handler(listParameters(listing), list(listing)));
    app.get(`${listing.url}/:id`, calls.handler({}, retrieve(listing.object, param)));
  };

  app.get('/v1/account', calls.handler({}, () => account));

  read(listings.sessions, 'session');
  app.post('/v1/checkout/sessions', calls.handler(sessionParameters, createSession));
  app.post('/v1/checkout/sessions/:id/expire', calls.handler({}, expireSession));
  app.get('/v1/checkout/sessions/:id/line_items', calls.handler({}, (_, { id }) => lineItems(world, sessionById(world, id).id)));

  read(listings.paymentIntents, 'intent');
  read(listings.charges);
  read(listings.refunds);
  app.post('/v1/refunds', calls.handler(refundParameters, createRefund));
  read(listings.disputes);
  read(listings.balanceTransactions);

  read(listings.customers);
  read(listings.subscriptions);
  app.delete('/v1/subscriptions/:id', calls.handler({}, cancelSubscription));
  read(listings.invoices);
  read(listings.invoicePayments);

  read(listings.events);
  app.use('/v1/webhook_endpoints', async (_, next) => {
    // Those the sandbox was started with are written down at the latest when somebody asks.
    endpoints(world);
    await next();
  });
  read(listings.webhookEndpoints, 'webhook_endpoint');
  app.post('/v1/webhook_endpoints', calls.handler(endpointParameters, createEndpoint));
  app.post('/v1/webhook_endpoints/:id', calls.handler(endpointChanges, changeEndpoint));
  app.delete('/v1/webhook_endpoints/:id', calls.handler({}, deleteEndpoint));

  app.all('/v1/*', (c) => calls.answer(c, undefined));
  return app;
}
