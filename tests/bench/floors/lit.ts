// The same form in Lit, as its guide would have it written.
import { html, LitElement, unsafeCSS } from 'lit';
import { campaign, give, type Figures } from './campaign.ts';
import { dollars, typed } from './money.ts';
import { styles } from './styles.ts';

class LitForm extends LitElement {
  static override styles = unsafeCSS(styles);
  static override properties = { endpoint: {}, amounts: {}, frequencies: {}, amount: { state: true }, frequency: { state: true }, other: { state: true }, figures: { state: true } };
  declare endpoint: string;
  declare amounts: string;
  declare frequencies: string;
  declare amount: number;
  declare frequency: string;
  declare other: string;
  declare figures: Figures | undefined;

  constructor() {
    super();
    this.frequency = 'once';
    this.other = '';
    this.amount = NaN;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void campaign(this.getAttribute('endpoint')!).then((figures) => {
      this.figures = figures;
    });
  }

  get chosen(): number {
    return (this.other ? typed(this.other) : undefined) ?? this.amount;
  }

  override render() {
    const { figures } = this;
    return html`<form @submit=${this.#give}>
      <h2>Support us</h2>
      <div class="goal">
        <p>${figures ? `${dollars(figures.raised / 100)} of ${dollars(figures.goal / 100)}` : '\u00a0'}</p>
        <div class="bar"><i style=${`inline-size:${figures ? (100 * figures.raised) / figures.goal : 0}%`}></i></div>
        <div class="ticks">${[0, 2500, 5000].map((tick) => html`<span>${dollars(tick)}</span>`)}</div>
      </div>
      <fieldset @change=${this.#setFrequency}>
        <legend>How often</legend>
        ${this.frequencies.split(' ').map((value) => html`<label><input type="radio" name="frequency" value=${value} .checked=${value === this.frequency}><span>${value === 'once' ? 'Once' : 'Monthly'}</span></label>`)}
      </fieldset>
      <fieldset @change=${this.#setAmount}>
        <legend>Amount</legend>
        ${this.amounts.split(' ').map((value) => html`<label><input type="radio" name="amount" value=${value} .checked=${!this.other && Number(value) === this.amount}><span>${dollars(Number(value))}${value === '0' ? html` <small>Support without paying</small>` : ''}</span></label>`)}
        <label><input type="radio" name="amount" value="other" .checked=${!!this.other}><span>Other amount</span></label>
      </fieldset>
      <label class="other">USD <input name="other" inputmode="decimal" autocomplete="transaction-amount" aria-label="Other amount in USD" .value=${this.other} @input=${this.#setOther}></label>
      <button>${this.chosen > 0 ? `Support with ${dollars(this.chosen)}` : 'Support'}</button>
      <p class="note">You pay through Stripe.</p>
    </form>`;
  }

  #setFrequency(event: Event): void {
    this.frequency = (event.target as HTMLInputElement).value;
  }

  #setAmount(event: Event): void {
    this.amount = Number((event.target as HTMLInputElement).value);
    this.other = '';
  }

  #setOther(event: Event): void {
    this.other = (event.target as HTMLInputElement).value;
  }

  #give(event: Event): void {
    event.preventDefault();
    if (this.chosen > 0) void give(this.endpoint, this.chosen, this.frequency);
  }
}
customElements.define('lit-form', LitForm);
