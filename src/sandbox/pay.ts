import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { Deliveries } from './deliveries.ts';
import { uncalled } from './events.ts';
import { closedPage, payPage, policy, readersLanguage, type Shown } from './pay-page.ts';
import { decline, pay } from './payments.ts';
import type { Session, SessionMemory } from './shapes/session.ts';
import type { World } from './world.ts';

/** How long the reader is held back for the webhook's answer. Stripe waits up to 10 s; here a slow one only costs a wait. */
const patience = 3000;

/** What every page of the checkout is sent with: it is the reader's alone, and its address goes nowhere. */
export const unshared: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Vary', 'Accept-Language', { append: true });
};

/** Pays a session that is open, and gives the owner a moment to hear of it before the reader is back. */
export async function payAndTell(world: World, deliveries: Deliveries, session: Session, by: 'card' | 'debit'): Promise<void> {
  const event = pay(world, session, by, uncalled(world));
  if (event) await deliveries.firstAttempts(event, patience);
}

/** Where a session leads once it is complete, if it leads anywhere. */
export function returnAddress(session: Session): string | undefined {
  return (session.success_url ?? session.return_url)?.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

/** Stripe's checkout: what the reader sees between leaving the owner's page and coming back to it. */
export function payPages(world: World, deliveries: Deliveries): Hono {
  const app = new Hono();
  app.use('/sandbox/pay/*', unshared);

  const sessionOf = (c: Context) => world.store.get<Session>('checkout.session', c.req.param('id') ?? '');
  const shown = (c: Context, session: Session | undefined): Shown => ({ path: `/sandbox/pay/${c.req.param('id')}`, lang: readersLanguage(c, session) });

  const show = (c: Context, session: Session, refused = false) => {
    c.header('Content-Security-Policy', policy([session.success_url, session.cancel_url, session.return_url]));
    return c.html(payPage(session, world.store.memory<SessionMemory>(session.id), shown(c, session), refused));
  };

  /** The answer for a session that cannot be paid. */
  const closed = (c: Context, session: Session | undefined) => {
    const address = session?.status === 'complete' ? returnAddress(session) : undefined;
    if (address) return c.redirect(address, 303);
    c.header('Content-Security-Policy', policy([session?.cancel_url]));
    const { markup, status } = closedPage(session, shown(c, session), session?.cancel_url);
    return c.html(markup, status);
  };

  app.get('/sandbox/pay/:id', (c) => {
    const session = sessionOf(c);
    return session?.status === 'open' ? show(c, session) : closed(c, session);
  });

  const paying = (by: 'card' | 'debit') => async (c: Context) => {
    const session = sessionOf(c);
    if (session) await payAndTell(world, deliveries, session, by);
    return closed(c, sessionOf(c));
  };
  app.post('/sandbox/pay/:id/pay', paying('card'));
  app.post('/sandbox/pay/:id/debit', paying('debit'));

  app.post('/sandbox/pay/:id/decline', (c) => {
    const session = sessionOf(c);
    if (session?.status !== 'open') return closed(c, session);
    decline(world, session, uncalled(world));
    return show(c, session, true);
  });

  return app;
}
