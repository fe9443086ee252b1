import { currencyRule } from './currencies.ts';
import type { Frequency } from './gift.ts';
import { toDecimal } from './money.ts';
import { fill, type Strings } from './strings.ts';

/**
 * The form of the first choice. Two draw it from these same templates: the widget, whose `html` is Lit's, and the
 * function, which writes them as text before any script runs (`src/server/render`), so that the widget can take over
 * what stands there. What comes later (sentences, fees, thanks) is `undefined` until it is loaded.
 *
 * Templates keep to what rollup.config.js leaves of Lit: an attribute is one expression or none.
 */
export type Html = (strings: TemplateStringsArray, ...values: unknown[]) => unknown;

/** Where something can be wrong. */
export type Place = 'tiers' | 'field' | 'button';

/** What stands in the form once it is loaded: on the way to the payment and back. */
export interface LaterView {
  said(at: Place): string | undefined;
  /** "Yes, $12.50" */
  answer?: unknown;
  /** In place of the button, for who chose 0. */
  freePanel?: unknown;
  /** In place of the whole choice. */
  panel?: unknown;
  status?: string;
  /** The thanks are seen in the form's place, and here only heard. */
  isUnseen?: boolean;
  /** Nothing is said of where the payment is made. */
  isSilent?: boolean;
  /** What stands behind what was said: the failed request's name in the owner's log, a way to ask again. */
  behind?: unknown;
}

/** What the form shows. */
export interface FormView {
  layout: string;
  words: Strings;
  /** The language of `words`. */
  spoken: string;
  currency: string;
  /** Whether there is a function to give to. */
  endpoint: unknown;
  offered: readonly Frequency[];
  frequency: Frequency;
  /** In minor units. */
  tiers: readonly number[];
  /** The owner's words for a tier. */
  labelOf(amount: number): string | undefined;
  /** The tier as a link, where it is one. */
  linkOf?(amount: number, inside: unknown): unknown;
  choice: number | 'other' | undefined;
  hasField: boolean;
  typed: string;
  /** What is chosen, with all that is added. */
  gift: { amount: number } | null;
  isBusy?: boolean;
  format(amount: number): string;
  meter?: unknown;
  feesBox?: unknown;
  later?: LaterView | undefined;

  // What the reader does
  onChange?: unknown;
  onType?: unknown;
  onFocus?: unknown;
  onBlur?: unknown;
  onSubmit?: unknown;
  stay?: unknown;
}

export function formOf(html: Html, view: FormView): unknown {
  const { words, frequency, currency, choice, endpoint, gift, hasField, later, offered } = view;
  const error = (at: Place) => html`<p id=${at} class="error" part="error" role=${at === 'button' ? 'alert' : 'none'}>${later?.said(at)}</p>`;

  const often = (one: Frequency) => html`<label class="tier" part="frequency"><input type="radio" name="frequency" value=${one} .checked=${one === frequency} @change=${view.onChange}>${words.frequencies[one]}</label>`;
  const tier = (amount: number) => {
    const every = amount && frequency !== 'once' && words.every[frequency];
    const text = view.labelOf(amount) || (amount ? '' : words.free);
    const sum = view.format(amount);
    const line = (said: string | false | 0) => (said ? html` <span>${said}</span>` : '');
    // The free tier's name is its words; its "$0" is for the eye.
    return view.linkOf?.(amount, html`<bdi>${sum}</bdi>${line(every)}${line(text)}`) ??
      html`<label class="tier" part="tier"><input type="radio" name="amount" value=${toDecimal(amount, currency)} .checked=${choice === amount} @change=${view.onChange}><bdi aria-hidden=${!amount}>${sum}</bdi>${line(every)}${line(text)}</label>`;
  };
  const field = () => {
    const { exponent, step } = currencyRule(currency)!;
    return html`<div class="other-amount"><div class="field" part="field"><span aria-hidden="true">${currency}</span><input id="other" name="other" inputmode=${exponent && step === 1 ? 'decimal' : 'numeric'} autocomplete="transaction-amount" aria-label=${fill(words.otherIn, { currency })} aria-invalid=${!!later?.said('field')} aria-describedby="field" .value=${view.typed} @input=${view.onType} @focus=${view.onFocus} @blur=${view.onBlur}></div>${error('field')}${later?.answer}</div>`;
  };
  // Set as a whole, not changed: a choice that comes back would move the text, and browsers count that as shift.
  const button = () => html`<button part="button" aria-disabled=${!!view.isBusy} @mousedown=${view.stay} @click=${view.onSubmit}><bdi .textContent=${gift ? fill(words.give[frequency], { amount: view.format(gift.amount) }) : words.giveAny[frequency]}></bdi></button>`;

  return html`<form class=${view.layout} novalidate @submit=${view.onSubmit}>
    <slot name="heading"><h2 id="heading" part="heading">${words.heading}</h2></slot>
    <slot name="goal">${view.meter}</slot>
    <div class="stack"><div class="choice" .inert=${!!later?.panel}>
      ${offered.length > 1 ? html`<fieldset><legend>${words.howOften}</legend><div class="tiers often">${offered.map(often)}</div></fieldset>` : ''}
      <fieldset aria-describedby="tiers"><legend>${words.legend}</legend><div class="tiers">${view.tiers.map(tier)}${hasField ? html`<label class="tier other" part="tier"><input type="radio" name="amount" value="other" .checked=${choice === 'other'} @change=${view.onChange}>${words.other}</label>` : ''}</div>${error('tiers')}</fieldset>
      ${hasField ? field() : ''}${view.feesBox}${choice === 0 ? later?.freePanel : endpoint ? button() : ''}
    </div>${later?.panel}</div>
    <div class="note" data-room=${`${words.complaints.refused} ${words.checkAgain}`}><div><p role="status" class=${later?.isUnseen ? 'unseen' : ''}>${later?.status}</p>${error('button')}${later?.isSilent || choice === 0 ? '' : html`<p part="note">${words.note[frequency]}</p>`}${later?.behind}</div></div>
    <slot name="footer"></slot>
  </form>`;
}

/** The form as it stands in the page; on paper the plain link stands in its place. */
export const inPage = (html: Html, view: FormView): unknown => html`<div class="frame" part="frame" lang=${view.spoken}>${formOf(html, view)}<slot class="paper"></slot></div>`;
