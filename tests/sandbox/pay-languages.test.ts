// The pay page in the reader's language: the one the session was given, else the one the browser asks for.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type Stripe from 'stripe';
import { payWordsFor, type PayStrings } from '../../src/sandbox/pay/words.ts';
import { languages, type Language } from '../../src/shared/strings.ts';
import { faultIn, placesOf, sentencesOf } from '../shared/sentences.ts';
import { embeddedGift, gift, stand, type Stand } from './stand.ts';

let here: Stand;
before(async () => { here = await stand(); });
after(() => here.close());

/** The button for 12.50 euro, once and every month, as each language says it. */
const buttons: Record<Language, [once: string, monthly: string]> = {
  en: ['Pay €12.50', 'Pay €12.50 every month'],
  es: ['Pagar 12,50 €', 'Pagar 12,50 € al mes'],
  de: ['12,50 € zahlen', '12,50 € im Monat zahlen'],
  fr: ['Payer 12,50 €', 'Payer 12,50 € par mois'],
  'pt-BR': ['Pagar € 12,50', 'Pagar € 12,50 por mês'],
  it: ['Paga 12,50 €', 'Paga 12,50 € al mese'],
  nl: ['€ 12,50 betalen', '€ 12,50 per maand betalen'],
  pl: ['Zapłać 12,50 €', 'Zapłać 12,50 € co miesiąc'],
  ja: ['€12.50を支払う', '毎月€12.50を支払う'],
  ar: ['دفع 12.50 €', 'دفع 12.50 € شهريًا'],
};

/** What a language's file says. */
const wordsOf = async (language: Language): Promise<PayStrings> =>
  language === 'en' ? payWordsFor('en') : ((await import(`../../src/sandbox/pay/locales/${language}.ts`)) as { default: PayStrings }).default;

/** Without what is not seen: direction marks, and which kind of space it is. */
const plain = (text: string): string => text.replaceAll(/\p{Cf}/gu, '').replaceAll('&#39;', "'").replaceAll(/\s+/g, ' ').trim();

/** The sum alone, as a button has it. */
const sumIn = (button: string): string => /€ ?12[.,]50|12[.,]50 ?€/.exec(button)![0];

interface Page {
  status: number;
  lang: string;
  title: string;
  heading: string;
  buttons: string[];
  /** All that is read, from the notice to the footer. */
  text: string;
}

