import { html, type PropertyValues } from 'lit';
import { currencyRule } from '../shared/currencies.ts';
import { formOf, inPage, type LaterView, type Place } from '../shared/form.ts';
import type { Frequency } from '../shared/gift.ts';
import { parseDecimal, toDecimal, type Unread } from '../shared/money.ts';
import { offeredFrequencies, words, type List } from '../shared/offer.ts';
import type { Complaint } from '../shared/strings.ts';
import { mayHaveArrived, returnedSession } from './arrival.ts';
import { isCampaign, webAddress } from './endpoint.ts';
import { tell, type Choice } from './events.ts';
import { sheetOf } from './css.ts';
import { kit, load, looks, widgets, type Parts } from './kit.ts';
import type { Extras } from './parts/extras.ts';
import type { Frame } from './parts/frame.ts';
import type { Journey } from './parts/journey.ts';
import type { Takeover } from './parts/takeover.ts';
import type { Press } from './parts/press.ts';
import { SpeakingElement } from './speaking-element.ts';
import { styles } from './support-widget.styles.ts';
import { readLabels } from './tiers.ts';
import { nextTask, turn } from './turn.ts';

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
  at: Place;
  code: Complaint | 'amount_unusual' | 'wait';
  /** The bound that was crossed, in minor units; of `wait`, minutes. */
  limit?: number;
  suggestion?: number;
  /** The failed request's name in the owner's log. */
  reference?: string;
}

