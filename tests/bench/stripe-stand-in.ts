// Stands where Stripe stands and answers at once, in a process of its own: what is measured is our side.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sessionShape } from '../model/shapes.ts';
import { giving } from './gifts.ts';

const session = JSON.stringify(sessionShape(giving(0), { status: 'open', paid: false }));
const head = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(session), 'Request-Id': 'req_bench' };

const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, head).end(session));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));
