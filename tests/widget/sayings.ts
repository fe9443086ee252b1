// What the widget says in each language, as the locale files hold it: templates, filled by hand in the tests.
import { laterEn } from '../../src/shared/later-strings.ts';
import ar from '../../src/shared/locales/ar.ts';
import de from '../../src/shared/locales/de.ts';
import es from '../../src/shared/locales/es.ts';
import fr from '../../src/shared/locales/fr.ts';
import it from '../../src/shared/locales/it.ts';
import ja from '../../src/shared/locales/ja.ts';
import nl from '../../src/shared/locales/nl.ts';
import pl from '../../src/shared/locales/pl.ts';
import ptBR from '../../src/shared/locales/pt-BR.ts';
import { en, type Words } from '../../src/shared/strings.ts';

const whole = { en: { ...en, ...laterEn }, es, de, fr, 'pt-BR': ptBR, it, nl, pl, ja, ar };
export type Tongue = keyof typeof whole;
export const tongues = Object.keys(whole) as Tongue[];

/** Of a language of ours, or of a regional form of it. */
export const sayings = (language: string): Words => (whole[language as Tongue] ?? whole[language.split('-')[0] as Tongue]);

/** A sum as `Intl` itself writes it there. */
export const sum = (amount: number, language: string, currency = 'USD'): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(amount);

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
