/**
 * What Stripe says of each currency: how many digits stand after the point in its API (`exponent`),
 * which multiple an amount must be (`step`), the smallest charge where it states one (`min`).
 * All in minor units. Source: docs.stripe.com/currencies, gathered October and November 2026.
 *
 * Never ask `Intl` for these: it gives no decimals where Stripe counts two for fourteen currencies
 * (AFN ALL COP HUF IDR ISK LAK LBP MMK PKR SOS STD UGX YER), an error of a hundredfold.
 */
export interface CurrencyRule {
  exponent: number;
  step: number;
}

const twoDecimals =
  'USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH UYU UZS WST XCD YER ZAR ZMW';
const noDecimals = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF';
/** These have no cents, yet Stripe's API counts them times 100: 500 krónur are sent as 50000. */
const wholeTimes100 = 'ISK UGX';

// BHD, JOD, KWD, OMR and TND have three decimals; Stripe's page no longer states their rule, so they are not offered.
/** The codes we offer, upper case. */
export const currencyCodes: readonly string[] = [twoDecimals, noDecimals, wholeTimes100].join(' ').split(' ');

/** The rule of a currency by its ISO 4217 code in either case, or `undefined` where we do not offer it. */
export function currencyRule(currency: string): CurrencyRule | undefined {
  // ASCII alone: "uſd" in capitals is USD, too, and `Intl` refuses it.
  if (!/^[a-z]{3}$/i.test(currency)) return undefined;
  const kind = [twoDecimals, noDecimals, wholeTimes100].findIndex((codes) => codes.includes(currency.toUpperCase()));
  return kind < 0 ? undefined : { exponent: kind === 1 ? 0 : 2, step: kind === 2 ? 100 : 1 };
}

/** Stripe's smallest charge by *settlement* currency, in minor units; where it states none, Stripe itself decides. */
export const stripeMinimum: Readonly<Record<string, number>> = {
  USD: 50, AED: 200, ARS: 50, AUD: 50, BRL: 50, CAD: 50, CHF: 50, COP: 50, CZK: 1500, DKK: 250, EUR: 50,
  GBP: 30, HKD: 400, HUF: 17500, IDR: 50, ILS: 50, INR: 50, JPY: 50, KRW: 50, MXN: 1000, MYR: 200, NOK: 300,
  NZD: 50, PHP: 50, PLN: 200, RON: 200, RUB: 50, SEK: 300, SGD: 50, THB: 1000, ZAR: 50,
};

/** The largest amount every payment method takes, in minor units of any currency. */
export const stripeMaximum = 99_999_999;
