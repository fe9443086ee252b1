/** Set by the bundler: whether amounts are written by the browser, as the page's language writes them, or by hand. */
declare const INTL: boolean | undefined;

export const dollars: (amount: number) => string = typeof INTL !== 'undefined' && INTL
  ? ((format) => (amount: number) => format.format(amount))(new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', trailingZeroDisplay: 'stripIfInteger' }))
  : (amount) => `$${(Number.isInteger(amount) ? String(amount) : amount.toFixed(2)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;

/** What was typed, in dollars; undefined where it is no amount. */
export const typed = (text: string): number | undefined => (/^\s*\$?\d[\d,]*(\.\d\d?)?\s*$/.test(text) ? Number(text.replace(/[$,\s]/g, '')) : undefined);
