// Deals bodies: from quite good to nothing that makes sense.
import type { Chance } from '../shared/chance.ts';
import { page } from './stand.ts';

const words = ['', ' ', 'a', 'once', 'month', 'USD', 'eur', 'JPY', 'ISK', 'default', 'boat', '__proto__', 'constructor', '1250', '12.50', '0', '-1', 'null', `${page}/`, 'https://evil.example/', 'en', 'de-AT', 'ar', 'hosted', 'embedded', 'true', '\u0000', '\ud800', '😀', '‮', 'ß'.repeat(30), "'--", '<b>', '{', '%00', '%', '+', '&', '=', ';'];
const keys = ['attempt', 'campaign', 'amount', 'currency', 'frequency', 'returnUrl', 'locale', 'ui', 'coversFees', '__proto__', 'constructor', 'toString', 'length', 'price', ''];
const edges = [0, -0, 1, -1, 499, 500, 501, 1250, 1250.5, 2_000_000, 2_000_001, 50_000, 100_000, 17_500, 1e21, -1e21, 2 ** 31, 2 ** 53, 5e-324, 1.7e308, 99_999_999, 100_000_000];

/** Any JSON whatever, not too deep. */
export function anyJson(deal: Chance, depth = 0): unknown {
  switch (deal.whole(0, depth > 4 ? 5 : 8)) {
    case 0: return null;
    case 1: return deal.of([true, false]);
    case 2: return deal.of(edges);
    case 3: return deal.whole(-1000, 3_000_000);
    case 4: return deal.of(words);
    case 5: return String.fromCharCode(...Array.from({ length: deal.whole(0, 12) }, () => deal.whole(0, 0xffff)));
    case 6: return Array.from({ length: deal.whole(0, 4) }, () => anyJson(deal, depth + 1));
    default: return Object.fromEntries(Array.from({ length: deal.whole(0, 5) }, () => [deal.of([...keys, ...words]), anyJson(deal, depth + 1)]));
  }
}

let count = 0;

/** What an honest widget might send; each a choice of its own. */
function goodPress(deal: Chance): Record<string, unknown> {
  const [currency, min, max, step] = deal.of([['USD', 500, 2_000_000, 1], ['EUR', 500, 2_000_000, 1], ['JPY', 50, 20_000, 1], ['ISK', 500, 2_000_000, 100], ['HUF', 17_500, 2_000_000, 1]] as const);
  const isBoat = currency === 'EUR' && deal.of([true, false]);
  const amount = Math.ceil(deal.of([min, max, deal.whole(min, max)]) / step) * step;
  return {
    attempt: `door-${process.pid}-${++count}`,
    amount,
    currency: deal.of([currency, currency.toLowerCase()]),
    frequency: isBoat ? deal.of(['once', 'month']) : 'once',
    returnUrl: deal.of([`${page}/story`, `${page}/?q=ü&x={y}#z`, 'http://localhost:8080/']),
    ...(isBoat ? { campaign: 'boat' } : deal.of([{}, { campaign: 'default' }])),
    ...deal.of([{}, { locale: deal.of(['en', 'de-AT', 'zh-Hant', 'tlh']) }]),
    ...deal.of([{}, { ui: 'hosted' }]),
    ...deal.of([{}, { coversFees: deal.of([true, false]) }]),
  };
}

/** A body for `POST /checkout`: a good press, one with changes, any JSON, or JSON with bytes changed. */
export function anyPress(deal: Chance): Uint8Array<ArrayBuffer> {
  const good = goodPress(deal);
  const way = deal.whole(0, 9);
  if (way < 3) return encode(JSON.stringify(good));
  if (way < 6) {
    for (let changes = deal.whole(1, 3); changes > 0; changes--) {
      if (deal.whole(0, 3) === 0) delete good[deal.of(keys)];
      else Object.defineProperty(good, deal.of(keys), { value: anyJson(deal, 3), enumerable: true, configurable: true, writable: true });
    }
    return encode(JSON.stringify(good));
  }
  if (way < 8) return encode(JSON.stringify(anyJson(deal)));
  return damaged(deal, encode(JSON.stringify(good)));
}

/** Pairs for a form: often the right names, with anything in them. */
export function anyForm(deal: Chance): Uint8Array<ArrayBuffer> {
  const names = ['campaign', 'currency', 'frequency', 'amount', 'other', 'confirmed', 'lang', 'return', 'attempt'];
  const tiers = ['5.00', '100.00', '2500.00', '0.00', '0', 'other', '12.50', '20000', '100'];
  const fields: [string, string][] = [];
  if (deal.whole(0, 3) > 0) fields.push(['amount', deal.of(tiers)]);
  for (let more = deal.whole(0, 4); more > 0; more--) {
    const name = deal.of(deal.whole(0, 9) > 0 ? names : words);
    const own: Record<string, string[]> = { campaign: ['default', 'boat'], currency: ['USD', 'EUR', 'usd', 'JPY'], frequency: ['once', 'month'], lang: ['de', 'en', 'ar'], other: ['12.50', '12,50', '1,000', '100'], return: [`${page}/story`] };
    const value = deal.whole(0, 2) > 0 ? deal.of(own[name] ?? words) : deal.of(words);
    if (deal.whole(0, 19) === 0 || !fields.some(([known]) => known === name)) fields.push([name, value]);
  }
  const body = encode(new URLSearchParams(fields).toString());
  return deal.whole(0, 5) === 0 ? damaged(deal, body) : body;
}

export const anyBytes = (deal: Chance): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: deal.whole(0, 300) }, () => deal.whole(0, 255));

/** Some bytes changed, put in or taken out. */
export function damaged(deal: Chance, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = [...body];
  for (let changes = deal.whole(1, 4); changes > 0; changes--) {
    const place = deal.whole(0, bytes.length);
    const put = deal.of([deal.whole(0, 255), 0x22, 0x7b, 0x7d, 0x2c, 0x5c, 0x30, 0x39]);
    bytes.splice(place, deal.whole(0, 2), ...(deal.whole(0, 1) ? [put] : []));
  }
  return Uint8Array.from(bytes);
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

