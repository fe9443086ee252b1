// node:http and Stripe's SDK, and nothing between: what is to be had at most.
import { createServer, type IncomingMessage } from 'node:http';
import { announce, campaign, checkout, port, Refused, webhook } from './plain.ts';

const bodyOf = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => (body += text)).once('end', () => resolve(body)).once('error', reject);
  });

async function answer(request: IncomingMessage): Promise<[status: number, body: object]> {
  switch (`${request.method} ${request.url}`) {
    case 'POST /checkout':
      return [201, await checkout(JSON.parse(await bodyOf(request)) as Record<string, unknown>)];
    case 'GET /campaigns/default':
      return [200, await campaign()];
    case 'POST /webhook':
      await webhook(await bodyOf(request), request.headers['stripe-signature'] as string | undefined);
      return [200, { received: true }];
    default:
      return [404, {}];
  }
}

const server = createServer(async (request, response) => {
  const [status, body] = await answer(request).catch((error: unknown): [number, object] => [error instanceof Refused ? 400 : 500, {}]);
  const text = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
});
server.listen(port, '127.0.0.1', () => announce(server.address()));
