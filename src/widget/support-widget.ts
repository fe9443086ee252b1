import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { currencyRule } from '../shared/currencies.ts';
import type { Frequency } from '../shared/gift.ts';
import { formatAmount, formatMoney, parseAmount, parseDecimal, toDecimal, type Unread } from '../shared/money.ts';
import { fill, type Complaint } from '../shared/strings.ts';
import { mayHaveArrived, openTab, returnedSession, targetOf } from './arrival.ts';
import { EndpointError, isCampaign, newAttempt, openCheckout, webAddress } from './endpoint.ts';
import { tell, type Choice } from './events.ts';
import { parseFees, withFees, type Fees } from './fees.ts';
import { kit, loadFrame, loadJourney } from './kit.ts';
import type { Departure } from './parts/departure.ts';
import type { Frame } from './parts/frame.ts';
import type { Journey } from './parts/journey.ts';
import { offeredFrequencies, readChildren, words, type List, type TierChild } from './tiers.ts';
import { SpeakingElement } from './speaking-element.ts';
import { styles } from './support-widget.styles.ts';

/** `card` and `compact` stand in the page; `bar` sticks to the bottom of the window; `button` opens a dialog. */
export type Layout = 'card' | 'compact' | 'bar' | 'button';
export type Phase = 'choosing' | 'starting' | 'leaving' | 'confirming' | 'thanked' | 'failed';

declare global {
  interface HTMLElementTagNameMap {
    'support-widget': SupportWidget;
  }
}

/** What is wrong or asked, where it is said, and the amount the sentence names. */
export interface Trouble {
  at: 'tiers' | 'field' | 'button';
  code: Complaint | 'amount_unusual' | 'wait';
  /** The bound that was crossed, in minor units; of `wait`, minutes. */
  limit?: number;
  suggestion?: number;
}

/** The widgets that stand in the page, and the bars, which give way to them. */
const inline = new Set<Element>();
const bars = new Set<() => void>();

const defaultAmounts = '0 100 2500 5000';

/** An amount this many times the top tier is asked back once: more likely a slip of the hand than a gift. */
const unusual = 5;

/**
 * Lets a reader choose an amount and hands them to the owner's Stripe Checkout.
 *
 * @slot - the fallback, a plain link: shown before and without script, and where the widget is not set up. Children
 *   with `data-amount` are the owner's words for a tier, or, where they are links, Payment Links in its place
 * @slot heading - stands in place of "Support us"
 * @slot goal - room for a `<support-goal>`
 * @slot free - stands in place of the words for readers who support without paying
 * @slot thanks - stands below the thanks, once a reader has paid
 * @slot footer - stands at the very end
 * @csspart frame - the box around everything, or the dialog
 * @csspart heading - "Support us"
 * @csspart frequency - once, monthly or yearly
 * @csspart tier - an amount, or "Other amount"
 * @csspart field - where another amount is typed
 * @csspart fees - the offer to add the card fees
 * @csspart button - "Support with $100", and the other buttons that lead on
 * @csspart note - the words under the button
 * @csspart error - what is wrong, at the place it is about
 * @csspart free - what readers see who chose 0
 * @csspart thanks - what readers see who have paid
 * @csspart open - the button that opens the dialog
 * @csspart close - the button that closes the dialog or bar
 * @cssproperty --support-accent - colour of the button and of what is chosen; text on it is black or white, whichever can be read
 * @cssproperty --support-on-accent - another colour for that text
 * @cssproperty --support-surface - the widget's background
 * @cssproperty --support-text - text on it
 * @cssproperty --support-radius - how round corners are
 * @fires {CustomEvent<Choice | null>} support-change - the choice changed; `detail` is null while there is none that can be given
 * @fires {CustomEvent<Choice>} support-checkout - the reader pressed the button, nothing was sent yet; `preventDefault()` stops it
 * @fires {CustomEvent<null>} support-free - the reader chose 0
 * @fires {CustomEvent<Thanks>} support-thanks - the reader came back from paying
 * @fires {CustomEvent<{ code: string }>} support-error - a request failed; `detail.code` is the function's code or `unreachable`
 */
export class SupportWidget extends SpeakingElement {
  static override styles = styles;

