import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { currencyRule } from '../shared/currencies.ts';
import type { Frequency } from '../shared/gift.ts';
import { formatMoney, parseAmount, parseDecimal, type Unread } from '../shared/money.ts';
import { refreshCampaign } from './campaigns.ts';
import { campaignAddress, EndpointError, newAttempt, openCheckout, readCheckout } from './endpoint.ts';
import { tell, type Choice, type Thanks } from './events.ts';
import { cleanAddress, departure, forgetDeparture, isWhereReaderLeft, placeOf, rememberDeparture, returnedSession } from './journey.ts';
import { languageOf } from './language.ts';
import { en, type Complaint } from './strings.ts';
import { styles } from './support-widget.styles.ts';

export type Phase = 'choosing' | 'starting' | 'leaving' | 'confirming' | 'thanked' | 'failed';

declare global {
  interface HTMLElementTagNameMap {
    'support-widget': SupportWidget;
  }
}

/** What is wrong, where it is said, and the amount the sentence names. */
interface Trouble {
  at: 'tiers' | 'field' | 'button';
  code: Complaint;
  limit?: number;
  suggestion?: number;
}

/**
 * Lets a reader choose an amount and hands them to the owner's Stripe Checkout.
 *
 * @slot - the fallback, a plain link: shown before and without script, and where the widget is not set up
 * @slot heading - stands in place of "Support us"
 * @slot goal - room for a `<support-goal>`
 * @slot free - stands in place of the words for readers who support without paying
 * @csspart heading tier field button free thanks error
 * @cssproperty --support-accent - colour of the button and of the chosen tier
 * @cssproperty --support-on-accent - text on it
 * @cssproperty --support-radius - how round corners are
 * @fires support-change - the choice changed; `detail` is null while there is none that can be given
 * @fires support-checkout - the reader pressed the button, nothing was sent yet; `preventDefault()` stops it
 * @fires support-free - the reader chose 0
 * @fires support-thanks - the reader came back from paying
 * @fires support-error - a request failed; `detail.code` is the function's code or `unreachable`
 */
export class SupportWidget extends LitElement {
  static override styles = styles;

  static override properties = {
    endpoint: {},
    campaign: {},
    amounts: {},
    value: {},
    noCustom: { type: Boolean, attribute: 'no-custom' },
    min: {},
    max: {},
    currency: {},
    returnUrl: { attribute: 'return-url' },
    phase: { state: true },
    choice: { state: true },
    typed: { state: true },
    trouble: { state: true },
    thanks: { state: true },
    copied: { state: true },
  };

  /** Where the owner's function answers, absolute or relative to the page. */
  declare endpoint: string;
  declare campaign: string;
  /** The tiers in major units, ascending, separated by spaces. 0 is the tier that costs nothing. */
  declare amounts: string | readonly (string | number)[];
  /** The tier chosen at the start, in major units; none where it is not set. */
  declare value: string | number | undefined;
  declare noCustom: boolean;
  /** The smallest and largest other amount, in major units; the function holds its own limits besides. */
  declare min: string | number | undefined;
  declare max: string | number | undefined;
  /** ISO 4217. */
  declare currency: string;
  /** Where Stripe sends the reader back; unset: this page. */
  declare returnUrl: string | undefined;

  private declare phase: Phase;
  /** The chosen tier in minor units, or the text field. */
  private declare choice: number | 'other' | undefined;
  private declare typed: string;
  private declare trouble: Trouble | undefined;
  private declare thanks: Thanks | undefined;
  private declare copied: boolean;

  /** In minor units. */
  #tiers: number[] = [];
  /** One press of the button and its retries; another choice is another attempt. */
  #attempt: string | undefined;
  readonly #frequency: Frequency = 'once';

