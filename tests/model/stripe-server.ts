// Stands where Stripe stands on the wire for what sync and the webhook ask of it: the five lists of an account.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listed, type Account } from './account.ts';
import type { Shape } from './shapes.ts';

export interface StripeServer {
  origin: string;
  /** How many pages were asked for. */
  pages: number;
  /** Called before each answer; a status it returns is answered in place of the page. */
  before: () => Promise<number | undefined> | number | undefined;
  close(): Promise<void>;
}

const paths = new Map(Object.values(listed).map(({ object }) => [
  object === 'checkout.session' ? '/v1/checkout/sessions' : `/v1/${object}s`,
  object,
]));

/** The query's names are Stripe's; one that is not known here is an error, not a filter forgotten. */
const known = new Set(['limit', 'starting_after', 'status', 'created[gte]', 'payment[type]', 'payment[payment_intent]']);

/** @param most objects on a page, whatever was asked for: a small account still has many pages */
export async function startStripe(account: Account, most = 10): Promise<StripeServer> {
  function answer({ pathname, searchParams }: URL): { status: number; body: object } {
    const object = paths.get(pathname);
    const strange = [...searchParams.keys()].filter((name) => !known.has(name));
    if (!object || strange.length > 0) return { status: 400, body: { error: { type: 'invalid_request_error', message: `${pathname} ${strange.join(' ')}` } } };
    const intent = searchParams.get('payment[payment_intent]');
    const page = account.list({
      object,
      status: searchParams.get('status') ?? undefined,
      since: Number(searchParams.get('created[gte]') ?? 0),
      after: searchParams.get('starting_after'),
      limit: Math.min(most, Number(searchParams.get('limit') ?? 10)),
      ...(intent && { where: ({ payment }: Shape) => (payment as { payment_intent: string }).payment_intent === intent }),
    });
    return { status: 200, body: { object: 'list', url: pathname, ...page } };
  }

  const server = createServer(async (request, response) => {
    self.pages += 1;
    const wrong = await self.before();
    const { status, body } = wrong ? { status: wrong, body: { error: { type: 'api_error', message: 'as told' } } } : answer(new URL(request.url ?? '', self.origin));
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: StripeServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: 0,
    before: () => undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}
