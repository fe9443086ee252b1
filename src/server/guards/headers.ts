/** Half a year: long enough to matter, short enough for an owner who changes their mind. Only this host, not those below it. */
const strictTransport = 'max-age=15552000';

/**
 * What every answer is sent with, whatever it is: nothing of ours is a page to run script in, to be framed, or to be
 * read as another type than it says. Pages of `/give` have said more already, and keep it. No answer sets a cookie.
 * @param isSecure readers reach us over https
 */
export function secure(headers: Headers, isSecure: boolean): void {
  const set = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  set('Content-Security-Policy', "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  set('X-Content-Type-Options', 'nosniff');
  set('X-Frame-Options', 'DENY');
  set('Referrer-Policy', 'no-referrer');
  set('Cross-Origin-Opener-Policy', 'same-origin');
  // Pages of other sites read our JSON by CORS alone, which this leaves be.
  set('Cross-Origin-Resource-Policy', 'same-origin');
  if (isSecure) set('Strict-Transport-Security', strictTransport);
}
