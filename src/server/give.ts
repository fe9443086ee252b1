import type { Context } from 'hono';
import { sessionParameter } from '../shared/gift.ts';
import { Problem } from '../shared/problem.ts';
import { openSession, readGift } from './checkout.ts';
import type { Config } from './config.ts';
import { parseGift, type Gift } from './gift.ts';
import { checkOrigin, formAt, originsOf, ownAddress, thanksAt } from './give/addresses.ts';
import { readAmount, tierOf, troubleOf, type Trouble } from './give/amount.ts';
import { entryInAddress, entryInForm, readOffer, readVisit, type Entry, type Offer } from './give/entry.ts';
import { formPage, type ChallengeBox } from './give/form-page.ts';
import { notePage, type Markup } from './give/page.ts';
import { thanksPage } from './give/thanks-page.ts';
import { callerOf, type Admission } from './guards/admission.ts';
import { readForm } from './guards/body.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Log } from './log.ts';
import type { StripeCalls } from './stripe.ts';

/** `GET /give`: the widget's choice as a plain form, for readers and for sites without script. The address may fill it in. */
export const showForm = (config: Config) => (c: Context) => {
  const entry = entryInAddress(new URL(c.req.url).searchParams);
  const { offer, isUnusable } = readOffer(c, entry, config);
  const isGivable = entry.amount === undefined || tierOf(entry, offer) !== undefined;
  return c.html(formPage(offer, entry, { challenge: challengeFor(config, c), notice: isUnusable || !isGivable ? offer.words.linkUnusable : undefined }));
};

/** Turnstile in the form, where it must be answered before the form is sent; the page's policy then allows it. */
function challengeFor({ turnstile }: Config, c: Context, isAsked = false): ChallengeBox | undefined {
  if (!turnstile || !(turnstile.always || isAsked)) return undefined;
  c.get('allowChallenge')?.();
  return { siteKey: turnstile.siteKey, always: turnstile.always, script: new URL('/turnstile/v0/api.js', turnstile.base).href };
}

/** As the form has them; nothing else may become part of Stripe's idempotency key. */
const attemptShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Parsed at the widget's own door. The addresses come after: that door knows only pages of the owner's. */
function giftOf(amount: number, entry: Entry, offer: Offer, config: Config, c: Context): Gift {
  const own = ownAddress(config, c);
  const { campaign, currency = offer.currency, frequency = offer.frequency, attempt = crypto.randomUUID() } = entry;
  if (!attemptShape.test(attempt)) throw new Problem('field_invalid', { field: 'attempt' });
  const gift = parseGift(
    {
      // Who goes back from Stripe's page and chooses otherwise sends the same form again: that is another attempt.
      attempt: `${attempt}.${amount}.${currency}.${frequency}`,
      campaign: campaign ?? offer.campaign.id,
      amount,
      currency,
      frequency,
      returnUrl: `${own}/give/thanks`,
      ...(offer.lang && { locale: offer.lang }),
    },
    { ...config, allowedOrigins: originsOf(config, c) },
  );
  return { ...gift, returnUrl: thanksAt(own, offer), cancelUrl: new URL(formAt(`${own}/`, { ...gift, campaign: gift.campaign.id }, offer)) };
}

/** `POST /give`: on to Stripe, or the form again with what is wrong and all that was chosen. */
export const takeForm = (config: Config, stripe: StripeCalls, ledger: Ledger, admission: Admission, log: Log) => async (c: Context) => {
  checkOrigin(config, c, log);
  const entry = entryInForm(await readForm(c.req.raw));
  const { offer } = readOffer(c, entry, config);
  const again = (trouble: Trouble, isAsked = false) => formPage(offer, entry, { trouble, challenge: challengeFor(config, c, isAsked) });
  c.set('problemPage', (problem, reference) => again({ ...troubleOf(problem, entry, offer), reference }, problem.code === 'challenge_required'));
  const amount = readAmount(entry, offer);
  if (typeof amount === 'object') return c.html(again(amount), 400);
  if (amount === 0 && offer.campaign.amounts.get(offer.currency)!.includes(0)) return c.html(freePage(offer));
  const gift = giftOf(amount, entry, offer, config, c);
  await admission.press(callerOf(c), gift.attempt, entry['cf-turnstile-response']);
  const answer = await openSession(gift, stripe, ledger, admission);
  if (!('url' in answer)) throw new Problem('internal');
  return c.redirect(answer.url, 303);
};

/** 0 is a tier, and goes nowhere. */
function freePage(offer: Offer): Markup {
  const { campaign, currency, frequency, back, words } = offer;
  return notePage(words, campaign.name, [words.freeThanks], [
    ...(back ? [{ href: back.href, label: words.backToPage }] : []),
    { href: formAt('', { campaign: campaign.id, currency, frequency }, offer), label: words.again },
  ]);
}

/** `GET /give/thanks`: where Stripe sends the reader. */
export const thankReader = (config: Config, stripe: StripeCalls, ledger: Ledger, admission: Admission, log: Log) => async (c: Context) => {
  const { search, searchParams } = new URL(c.req.url);
  const visit = readVisit(c, entryInAddress(searchParams), config);
  const { words } = visit;
  c.set('problemPage', ({ status }, reference) =>
    status === 404
      ? notePage(words, words.notHere, [words.noSuchGift])
      : notePage(words, words.didNotWork, [words.complaints.unconfirmed], [{ href: `thanks${search}`, label: words.checkAgain }], reference));
  const { campaign, standing } = await readGift(c, searchParams.get(sessionParameter) ?? '', stripe, ledger, admission, log);
  const { currency, ...choice } = standing;
  // Who has given starts anew; who has not finds the choice as it was.
  const kept = standing.status === 'paid' || standing.status === 'processing' ? {} : choice;
  // The campaign may have ended meanwhile: the gift is thanked for all the same.
  const ours = config.campaigns.get(campaign);
  return c.html(thanksPage({ standing, ...visit, manageUrl: ours?.manageUrl, form: ours && formAt('../', { campaign, currency, ...kept }, visit) }));
};
