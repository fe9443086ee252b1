// Express and Stripe's SDK, as Stripe's own samples are written.
import express, { type NextFunction, type Request, type Response } from 'express';
import { announce, campaign, checkout, port, Refused, webhook } from './plain.ts';

const app = express();
app.post('/webhook', express.raw({ type: 'application/json' }), async (request, response) => {
  await webhook(request.body as Buffer, request.get('stripe-signature'));
  response.json({ received: true });
});
app.use(express.json());
app.post('/checkout', async (request, response) => void response.status(201).json(await checkout(request.body as Record<string, unknown>)));
app.get('/campaigns/default', async (_, response) => void response.json(await campaign()));
// Four parameters are how Express knows it.
app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => void response.status(error instanceof Refused ? 400 : 500).json({}));
const server = app.listen(port, '127.0.0.1', () => announce(server.address()));