  static override properties = {
    endpoint: {},
    campaign: {},
    currency: {},
    amounts: {},
    amountsMonth: { attribute: 'amounts-month' },
    amountsYear: { attribute: 'amounts-year' },
    value: {},
    noCustom: { type: Boolean, attribute: 'no-custom' },
    min: {},
    max: {},
    frequencies: {},
    defaultFrequency: { attribute: 'default-frequency' },
    frequency: { attribute: false },
    fees: {},
    layout: {},
    ui: {},
    goal: {},
    raised: {},
    returnUrl: { attribute: 'return-url' },
    manageUrl: { attribute: 'manage-url' },
    target: {},
    phase: { state: true },
    choice: { state: true },
    typed: { state: true },
    covers: { state: true },
    trouble: { state: true },
  };

  /** Where the owner's function answers, absolute or relative to the page. */
  declare endpoint: string;
  /** What the gift is for. */
  declare campaign: string;
  /** ISO 4217. */
  declare currency: string;
  /** The tiers in major units, ascending, separated by spaces. 0 is the tier that costs nothing. */
  declare amounts: List;
  /** Tiers of monthly gifts; unset: `amounts`. */
  declare amountsMonth: List | undefined;
  /** Tiers of yearly gifts; unset: `amounts`. */
  declare amountsYear: List | undefined;
  /** The amount chosen at the start, or by code at any time, in major units: a tier, or written into the field. */
  declare value: string | number | undefined;
  /** No field for another amount. */
  declare noCustom: boolean;
  /** The smallest other amount, in major units; the function holds its own limits besides. */
  declare min: string | number | undefined;
  /** The largest other amount, in major units. */
  declare max: string | number | undefined;
  /** What readers may choose of `once month year`. */
  declare frequencies: string | readonly Frequency[];
  /** The frequency chosen at the start; unset: the first of them. */
  declare defaultFrequency: Frequency | undefined;
  /** The frequency that is chosen. */
  declare frequency: Frequency;
  /** `2.9% + 0.30`: offers to add what the card payment costs. */
  declare fees: string | undefined;
  /** `card` and `compact` stand in the page; `bar` sticks to the bottom of the window; `button` opens a dialog. */
  declare layout: Layout;
  /** `embedded` shows Stripe's page inside this one; else the reader leaves for it. */
  declare ui: 'hosted' | 'embedded';
  /** For a meter of the widget's own, in major units: in place of the campaign's own goal. */
  declare goal: string | number | undefined;
  /** For a meter of the widget's own that is kept by hand, in major units. */
  declare raised: string | number | undefined;
  /** Where Stripe sends the reader back; unset: this page. */
  declare returnUrl: string | undefined;
  /** Where readers change or stop a recurring gift: the owner's portal link at Stripe. */
  declare manageUrl: string | undefined;
  /** Where the payment page opens: `_self`, `_top` or `_blank`; unset: here, out of a frame. */
  declare target: '_self' | '_top' | '_blank' | undefined;

  /** @internal */
  declare phase: Phase;
  /** The chosen tier in minor units, or the text field. @internal */
  declare choice: number | 'other' | undefined;
  /** @internal */
  declare typed: string;
  /** Whether the reader adds the card fees. @internal */
  declare covers: boolean;
  /** @internal */
  declare trouble: Trouble | undefined;

  #offered: Frequency[] = ['once'];
  /** In minor units. */
  #tiers: number[] = [];
  #children = new Map<number, TierChild>();
  #fees: Fees | undefined;
  /** One press of the button and its retries; another choice is another attempt. */
  #attempt: string | undefined;
  /** The unusual amount that was asked about: it is asked once. */
  #asked: number | undefined;
  /** The mouse went down on the field while it had no focus. */
  #isEntering = false;
  /** The reader has chosen on this page: what was kept from before comes too late. */
  #isTouched = false;
  /** Counts what makes a running press stale: its answer is dropped. */
  #turn = 0;
  /** Whether what is set could be used when it was last looked at; until then none of it was read. */
  #wasSetUp = false;
  #journey: Journey | undefined;
  #frame: Frame | undefined;
  readonly #lightChildren = new MutationObserver(() => this.requestUpdate('amounts'));

