import { laterEn } from '../../shared/later-strings.ts';
import ar, { money as arMoney } from '../../shared/locales/ar.ts';
import de, { money as deMoney } from '../../shared/locales/de.ts';
import es, { money as esMoney } from '../../shared/locales/es.ts';
import fr, { money as frMoney } from '../../shared/locales/fr.ts';
import it, { money as itMoney } from '../../shared/locales/it.ts';
import ja, { money as jaMoney } from '../../shared/locales/ja.ts';
import nl, { money as nlMoney } from '../../shared/locales/nl.ts';
import pl, { money as plMoney } from '../../shared/locales/pl.ts';
import ptBR, { money as ptBRMoney } from '../../shared/locales/pt-BR.ts';
import { formatMoney } from '../../shared/money.ts';
import { en, languageFor, type Language, type Words } from '../../shared/strings.ts';
import { english, patternOf, writeMoney, type Pattern } from '../../shared/written.ts';

const words: Record<Language, Words> = { en: { ...en, ...laterEn }, ar, de, es, fr, it, ja, nl, pl, 'pt-BR': ptBR };
const patterns: Record<Language, Pattern> = { en: english, ar: arMoney, de: deMoney, es: esMoney, fr: frMoney, it: itMoney, ja: jaMoney, nl: nlMoney, pl: plMoney, 'pt-BR': ptBRMoney };

/** What the widget says to a page's language. */
export const wordsIn = (tag: string): Words => words[languageFor(tag)];

/** How it writes money there, to the letter: a form that says otherwise would change under the reader's eyes. */
export function moneyIn(tag: string): (amount: number, currency: string, isBare?: boolean) => string {
  const pattern = patternOf(tag, patterns);
  return (amount, currency, isBare) => (pattern ? writeMoney(amount, currency, pattern, isBare) : formatMoney(amount, currency, tag, isBare));
}