  constructor() {
    super();
    this.endpoint = '';
    this.campaign = 'default';
    this.amounts = '0 100 2500 5000';
    this.currency = 'USD';
    this.phase = 'choosing';
    this.typed = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pageshow', this.#onPageShow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pageshow', this.#onPageShow);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.#isSetUp) return console.error(`<support-widget>: endpoint="${this.endpoint}" or currency="${this.currency}" cannot be used`);
    if (['endpoint', 'amounts', 'currency', 'value'].some((name) => changed.has(name))) {
      const list = typeof this.amounts === 'string' ? this.amounts.split(/\s+/) : this.amounts;
      this.#tiers = list.map((amount) => this.#minor(amount)).filter((amount) => amount !== undefined);
      // A tier that is no longer shown is no longer chosen.
      if (this.choice !== 'other' && !this.#tiers.includes(this.choice!)) this.choice = undefined;
      const value = this.#minor(this.value);
      if (this.choice === undefined && this.#tiers.includes(value!)) this.choice = value;
    }
    // A meter inside takes both from here.
    if (changed.has('endpoint') || changed.has('campaign')) this.querySelectorAll('support-goal').forEach((goal) => goal.requestUpdate());
    if (changed.has('endpoint')) this.#arrive();
  }

  protected override render(): TemplateResult {
    if (!this.#isSetUp) return html`<slot></slot>`;
    return this.thanks ? this.#renderThanks(this.thanks) : this.#renderForm();
  }

  #renderForm(): TemplateResult {
    return html`<form novalidate @submit=${this.#onSubmit}>
      <slot name="heading"><h2 part="heading">${en.heading}</h2></slot>
      <slot name="goal"></slot>
      <fieldset aria-describedby="tiers">
        <legend>${en.legend}</legend>
        <div class="tiers">
          ${this.#tiers.map((amount) => this.#renderTier(amount, this.#format(amount), amount ? nothing : en.free))}
          ${this.noCustom ? nothing : this.#renderTier('other', nothing, en.other)}
        </div>
        ${this.#renderTrouble('tiers')}
      </fieldset>
      ${this.noCustom ? nothing : this.#renderField()} ${this.choice === 0 ? this.#renderFree() : this.#renderButton()}
      <p role="status">${this.copied ? en.copied : this.#isBusy ? en[this.phase as 'starting'] : nothing}</p>
    </form>`;
  }

  #renderTier(choice: number | 'other', sum: unknown, words: unknown): TemplateResult {
    // The free tier's name is its words; its "$0" is for the eye.
    return html`<label class="tier ${choice}" part="tier"
      ><input type="radio" name="amount" .checked=${this.choice === choice} @change=${() => this.#choose(choice)} /><bdi aria-hidden=${choice === 0}>${sum}</bdi>${words}</label
    >`;
  }

  #renderField(): TemplateResult {
    const { exponent, step } = currencyRule(this.currency)!;
    const hasDecimals = exponent && step === 1;
    return html`<div>
      <div class="field" part="field">
        <span aria-hidden="true">${this.currency}</span>
        <input
          inputmode=${hasDecimals ? 'decimal' : 'numeric'}
          autocomplete="transaction-amount"
          aria-label=${en.otherIn(this.currency)}
          aria-invalid=${this.trouble?.at === 'field'}
          aria-describedby="field"
          .value=${this.typed}
          @input=${this.#onType}
          @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
          @blur=${this.#onBlur}
        />
      </div>
      ${this.#renderTrouble('field')}
    </div>`;
  }

  #renderButton(): TemplateResult {
    const amount = this.#amount();
    const label = en.give(typeof amount === 'number' && amount ? this.#format(amount) : '', this.#frequency);
    // Were the field left by the press, its error would push the button away from under the mouse.
    return html`<button part="button" aria-disabled=${this.#isBusy} @mousedown=${(event: Event) => event.preventDefault()}><bdi>${label}</bdi></button>${this.#renderTrouble('button')}`;
  }

