import type { Call } from './call.ts';
import { emit, type Occasion } from './events.ts';
import { newId } from './ids.ts';
import { missing, Refusal } from './refusal.ts';
import { checkAddresses, checkExpiry, checkItems, checkMode, checkTotal, type SessionValues } from './session-rules.ts';
import { newItem, newPrice, type Item } from './shapes/item.ts';
import { newSession, type Session, type SessionMemory } from './shapes/session.ts';
import { now, wallTime, type World } from './world.ts';

const day = 24 * 60 * 60;

/** `POST /v1/checkout/sessions` */
export function createSession(values: SessionValues, { world }: Call): Session {
  checkAddresses(values);
  checkMode(values);
  checkItems(values);
  const created = now(world);
  const expiresAt = values.expires_at ?? wallTime() + day;
  checkExpiry(expiresAt);

  const items = (values.line_items ?? []).map((line) => lineOf(line, created));
  const currency = items[0]!.currency;
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  checkTotal(total, currency, values.mode);

  const session = newSession({
    mode: values.mode,
    uiMode: values.ui_mode ?? 'hosted_page',
    created,
    expiresAt,
    currency,
    total,
    origin: world.origin(),
    metadata: values.metadata ?? {},
    cancelUrl: values.cancel_url ?? null,
    successUrl: values.success_url ?? null,
    returnUrl: values.return_url ?? null,
    redirectOnCompletion: values.ui_mode === 'embedded_page' ? (values.redirect_on_completion ?? 'always') : null,
    clientReferenceId: values.client_reference_id ?? null,
    customerCreation: values.mode === 'payment' ? (values.customer_creation ?? 'if_required') : null,
    customText: values.custom_text ?? {},
    adaptivePricing: values.adaptive_pricing?.enabled ?? true,
    invoiceCreation: values.invoice_creation?.enabled ?? false,
    locale: values.locale ?? null,
    submitType: values.submit_type ?? null,
  });
  const payment = values.payment_intent_data ?? values.subscription_data;
  const memory: SessionMemory = {
    items,
    payment: { metadata: payment?.metadata ?? {}, description: payment?.description ?? null },
    recurring: items.map((item) => item.price.recurring).find((recurring) => recurring !== null) ?? null,
  };
  // Callers know only the wall's clock. Ours may be ahead, so what counts is how long the session lives.
  world.store.put(session, { due: created + expiresAt - wallTime(), memory });
  return session;
}

function lineOf(line: NonNullable<SessionValues['line_items']>[number], created: number): Item {
  const { price_data: data, quantity = 1 } = line;
  const price = newPrice({
    created,
    currency: data.currency.toLowerCase(),
    product: data.product ?? newId('product'),
    recurring: data.recurring ? { interval: data.recurring.interval, interval_count: data.recurring.interval_count ?? 1 } : null,
    unitAmount: data.unit_amount,
  });
  // The sandbox holds no catalogue: a product it was only given the id of goes by that id.
  return newItem(data.product_data?.name ?? price.product, price, quantity);
}

/** The session with this id. @throws {Refusal} 404 */
export function sessionById(world: World, id: string): Session {
  const session = world.store.get<Session>('checkout.session', id);
  if (!session) throw missing('checkout.session', id, 'session');
  return session;
}

/** `POST /v1/checkout/sessions/:id/expire` */
export function expireSession(_: unknown, { world, id, occasion }: Call): Session {
  const session = sessionById(world, id);
  if (session.status !== 'open') {
    throw new Refusal(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`, { executed: true });
  }
  return expire(world, session, occasion);
}

/** Ends an open session; nobody can pay it any more. */
export function expire(world: World, session: Session, occasion: Occasion): Session {
  const expired: Session = { ...session, status: 'expired', url: null };
  world.store.put(expired, { due: null });
  emit(world, 'checkout.session.expired', expired, occasion);
  return expired;
}
