import { html } from 'hono/html';
import { challengeAction } from '../../shared/challenge.ts';
import { currencyRule } from '../../shared/currencies.ts';
import { formatMoney, toDecimal } from '../../shared/money.ts';
import { fill } from '../../shared/strings.ts';
import { nameOf, tierOf, type Trouble } from './amount.ts';
import { offered, type Entry, type Offer } from './entry.ts';
import { linksOf, page, referenceOf, waitSentence, type Markup } from './page.ts';

/** A radio button or a box that looks like the widget's tiers. `label` is markup or text. */
const choice = (input: { type?: string; name: string; value: string; id?: string; isChecked?: boolean; isFirst?: boolean }, label: Markup | string, kind = ''): Markup =>
  html`<label class="tier ${kind}"><input type="${input.type ?? 'radio'}" name="${input.name}" value="${input.value}" ${input.id && html`id="${input.id}"`} ${input.isChecked && 'checked'} ${input.isFirst && 'autofocus'}><span>${label}</span></label>`;

const hidden = (name: string, value: string | undefined): Markup => html`${value && html`<input type="hidden" name="${name}" value="${value}">`}`;

/** The form. Each rendering is an attempt of its own: whoever sends one twice opens one session. */
export function formPage(offer: Offer, entry: Entry, { trouble, notice, challenge }: { trouble?: Trouble; notice?: string; challenge?: ChallengeBox } = {}): Markup {
  const { campaign, currency, back, words } = offer;
  const choices = offered(campaign);
  const frequency = choices.length === 1 ? offer.frequency : 'once';
  return page(words, trouble ? fill(words.check, { title: campaign.name }) : campaign.name, html`
    ${trouble && summary(trouble)}${referenceOf(words, trouble?.reference)}
    <h1>${campaign.name}</h1>
    ${notice && html`<p class="notice">${notice}</p>`}
    <form method="post" action="give" novalidate>
      ${hidden('campaign', campaign.id)}${hidden('currency', currency)}${hidden('lang', offer.lang)}${hidden('return', back?.href)}${hidden('attempt', crypto.randomUUID())}
      ${choices.length === 1 ? hidden('frequency', frequency) : frequencyGroup(offer, choices)}
      ${amountGroup(offer, entry, trouble)}
      ${otherField(offer, entry, trouble)}
      ${trouble?.answers && question(offer, trouble.sentence, trouble.answers)}
      ${challenge && challengeBox(challenge, offer)}
      <button>${words.giveAny[frequency]}</button>
      <p class="quiet">${words.note[frequency]}</p>
    </form>
    ${linksOf(back ? [{ href: back.href, label: words.backToPage }] : [])}
  `);
}

/** Turnstile as the form shows it; its script adds a field of its own. */
export interface ChallengeBox {
  siteKey: string;
  script: string;
  /** Asked of everybody, attack or no attack: then waiting helps nobody. */
  always: boolean;
}

/** A browser without script cannot be asked: its reader comes again when the attack is over. */
const challengeBox = ({ siteKey, script, always }: ChallengeBox, { words, lang, locale }: Offer): Markup => html`
  <div class="cf-turnstile" data-sitekey="${siteKey}" data-action="${challengeAction}" data-language="${lang ?? 'en'}"></div>
  <script src="${script}" defer></script>
  <noscript><p>${always ? words.complaints.refused : waitSentence(words, 300, locale)}</p></noscript>`;

/** Before all else, what is wrong, and the way there. */
function summary({ at, sentence, answers }: Trouble): Markup {
  const place = answers ? 'answer' : { field: 'other', tiers: 'amount', form: '' }[at];
  return html`<p class="wrong" role="alert" ${!place && html`tabindex="-1" autofocus`}>${place ? html`<a href="#${place}">${sentence}</a>` : sentence}</p>`;
}

const frequencyGroup = ({ frequency, words }: Offer, choices: ReturnType<typeof offered>): Markup => html`
  <fieldset aria-describedby="repeats">
    <legend>${words.howOften}</legend>
    <div class="tiers often">${choices.map((one) => choice({ name: 'frequency', value: one, isChecked: one === frequency }, words.frequencies[one]))}</div>
    <p class="quiet" id="repeats">${words.repeats}</p>
  </fieldset>`;

/** The tiers; a link or a page of the owner's may have named another amount, which then is one of them. */
function amountGroup(offer: Offer, entry: Entry, trouble: Trouble | undefined): Markup {
  const { campaign, currency, locale, words } = offer;
  const picked = tierOf(entry, offer);
  const tiers = [...new Set([...campaign.amounts.get(currency)!, ...(picked === undefined ? [] : [picked])])].sort((a, b) => a - b);
  // With nothing to choose from, the field alone says it.
  if (tiers.length === 0) return html``;
  const isWrong = trouble?.at === 'tiers' && !trouble.answers;
  const label = (amount: number) => html`<bdi ${amount === 0 && html`aria-hidden="true"`}>${formatMoney(amount, currency, locale)}</bdi> ${amount === 0 && words.free}`;
  return html`
  <fieldset ${isWrong && html`aria-describedby="amount-wrong"`}>
    <legend>${words.legend}</legend>
    <div class="tiers">
      ${tiers.map((amount, place) =>
        choice({ name: 'amount', value: toDecimal(amount, currency), id: place === 0 ? 'amount' : undefined, isChecked: amount === picked, isFirst: isWrong && place === 0 }, label(amount)))}
      ${choice({ name: 'amount', value: 'other', isChecked: entry.amount === 'other' }, words.other, 'wide')}
    </div>
    ${isWrong && html`<p class="error" id="amount-wrong">${trouble.sentence}</p>`}
  </fieldset>`;
}

function otherField({ currency, limits, locale, words }: Offer, { other }: Entry, trouble: Trouble | undefined): Markup {
  const { exponent, step } = currencyRule(currency)!;
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const isWrong = trouble?.at === 'field' && !trouble.answers;
  return html`
  <div class="other">
    <label for="other">${fill(words.otherIn, { currency })}</label>
    <input id="other" name="other" type="text" inputmode="${exponent && step === 1 ? 'decimal' : 'numeric'}" autocomplete="transaction-amount" value="${other}"
      aria-describedby="bounds${isWrong && ' other-wrong'}" ${isWrong && html`aria-invalid="true" autofocus`}>
    ${isWrong && html`<p class="error" id="other-wrong">${trouble.sentence}</p>`}
    <p class="quiet" id="bounds">${fill(words.between, { min: money(limits.min), max: money(limits.max) })}</p>
  </div>`;
}

/** The answer names its amount, so it holds for no other that is written since. */
function question(offer: Offer, sentence: string, answers: number[]): Markup {
  const isAlone = answers.length === 1;
  return html`
  <fieldset class="question">
    <legend>${sentence}</legend>
    <div class="tiers answers">${answers.map((amount, place) => {
      const name = nameOf(amount, offer);
      return choice({ type: isAlone ? 'checkbox' : 'radio', name: 'confirmed', value: toDecimal(amount, offer.currency), id: place === 0 ? 'answer' : undefined, isFirst: place === 0 }, isAlone ? fill(offer.words.yes, { amount: name }) : name, isAlone ? 'wide' : '');
    })}</div>
  </fieldset>`;
}
