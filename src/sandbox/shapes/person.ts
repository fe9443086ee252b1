/** The one reader who pays here: Stripe always learns a name and an address at its checkout. */
export const reader = { email: 'reader@example.com', name: 'Sandbox Reader' };

export const emptyAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
