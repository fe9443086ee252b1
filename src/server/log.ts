/** Where the function says what the owner must know. Nothing secret is ever passed to it. */
export type Log = (line: string) => void;

/** The causes of an error, for the owner: Stripe's and the database's own words, without stack or keys. */
export function reasons(error: unknown): string {
  const chain: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) chain.push(cause.message);
  return chain.join(' <- ').replace(/\b(sk|rk|whsec)_\w+/g, '$1_…');
}