/** A reader comes near (a finger, too, is a pointer): what a press needs is loaded, so that nothing waits at the press. */
const intents = ['pointerenter', 'focusin', 'input'];

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
    ...SpeakingElement.properties,
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

  /** @internal */
  offered: Frequency[] = ['once'];
  /** In minor units. @internal */
  tiers: number[] = [];
  #labels = new Map<number | undefined, string>();
  /** What was written into the field by us, and the amount it is: nobody has to read it. */
  #written: [text: string, amount?: number] = [''];
  /** The reader has chosen on this page: what was kept from before comes too late. @internal */
  declare isTouched: boolean | undefined;
  #awaited: string | undefined;
  /** Counts what makes a press that waits for its part stale. */
  #turn = 0;
  /** Whether what is set could be used when it was last looked at; until then none of it was read. */
  #wasSetUp: boolean | undefined;
  /** @internal */
  press: Press | undefined;
  /** @internal */
  journey: Journey | undefined;
  /** @internal */
  takeover: Takeover | undefined;
  /** @internal */
  extras: Extras | undefined;
  /** @internal */
  frame: Frame | undefined;
  readonly #lightChildren = new MutationObserver(() => this.requestUpdate('amounts'));

  constructor() {
    super();
    this.layout = 'card';
    this.phase = 'choosing';
    this.typed = '';
    for (const type of intents) this.addEventListener(type, () => this.#isSetUp && this.endpoint && void this.bring('press'), { once: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.press?.join();
    this.#lightChildren.observe(this, { childList: true, subtree: true, characterData: true, attributeFilter: ['data-amount', 'data-frequency', 'href'] });
    if (this.hasUpdated) this.#arrange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.press?.leave();
    this.#lightChildren.disconnect();
    this.frame?.leave();
    widgets.delete(this);
    looks.forEach((look) => look());
    // An element that is only moved is back before this runs.
    queueMicrotask(() => this.isConnected || this.#drop());
  }

  /** The part without which this would not be drawn whole. */
  get #lacking(): 'extras' | 'frame' | 'takeover' | undefined {
    if (!this.takeover && !this.hasUpdated && this.shadowRoot?.firstChild) return 'takeover';
    if (!this.extras && (this.fees || this.strings || this.layout === 'compact' || this.#hasLinks)) return 'extras';
    return !this.frame && this.#isOver ? 'frame' : undefined;
  }

  /** @internal */
  protected override whatIsMissing(): Promise<unknown> | undefined {
    const part = this.#lacking;
    const missing = super.whatIsMissing();
    // Once: where it cannot be had, the rest is drawn without it.
    if (missing) return missing;
    if (part && this.#awaited !== part) {
      this.#awaited = part;
      return this.bring(part);
    }
    return this.hasUpdated ? undefined : turn();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // An attribute that is taken away is null.
    this.endpoint ??= '';
    this.campaign ||= 'default';
    this.currency ||= 'USD';
    this.amounts ??= '0 100 2500 5000';
    this.frequencies ||= 'once';
    if (!['compact', 'bar', 'button'].includes(this.layout)) this.layout = 'card';
    const has = (...names: string[]) => !this.#wasSetUp || names.some((name) => changed.has(name));
    if (this.#wasSetUp && has('endpoint', 'campaign', 'currency')) this.#drop();
    if (!this.#isSetUp) {
      this.#wasSetUp = false;
      return console.error(`<support-widget>: endpoint="${this.endpoint}", campaign="${this.campaign}" or currency="${this.currency}" cannot be used`);
    }
    if (has('frequencies', 'defaultFrequency')) this.offered = offeredFrequencies(this.frequencies);
    if (changed.has('defaultFrequency') && !changed.has('frequency') || !this.offered.includes(this.frequency)) {
      this.frequency = this.offered.includes(this.defaultFrequency!) ? this.defaultFrequency! : this.offered[0]!;
    }
    if (has('frequency', 'fees')) this.press?.forget();
    // 100 stays 100 in another currency, whose minor units may be others.
    if (this.#wasSetUp && changed.has('currency') && typeof this.choice === 'number') this.choice = parseDecimal(toDecimal(this.choice, changed.get('currency') as string), this.currency);
    // Set before there was an element to hear of it, or drawn by code before its time.
    if (this.#lacking) void this.bring(this.#lacking);
    if (has('endpoint', 'amounts', 'amountsMonth', 'amountsYear', 'currency', 'frequency', 'frequencies', 'defaultFrequency', 'value')) this.readTiers(has('value'));
    // A meter inside takes these from here.
    if (has('endpoint', 'campaign', 'currency')) this.querySelectorAll('support-goal').forEach((goal) => goal.requestUpdate());
    // Not before it is drawn: a tab's first look into its storage waits for the browser's other process.
    if (has('endpoint')) {
      void nextTask().then(() => {
        if (this.isConnected && mayHaveArrived()) void this.bring('journey').then((journey) => journey?.arrive(returnedSession()));
      });
    }
    if (this.choice === 0) void this.bring('journey');
    this.#wasSetUp = true;
  }

  protected override updated(changed: PropertyValues): void {
    // One that was taken away before it was drawn has no place in the page.
    if (changed.has('layout') && this.isConnected) this.#arrange();
  }

  /** The gift as it is chosen now, or null where there is none that can be given. */
  get gift(): Choice | null {
    const amount = this.#isSetUp ? this.amount : undefined;
    // A typed 0 is not the tier that costs nothing.
    return typeof amount === 'number' && (amount || this.choice === 0) ? this.giftOf(amount) : null;
  }

  /** Goes on as if the reader had pressed the button. */
  checkout(): void {
    if (!this.isConnected) return;
    if (this.#lacking === 'takeover') return void this.bring('takeover').then(() => this.checkout());
    // What was set in this very moment counts.
    this.performUpdate();
    if (!this.#isSetUp || this.isBusy) return;
    if (this.press) return void this.press.press();
    const turn = ++this.#turn;
    const { phase } = this;
    this.phase = 'starting';
    void this.bring('press').then((press) => {
      // Who chose otherwise meanwhile has not pressed for that.
      if (turn !== this.#turn) return;
      this.phase = phase;
      if (press) void press.press();
      else this.#unreachable();
    });
  }

  /** Shows the dialog of `layout="button"`, or the bar. */
  open(): void {
    void this.opened();
  }

  /** Closes the dialog or bar. */
  close(): void {
    this.frame?.close();
  }

  protected override render(): unknown {
    // Where the dialog or bar cannot be had, too, the plain link stands.
    if (!this.#isSetUp || (this.#isOver && !this.frame)) return html`<slot></slot>`;
    return this.#isOver ? this.frame!.render(formOf(html, this)) : inPage(html, this);
  }

  // What the form shows

  /** @internal */
  labelOf(amount: number): string | undefined {
    return this.#labels.get(amount);
  }

  /** @internal */
  get hasField(): boolean {
    return !this.noCustom && !!this.endpoint;
  }

  /** @internal */
  format(amount: number): string {
    return this.money(amount, this.currency);
  }

  /** @internal */
  get meter(): unknown {
    return (this.goal ?? this.raised ?? null) !== null ? html`<support-goal lang=${this.language} .strings=${this.strings} .endpoint=${this.endpoint} .campaign=${this.campaign} .currency=${this.currency} .goal=${this.goal} .raised=${this.raised}></support-goal>` : '';
  }

  /** A tier that is a Payment Link. @internal */
  linkOf(amount: number, inside: unknown): unknown {
    return this.extras?.links.render(amount, inside);
  }

  /** @internal */
  get later(): LaterView | undefined {
    const { press, trouble, words } = this;
    return press ? press.later : trouble && { said: (at) => (at === 'button' ? words.complaints[trouble.code as 'offline'] : undefined), isSilent: true };
  }

  /** @internal */
  get feesBox(): unknown {
    return this.endpoint && this.choice !== 0 ? this.extras?.fees.render() : '';
  }

  /** @internal */
  get isBusy(): boolean {
    return ['starting', 'leaving', 'confirming'].includes(this.phase) && !this.journey?.elsewhere;
  }

  // The choice

  /** @internal */
  readonly onChange = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    if (name === 'amount') return this.choose(value === 'other' ? value : parseDecimal(value, this.currency)!);
    this.frequency = value as Frequency;
    this.readTiers();
    this.changed();
  };

  /** @internal */
  choose(choice: number | 'other'): void {
    this.choice = choice;
    this.changed();
    if (choice === 0) tell(this, 'support-free', null);
  }

  /** Another choice is another attempt: the old key at Stripe stands for the old choice. @internal */
  changed(): void {
    this.isTouched = true;
    this.#renew();
    tell(this, 'support-change', this.gift);
  }

  #renew(): void {
    this.#turn++;
    this.trouble = undefined;
    this.press?.renew();
    if (this.phase === 'failed' || this.phase === 'starting') this.phase = 'choosing';
  }

  /** @internal */
  readonly onType = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.choose('other');
  };

  /** @internal */
  readonly onFocus = (event: Event): void => (event.target as HTMLInputElement).select();

  /** Quiet while typing; on leaving the field the amount is written as the language writes it, or what is wrong is said. @internal */
  readonly onBlur = (): void => {
    if (this.choice === 'other' && this.typed) void this.bring('press').then((press) => press?.leaveField());
  };

  /** Were the field left by the press, what is said about it would push the button away from under the mouse. @internal */
  readonly stay = (event: Event): void => event.preventDefault();

  /** The button's click, which Enter makes too: a frame sandboxed without `allow-forms` submits nothing. @internal */
  readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    this.checkout();
  };

  // What the parts do with the widget

  /** What follows from the choice, with all that is added. @internal */
  giftOf(amount: number): Choice {
    const { currency, frequency } = this;
    const gift = { amount, currency, frequency };
    return (this.covers && amount && this.extras?.fees.added(gift)) || gift;
  }

  /** The chosen amount, or why there is none. @internal */
  get amount(): number | Unread | undefined {
    if (this.choice !== 'other') return this.choice;
    const [text, amount] = this.#written;
    return this.typed === text && amount ? amount : this.press?.read();
  }

  /** Into the field, as the language writes it. @internal */
  write(amount: number): void {
    this.typed = this.money(amount, this.currency, true);
    this.#written = [this.typed, amount];
  }

  /** An attribute's amount in major units, or `undefined` (and a word to the owner) where it is not exact. @internal */
  minor(value: string | number | undefined): number | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    const amount = parseDecimal(String(value), this.currency);
    if (amount === undefined) console.error(`<support-widget>: "${value}" is not an exact amount of ${this.currency}`);
    return amount;
  }

  /** Whether an amount is a tier that can be chosen. @internal */
  isTier(amount: number | undefined): amount is number {
    return amount !== undefined && this.tiers.includes(amount) && !this.extras?.links.has(amount);
  }

  /** @internal */
  async opened(): Promise<void> {
    if (!this.#isOver) return;
    const frame = await this.bring('frame');
    await this.updateComplete;
    frame?.open();
  }

  /** @internal */
  async moveTo(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** A part's own looks, beside the widget's. @internal */
  wear(styles: string): void {
    this.renderRoot ??= (this.createRenderRoot() as ShadowRoot);
    this.shadowRoot!.adoptedStyleSheets.push(sheetOf(styles));
  }

  /** The press could not even be loaded: to the reader the same as a function that does not answer. */
  #unreachable(): void {
    this.phase = 'failed';
    this.trouble = { at: 'button', code: navigator.onLine ? 'unavailable' : 'offline' };
    tell(this, 'support-error', { code: 'unreachable' });
  }

  // What is loaded when it is needed

  /** One of the parts, loaded and made once; `undefined` where it cannot be had now. @internal */
  async bring<Name extends keyof Parts>(name: Name): Promise<Parts[Name] | undefined> {
    try {
      // What goes wrong on the journey the press says.
      const [{ Part }, before] = await Promise.all([load[name](), name === 'journey' ? this.bring('press') : true]);
      if (before && !this[name]) {
        // It takes its place by itself.
        new Part(this, kit);
        // Links are tiers.
        this.requestUpdate(name === 'extras' ? 'amounts' : undefined);
      }
    } catch (error) {
      console.error(error);
      // Drawn anew, then.
      if (name === 'takeover') this.shadowRoot!.replaceChildren();
    }
    return this[name] as Parts[Name] | undefined;
  }

  // Its place in the page

  get #isOver(): boolean {
    return this.layout === 'bar' || this.layout === 'button';
  }

  #arrange(): void {
    widgets.add(this);
    looks.forEach((look) => look());
    this.frame?.arrange();
  }

  // What is set

  get #hasLinks(): boolean {
    return !!this.querySelector(':scope > a[data-amount]');
  }

  get #isSetUp(): boolean {
    return !!currencyRule(this.currency) && isCampaign(this.campaign) && (this.endpoint ? !!webAddress(this.endpoint) : this.#hasLinks && !!this.extras);
  }

  /** @internal */
  readTiers(isValueNew = false): void {
    const { frequency } = this;
    this.#labels = readLabels(this, frequency, (text) => this.minor(text));
    const list = { once: this.amounts, month: this.amountsMonth ?? this.amounts, year: this.amountsYear ?? this.amounts }[frequency];
    const amounts = words(list).map((amount) => this.minor(amount)).filter((amount) => amount !== undefined);
    this.tiers = [...new Set(this.extras?.links.read(amounts) ?? amounts)];
    // A tier that is no longer shown is no longer chosen.
    if (this.choice !== 'other' && !this.isTier(this.choice)) this.choice = undefined;
    const value = this.minor(this.value);
    if (isValueNew && (this.choice === undefined || this.hasUpdated)) {
      this.#renew();
      this.choice = this.isTier(value) ? value : value && this.hasField ? 'other' : undefined;
      this.typed = '';
      if (this.choice === 'other') this.write(value!);
    }
  }

  /** What runs for what was set before is over: its answer would be about something else. */
  #drop(): void {
    this.#turn++;
    this.trouble = undefined;
    this.press?.renew();
    this.journey?.stop();
    this.phase = 'choosing';
  }
}
