// What the widget says in each language, as the locale files hold it: templates, filled by hand in the tests.
import { laterEn } from '../../src/shared/later-strings.ts';
import ar, { money as arMoney } from '../../src/shared/locales/ar.ts';
import de, { money as deMoney } from '../../src/shared/locales/de.ts';
import es, { money as esMoney } from '../../src/shared/locales/es.ts';
import fr, { money as frMoney } from '../../src/shared/locales/fr.ts';
import it, { money as itMoney } from '../../src/shared/locales/it.ts';
import ja, { money as jaMoney } from '../../src/shared/locales/ja.ts';
import nl, { money as nlMoney } from '../../src/shared/locales/nl.ts';
import pl, { money as plMoney } from '../../src/shared/locales/pl.ts';
import ptBR, { money as ptBRMoney } from '../../src/shared/locales/pt-BR.ts';
import { parseDecimal } from '../../src/shared/money.ts';
import { en, type Words } from '../../src/shared/strings.ts';
import { english, patternOf, writeMoney } from '../../src/shared/written.ts';

const whole = { en: { ...en, ...laterEn }, es, de, fr, 'pt-BR': ptBR, it, nl, pl, ja, ar };
export type Tongue = keyof typeof whole;
export const tongues = Object.keys(whole) as Tongue[];

/** Of a language of ours, or of a regional form of it. */
export const sayings = (language: string): Words => (whole[language as Tongue] ?? whole[language.split('-')[0] as Tongue]);

const patterns = { en: english, ar: arMoney, de: deMoney, es: esMoney, fr: frMoney, it: itMoney, ja: jaMoney, nl: nlMoney, pl: plMoney, 'pt-BR': ptBRMoney };

/**
 * A sum as readers there write it. In the ten languages that is our own data, held to `Intl` in tests/shared/written.test.ts:
 * engines carry tables of other years, so what each of them says differs (2500 or 2.500 in Italian).
 */
export function sum(amount: number, language: string, currency = 'USD'): string {
  const pattern = patternOf(language, patterns);
  const minor = parseDecimal(String(amount), currency);
  if (pattern && minor !== undefined) return writeMoney(minor, currency, pattern);
  return new Intl.NumberFormat(language, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(amount);
}

/** A template with one value, or several by their names. */
export function say(template: string, values: string | Record<string, string>): string {
  let said = template;
  for (const [name, value] of Object.entries(typeof values === 'string' ? { amount: values } : values)) said = said.split(`{${name}}`).join(value);
  return said;
}

/** As it is read out: every space is one, at its ends there are none. */
export const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a page around it has to be in that language. */
export const around = (tongue: Tongue): string => `lang="${tongue}"${tongue === 'ar' ? ' dir="rtl"' : ''}`;
