import { toDecimal } from './money.ts';
import { languageFor, type Language } from './strings.ts';

/**
 * How a language writes money, as data: the place that writes it the same, a sample, then each currency it has a sign
 * for, with that sign. The sample shows all there is: where the sign (¤) stands, what is between, the marks of direction, the signs for groups and decimals,
 * and by its length from how many digits on there are groups ("10.000,00 ¤": 1000 stands without).
 *
 * Made by `npm run patterns` from `Intl`, whose first use costs more than everything else until the first tier is
 * visible. Engines carry different years of the same tables (CLDR); where theirs differs, this is what readers see.
 */
export type Pattern = string;

export const english: Pattern = 'en-US ¤1,000.00 USD$ AUDA$ BRLR$ CADCA$ CNYCN¥ EUR€ GBP£ HKDHK$ ILS₪ INR₹ MXNMX$ NZDNZ$ PHP₱ TWDNT$ XCDEC$ JPY¥ KRW₩ VND₫ XAFFCFA XOFF\u202fCFA XPFCFPF';

/**
 * The pattern for a page's language, of those that are `loaded`; `undefined` where `Intl` has to be asked: other places
 * write otherwise ("5 000 €" in Canada, "€ 5.000" in Austria).
 */
export function patternOf(tag: string, loaded: Partial<Record<Language, Pattern>>): Pattern | undefined {
  const language = languageFor(tag);
  return tag === language || loaded[language]?.startsWith(`${tag} `) ? loaded[language] : undefined;
}

/** Signs that are letters keep a space from the digits even where the language has none: "CHF 5", beside "$5" (CLDR, `currencySpacing`). */
const apart = (sign: string) => (/\p{S}$/u.test(sign) ? sign : `${sign}\u00a0`);

/** An amount that is not below zero, as the readers of that language write it: `$5,000`, `5.000 €`; decimals only where there are any. */
export function writeMoney(amount: number, currency: string, pattern: Pattern, isBare = false): string {
  const [, sample, ...signs] = pattern.split(' ');
  const [, before, first, group, decimal, after] = /^(\D*)(10?)(\D)000(\D)00(\D*)$/.exec(sample!)!;
  const [whole, fraction] = toDecimal(amount, currency).split('.');
  const code = currency.toUpperCase();
  const sign = signs.find((one) => one.startsWith(code))?.slice(3) ?? code;
  const number = (whole!.length > first!.length + 2 ? whole!.replace(/\B(?=(\d{3})+$)/g, group!) : whole!) + (Number(fraction) ? decimal + fraction! : '');
  return isBare ? number : (before + number + after).replace('¤', () => (before === '¤' ? apart(sign) : sign));
}
