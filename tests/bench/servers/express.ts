// Express and Stripe's SDK, as Stripe's own samples are written (github.com/stripe-samples): static files first, every
// kind of body parsed for every route, and the raw one kept for the webhook.
import express, { type NextFunction, type Request, type Response } from 'express';
import { tmpdir } from 'node:os';
import { announce, campaign, checkout, port, Refused, webhook } from './plain.ts';

const raw = new WeakMap<object, string>();

const app = express();
app.use(express.static(tmpdir()));
app.use(express.urlencoded({ extended: true }));
app.use(
  express.json({
    verify(request, _, body) {
      if (request.url?.startsWith('/webhook')) raw.set(request, body.toString());
    },
  }),
);
app.post('/checkout', async (request, response) => void response.status(201).json(await checkout(request.body as Record<string, unknown>)));
app.get('/campaigns/default', async (_, response) => void response.json(await campaign()));
app.post('/webhook', async (request, response) => {
  await webhook(raw.get(request) ?? '', request.get('stripe-signature'));
  response.json({ received: true });
});
// Four parameters are how Express knows it.
app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => void response.status(error instanceof Refused ? 400 : 500).json({}));
const server = app.listen(port, '127.0.0.1', () => announce(server.address()));
