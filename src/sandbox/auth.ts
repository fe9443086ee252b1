import { Refusal } from './refusal.ts';

/**
 * Checks the key of a call, as `Bearer` or as the name of `Basic`. Any test key opens the sandbox: it has one
 * account and nothing to protect.
 * @throws {Refusal} 401
 */
export function authenticate(authorization: string | undefined): void {
  const key = keyOf(authorization);
  if (!key) {
    throw new Refusal(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details.",
      { status: 401 },
    );
  }
  if (/^[sr]k_live_/.test(key)) {
    // A live key here means a configuration in which somebody expects money to move.
    throw new Refusal('This is the sandbox, where no money moves, and a live key was sent to it. Take a test key, or the address of Stripe itself.', { status: 401 });
  }
  if (key.startsWith('pk_')) {
    throw new Refusal('This API call cannot be made with a publishable API key. Please use a secret API key.', { status: 403, code: 'secret_key_required' });
  }
  if (!/^[sr]k_test_\w+$/.test(key)) throw new Refusal(`Invalid API Key provided: ${masked(key)}`, { status: 401 });
}

function keyOf(authorization = ''): string | undefined {
  const [scheme, credentials = ''] = authorization.split(/\s+/, 2);
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(credentials, 'base64').toString().split(':')[0];
  return undefined;
}


/** Enough of a key to find it by, as Stripe shows it. */
function masked(key: string): string {
  return key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}` : '*'.repeat(key.length);
}
