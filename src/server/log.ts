/** Where the function says what the owner must know. Nothing secret is ever passed to it. */
export type Log = (line: string) => void;

/**
 * A text of Stripe's, the database's or our own without what no log may hold: keys, sessions and client secrets (who has
 * one may see or pay it), addresses on the web below their host, addresses of mail.
 */
export const discreet = (text: string): string =>
  text
    .replace(/\b([a-z][a-z+.-]*:\/\/)(?:[^\s/@]*@)?([^\s/"'<>]*)(?:\/[^\s"'<>]*)?/gi, '$1$2/…')
    .replace(/\b(sk|rk|pk|whsec|cs|seti|ek)_\w+/g, '$1_…')
    .replace(/\w+_secret_\w+/g, '…_secret_…')
    .replace(/[^\s"'<>()@]+@[^\s"'<>()@]+\.[^\s"'<>()@]+/g, '…@…');

/** The causes of an error, for the owner: Stripe's and the database's own words, without stack or keys. */
export function reasons(error: unknown): string {
  const chain: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) chain.push(cause.message);
  return discreet(chain.join(' <- '));
}

/** A line of words as a line of JSON, beside those of the requests. */
export const asEntry = (level: 'info' | 'warn', message: string): string => JSON.stringify({ time: new Date().toISOString(), level, message: discreet(message) });
