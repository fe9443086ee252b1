import { html } from 'lit';
import { pressEn } from '../../shared/english/press.ts';
import type { LaterView } from '../../shared/form.ts';
import type { CheckoutAnswer, CheckoutRequest } from '../../shared/gift.ts';
import type { Complaint, PressStrings, Strings } from '../../shared/strings.ts';
import { readTyped, type Unread } from '../../shared/typed.ts';
import type { Kit } from '../kit.ts';
import type { Phase, SupportWidget, Trouble } from '../support-widget.ts';
import { ask, failure, type EndpointError } from './ask.ts';
import { newAttempt, openCheckout, openTab, targetOf } from './checkout.ts';
import { styles } from './press.styles.ts';

/** An amount this many times the top tier is asked back once: more likely a slip of the hand than a gift. */
const unusual = 5;

/** Seconds, and times, that a press waits by itself where it is told to; longer is said to the reader. */
const longestWait = 8;
const mostWaits = 3;

/** One widget's press of the button, and what stands before it: reading what was typed, and asking back. */
export class Part {
  /** How requests about payments are asked, for the journey too. */
  readonly ask = ask;
  readonly failure = failure;
  /** One press of the button and its retries; another choice is another attempt. */
  #attempt: string | undefined;
  /** The unusual amount that was asked about: it is asked once. */
  #asked: number | undefined;
  /** Counts what makes a running press stale: its answer is dropped. */
  #turn = 0;
  readonly #host: SupportWidget;
  readonly #kit: Kit;

  constructor(host: SupportWidget, kit: Kit) {
    this.#host = host;
    this.#kit = kit;
    host.wear(styles);
    const before = host.gift;
    host.press = this;
    if (host.isConnected) this.join();
    // The field selects what stands in it; where the mouse brought the focus, WebKit puts a caret in its place as the button comes up.
    host.shadowRoot!.addEventListener('focusin', ({ target }) => target!.addEventListener('mouseup', host.stay, { once: true }));
    // What was typed before can be read now.
    if (!before && host.gift) kit.tell(host, 'support-change', host.gift);
  }

  /** What is said from here on: English is in this part, other languages are whole. */
  get words(): PressStrings & Strings {
    return this.#host.wordsWith(pressEn);
  }

