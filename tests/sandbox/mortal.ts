// A sandbox in a process of its own, for a test that kills it: `node mortal.ts FILE WEBHOOK_URL SECRET`.
import { serve } from '@hono/node-server';
import { createSandbox } from '../../src/sandbox/sandbox.ts';

const [file, url, secret] = process.argv.slice(2) as [string, string, string];
let origin = '';
const sandbox = createSandbox({ file, origin: () => origin, webhooks: [{ url, secret }] });
serve({ fetch: (request, env) => sandbox.fetch(request, env), port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  origin = `http://127.0.0.1:${port}`;
  sandbox.start();
  console.log(origin);
});