async function pageOf(answer: Response): Promise<Page> {
  const page = await answer.text();
  const [, lang, dir] = /<html lang="([^"]*)" dir="([^"]*)">/.exec(page)!;
  assert.equal(dir, lang === 'ar' ? 'rtl' : 'ltr');
  assert.match(answer.headers.get('vary') ?? '', /Accept-Language/);
  const inside = (tag: string) => [...page.matchAll(new RegExp(`<${tag}(?=[\\s>])[^>]*>(?:<bdi>)?([^<]*)`, 'g'))].map(([, words]) => plain(words!));
  return { status: answer.status, lang: lang!, title: inside('title')[0]!, heading: inside('h1')[0]!, buttons: inside('button'), text: plain(page.slice(page.indexOf('<body')).replaceAll(/<[^>]+>/g, '')) };
}

const price = (recurring?: { interval: 'day' | 'month' | 'week' | 'year'; interval_count?: number }) => [
  { quantity: 1, price_data: { currency: 'eur', unit_amount: 1250, product_data: { name: 'The Harbour Post' }, ...(recurring && { recurring }) } },
];
const euros = { line_items: price() };
const every = (interval: 'day' | 'month' | 'week' | 'year', interval_count = 1): Partial<Stripe.Checkout.SessionCreateParams> =>
  ({ mode: 'subscription', line_items: price({ interval, interval_count }), submit_type: undefined, payment_intent_data: undefined });

const addressOf = (session: Stripe.Checkout.Session) => session.url ?? `${here.origin}/sandbox/embed/${session.client_secret}`;
const get = async (address: string, accepted?: string) => pageOf(await fetch(address, { headers: accepted ? { 'Accept-Language': accepted } : {} }));
const post = async (address: string, choice: string, accepted?: string) => pageOf(await fetch(`${address}/${choice}`, { method: 'POST', headers: accepted ? { 'Accept-Language': accepted } : {} }));

/** A session in a language as the function asks for it, and what the reader's browser asks for: Stripe has no Arabic, so that comes by the browser. */
function spoken(language: Language): { locale: Stripe.Checkout.SessionCreateParams.Locale; accepted: string } {
  return language === 'ar' ? { locale: 'auto', accepted: 'ar' } : { locale: language, accepted: 'sv, ja;q=0.5' };
}

for (const language of languages) {
  test(`${language}: each sentence is well made, and has the places of the English`, async () => {
    const words = await wordsOf(language);
    const { language: _, ...english } = payWordsFor('en');
    const { language: __, ...own } = payWordsFor(language);
    assert.deepEqual(placesOf(own), placesOf(english));
    assert.deepEqual(sentencesOf(own).filter(([, text]) => faultIn(text)), []);
    if (language !== 'en') assert.deepEqual(own, words, 'the language is the one of its file');
    // What is put between words that are written from the right keeps its order in an isolate.
    if (language === 'ar') for (const [name, text] of sentencesOf(own)) assert.ok(!text.replaceAll(/\u2068\{\w+\}\u2069/g, '').includes('{'), name);
  });

  for (const [where, create] of [['hosted', gift], ['embedded', embeddedGift]] as const) {
    const { locale, accepted } = spoken(language);
    const isHosted = where === 'hosted';

    describe(`${language}, ${where}`, () => {
      const opened = (change: Partial<Stripe.Checkout.SessionCreateParams> = {}) => here.stripe.checkout.sessions.create(create({ ...euros, locale, ...change }));

      test('the page is in it, from its title to its footer', async () => {
        const words = await wordsOf(language);
        const [once] = buttons[language];
        const page = await get(addressOf(await opened()), accepted);
        assert.deepEqual([page.status, page.lang], [200, language]);
        assert.equal(page.title, plain(words.titled.replace('{title}', once)));
        assert.equal(page.heading, 'The Harbour Post');
        assert.deepEqual(page.buttons, [once, words.debit, words.decline].map(plain));
        const cancel = isHosted ? ` ${words.cancel}` : '';
        const body = `${words.sandbox} ${words.noCard} The Harbour Post SUM ${once} ${words.debit} ${words.decline}${cancel} ${words.standsIn} `;
        assert.ok(page.text.startsWith(plain(body.replace('SUM', sumIn(once)))), page.text);
        assert.ok(page.text.endsWith(language === 'ar' ? plain(words.speaksBrowsers) : plain(words.speaks.replace('{language}', new Intl.DisplayNames(language, { type: 'language' }).of(language)!).replace('{locale}', language))), page.text);
      });

      test('a gift every month says so, on the button too', async () => {
        const [, monthly] = buttons[language];
        const page = await get(addressOf(await opened(every('month'))), accepted);
        assert.equal(page.buttons[0], monthly);
        assert.equal(page.text.split(plain((await wordsOf(language)).sum.month.replace('{amount}', sumIn(monthly)))).length, 3, page.text);
      });

      test('a declined card, then a debit on its way', async () => {
        const words = await wordsOf(language);
        const session = await opened(isHosted ? { success_url: undefined, ui_mode: 'embedded_page', cancel_url: undefined, return_url: 'https://post.example/', redirect_on_completion: 'if_required' } : {});
        const address = `${here.origin}/sandbox/embed/${session.client_secret}`;
        const declined = await post(isHosted ? addressOf(await opened()) : address, 'decline', accepted);
        assert.equal(declined.lang, language);
        assert.ok(declined.text.includes(plain(`${words.declined} ${isHosted ? words.tryAgainOrBack : words.tryAgain}`)), declined.text);
        if (isHosted) return;
        const debited = await post(address, 'debit', accepted);
        assert.deepEqual([debited.lang, debited.heading], [language, plain(words.onItsWay)]);
        assert.ok(debited.text.includes(plain(words.settlesLater)));
        const paid = addressOf(await opened());
        assert.deepEqual([(await post(paid, 'pay', accepted)).heading, (await get(paid, accepted)).text.includes(plain(words.thanks))], [plain(words.paid), true]);
      });

      test('an expired session, and none at all', async () => {
        const words = await wordsOf(language);
        const session = await opened();
        const address = addressOf(session);
        await here.stripe.checkout.sessions.expire(session.id);
        const expired = await get(address, accepted);
        assert.deepEqual([expired.status, expired.lang, expired.heading], [410, language, plain(words.expired)]);
        assert.ok(expired.text.includes(plain(`${words.beginAgain}${isHosted ? ` ${words.back}` : ''}`)), expired.text);
        // Nobody gave it a language but the browser.
        const none = await get(`${here.origin}/sandbox/${isHosted ? 'pay' : 'embed'}/cs_test_none`, language);
        assert.deepEqual([none.status, none.lang, none.heading], [404, language, plain(words.nothingHere)]);
        assert.ok(none.text.includes(plain(words.noSession)));
      });
    });
  }
}

const periods: [language: Language, interval: 'day' | 'month' | 'week' | 'year', count: number, button: string][] = [
  ['en', 'week', 2, 'Pay €12.50 every 2 weeks'],
  ['en', 'day', 1, 'Pay €12.50 every day'],
  ['es', 'month', 3, 'Pagar 12,50 € cada 3 meses'],
  ['de', 'week', 2, '12,50 € alle 2 Wochen zahlen'],
  ['fr', 'week', 2, 'Payer 12,50 € par période de 2 semaines'],
  ['pt-BR', 'month', 6, 'Pagar € 12,50 a cada 6 meses'],
  ['it', 'day', 10, 'Paga 12,50 € ogni 10 giorni'],
  ['nl', 'year', 2, '€ 12,50 per 2 jaar betalen'],
  ['pl', 'week', 2, 'Zapłać 12,50 € co 2 tygodnie'],
  ['pl', 'month', 5, 'Zapłać 12,50 € co 5 miesięcy'],
  ['ja', 'week', 2, '2 週間ごとに€12.50を支払う'],
  ['ar', 'month', 2, 'دفع 12.50 € لكل فترة مدتها شهران'],
  ['ar', 'month', 3, 'دفع 12.50 € لكل فترة مدتها 3 أشهر'],
];
for (const [language, interval, count, button] of periods) {
  test(`${language}: every ${count} ${interval}(s)`, async () => {
    const { locale, accepted } = spoken(language);
    const page = await get(addressOf(await here.stripe.checkout.sessions.create(gift({ locale, ...every(interval, count) }))), accepted);
    assert.equal(page.buttons[0], button);
  });
}

const asked: [locale: Stripe.Checkout.SessionCreateParams.Locale | undefined, accepted: string | undefined, language: Language, sum: string][] = [
  ['pt', 'de', 'pt-BR', '€ 12,50'],
  ['es-419', 'de', 'es', 'EUR 12.50'],
  ['fr-CA', 'de', 'fr', '12,50 €'],
  ['en-GB', 'de', 'en', '€12.50'],
  ['en', 'ar', 'en', '€12.50'],
  ['sv', 'de', 'en', '12,50 €'], // told, and not one of ours: English, as the widget has it
  ['auto', 'de-AT, en;q=0.5', 'de', '€ 12,50'],
  ['auto', 'sv, nl;q=0.8', 'nl', '€ 12,50'],
  ['auto', 'en-GB, de', 'en', '€12.50'],
  ['auto', undefined, 'en', '€12.50'],
  [undefined, 'ja', 'ja', '€12.50'],
  [undefined, '"><script>', 'en', '€12.50'],
];
for (const [locale, accepted, language, sum] of asked) {
  test(`a session in ${locale ?? 'no language'} for a browser that asks for ${accepted ?? 'nothing'} is in ${language}`, async () => {
    for (const create of [gift, embeddedGift]) {
      const page = await get(addressOf(await here.stripe.checkout.sessions.create(create({ ...euros, ...(locale && { locale }) }))), accepted);
      assert.equal(page.lang, language);
      assert.ok(page.buttons[0]!.includes(sum), page.buttons[0]);
    }
  });
}