  /** In the page. */
  join(): void {
    addEventListener('pageshow', this.#onPageShow);
  }

  /** Out of it. */
  leave(): void {
    removeEventListener('pageshow', this.#onPageShow);
  }

  /** The page came back from the browser's page cache as it was left: busy for ever, were it not for this. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    const host = this.#host;
    if (!persisted || !host.isBusy || host.journey?.isPayingHere) return;
    this.stop();
    host.phase = 'choosing';
    void host.bring('journey').then((journey) => journey?.arrive(null));
  };

  // The amount

  /** What stands in the field, as the language of the page writes amounts. */
  read(): number | Unread {
    const { typed, currency, language } = this.#host;
    return readTyped(typed, currency, language, this.#kit.currencyRule(currency)!, this.#kit.minorUnits);
  }

  /** The typed amount, if it can be given; else says at the field why not. */
  #checkField(isPressed = false): number | undefined {
    const host = this.#host;
    const { amount } = host;
    const min = host.minor(host.min);
    const max = host.minor(host.max);
    const top = Math.max(0, ...host.tiers);
    const at = 'field';
    if (typeof amount === 'object') host.trouble = { at, ...amount };
    else if (!amount || amount < (min ?? 1)) host.trouble = { at, code: 'amount_too_small', limit: min };
    else if (amount > (max ?? amount)) host.trouble = { at, code: 'amount_too_large', limit: max };
    else if (isPressed && this.#asked !== amount && top && amount >= top * unusual) {
      host.trouble = { at, code: 'amount_unusual', suggestion: amount };
      this.#asked = amount;
    } else return amount;
    return undefined;
  }

  leaveField(): void {
    const host = this.#host;
    // Loaded after the field was left, and meanwhile another was chosen, or the field again.
    if (host.choice !== 'other' || !host.typed || host.shadowRoot!.activeElement?.id === 'other') return;
    const amount = this.#checkField();
    if (!amount) return;
    if (host.isTier(amount)) {
      host.choice = amount;
      host.typed = '';
    } else host.write(amount);
  }

  /** "Yes": the amount that was asked about is meant. */
  #accept(amount: number): void {
    this.#host.write(amount);
    this.#host.choose('other');
    this.#asked = amount;
    void this.#host.moveTo('[part=button]');
  }

  // The press

  /** Another choice: nobody is led away to pay what is no longer chosen. */
  renew(): void {
    this.forget();
    this.#asked = undefined;
    this.stop();
    this.#host.journey?.quiet();
  }

  /** The next press is another attempt. */
  forget(): void {
    this.#attempt = undefined;
  }

  /** The answer to a press that still runs is dropped. */
  stop(): void {
    this.#turn++;
  }

  async press(): Promise<void> {
    const host = this.#host;
    const kit = this.#kit;
    const amount = host.choice === 'other' ? this.#checkField(true) : host.choice;
    if (!amount) {
      if (host.choice === undefined) host.trouble = { at: 'tiers', code: 'amount_missing' };
      return host.moveTo(host.choice === 'other' ? '#other' : host.choice === 0 ? '.free button' : '[name=amount]');
    }
    const gift = host.giftOf(amount);
    if (!kit.tell(host, 'support-checkout', gift)) return;

    const isAgain = host.phase === 'failed';
    const target = targetOf(host.target);
    const isEmbedded = host.ui === 'embedded';
    const tab = isEmbedded ? null : openTab(target);
    const turn = ++this.#turn;
    host.phase = 'starting';
    host.trouble = undefined;
    host.journey?.quiet();
    // Loaded beside the request; without it the reader leaves all the same, and is only not remembered.
    const journey = host.bring('journey');
    this.#attempt ??= newAttempt();
    try {
      const request = {
        attempt: this.#attempt,
        campaign: host.campaign,
        ...gift,
        returnUrl: kit.webAddress(host.returnUrl || location.href) ?? location.href,
        locale: host.language,
        ...(isEmbedded && { ui: 'embedded' as const }),
      };
      // Under attack the function wants to see more of the same attempt.
      const answer = await this.#send(request, turn).catch(async (error: unknown) => {
        const challenge = await (await journey)?.answerTo(error);
        if (!challenge) throw error;
        return this.#send({ ...request, challenge }, turn);
      });
      if (turn !== this.#turn) return tab?.close();
      host.phase = 'leaving';
      this.#attempt = undefined;
      const way = await journey;
      if (turn !== this.#turn) return tab?.close();
      if (way) await way.leave(answer, target, tab);
      else if ('url' in answer) (tab ?? (target === '_top' ? window.top! : window)).location.href = answer.url;
      else throw failure({});
    } catch (error) {
      tab?.close();
      // Or the reader went back from a challenge.
      if (turn !== this.#turn || (host.phase as Phase) === 'choosing') return;
      this.fail(error);
      // Stripe keeps a failure under its key for a day, so one that stays is left behind; an unpaid session charges nothing.
      if (isAgain) this.#attempt = undefined;
    }
  }

  /** Where others have spent what may be asked of Stripe, the same attempt waits as it was told, a few times: the reader sees it busy, no more. */
  async #send(request: CheckoutRequest, turn: number): Promise<CheckoutAnswer> {
    for (let tries = 1; ; tries++) {
      try {
        return await openCheckout(this.#kit, this.#host.endpoint, request);
      } catch (error) {
        const { problem, retryAfter = 0 } = error as Partial<EndpointError>;
        if (problem?.code !== 'budget_spent' || !retryAfter || retryAfter > longestWait || tries > mostWaits) throw error;
        await new Promise((resolve) => { setTimeout(resolve, retryAfter * 1000 + 100); });
        if (turn !== this.#turn) throw error;
      }
    }
  }

  /** Says what went wrong; `instead` of the sentence that would follow from the answer. */
  fail(error: unknown, instead?: Complaint): void {
    const host = this.#host;
    const { problem: { code = 'unreachable', status = 0, limit, requestId } = {}, retryAfter } = error as Partial<EndpointError>;
    // Spent for good: the next press needs another key.
    if (code === 'attempt_reused') this.#attempt = undefined;
    const isAboutAmount = !instead && (code === 'amount_too_small' || code === 'amount_too_large');
    host.journey?.stop();
    host.phase = 'failed';
    const reference = typeof requestId === 'string' && /^[\w-]{1,40}$/.test(requestId) ? requestId : undefined;
    host.trouble = isAboutAmount
      ? { at: host.choice === 'other' ? 'field' : 'tiers', code, limit: Number.isSafeInteger(limit) ? limit : undefined }
      : status === 429 && retryAfter && !instead
        ? { at: 'button', code: 'wait', limit: Math.ceil(retryAfter / 60), reference }
        : { at: 'button', code: instead ?? (status >= 400 && status < 409 ? 'refused' : !status && !navigator.onLine ? 'offline' : 'unavailable'), reference };
    this.#kit.tell(host, 'support-error', { code });
    if (isAboutAmount) void host.moveTo(host.choice === 'other' ? '#other' : '[name=amount]:checked');
  }

  // What is said

  sentence({ code, limit, suggestion }: Trouble): string {
    const host = this.#host;
    const { fill } = this.#kit;
    const { complaints, wait, isRight, didYouMean } = this.words;
    if (suggestion) return fill(code === 'amount_unusual' ? isRight : didYouMean, { amount: host.format(suggestion) });
    if (code === 'wait') {
      const plural = new Intl.PluralRules(host.spoken).select(limit!);
      return fill((wait as Record<string, string>)[plural] ?? wait.other, { count: new Intl.NumberFormat(host.language).format(limit!) });
    }
    if (code === 'amount_too_small' && limit === undefined) return complaints.too_small;
    if (code === 'amount_too_large' && limit === undefined) return complaints.too_large;
    // 13 hundred suits every currency, the ones counted in whole hundreds too.
    return fill(complaints[code as Complaint], { amount: host.format(limit ?? 1300) });
  }

  /** What stands in the form from here on. */
  get later(): LaterView {
    const { choice, trouble, phase, isBusy, journey } = this.#host;
    const panel = journey?.renderPanel();
    const status = journey?.status ?? (isBusy && !panel ? this.words[phase as 'starting'] : undefined);
    return {
      said: (at) => (trouble?.at === at ? this.sentence(trouble) : undefined),
      answer: trouble?.suggestion ? this.#renderAnswer(trouble.suggestion) : undefined,
      panel,
      freePanel: choice === 0 ? journey?.renderFree() : undefined,
      status,
      isUnseen: phase === 'thanked' && !journey?.said,
      isSilent: !!(status || panel || trouble?.at === 'button'),
      behind: trouble && html`${trouble.reference ? html` <small>${this.#kit.fill(this.words.reference, { id: trouble.reference })}</small> ` : ''}${trouble.code === 'unconfirmed' ? journey?.renderCheckAgain() : ''}`,
    };
  }

  #renderAnswer(suggestion: number): unknown {
    const host = this.#host;
    const { fill } = this.#kit;
    return html`<button type="button" class="quiet" @mousedown=${host.stay} @click=${() => this.#accept(suggestion)}>${fill(this.words.yes, { amount: host.format(suggestion) })}</button>`;
  }
}

export type Press = Part;
