import { html, type PropertyValues, type TemplateResult } from 'lit';
import { currencyRule } from '../shared/currencies.ts';
import type { CampaignAnswer } from '../shared/gift.ts';
import { parseDecimal } from '../shared/money.ts';
import { watchCampaign } from './campaigns.ts';
import { campaignAddress, isCampaign, webAddress } from './endpoint.ts';
import { SpeakingElement } from './speaking-element.ts';
import { fill } from '../shared/strings.ts';
import { styles } from './support-goal.styles.ts';
import type { SupportWidget } from './support-widget.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-goal': SupportGoal;
  }
}

/**
 * How far a campaign is, as a sentence and a bar: "$100 of $5,000". Inside a `<support-widget>` it takes the
 * endpoint, campaign and currency from there.
 *
 * @csspart sentence - "$100 of $5,000"
 * @csspart bar - the bar under it
 * @csspart fill - the part of the bar that is reached
 * @csspart ticks - the marks under the bar
 * @cssproperty --support-accent - colour of the bar
 */
export class SupportGoal extends SpeakingElement {
  static override styles = styles;

  static override properties = {
    ...SpeakingElement.properties,
    endpoint: {},
    campaign: {},
    currency: {},
    goal: {},
    raised: {},
    ticks: {},
    answer: { state: true },
  };

  /** Where the owner's function answers; without it the meter shows `raised` and `goal` as they are given. */
  declare endpoint: string | undefined;
  /** Whose meter this is; unset: the widget's around it, else `default`. */
  declare campaign: string | undefined;
  /** ISO 4217, for a meter kept by hand; unset: the widget's around it, else `USD`. */
  declare currency: string | undefined;
  /** In major units; stands in place of the campaign's own goal. */
  declare goal: string | number | undefined;
  /** In major units, for a meter kept by hand; the endpoint's figure comes before it. */
  declare raised: string | number | undefined;
  /** Marks on the bar, in major units, separated by spaces. */
  declare ticks: string | undefined;
  private declare answer: CampaignAnswer | undefined;

  #address: string | undefined;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    // It keeps its room from the first, whatever it waits for.
    this.renderRoot ??= (this.createRenderRoot() as ShadowRoot);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Not at once: an element that is only moved asks nothing again.
    this.requestUpdate();
  }

  /** @internal */
  protected override whatIsMissing(): Promise<unknown> | undefined {
    // At first the widget around it is drawn before: there its meter has another place.
    return !this.hasUpdated && this.#widget?.isUpdatePending ? this.#widget.updateComplete : super.whatIsMissing();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const endpoint = this.endpoint ?? this.#widget?.endpoint;
    const campaign = this.campaign ?? this.#widget?.campaign ?? 'default';
    this.#watch(endpoint && webAddress(endpoint) && isCampaign(campaign) && this.isConnected ? campaignAddress(endpoint, campaign) : undefined);
  }

  protected override render(): unknown {
    const currency = this.answer?.currency ?? this.currency ?? this.#widget?.currency ?? 'USD';
    if (!currencyRule(currency)) return '';
    const byHand = (value: string | number | undefined) => parseDecimal(String(value), currency);
    const raised = this.answer?.raised ?? byHand(this.raised);
    const goal = byHand(this.goal) ?? this.answer?.goal ?? undefined;
    if (raised === undefined) return '';

    const money = (amount: number) => this.money(amount, currency);
    const sentence = fill(this.words[goal === undefined ? 'meterAlone' : raised < goal ? 'meter' : 'meterReached'], { raised: money(raised), goal: money(goal ?? 0) });
    // The sentence carries the meaning; the bar is for the eye.
    return html`<p part="sentence" lang=${this.spoken}><bdi>${sentence}</bdi></p>
      ${goal ? this.#renderBar(raised, goal, (this.ticks ?? '').split(/\s+/).map(byHand), money) : ''}`;
  }

  #renderBar(raised: number, goal: number, ticks: (number | undefined)[], money: (amount: number) => string): TemplateResult {
    const share = (amount: number) => Math.min(100, Math.max(0, (amount * 100) / goal));
    return html`<div aria-hidden="true" class="bar" part="bar"><div part="fill" .style=${`inline-size: ${share(raised)}%`}></div></div>
      <div aria-hidden="true" class="ticks" part="ticks">
        ${ticks.map((tick) => (tick === undefined ? '' : html`<span class=${`at-${share(tick)}`} .style=${`--at: ${share(tick)}%`}><bdi>${money(tick)}</bdi></span>`))}
      </div>`;
  }

  get #widget(): SupportWidget | null {
    return this.closest('support-widget');
  }

  #watch(address: string | undefined): void {
    if (address === this.#address) return;
    this.#stop?.();
    this.#address = address;
    this.answer = undefined;
    this.#stop = address === undefined ? undefined : watchCampaign(address, (answer) => (this.answer = answer));
  }
}