  constructor() {
    super();
    this.layout = 'card';
    this.phase = 'choosing';
    this.typed = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pageshow', this.#onPageShow);
    this.#lightChildren.observe(this, { childList: true, subtree: true, characterData: true, attributeFilter: ['data-amount', 'data-frequency', 'href'] });
    if (this.hasUpdated) this.#arrange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pageshow', this.#onPageShow);
    this.#lightChildren.disconnect();
    this.#frame?.leave();
    this.#standInPage(false);
    // An element that is only moved is back before this runs.
    queueMicrotask(() => this.isConnected || this.#drop());
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // An attribute that is taken away is null.
    this.endpoint ??= '';
    this.campaign ||= 'default';
    this.currency ||= 'USD';
    this.amounts ??= defaultAmounts;
    this.frequencies ||= 'once';
    if (!['compact', 'bar', 'button'].includes(this.layout)) this.layout = 'card';
    const has = (...names: string[]) => !this.#wasSetUp || names.some((name) => changed.has(name));
    if (this.#wasSetUp && has('endpoint', 'campaign', 'currency')) this.#drop();
    if (!this.#isSetUp) {
      this.#wasSetUp = false;
      return console.error(`<support-widget>: endpoint="${this.endpoint}", campaign="${this.campaign}" or currency="${this.currency}" cannot be used`);
    }
    if (has('frequencies', 'defaultFrequency')) this.#offered = offeredFrequencies(this.frequencies);
    if (changed.has('defaultFrequency') && !changed.has('frequency') || !this.#offered.includes(this.frequency)) {
      const [first] = this.#offered;
      this.frequency = this.#offered.includes(this.defaultFrequency!) ? this.defaultFrequency! : first!;
    }
    if (has('frequency', 'fees')) this.#attempt = undefined;
    // 100 stays 100 in another currency, whose minor units may be others.
    if (this.#wasSetUp && changed.has('currency') && typeof this.choice === 'number') this.choice = parseDecimal(toDecimal(this.choice, changed.get('currency') as string), this.currency);
    if (has('fees', 'currency')) {
      this.#fees = this.fees ? parseFees(this.fees, this.currency) : undefined;
      if (this.fees && !this.#fees) console.error(`<support-widget>: fees="${this.fees}" is not written like "2.9% + 0.30"`);
    }
    if (has('endpoint', 'amounts', 'amountsMonth', 'amountsYear', 'currency', 'frequency', 'frequencies', 'defaultFrequency', 'value')) this.#readTiers(has('value'));
    // A meter inside takes these from here.
    if (has('endpoint', 'campaign', 'currency')) this.querySelectorAll('support-goal').forEach((goal) => goal.requestUpdate());
    if (has('endpoint') && mayHaveArrived()) void this.#withJourney((journey) => journey.arrive(returnedSession()));
    if (this.choice === 0) void this.#withJourney();
    this.#wasSetUp = true;
  }

  protected override updated(changed: PropertyValues): void {
    // One that was taken away before it was drawn has no place in the page.
    if (changed.has('layout') && this.isConnected) this.#arrange();
  }

  /** The gift as it is chosen now, or null where there is none that can be given. */
  get gift(): Choice | null {
    const amount = this.#isSetUp ? this.#amount() : undefined;
    // A typed 0 is not the tier that costs nothing.
    return typeof amount === 'number' && (amount || this.choice === 0) ? this.#gift(amount) : null;
  }

  /** Goes on as if the reader had pressed the button. */
  checkout(): void {
    if (!this.isConnected) return;
    // What was set in this very moment counts.
    this.performUpdate();
    if (this.#isSetUp && !this.#isBusy) void this.#press();
  }

  /** Shows the dialog of `layout="button"`, or the bar. */
  open(): void {
    void this.opened();
  }

  /** Closes the dialog or bar. */
  close(): void {
    this.#frame?.close();
  }

  protected override render(): TemplateResult {
    if (!this.#isSetUp) return html`<slot></slot>`;
    const { layout } = this;
    const hasMeter = this.hasAttribute('goal') || this.hasAttribute('raised') || !!(this.goal ?? this.raised);
    const form = html`<form class=${layout} novalidate @submit=${this.#onSubmit}>
      <slot name="heading"><h2 id="heading" part="heading">${this.words.heading}</h2></slot>
      <slot name="goal">${hasMeter ? html`<support-goal lang=${this.language} .strings=${this.strings} .endpoint=${this.endpoint} .campaign=${this.campaign} .currency=${this.currency} .goal=${this.goal} .raised=${this.raised}></support-goal>` : nothing}</slot>
      <div class="stack">${this.#renderChoice()} ${this.#journey?.hasPanel ? this.#journey.renderPanel() : nothing}</div>
      ${this.#renderNote()}
      <slot name="footer"></slot>
    </form>`;
    // On paper the plain link stands in the form's place.
    const paper = html`<slot class="paper"></slot>`;
    if (layout === 'bar') return html`${this.#frame?.render(form)}${paper}`;
    if (layout !== 'button') return html`<div class="frame" part="frame" lang=${this.spoken}>${form}${paper}</div>`;
    return html`<div class="frame bare" lang=${this.spoken}><button type="button" part="open" aria-haspopup="dialog" @click=${this.open}>${this.words.heading}</button>${this.#frame?.render(form)}</div>${paper}`;
  }

  #renderChoice(): TemplateResult {
    const isFree = this.choice === 0;
    const canGive = !!this.endpoint;
    return html`<div class="choice" ?inert=${!!this.#journey?.hasPanel}>
      ${this.#offered.length > 1 ? this.#renderFrequencies() : nothing}
      <fieldset aria-describedby="tiers">
        <legend>${this.words.legend}</legend>
        <div class="tiers">
          ${this.#tiers.map((amount) => this.#renderTier(amount))}
          ${this.#hasField ? html`<label class="tier other" part="tier">${this.#radio('amount', this.choice === 'other', () => this.#choose('other'))}${this.words.other}</label>` : nothing}
        </div>
        ${this.#renderTrouble('tiers')}
      </fieldset>
      ${this.#hasField ? this.#renderField() : nothing}
      ${canGive && this.#fees && !isFree ? this.#renderFees() : nothing}
      ${isFree ? this.#renderFree() : canGive ? this.#renderButton() : nothing}
    </div>`;
  }

  #radio(name: string, isChosen: boolean, choose: () => void): TemplateResult {
    return html`<input type="radio" name=${name} .checked=${isChosen} @change=${choose} />`;
  }

  #renderFrequencies(): TemplateResult {
    return html`<fieldset>
      <legend>${this.words.howOften}</legend>
      <div class="tiers often">
        ${this.#offered.map(
          (frequency) => html`<label class="tier" part="frequency">${this.#radio('frequency', this.frequency === frequency, () => this.#chooseFrequency(frequency))}${this.words.frequencies[frequency]}</label>`,
        )}
      </div>
    </fieldset>`;
  }

  #renderTier(amount: number): TemplateResult {
    const { label, href } = this.#children.get(amount) ?? {};
    const every = amount && this.frequency !== 'once' && this.words.every[this.frequency];
    const text = label || (amount ? '' : this.words.free);
    // The free tier's name is its words; its "$0" is for the eye.
    const inside = html`<bdi aria-hidden=${!amount}>${this.#format(amount)}</bdi> ${every ? html`<span>${every}</span> ` : nothing}${text ? html`<span>${text}</span>` : nothing}`;
    return href
      ? html`<a class="tier" part="tier" href=${href} target=${targetOf(this.target)} rel="noopener" @click=${(event: Event) => tell(this, 'support-checkout', { amount, currency: this.currency, frequency: this.frequency }) || event.preventDefault()}>${inside}</a>`
      : html`<label class="tier" part="tier">${this.#radio('amount', this.choice === amount, () => this.#choose(amount))}${inside}</label>`;
  }

  #renderField(): TemplateResult {
    const { exponent, step } = currencyRule(this.currency)!;
    const { at, suggestion } = this.trouble ?? {};
    const hasDecimals = exponent && step === 1;
    return html`<div class="other-amount">
      <div class="field" part="field">
        <span aria-hidden="true">${this.currency}</span>
        <input
          id="other"
          inputmode=${hasDecimals ? 'decimal' : 'numeric'}
          autocomplete="transaction-amount"
          aria-label=${fill(this.words.otherIn, { currency: this.currency })}
          aria-invalid=${at === 'field'}
          aria-describedby="field"
          .value=${this.typed}
          @input=${this.#onType}
          @mousedown=${this.#onEnter}
          @mouseup=${this.#onEnter}
          @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
          @blur=${this.#onBlur}
        />
      </div>
      ${this.#renderTrouble('field')} ${suggestion ? html`<button type="button" class="quiet" @mousedown=${this.#stay} @click=${() => this.#accept(suggestion)}>${this.#say('yes', suggestion)}</button>` : nothing}
    </div>`;
  }

  #renderFees(): TemplateResult {
    const amount = this.#amount();
    const total = typeof amount === 'number' ? this.#withFees(amount) : 0;
    const text = total ? fill(this.words.coverFeesOf, { fees: this.#format(total - Number(amount)), total: this.#format(total) }) : this.words.coverFees;
    return html`<label class="fees" part="fees"><input type="checkbox" .checked=${!!this.covers} @change=${this.#onCover} /> <bdi>${text}</bdi></label>`;
  }

  #renderButton(): TemplateResult {
    const { gift } = this;
    const { give, giveAny } = this.words;
    // Two pieces of text, not one that changes: a choice that comes back would move it, and browsers count that as shift.
    const label = gift ? html`<bdi>${fill(give[this.frequency], { amount: this.#format(gift.amount) })}</bdi>` : html`<bdi>${giveAny[this.frequency]}</bdi>`;
    return html`<button part="button" aria-disabled=${this.#isBusy} @mousedown=${this.#stay} @click=${this.#onSubmit}>${label}</button>`;
  }

  #renderFree(): TemplateResult {
    return html`<div class="free" part="free" role="group" aria-label=${this.words.free}>
      <slot name="free">${this.#journey?.words.freeThanks}</slot>
      ${this.#journey?.renderShare()}
    </div>`;
  }

  #renderTrouble(at: Trouble['at']): TemplateResult {
    return html`<p id=${at} class="error" part="error" role=${at === 'button' ? 'alert' : nothing}>${this.trouble?.at === at ? this.#sentence(this.trouble) : nothing}</p>`;
  }

  /** The room under the button: where the payment is made, and whatever is to be said in its place without moving anything. */
  #renderNote(): TemplateResult {
    const journey = this.#journey;
    const isThanked = this.phase === 'thanked' && !journey?.said;
    const status = isThanked ? this.words.thanks : journey?.said === 'copied' ? journey.words.copied : journey?.said ? this.words.cancelled : this.#isBusy && !journey?.isPayingHere ? this.words[this.phase as 'starting'] : '';
    const isSilent = status || this.trouble?.at === 'button' || this.choice === 0 || journey?.hasPanel;
    return html`<div class="note" data-room=${`${this.words.complaints.refused} ${this.words.checkAgain}`}><div>
      <p role="status" class=${isThanked ? 'unseen' : ''}>${status || nothing}</p>
      ${this.#renderTrouble('button')}${journey?.renderReference()}${isSilent ? nothing : html`<p part="note">${this.words.note[this.frequency]}</p>`}
      ${this.trouble?.code === 'unconfirmed' ? html`<button type="button" class="link" @click=${this.#onCheckAgain}>${this.words.checkAgain}</button>` : nothing}
    </div></div>`;
  }

  // The choice

  #choose(choice: number | 'other', isTyping = false): void {
    this.choice = choice;
    this.#changed();
    if (choice === 0) tell(this, 'support-free', null);
    // Chosen to be written into.
    if (choice === 'other' && !isTyping) this.trouble = undefined;
  }

  #chooseFrequency(frequency: Frequency): void {
    this.frequency = frequency;
    this.#readTiers(false);
    this.#changed();
  }

  /** Another choice is another attempt: the old key at Stripe stands for the old choice. */
  #changed(): void {
    this.#isTouched = true;
    this.#renew();
    tell(this, 'support-change', this.gift);
  }

  #renew(): void {
    this.#attempt = this.#asked = this.trouble = undefined;
    this.#journey?.quiet();
    // A press that still runs was for another sum: nobody is led away to pay what is no longer chosen.
    this.#turn++;
    if (this.phase === 'failed' || this.phase === 'starting') this.phase = 'choosing';
  }

  /** What stands in the field is selected as it gets the focus; by the mouse, too, where WebKit would put a caret there afterwards. */
  readonly #onEnter = (event: MouseEvent): void => {
    if (event.type === 'mousedown') this.#isEntering = !(event.target as Element).matches(':focus');
    else if (this.#isEntering) event.preventDefault();
  };

  readonly #onType = (event: InputEvent): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.#choose('other', true);
  };

  /** Quiet while typing; on leaving the field the amount is written as the language writes it, or what is wrong is said. */
  readonly #onBlur = (): void => {
    if (this.choice !== 'other' || !this.typed) return;
    const amount = this.#checkField();
    if (!amount) return;
    if (this.#tiers.includes(amount) && !this.#children.get(amount)?.href) {
      this.choice = amount;
      this.typed = '';
    } else this.#write(amount);
  };

  /** "Yes": the amount that was asked about is meant. */
  #accept(amount: number): void {
    this.#write(amount);
    this.#choose('other', true);
    this.#asked = amount;
    void this.moveTo('[part=button]');
  }

  readonly #onCover = (event: Event): void => {
    this.covers = (event.target as HTMLInputElement).checked;
    this.#changed();
  };

  /** Were the field left by the press, what is said about it would push the button away from under the mouse. */
  readonly #stay = (event: Event): void => event.preventDefault();

  // The press

  /** The button's click, which Enter makes too: a frame sandboxed without `allow-forms` submits nothing. */
  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.checkout();
  };

  async #press(): Promise<void> {
    const amount = this.choice === 'other' ? this.#checkField(true) : this.choice;
    if (!amount) {
      if (this.choice === undefined) this.trouble = { at: 'tiers', code: 'amount_missing' };
      return this.moveTo(this.choice === 'other' ? '#other' : this.choice === 0 ? '.free button' : '[name=amount]');
    }
    const gift = this.#gift(amount);
    if (!tell(this, 'support-checkout', gift)) return;

    const isAgain = this.phase === 'failed';
    const target = targetOf(this.target);
    const isEmbedded = this.ui === 'embedded';
    const tab = isEmbedded ? null : openTab(target);
    const turn = ++this.#turn;
    this.phase = 'starting';
    this.trouble = undefined;
    this.#journey?.quiet();
    // Loaded beside the request; without it the reader leaves all the same, and is only not remembered.
    const journey = this.#withJourney();
    this.#attempt ??= newAttempt();
    try {
      const request = {
        attempt: this.#attempt,
        campaign: this.campaign,
        ...gift,
        returnUrl: webAddress(this.returnUrl || location.href) ?? location.href,
        locale: this.language,
        ...(isEmbedded && { ui: 'embedded' as const }),
      };
      // Under attack the function wants to see more of the same attempt.
      const answer = await openCheckout(this.endpoint, request).catch(async (error: unknown) => {
        const challenge = await (await journey)?.answerTo(error);
        if (!challenge) throw error;
        return openCheckout(this.endpoint, { ...request, challenge });
      });
      if (turn !== this.#turn) return tab?.close();
      this.phase = 'leaving';
      this.#attempt = undefined;
      const way = await journey;
      if (turn !== this.#turn) return tab?.close();
      if (way) await way.leave(answer, target, tab);
      else if ('url' in answer) (tab ?? (target === '_top' ? window.top! : window)).location.href = answer.url;
      else throw new EndpointError();
    } catch (error) {
      tab?.close();
      // Or the reader went back from a challenge.
      if (turn !== this.#turn || (this.phase as Phase) === 'choosing') return;
      this.fail(error);
      // Stripe keeps a failure under its key for a day, so one that stays is left behind; an unpaid session charges nothing.
      if (isAgain) this.#attempt = undefined;
    }
  }

  /** Says what went wrong; `instead` of the sentence that would follow from the answer. @internal */
  fail(error: unknown, instead?: Complaint): void {
    const { problem: { code = 'unreachable', status = 0, limit, requestId } = {}, retryAfter } = error as Partial<EndpointError>;
    // Spent for good: the next press needs another key.
    if (code === 'attempt_reused') this.#attempt = undefined;
    const isAboutAmount = !instead && (code === 'amount_too_small' || code === 'amount_too_large');
    this.#journey?.stop(requestId);
    this.phase = 'failed';
    this.trouble = isAboutAmount
      ? { at: this.choice === 'other' ? 'field' : 'tiers', code, limit: Number.isSafeInteger(limit) ? limit : undefined }
      : status === 429 && retryAfter && !instead
        ? { at: 'button', code: 'wait', limit: Math.ceil(retryAfter / 60) }
        : { at: 'button', code: instead ?? (status >= 400 && status < 409 ? 'refused' : !status && !navigator.onLine ? 'offline' : 'unavailable') };
    tell(this, 'support-error', { code });
    if (isAboutAmount) void this.moveTo(this.choice === 'other' ? '#other' : '[name=amount]:checked');
  }

  // Coming back: what the journey does with the widget

  /** The choice as it was when the reader left. @internal */
  restore({ choice, typed, coversFees, frequency }: Departure): void {
    if (this.#isTouched) return;
    this.choice = choice;
    this.typed = typed;
    this.covers = !!coversFees;
    if (frequency && this.#offered.includes(frequency)) this.frequency = frequency;
    this.#readTiers(false);
  }

  /** @internal */
  async opened(): Promise<void> {
    await this.#withFrame();
    this.#frame?.open();
  }

  /** @internal */
  async moveTo(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Makes a dialog of a bar, which is no room to pay in or to be thanked. @internal */
  spread(): void {
    if (this.layout === 'bar') this.#frame?.spread();
  }

  /** The dialog was closed on Stripe's embedded page. @internal */
  ceasePaying(): void {
    if (this.#journey?.isPayingHere) this.#journey.turnBack();
  }

  /** The page came back from the browser's page cache as it was left: busy for ever, were it not for this. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || !this.#isBusy || this.#journey?.isPayingHere) return;
    this.#turn++;
    this.phase = 'choosing';
    void this.#withJourney((journey) => journey.arrive(null));
  };

  readonly #onCheckAgain = (): void => {
    this.trouble = undefined;
    this.#journey?.checkAgain();
  };

  /** The journey, loaded; `undefined` where it cannot be now. */
  async #withJourney(go?: (journey: Journey) => void): Promise<Journey | undefined> {
    try {
      const { Journey: Way } = await loadJourney();
      if (!this.#journey) {
        this.#journey = new Way(this, kit);
        this.requestUpdate();
      }
      go?.(this.#journey);
    } catch (error) {
      console.error(error);
    }
    return this.#journey;
  }

  // Its place in the page

  /** Whether a bar must give way to this one. */
  #standInPage(isThere: boolean): void {
    if (isThere ? inline.has(this) : !inline.delete(this)) return;
    if (isThere) inline.add(this);
    bars.forEach((look) => look());
  }

  #arrange(): void {
    const isOver = this.layout === 'bar' || this.layout === 'button';
    this.#standInPage(!isOver);
    this.#frame?.leave();
    if (isOver) void this.#withFrame().then(() => this.isConnected && this.#frame?.arrange(inline, bars));
  }

  async #withFrame(): Promise<void> {
    if (this.layout !== 'bar' && this.layout !== 'button') return;
    try {
      const { Frame: Dialog } = await loadFrame();
      this.#frame ??= new Dialog(this, kit);
      this.requestUpdate();
      await this.updateComplete;
    } catch (error) {
      console.error(error);
    }
  }

  // Reading what is set and what is typed

  get #isSetUp(): boolean {
    return !!currencyRule(this.currency) && isCampaign(this.campaign) && (this.endpoint ? !!webAddress(this.endpoint) : !!this.querySelector(':scope > a[data-amount]'));
  }

  get #isBusy(): boolean {
    return ['starting', 'leaving', 'confirming'].includes(this.phase) && !this.#journey?.elsewhere;
  }

  get #hasField(): boolean {
    return !this.noCustom && !!this.endpoint;
  }

  #readTiers(isValueNew: boolean): void {
    const { frequency } = this;
    this.#children = readChildren(this, frequency, (text) => this.#minor(text));
    const list = { once: this.amounts, month: this.amountsMonth ?? this.amounts, year: this.amountsYear ?? this.amounts }[frequency];
    const amounts = words(list).map((amount) => this.#minor(amount)).filter((amount) => amount !== undefined);
    const links = [...this.#children.keys()].filter((amount) => this.#children.get(amount)!.href);
    // Without a function only links take money, and 0 costs none.
    this.#tiers = [...new Set(this.endpoint ? amounts : [...amounts.filter((amount) => !amount), ...links.toSorted((a, b) => a - b)])];
    const isTier = (amount: number | undefined) => amount !== undefined && this.#tiers.includes(amount) && !links.includes(amount);
    // A tier that is no longer shown is no longer chosen.
    if (this.choice !== 'other' && !isTier(this.choice)) this.choice = undefined;
    const value = this.#minor(this.value);
    if (isValueNew && (this.choice === undefined || this.hasUpdated)) {
      this.#renew();
      this.choice = isTier(value) ? value : value && this.#hasField ? 'other' : undefined;
      this.typed = '';
      if (this.choice === 'other') this.#write(value!);
    }
  }

  /** An attribute's amount in major units, or `undefined` (and a word to the owner) where it is not exact. */
  #minor(value: string | number | undefined): number | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    const amount = parseDecimal(String(value), this.currency);
    if (amount === undefined) console.error(`<support-widget>: "${value}" is not an exact amount of ${this.currency}`);
    return amount;
  }

  /** The chosen amount, or why there is none. */
  #amount(): number | Unread | undefined {
    return this.choice === 'other' ? parseAmount(this.typed, this.currency, this.language) : this.choice;
  }

  /** The typed amount, if it can be given; else says at the field why not. */
  #checkField(isPressed = false): number | undefined {
    const amount = this.#amount();
    const min = this.#minor(this.min);
    const max = this.#minor(this.max);
    const top = Math.max(0, ...this.#tiers);
    const at = 'field';
    if (typeof amount === 'object') this.trouble = { at, ...amount };
    else if (!amount || amount < (min ?? 1)) this.trouble = { at, code: 'amount_too_small', limit: min };
    else if (amount > (max ?? amount)) this.trouble = { at, code: 'amount_too_large', limit: max };
    else if (isPressed && this.#asked !== amount && top && amount >= top * unusual) {
      this.trouble = { at, code: 'amount_unusual', suggestion: amount };
      this.#asked = amount;
    } else return amount;
    return undefined;
  }

  /** Into the field, as the language writes it, if it would be read back as the same. */
  #write(amount: number): void {
    const typed = formatAmount(amount, this.currency, this.language);
    if (parseAmount(typed, this.currency, this.language) === amount) this.typed = typed;
  }

  #sentence({ code, limit, suggestion }: Trouble): string {
    if (code === 'amount_unusual') return this.#say('isRight', suggestion!);
    if (suggestion) return this.#say('didYouMean', suggestion);
    const { complaints, wait } = this.words;
    if (code === 'wait') {
      const plural = new Intl.PluralRules(this.spoken).select(limit!);
      return fill((wait as Record<string, string>)[plural] ?? wait.other, { count: new Intl.NumberFormat(this.language).format(limit!) });
    }
    if (code === 'amount_too_small' && limit === undefined) return complaints.too_small;
    if (code === 'amount_too_large' && limit === undefined) return complaints.too_large;
    // 13 hundred suits every currency, the ones counted in whole hundreds too.
    return fill(complaints[code], { amount: this.#format(limit ?? 1300) });
  }

  #say(sentence: 'yes' | 'isRight' | 'didYouMean', amount: number): string {
    return fill(this.words[sentence], { amount: this.#format(amount) });
  }

  #withFees(amount: number): number {
    return amount && this.#fees ? withFees(amount, this.#fees, this.currency) : amount;
  }

  #gift(amount: number): Choice {
    const { currency, frequency } = this;
    return this.covers && this.#fees && amount ? { amount: this.#withFees(amount), currency, frequency, coversFees: true } : { amount, currency, frequency };
  }

  #format(amount: number): string {
    return formatMoney(amount, this.currency, this.language);
  }

  /** What runs for what was set before is over: its answer would be about something else. */
  #drop(): void {
    this.#turn++;
    this.#attempt = this.#asked = this.trouble = undefined;
    this.#journey?.stop();
    this.phase = 'choosing';
  }
}
