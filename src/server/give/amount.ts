import { formatMoney, parseAmount, parseDecimal } from '../../shared/money.ts';
import type { Problem } from '../../shared/problem.ts';
import { fill, type Complaint } from '../../shared/strings.ts';
import type { Entry, Offer } from './entry.ts';
import { waitSentence } from './page.ts';

/** What is said in the form that is shown again, and where. */
export interface Trouble {
  at: 'field' | 'form' | 'tiers';
  sentence: string;
  /** The sentence is a question, and these are the answers: the reader confirms one. */
  answers?: number[];
  /** The request's name in the owner's log. */
  reference?: string;
}

/** This many times the largest tier is asked back once: a decimal sign is quickly lost. */
const farAbove = 5;

/** An amount as the reader knows it. */
export const nameOf = (amount: number, { currency, locale, words }: Offer): string => (amount === 0 ? words.free : formatMoney(amount, currency, locale));

/** The tier of a choice, one that a link or a page of the owner's brought included; none where it cannot be given. */
export function tierOf({ amount: text }: Entry, { campaign, currency, limits }: Offer): number | undefined {
  const amount = text === undefined ? undefined : parseDecimal(text, currency);
  if (amount === undefined) return undefined;
  return campaign.amounts.get(currency)!.includes(amount) || (amount >= limits.min && amount <= limits.max) ? amount : undefined;
}

function complain(at: Trouble['at'], code: Complaint, offer: Offer, limit?: number): Trouble {
  const { words, currency, locale } = offer;
  // 13 hundred suits every currency, the ones counted in whole hundreds too.
  return { at, sentence: fill(words.complaints[code], { amount: formatMoney(limit ?? 1300, currency, locale) }) };
}

/**
 * What the reader's two inputs come to, the tiers and the text field. Without script the field cannot choose its own
 * radio button, so what is typed counts where no tier is chosen; where one is, the reader is asked. An answer counts
 * only for the amount it was given to: if the inputs changed since, they are asked again.
 */
export function readAmount(entry: Entry, offer: Offer): number | Trouble {
  const { currency, limits, locale, words } = offer;
  const name = (amount: number) => nameOf(amount, offer);
  const picked = entry.amount && entry.amount !== 'other' ? parseDecimal(entry.amount, currency) : undefined;
  const typed = parseAmount(entry.other ?? '', currency, locale);
  const isTyped = typeof typed === 'number' || typed.code !== 'amount_missing';
  const written = typeof typed === 'number' ? typed : typed.suggestion;
  const meant = [picked, written].filter((amount) => amount !== undefined);
  const confirmed = entry.confirmed ? parseDecimal(entry.confirmed, currency) : undefined;
  if (confirmed !== undefined && meant.includes(confirmed)) return confirmed;

  const at = isTyped || entry.amount === 'other' ? 'field' : 'tiers';
  const ask = (sentence: string, answers: number[]): Trouble => ({ at, sentence, answers });
  if (isTyped && picked !== undefined && typed !== picked) {
    return written === undefined ? ask(fill(words.chosenOnly, { chosen: name(picked) }), [picked]) : ask(fill(words.whichOne, { chosen: name(picked), written: name(written) }), meant);
  }
  if (picked === undefined && typeof typed === 'object') {
    if (written !== undefined) return ask(fill(words.didYouMean, { amount: name(written) }), [written]);
    // An amount that is chosen and cannot be read was never one of ours.
    const code = at === 'tiers' && entry.amount ? 'amount_unreadable' : typed.code;
    return complain(at, code, offer, code === 'amount_too_large' ? limits.max : undefined);
  }
  const amount = picked ?? (typed as number);
  const top = Math.max(0, ...offer.campaign.amounts.get(currency)!);
  const isFar = top > 0 && amount >= top * farAbove && amount <= limits.max;
  return isFar || confirmed !== undefined ? ask(fill(words.isRight, { amount: name(amount) }), [amount]) : amount;
}

/** A problem in the reader's words: at the amount where it is about that, else for the whole form. */
export function troubleOf({ code, status, details }: Problem, entry: Entry, offer: Offer): Trouble {
  if (code === 'amount_too_small' || code === 'amount_too_large') {
    const isKnown = details.limit !== undefined;
    return complain(entry.other ? 'field' : 'tiers', isKnown ? code : code === 'amount_too_small' ? 'too_small' : 'too_large', offer, details.limit);
  }
  if (code === 'challenge_required') return { at: 'form', sentence: offer.words.human };
  if (details.retryAfter) return { at: 'form', sentence: waitSentence(offer.words, details.retryAfter, offer.locale) };
  return complain('form', status < 409 ? 'refused' : 'unavailable', offer);
}
