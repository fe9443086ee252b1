import { Hono, type Context } from 'hono';
import type { Deliveries } from './deliveries.ts';
import { uncalled } from './events.ts';
import { notePage, payPage, policy } from './pay-page.ts';
import { decline, pay } from './payments.ts';
import type { Session, SessionMemory } from './shapes/session.ts';
import type { World } from './world.ts';

/** How long the reader is held back for the webhook's answer. Stripe waits up to 10 s; here a slow one only costs a wait. */
const patience = 3000;

/** Stripe's checkout: what the reader sees between leaving the owner's page and coming back to it. */
export function payPages(world: World, deliveries: Deliveries): Hono {
  const app = new Hono();
  app.use('/sandbox/pay/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
  });

  const sessionOf = (c: Context) => world.store.get<Session>('checkout.session', c.req.param('id') ?? '');

  const show = (c: Context, session: Session, refused = false) => {
    c.header('Content-Security-Policy', policy([session.success_url, session.cancel_url, session.return_url]));
    return c.html(payPage(session, world.store.memory<SessionMemory>(session.id), refused));
  };

  /** The answer for a session that cannot be paid: it is paid already, has expired, or never was. */
  const closed = (c: Context, session: Session | undefined) => {
    const address = session?.success_url ?? session?.return_url;
    if (session?.status === 'complete' && address) {
      return c.redirect(address.replaceAll('{CHECKOUT_SESSION_ID}', session.id), 303);
    }
    c.header('Content-Security-Policy', policy([session?.cancel_url]));
    if (session?.status === 'complete') return c.html(notePage('Paid', 'Thank you. You can close this page.'));
    const back = session?.cancel_url ? { href: session.cancel_url, label: 'Go back' } : undefined;
    return session
      ? c.html(notePage('This page has expired', 'Nothing was paid. To pay after all, go back and begin again.', back), 410)
      : c.html(notePage('There is nothing to pay here', 'No session has this address.'), 404);
  };

  app.get('/sandbox/pay/:id', (c) => {
    const session = sessionOf(c);
    return session?.status === 'open' ? show(c, session) : closed(c, session);
  });

  const paying = (by: 'card' | 'debit') => async (c: Context) => {
    const session = sessionOf(c);
    if (!session) return closed(c, session);
    const event = pay(world, session, by, uncalled(world));
    if (event) await deliveries.firstAttempts(event, patience);
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
