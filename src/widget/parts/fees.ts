import { feesEn } from '../../shared/english/fees.ts';
import { feesBox } from '../../shared/fees-box.ts';
import type { Choice } from '../events.ts';
import type { Kit } from '../kit.ts';
import type { SupportWidget } from '../support-widget.ts';
import { parseFees, withFees, type Fees } from '../../shared/fee-sum.ts';

/** One widget's offer to add what the card payment costs. */
export class CardFees {
  /** What was read, and what it was read from. */
  #read: [text?: string, fees?: Fees] = [];
  readonly #host: SupportWidget;
  readonly #kit: Kit;

  constructor(host: SupportWidget, kit: Kit) {
    this.#host = host;
    this.#kit = kit;
  }

  get #fees(): Fees | undefined {
    const { fees, currency } = this.#host;
    const text = fees && `${currency} ${fees}`;
    if (text !== this.#read[0]) {
      this.#read = [text, fees ? parseFees(fees, (sum) => this.#kit.parseDecimal(sum, currency)) : undefined];
      if (fees && !this.#read[1]) console.error(`<support-widget>: fees="${fees}" is not written like "2.9% + 0.30"`);
    }
    return this.#read[1];
  }

  #total(amount: number, fees: Fees): number {
    return withFees(amount, fees, this.#kit.currencyRule(this.#host.currency)!.step);
  }

  /** The gift with its fees, where any can be added. */
  added(gift: Choice): Choice | undefined {
    const fees = this.#fees;
    return fees && { ...gift, amount: this.#total(gift.amount, fees), coversFees: true };
  }

  render(): unknown {
    const host = this.#host;
    const fees = this.#fees;
    if (!fees) return '';
    const { fill } = this.#kit;
    const words = host.wordsWith(feesEn);
    const { amount } = host;
    const total = typeof amount === 'number' && amount ? this.#total(amount, fees) : 0;
    const text = total ? fill(words.coverFeesOf, { fees: host.format(total - Number(amount)), total: host.format(total) }) : words.coverFees;
    return feesBox(this.#kit.html, text, !!host.covers, this.#onCover);
  }

  readonly #onCover = (event: Event): void => {
    this.#host.covers = (event.target as HTMLInputElement).checked;
    this.#host.changed();
  };
}
