import { html, type TemplateResult } from 'lit';
import type { CheckoutAnswer, CheckoutStatus } from '../../shared/gift.ts';
import { journeyEn } from '../../shared/english/journey.ts';
import type { JourneyStrings, Strings } from '../../shared/strings.ts';
import type { EndpointError } from './ask.ts';
import type { Thanks } from '../events.ts';
import type { Kit } from '../kit.ts';
import type { SupportWidget } from '../support-widget.ts';
import { cleanAddress, departure, type Departure, forgetDeparture, isWhereReaderLeft, leaveFor, placeOf, rememberDeparture, thisPage } from './departure.ts';
import { styles } from './journey.styles.ts';
import { readCheckout } from './standing.ts';

/** One widget's way to the payment and back, and what it shows on it in the form's place. */
export class Part {
  thanks: Thanks | undefined;
  /** The payment page's address while it is open in another place than this. */
  elsewhere: string | undefined;
  /** What has just happened, said under the button. */
  said: 'cancelled' | 'copied' | undefined;
  /** Takes Stripe's embedded page away, while it is shown. */
  #unmount: (() => void) | undefined;
  /** Ends the challenge, while it is shown. */
  #asking: AbortController | undefined;
  /** Stripe's id of the session that is open, or in doubt. */
  #session: string | undefined;
  /** Counts what makes running questions stale: their answers are dropped. */
  #turn = 0;
  readonly #host: SupportWidget;
  readonly #kit: Kit;

  constructor(host: SupportWidget, kit: Kit) {
    this.#host = host;
    this.#kit = kit;
    host.wear(styles);
    host.journey = this;
  }

  /** What is said from here on: English is in this part, other languages are whole. */
  get words(): Strings & JourneyStrings {
    return this.#host.wordsWith(journeyEn);
  }

  /** Whether the form gives its place to something else. */
  get hasPanel(): boolean {
    return !!this.thanks || !!this.elsewhere || !!this.#unmount || !!this.#asking;
  }

  get isPayingHere(): boolean {
    return !!this.#unmount;
  }

  // To the payment

