import { Hono, type Context } from 'hono';
import type { Deliveries } from './deliveries.ts';
import { uncalled } from './events.ts';
import { closedPage, payPage, policy, readersLanguage, type Shown } from './pay-page.ts';
import { payAndTell, returnAddress, unshared } from './pay.ts';
import { decline } from './payments.ts';
import type { Session, SessionMemory } from './shapes/session.ts';
import type { World } from './world.ts';

/**
 * Stripe's embedded page: the choices of the pay page, in a frame of the owner's page. Who holds the client secret may
 * see and pay the session; no cookie is asked for, since a frame of another site would not get one.
 *
 * `?parent=` is the origin of the page around, which the frame talks to; `&after=` the choice just made.
 */
export function embeddedPages(world: World, deliveries: Deliveries): Hono {
  const app = new Hono();
  app.use('/sandbox/embed/*', unshared);

  const sessionOf = (c: Context): Session | undefined => {
    const secret = c.req.param('secret') ?? '';
    const session = world.store.get<Session>('checkout.session', secret.split('_secret_')[0]!);
    return session?.ui_mode === 'embedded_page' && session.client_secret === secret ? session : undefined;
  };

  app.get('/sandbox/embed/:secret', (c) => {
    const session = sessionOf(c);
    const { parent = '', after } = c.req.query();
    const shown: Shown = { path: `/sandbox/embed/${session?.client_secret}`, query: `?${new URLSearchParams({ parent })}`, embedded: true, lang: readersLanguage(c, session) };
    c.header('Content-Security-Policy', policy([], true));
    if (session?.status === 'open') {
      return c.html(payPage(session, world.store.memory<SessionMemory>(session.id), shown, after === 'decline'));
    }
    const away = session && leadsAway(session) ? returnAddress(session) : undefined;
    // Told only to the page whose reader has just paid: one that shows a session paid before has nobody to thank for it.
    const news = session?.status !== 'complete' || after === undefined ? undefined : away ? 'redirect' : 'complete';
    const { markup, status } = closedPage(session, { ...shown, news }, away);
    return c.html(markup, status);
  });

  app.post('/sandbox/embed/:secret/:choice{pay|debit|decline}', async (c) => {
    const session = sessionOf(c);
    const choice = c.req.param('choice');
    if (session && choice !== 'decline') await payAndTell(world, deliveries, session, choice === 'debit' ? 'debit' : 'card');
    else if (session?.status === 'open') decline(world, session, uncalled(world));
    const query = new URLSearchParams({ parent: c.req.query('parent') ?? '', after: choice });
    return c.redirect(`/sandbox/embed/${encodeURIComponent(c.req.param('secret'))}?${query}`, 303);
  });

  return app;
}

/** Whether the reader is to leave the owner's page. Cards and debits are paid in place, so `if_required` does not ask for it here. */
function leadsAway({ status, redirect_on_completion: redirect }: Session): boolean {
  return status === 'complete' && redirect === 'always';
}
