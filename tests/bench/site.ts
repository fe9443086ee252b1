// A small site on loopback: pages and files as a careful owner serves them, compressed once and well.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import { createHash } from 'node:crypto';

export interface Site {
  origin: string;
  /** What is at a path from now on. */
  put(path: string, content: string | Uint8Array): void;
  close(): Promise<void>;
}

const types: Record<string, string> = { js: 'text/javascript', json: 'application/json', css: 'text/css', map: 'application/json' };
const campaign = JSON.stringify({ id: 'default', currency: 'USD', raised: 10_000, goal: 500_000, gifts: 1, asOf: '2026-11-25T00:00:00.000Z' });

export async function startSite(): Promise<Site> {
  const files = new Map<string, { body: Uint8Array; headers: Record<string, string | number> }>();
  const put = (path: string, content: string | Uint8Array) => {
    const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
    const body = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    files.set(path, {
      body,
      headers: {
        'Content-Type': types[extension] ?? 'text/html; charset=utf-8',
        'Content-Encoding': 'br',
        'Content-Length': body.length,
        // A page is asked for each time, a file of one content once.
        'Cache-Control': extension ? 'public, max-age=31536000, immutable' : 'no-cache',
        ETag: `"${createHash('sha1').update(content).digest('hex')}"`,
      },
    });
  };
  put('/empty', '<!doctype html><title>Empty</title><link rel="icon" href="data:,">');
  const server = createServer((request, response) => {
    if (request.url === '/campaigns/default') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=0', ETag: '"bench"' }).end(campaign);
      return;
    }
    const file = files.get(request.url ?? '');
    if (!file) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === file.headers.ETag) response.writeHead(304, { ETag: file.headers.ETag, 'Cache-Control': file.headers['Cache-Control'] }).end();
    else response.writeHead(200, file.headers).end(file.body);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