  /**
   * What the function wants to see before it goes on with an attempt, if it is this that it wants.
   * @returns the answer to its challenge; rejects with the failure itself where there is none
   */
  async answerTo(failure: unknown): Promise<string> {
    const host = this.#host;
    const { code, siteKey } = (failure as Partial<EndpointError>).problem ?? {};
    if (code !== 'challenge_required' || typeof siteKey !== 'string') throw failure;
    const asking = (this.#asking = new AbortController());
    host.requestUpdate();
    host.frame?.spread();
    await host.moveTo('#challenge');
    try {
      const { askChallenge } = await import('./challenge.ts');
      return await askChallenge(host, siteKey, this.#kit.addressOf(host.endpoint, 'sandbox/turnstile.js'), asking.signal);
    } finally {
      if (this.#asking === asking) this.#asking = undefined;
      host.requestUpdate();
    }
  }

  /** Leaves for the payment page, or shows it where it was wanted. */
  async leave(answer: CheckoutAnswer, target: string, tab: Window | null): Promise<void> {
    const host = this.#host;
    const { choice, typed, frequency, covers } = host;
    this.#session = answer.session;
    rememberDeparture(this.#kit, { page: thisPage(), widget: placeOf(host), choice: choice!, typed, frequency, coversFees: covers, session: answer.session });
    if ('clientSecret' in answer) return this.#payHere(answer);
    if (leaveFor(answer.url, target, tab)) return;
    this.elsewhere = answer.url;
    document.addEventListener('visibilitychange', this.#onVisible);
    host.requestUpdate();
  }

  async #payHere({ clientSecret, publishableKey }: { clientSecret: string; publishableKey: string }): Promise<void> {
    const host = this.#host;
    const turn = ++this.#turn;
    this.#unmount = () => {};
    host.requestUpdate();
    host.frame?.spread();
    await host.updateComplete;
    const { mountCheckout } = await import('./embedded.ts');
    const onComplete = () => {
      this.stop();
      void this.#confirm(this.#session!, true);
    };
    const onTaken = () => {
      if (turn !== this.#turn) return;
      this.stop();
      host.phase = 'choosing';
    };
    const unmount = await mountCheckout(host, clientSecret, publishableKey, this.#kit.addressOf(host.endpoint, 'sandbox/stripe.js'), onComplete, onTaken);
    if (turn === this.#turn) this.#unmount = unmount;
    else unmount();
  }

  /** Back from the tab where the payment page is. */
  readonly #onVisible = (): void => {
    if (!document.hidden && this.#session) void this.#confirm(this.#session, true, true);
  };

  // Coming back

  /** From Stripe's page, paid or not, or by the browser's own ways. */
  arrive(returned: string | null): void {
    const host = this.#host;
    const kept = departure(this.#kit);
    // Kept for another page, where the reader may still return to.
    if (!returned && kept?.page && kept.page !== thisPage()) return;
    // Who has pressed again meanwhile is already on the way.
    if (host.phase !== 'choosing' || !isWhereReaderLeft(host, kept)) return;
    if (kept) this.#restore(kept);
    const session = returned ?? kept?.session;
    if (session) void this.#confirm(session, !!kept, !returned);
    else forgetDeparture(this.#kit);
  }

  /** The choice as it was when the reader left. */
  #restore({ choice, typed, coversFees, frequency }: Departure): void {
    const host = this.#host;
    if (host.isTouched) return;
    host.choice = choice;
    host.typed = typed;
    host.covers = !!coversFees;
    if (frequency && host.offered.includes(frequency)) host.frequency = frequency;
    host.readTiers();
  }

  readonly #checkAgain = (): void => {
    this.#host.trouble = undefined;
    void this.#confirm(this.#session!, true);
  };

  /** @param isQuiet nobody said that this was paid: asked, since who did pay must not be asked to pay again */
  async #confirm(session: string, startedHere: boolean, isQuiet = false): Promise<void> {
    const host = this.#host;
    const kit = this.#kit;
    if (!isQuiet) host.phase = 'confirming';
    const turn = ++this.#turn;
    let answer: CheckoutStatus;
    try {
      answer = await readCheckout(kit, host.press!, host.endpoint, session);
    } catch (error) {
      if (turn !== this.#turn || isQuiet) return;
      host.press!.fail(error, 'unconfirmed');
      this.#session = session;
      if (startedHere) void this.#present();
      // Nobody's session: asked again at every reload, it would say so for ever.
      if ((error as EndpointError).problem?.status === 404) cleanAddress(kit.sessionParameter);
      return;
    }
    if (turn !== this.#turn || (isQuiet && !this.elsewhere && host.phase !== 'choosing')) return;
    const { status, ...gift } = answer;
    if (!isQuiet) cleanAddress(kit.sessionParameter);
    // The tab with the payment page is still open.
    if (status === 'open' && this.elsewhere) return;
    this.stop();
    forgetDeparture(kit);
    host.phase = 'choosing';
    if (status === 'expired') host.trouble = { at: 'button', code: status };
    if (status === 'open') this.said = 'cancelled';
    const isGiven = status === 'paid' || status === 'processing';
    const presented = startedHere && (isGiven || !isQuiet) ? this.#present() : undefined;
    if (!isGiven) return host.requestUpdate();
    host.phase = 'thanked';
    this.thanks = { ...gift, processing: status === 'processing' };
    kit.tell(host, 'support-thanks', this.thanks);
    kit.refreshCampaign(kit.campaignAddress(host.endpoint, host.campaign));
    // In a tab that did not start this the reader may be reading: no jump there.
    if (!startedHere) return;
    await presented;
    await host.moveTo('#thanks');
  }

  /** What a reader who came back is to read does not stay in a closed dialog, or in a bar of one line. */
  async #present(): Promise<void> {
    await this.#host.opened();
    this.#host.frame?.spread();
  }

  /** What was said is over, and what was asked is asked of nobody any more: the reader goes on. */
  quiet(): void {
    this.said = undefined;
    this.#asking?.abort();
  }

  /** Ends what is under way: its answers are dropped. */
  stop(): void {
    this.#turn++;
    this.#asking?.abort();
    this.#asking = undefined;
    this.#unmount?.();
    this.#unmount = this.elsewhere = this.thanks = this.said = undefined;
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#host.requestUpdate();
  }

  /** The dialog was closed on Stripe's embedded page. */
  ceasePaying(): void {
    if (this.#unmount) this.turnBack();
  }

  /** The reader wants to choose again. */
  turnBack(): void {
    this.stop();
    forgetDeparture(this.#kit);
    this.#host.phase = 'choosing';
  }

  readonly #again = (): void => {
    this.turnBack();
    void this.#host.moveTo('[name=amount]');
  };

  // What is shown

  /** What has just happened, under the button. */
  get status(): string | undefined {
    const { words, said } = this;
    return said ? words[said] : this.#host.phase === 'thanked' ? words.thanks : this.#host.phase === 'confirming' && !this.elsewhere ? words.confirming : undefined;
  }

  renderCheckAgain(): unknown {
    return html`<button type="button" class="link" @click=${this.#checkAgain}>${this.words.checkAgain}</button>`;
  }

  renderFree(): unknown {
    const { words } = this;
    return html`<div class="free" part="free" role="group" aria-label=${words.free}><slot name="free">${words.freeThanks}</slot> ${this.renderShare()}</div>`;
  }

  renderPanel(): unknown {
    if (!this.hasPanel) return undefined;
    const { fill, webAddress } = this.#kit;
    const { thanks, elsewhere, words } = this;
    const { manageUrl } = this.#host;
    const again = html`<button type="button" class="link" @click=${this.#again}>${words.again}</button>`;
    if (thanks) {
      const manage = thanks.frequency !== 'once' && manageUrl ? webAddress(manageUrl) : undefined;
      const sum = this.#host.money(thanks.amount, thanks.currency);
      return html`<section class="panel" part="thanks" aria-labelledby="thanks">
        <h3 id="thanks" tabindex="-1">${words.thanks}</h3>
        <p>${fill(words[thanks.processing ? 'onTheWay' : 'received'][thanks.frequency], { amount: sum })} ${thanks.processing ? '' : words.receipt}</p>
        ${manage ? html`<p><a href=${manage}>${words.manage}</a></p>` : ''}
        <slot name="thanks"></slot>
        ${this.renderShare()} ${again}
      </section>`;
    }
    if (elsewhere) {
      return html`<section class="panel">
        <p>${words.continueThere}</p>
        <a class="go" href=${elsewhere} target="_blank" rel="noopener">${words.openPage}</a>
        ${again}
      </section>`;
    }
    if (this.#asking) return html`<section class="panel checkout"><p id="challenge" tabindex="-1">${words.challenge}</p><slot name="checkout"></slot>${again}</section>`;
    return this.#unmount ? html`<section class="panel checkout"><slot name="checkout"></slot>${again}</section>` : '';
  }

  renderShare(): TemplateResult {
    return html`<button type="button" part="button" class="quiet" @click=${this.#share}>${this.words.share}</button>`;
  }

  readonly #share = async (): Promise<void> => {
    try {
      if (navigator.share) await navigator.share({ url: location.href, title: document.title });
      else {
        await navigator.clipboard.writeText(location.href);
        this.said = 'copied';
        this.#host.requestUpdate();
      }
    } catch {
      // The reader closed the share sheet, or the browser keeps the clipboard to itself.
    }
  };
}

export type Journey = Part;
