import type { CurrencyRule } from './currencies.ts';

/** Why a typed amount was not taken. `suggestion` is what the person may have meant, to be asked, never assumed. */
export interface Unread {
  code: 'amount_missing' | 'amount_unreadable' | 'amount_too_large';
  suggestion?: number;
}

/** Digits beyond this count are no amount anybody gives; they would leave the safe integers. */
const longest = 12;

/**
 * One way of writing for characters that mean the same: fullwidth forms, every space, both apostrophes; no direction
 * marks. (Not NFKC, which makes "12²" 122.)
 */
const plain = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\uffe5/g, '\u00a5')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/\u2019/g, "'")
    .trim()
    .toLowerCase();

/** The zero of the script a decimal digit belongs to: Unicode keeps each script's ten digits in one run. */
function zeroOf(digit: string): number {
  let zero = digit.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return zero;
}

const toAscii = (text: string) => text.replace(/\p{Nd}/gu, (digit) => String(digit.codePointAt(0)! - zeroOf(digit)));

/** Scripts whose digits readers type, by their zero, under CLDR's names: each has decimal and group signs of its own. */
const numberingSystems: Record<number, string> = { 0x30: 'latn', 0x660: 'arab', 0x6f0: 'arabext', 0x966: 'deva', 0x9e6: 'beng' };

/** `typed` without the currency's name, code or sign, which may stand before or behind the number. */
function withoutCurrency(typed: string, currency: string, locale: string): string {
  for (const currencyDisplay of ['name', 'symbol', 'code', 'narrowSymbol']) {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay } as Intl.NumberFormatOptions);
    const sign = plain(format.formatToParts(0).find(({ type }) => type === 'currency')!.value);
    if (typed.startsWith(sign)) return typed.slice(sign.length).trim();
    if (typed.endsWith(sign)) return typed.slice(0, -sign.length).trim();
  }
  return typed;
}

/**
 * Reads an amount a person typed in a page of `locale`. It is guessed what the person may mean, and the guess is taken
 * only if the locale itself would write it so: in one script's digits, plain or with all its group signs, with its
 * decimal sign. Anything else is asked back: "12,50" is 12.50 to a German and nothing to an American, never 1,250.
 * (Lenient parsers drop group signs anywhere, which makes "12.50" 1,250 in eleven of thirty locales.)
 * @param rule the currency's; it and `minorUnits` are handed over, so that this can be loaded on its own (`parts/press.ts`)
 * @returns minor units, or why it was not taken
 */
export function readTyped(text: string, currency: string, locale: string, rule: CurrencyRule, minorUnits: (whole: string, fraction: string, rule: CurrencyRule) => number | undefined): number | Unread {
  if (!plain(text)) return { code: 'amount_missing' };
  const typed = withoutCurrency(plain(text), currency, locale);
  // Digits alone or in groups, then a sign before as many decimals as the currency has.
  const shape = new RegExp(`^(\\d+|\\d{1,3}(?:[ .,'\u066c]\\d{2,3})*[ .,'\u066c]\\d{3})(?:[.,\u066b](\\d{0,${rule.exponent}}))?$`);
  const [, groups = '', fraction = ''] = shape.exec(toAscii(typed)) ?? [];
  const whole = groups.replace(/\D/g, '');
  if (whole.length > longest) return { code: 'amount_too_large' };
  const guess = whole ? minorUnits(whole, fraction, rule) : undefined;
  if (guess === undefined) return { code: 'amount_unreadable' };

  // Some places write money with other signs than numbers: 12,5 and 12.50 Fr. in French Switzerland.
  const isWrittenSo = ['decimal', 'currency'].some((style) =>
    ['always', false].some((useGrouping) => {
      const format = new Intl.NumberFormat(locale, {
        style,
        currency,
        numberingSystem: numberingSystems[zeroOf(/\p{Nd}/u.exec(typed)![0])],
        useGrouping,
        minimumFractionDigits: fraction.length,
        maximumFractionDigits: fraction.length,
      } as Intl.NumberFormatOptions);
      const parts = format.formatToParts(`${whole}.${fraction}` as Intl.StringNumericLiteral).filter(({ type }) => type !== 'currency');
      return plain(parts.map(({ value }) => value).join('')) === typed;
    }),
  );
  return isWrittenSo ? guess : { code: 'amount_unreadable', suggestion: guess || undefined };
}