  #renderFree(): TemplateResult {
    return html`<div class="free" part="free" role="group" aria-label=${en.share}>
      <slot name="free">${en.freeThanks}</slot>
      <button type="button" part="button" class="quiet" @click=${this.#onShare}>${en.share}</button>
    </div>`;
  }

  #renderTrouble(at: Trouble['at']): TemplateResult {
    return html`<p id=${at} class="error" part="error" role=${at === 'button' ? 'alert' : nothing}>${this.trouble?.at === at ? this.#sentence(this.trouble) : nothing}</p>`;
  }

  #renderThanks({ amount, currency, processing }: Thanks): TemplateResult {
    return html`<section part="thanks" aria-labelledby="thanks">
      <h2 id="thanks" tabindex="-1">${en.thanks}</h2>
      <p>${en[processing ? 'onTheWay' : 'received'](formatMoney(amount, currency, languageOf(this)))}</p>
      <slot name="goal"></slot>
      <button part="button" class="quiet" @click=${this.#onAgain}>${en.again}</button>
    </section>`;
  }

  // The choice

  #choose(choice: number | 'other'): void {
    this.choice = choice;
    // Another choice is another attempt: the old key at Stripe stands for the old choice.
    this.#attempt = this.trouble = undefined;
    this.copied = false;
    if (this.phase === 'failed') this.phase = 'choosing';
    const amount = this.#amount();
    tell(this, 'support-change', typeof amount === 'number' ? this.#gift(amount) : null);
    if (choice === 0) tell(this, 'support-free', null);
  }

  readonly #onType = (event: InputEvent): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.#choose('other');
  };

  /** Quiet while typing; what cannot be read is said when the reader leaves the field. */
  readonly #onBlur = (): void => {
    if (this.choice === 'other' && this.typed) this.#checkField();
  };

  // The press

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.#isBusy) void this.#press();
  };

  async #press(): Promise<void> {
    const amount = this.choice === 'other' ? this.#checkField() : this.choice;
    if (!amount) {
      if (this.choice === undefined) this.trouble = { at: 'tiers', code: 'amount_missing' };
      return this.#focus(this.choice === 'other' ? '.field input' : this.choice === 0 ? 'button' : 'input');
    }
    if (!tell(this, 'support-checkout', this.#gift(amount))) return;

    const again = this.phase === 'failed';
    this.phase = 'starting';
    this.trouble = undefined;
    this.#attempt ??= newAttempt();
    try {
      const payPage = await openCheckout(this.endpoint, {
        attempt: this.#attempt,
        campaign: this.campaign,
        ...this.#gift(amount),
        returnUrl: new URL(this.returnUrl || location.href, document.baseURI).href,
        locale: languageOf(this),
      });
      this.phase = 'leaving';
      this.#attempt = undefined;
      rememberDeparture({ widget: placeOf(this), choice: this.choice!, typed: this.typed });
      location.assign(payPage);
    } catch (error) {
      this.#fail(error);
      // Stripe keeps a failure under its key for a day, so one that stays is left behind; an unpaid session charges nothing.
      if (again) this.#attempt = undefined;
    }
  }

  #fail(error: unknown): void {
    const { code = 'unreachable', status = 0, limit } = (error as EndpointError).problem ?? {};
    // Spent for good: the next press needs another key.
    if (code === 'attempt_reused') this.#attempt = undefined;
    const isAboutAmount = code === 'amount_too_small' || code === 'amount_too_large';
    this.phase = 'failed';
    this.trouble = isAboutAmount
      ? { at: this.choice === 'other' ? 'field' : 'tiers', code, limit }
      : { at: 'button', code: status >= 400 && status < 409 ? 'refused' : 'unavailable' };
    tell(this, 'support-error', { code });
    if (isAboutAmount) void this.#focus(this.choice === 'other' ? '.field input' : ':checked');
  }

  // Coming back

  /** Once the widget can ask: from Stripe's page, paid or not. */
  #arrive(): void {
    const kept = departure();
    if (!isWhereReaderLeft(this, kept)) return;
    if (kept) ({ choice: this.choice, typed: this.typed } = kept);
    const session = returnedSession();
    if (session) void this.#confirm(session, !!kept);
    else forgetDeparture();
  }

  async #confirm(session: string, startedHere: boolean): Promise<void> {
    this.phase = 'confirming';
    try {
      const { status, ...gift } = await readCheckout(this.endpoint, session);
      cleanAddress();
      forgetDeparture();
      this.phase = 'choosing';
      if (status === 'expired') this.trouble = { at: 'button', code: status };
      if (status !== 'paid' && status !== 'processing') return;
      this.phase = 'thanked';
      this.thanks = { ...gift, processing: status === 'processing' };
      tell(this, 'support-thanks', this.thanks);
      refreshCampaign(campaignAddress(this.endpoint, this.campaign));
      // In a tab that did not start this the reader may be reading: no jump there.
      if (startedHere) await this.#focus('h2');
    } catch (error) {
      this.#fail(error);
      this.trouble = { at: 'button', code: 'unconfirmed' };
      // Nobody's session: asked again at every reload, it would say so for ever.
      if ((error as EndpointError).problem?.status === 404) cleanAddress();
    }
  }

  /** The page came back from the browser's page cache as it was left: busy for ever, were it not for this. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    forgetDeparture();
    if (this.#isBusy) this.phase = 'choosing';
  };

  readonly #onAgain = (): void => {
    this.thanks = undefined;
    this.phase = 'choosing';
    void this.#focus('input');
  };

  // Beside the way

  readonly #onShare = async (): Promise<void> => {
    try {
      if (navigator.share) await navigator.share({ url: location.href, title: document.title });
      else {
        await navigator.clipboard.writeText(location.href);
        this.copied = true;
      }
    } catch {
      // The reader closed the share sheet, or the browser keeps the clipboard to itself.
    }
  };

  // Reading what is set and what is typed

  get #isSetUp(): boolean {
    return !!this.endpoint && !!currencyRule(this.currency);
  }

  get #isBusy(): boolean {
    return ['starting', 'leaving', 'confirming'].includes(this.phase);
  }

  /** An attribute's amount in major units, or `undefined` (and a word to the owner) where it is not exact. */
  #minor(value: string | number | undefined): number | undefined {
    if (value === undefined || value === '') return undefined;
    const amount = parseDecimal(String(value), this.currency);
    if (amount === undefined) console.error(`<support-widget>: "${value}" is not an exact amount of ${this.currency}`);
    return amount;
  }

  /** The chosen amount, or why there is none. */
  #amount(): number | Unread | undefined {
    return this.choice === 'other' ? parseAmount(this.typed, this.currency, languageOf(this)) : this.choice;
  }

  /** The typed amount, if it can be given; else says at the field why not. */
  #checkField(): number | undefined {
    const amount = this.#amount();
    const min = this.#minor(this.min);
    const max = this.#minor(this.max);
    const at = 'field';
    if (typeof amount === 'object') this.trouble = { at, ...amount };
    else if (!amount || amount < (min ?? 1)) this.trouble = { at, code: 'amount_too_small', limit: min };
    else if (amount > (max ?? amount)) this.trouble = { at, code: 'amount_too_large', limit: max };
    else return amount;
    return undefined;
  }

  #sentence({ code, limit, suggestion }: Trouble): string {
    if (suggestion) return en.didYouMean(this.#format(suggestion));
    const sentence = en.complaints[code];
    // 13 hundred suits every currency, the ones counted in whole hundreds too.
    return typeof sentence === 'string' ? sentence : sentence(this.#format(limit ?? 1300), limit !== undefined);
  }

  #gift(amount: number): Choice {
    return { amount, currency: this.currency, frequency: this.#frequency };
  }

  #format(amount: number): string {
    return formatMoney(amount, this.currency, languageOf(this));
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
