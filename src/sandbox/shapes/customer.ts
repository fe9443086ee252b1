import { newId } from '../ids.ts';
import { emptyAddress, reader } from './person.ts';

/** The customer a subscription or an invoice belongs to. */
export function newCustomer(created: number, currency: string) {
  const id = newId('customer');
  return {
    id,
    object: 'customer' as const,
    address: { ...emptyAddress, country: 'US', postal_code: '94107' },
    balance: 0,
    created,
    currency,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: reader.email,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: reader.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: ['en'],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export type Customer = ReturnType<typeof newCustomer>;
