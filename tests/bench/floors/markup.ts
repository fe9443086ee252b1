import { dollars } from './money.ts';

export interface Options {
  amounts: string;
  frequencies: string;
}

const names: Record<string, string> = { once: 'Once', month: 'Monthly' };
const radios = (name: string, values: string, word: (value: string) => string, chosen?: string) =>
  values.split(' ').map((value) => `<label><input type=radio name=${name} value=${value}${value === chosen ? ' checked' : ''}><span>${word(value)}</span></label>`).join('');

/** The hand-written form, in the browser and on a server. */
export const markup = ({ amounts, frequencies }: Options): string => `<form><h2>Support us</h2><div class=goal><p>&nbsp;</p><div class=bar><i></i></div><div class=ticks><span>${dollars(0)}</span><span>${dollars(2500)}</span><span>${dollars(5000)}</span></div></div><fieldset><legend>How often</legend>${
  radios('frequency', frequencies, (value) => names[value]!, 'once')}</fieldset><fieldset><legend>Amount</legend>${
  radios('amount', `${amounts} other`, (value) => (value === 'other' ? 'Other amount' : `${dollars(Number(value))}${value === '0' ? ' <small>Support without paying</small>' : ''}`))}</fieldset><label class=other>USD <input name=other inputmode=decimal autocomplete=transaction-amount aria-label="Other amount in USD"></label><button>Support</button><p class=note>You pay through Stripe.</p></form>`;
