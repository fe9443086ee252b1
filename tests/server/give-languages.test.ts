import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { languages } from '../../src/shared/strings.ts';
import { faultIn, placesOf, sentencesOf } from '../shared/sentences.ts';
import { atSandbox, type AtSandbox } from './at-sandbox.ts';
import { asForm, give, own, shown, type Shown } from './giving.ts';
import { atStripe, filled, money, spoken } from './languages.ts';
import { page, recorded, stand } from './stand.ts';

// Each page says everything in the reader's language, with sums as that language writes them.

const manageUrl = 'https://billing.example/login';
const settings = { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Harbour Post', currency: 'EUR', manageUrl } }) };
const cleanups: (() => unknown)[] = [];
let here: AtSandbox;
before(async () => { here = await atSandbox({ after: (done) => cleanups.push(done) }, { settings }); });
after(async () => { for (const done of cleanups.toReversed()) await done(); });

/** The page says it is in this language; what reads it out believes that. */
function assertSpeaks({ page: text, headers }: Shown, language: string): void {
  const [, lang, dir] = /<html lang="([^"]*)" dir="([^"]*)">/.exec(text)!;
  assert.deepEqual([lang, dir], [language, language === 'ar' ? 'rtl' : 'ltr']);
  assert.match(headers.get('Vary') ?? '', /(?:^|, )Accept-Language(?:,|$)/);
}
const inside = (text: string, tag: string) => [...text.matchAll(new RegExp(`<${tag}(?=[\\s>])[^>]*>(?:<a [^>]*>)?([^<]*)`, 'g'))].map(([, words]) => words!.trim().replace(/\s+/g, ' ').replaceAll('&#39;', "'"));

test('ten languages are spoken', () => {
  assert.equal(spoken.length, 10);
  assert.equal(new Set(spoken.map(([, words]) => words.legend)).size, 10);
});

for (const [language, words] of spoken) {
  test(`${language}: each sentence is well made, and has the places of the English`, () => {
    const { wait: _, ...rest } = words;
    const { wait: __, ...english } = spoken[0]![1];
    assert.deepEqual(placesOf(rest), placesOf(english));
    assert.deepEqual(sentencesOf(words).filter(([, text]) => faultIn(text)), []);
    // A sum between words that are written from the right keeps its order in an isolate.
    if (language === 'ar') for (const [name, text] of sentencesOf(rest)) assert.ok(!text.replaceAll(/\u2068\{\w+\}\u2069/g, '').includes('{'), name);
  });

  test(`${language}: the form, from its heading to its note`, async () => {
    const form = await shown(here.send(`/give?lang=${language}&return=${page}/`));
    assertSpeaks(form, language);
    assert.deepEqual([form.status, form.fields.lang], [200, language]);
    assert.deepEqual(inside(form.page, 'title'), ['The Harbour Post']);
    assert.deepEqual(inside(form.page, 'h1'), ['The Harbour Post']);
    assert.deepEqual(inside(form.page, 'legend'), [words.howOften, words.legend]);
    assert.deepEqual(inside(form.page, 'label for="other"'), [filled(words.otherIn, { currency: 'EUR' })]);
    assert.deepEqual(inside(form.page, 'button'), [words.giveAny.once]);
    const { once, month, year } = words.frequencies;
    const tiers = [100, 2500, 5000].map((amount) => money(language, amount)).join(' ');
    const bounds = filled(words.between, { min: money(language, 5), max: money(language, 50_000) });
    assert.equal(form.text, filled(`The Harbour Post ${words.howOften} ${once} ${month} ${year} ${words.repeats} ${words.legend} ${money(language, 0)} ${words.free} ${tiers} ${words.other} ${filled(words.otherIn, { currency: 'EUR' })} ${bounds} ${words.giveAny.once} ${words.note.once} ${words.backToPage}`));
    assert.deepEqual(form.links, { [words.backToPage]: `${page}/` });
  });

  test(`${language}: a link that cannot be used, and what repeats`, async (t) => {
    assert.deepEqual(inside((await shown(here.send(`/give?lang=${language}&frequency=week`))).page, 'p class="notice"'), [filled(words.linkUnusable)]);
    for (const frequency of ['month', 'year'] as const) {
      const alone = await stand(t, { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'A lifeboat', frequencies: [frequency] } }) });
      const { text } = await shown(alone.send(`/give?lang=${language}`));
      assert.ok(text.endsWith(filled(`${words.giveAny[frequency]} ${words.note[frequency]}`)), text);
    }
  });

  test(`${language}: what is wrong and what is not clear`, async (t) => {
    const recording = await recorded(t, settings);
    const typed = (amount: number) => new Intl.NumberFormat(language, { useGrouping: false }).format(amount);
    const sum = (amount: number) => money(language, amount);
    const { complaints } = words;
    const said: [change: Record<string, string>, sentence: string, answers?: string[]][] = [
      [{}, complaints.amount_missing],
      [{ other: 'abc' }, filled(complaints.amount_unreadable, { amount: sum(13) })],
      [{ other: typed(4) }, filled(complaints.amount_too_small, { amount: sum(5) })],
      [{ other: typed(50_001) }, filled(complaints.amount_too_large, { amount: sum(50_000) })],
      [{ other: '13.' }, filled(words.didYouMean, { amount: sum(13) }), [filled(words.yes, { amount: sum(13) })]],
      [{ other: typed(25_000) }, filled(words.isRight, { amount: sum(25_000) }), [filled(words.yes, { amount: sum(25_000) })]],
      [{ amount: '100.00', other: typed(20) }, filled(words.whichOne, { chosen: sum(100), written: sum(20) }), [sum(100), sum(20)]],
      [{ amount: '0.00', other: typed(20) }, filled(words.whichOne, { chosen: words.free, written: sum(20) }), [words.free, sum(20)]],
      [{ amount: '100.00', other: 'abc' }, filled(words.chosenOnly, { chosen: sum(100) }), [filled(words.yes, { amount: sum(100) })]],
    ];
    for (const [change, sentence, answers] of said) {
      const form = await shown(give(recording, change, `?lang=${language}`));
      assertSpeaks(form, language);
      assert.deepEqual([form.status, form.fields.lang], [400, language], 'the language is kept');
      assert.deepEqual(inside(form.page, 'title'), [filled(words.check, { title: 'The Harbour Post' })]);
      assert.deepEqual(inside(form.page, 'p class="wrong"'), [filled(sentence)]);
      const again = answers ? inside(form.page, 'legend').at(-1) : inside(form.page, 'p class="error"')[0];
      assert.equal(again, filled(sentence), 'it is said at its place, too');
      if (answers) assert.deepEqual([...form.page.matchAll(/name="confirmed"[^>]*><span>([^<]*)/g)].map(([, name]) => filled(name!)), answers.map((text) => filled(text)));
    }
    assert.deepEqual(recording.recorder.calls, []);
    for (const [code, sentence] of [['amount_too_small', complaints.too_small], ['amount_too_large', complaints.too_large], ['resource_missing', complaints.refused]] as const) {
      recording.recorder.answer = () => ({ status: 400, body: { error: { type: 'invalid_request_error', code, message: 'LEAK' } } });
      const form = await shown(give(recording, { amount: '100.00' }, `?lang=${language}`));
      assert.deepEqual(inside(form.page, 'p class="wrong"'), [sentence], code);
    }
  });

  test(`${language}: 12.50 as it is written there opens a session of 1250 EUR, with Stripe's page in ${atStripe[language]}`, async (t) => {
    for (const options of [{}, { style: 'currency', currency: 'EUR' }] as Intl.NumberFormatOptions[]) {
      const recording = await recorded(t, settings);
      const other = new Intl.NumberFormat(language, { minimumFractionDigits: 2, ...options }).format(12.5);
      const { status } = await give(recording, { other }, `?lang=${language}`);
      const [call, ...more] = recording.recorder.calls.map(({ form }) => form);
      assert.deepEqual([status, more.length], [303, 0], other);
      assert.deepEqual([call!['line_items[0][price_data][unit_amount]'], call!['line_items[0][price_data][currency]'], call!.locale], ['1250', 'eur', atStripe[language]]);
      for (const url of [call!.success_url!, call!.cancel_url!]) assert.equal(new URL(url).searchParams.get('lang'), language);
    }
  });

  test(`${language}: thanks for 1234.50, once and every month, paid and on its way`, async () => {
    const sum = money(language, 1234.5);
    for (const [frequency, choice] of [['once', 'pay'], ['once', 'debit'], ['month', 'pay'], ['month', 'debit']] as const) {
      const answer = await give(here, { amount: '1234.50', frequency }, `?lang=${language}`);
      const session = /cs_\w+$/.exec(answer.headers.get('Location') ?? '')?.[0] ?? '';
      const open = await shown(here.send(`/give/thanks?lang=${language}&support_session=${session}`));
      assertSpeaks(open, language);
      assert.equal(open.text, filled(`${words.notFinished} ${words.notPaidYet} ${words.again}`));
      await here.pay(session, choice);
      const done = await shown(here.send(`/give/thanks?lang=${language}&support_session=${session}`));
      assertSpeaks(done, language);
      const sentence = filled(words[choice === 'pay' ? 'received' : 'onTheWay'][frequency], { amount: sum });
      assert.equal(done.text, filled(`${words.thanks} ${sentence} ${words.receipt} ${frequency === 'month' ? words.manage : ''} ${words.again}`));
      assert.equal(new URL(done.links[words.again]!, `${own}/give/thanks`).searchParams.get('lang'), language);
    }
  });

  test(`${language}: who chooses 0 is thanked, too`, async () => {
    const free = await shown(give(here, { amount: '0.00' }, `?lang=${language}`));
    assertSpeaks(free, language);
    assert.equal(free.text, filled(`The Harbour Post ${words.freeThanks} ${words.again}`));
  });

  test(`${language}: pages of what did not work`, async (t) => {
    const down = await stand(t, settings);
    const found: [Promise<Response>, number, string][] = [
      [here.send(`/give?campaign=nobody&lang=${language}`), 404, `${words.notHere} ${words.nothingToSupport}`],
      [here.send(`/give/elsewhere?lang=${language}`), 404, `${words.notHere} ${words.nothingToSupport}`],
      [here.send(`/give/thanks?support_session=cs_test_unheard&lang=${language}`), 404, `${words.notHere} ${words.noSuchGift}`],
      [here.send(`/give?lang=${language}`, { method: 'DELETE' }), 405, `${words.didNotWork} ${words.complaints.refused}`],
      [here.send('/give', asForm({ lang: language, tip: '1' }, { 'Accept-Language': language })), 400, `${words.didNotWork} ${words.complaints.refused}`],
      [here.send('/give', asForm({ lang: language, campaign: 'nobody' })), 404, `${words.notHere} ${words.nothingToSupport}`],
      [down.send(`/give/thanks?support_session=cs_test_x&lang=${language}`), 503, `${words.didNotWork} ${words.complaints.unconfirmed} ${words.checkAgain}`],
    ];
    for (const [response, status, text] of found) {
      const answer = await shown(response);
      assertSpeaks(answer, language);
      assert.deepEqual([answer.status, answer.text], [status, filled(text)]);
    }
    const form = await shown(give(down, { amount: '100.00' }, `?lang=${language}`));
    assert.deepEqual([form.status, inside(form.page, 'p class="wrong"')], [503, [words.complaints.unavailable]]);
  });
}

// --- Which language it is

const asked: [header: string | undefined, language: string, lang?: string][] = [
  ...languages.map((language): [string, string, string?] => [language, language, language === 'en' ? undefined : language]),
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['*;q=0.1, de', 'de', 'de'],
  ['de-AT;q=0.9', 'de', 'de-AT'],
  ['DE-at', 'de', 'de-AT'],
  ['pt-PT, pt;q=0.9', 'pt-BR', 'pt-PT'],
  ['sv-SE, sv;q=0.9, nl;q=0.8, en;q=0.7', 'nl', 'nl'],
  ['en-GB, de;q=0.9', 'en'],
  ['fr-CA ; q=0.9 , en', 'en'],
  ['fr-CA ; q=0.9 , en;q=0.8', 'fr', 'fr-CA'],
  ['de;q=0.1, fr;q=0.9', 'fr', 'fr'],
  ['en;q=0.5, ja', 'ja', 'ja'],
  ['fr;q=0, de;q=0.2', 'de', 'de'],
  ['de;q=0', 'en'],
  ['sv, zh-Hant-TW', 'en'],
  ['x-klingon, en-a, i-default, ;;, "de", <script>, pl', 'pl', 'pl'],
  ['; q=1,,,\t', 'en'],
  ['de_DE', 'en'],
  ['a'.repeat(5000), 'en'],
  [`${'sv,'.repeat(2000)}it`, 'it', 'it'],
];
for (const [header, language, lang] of asked) {
  test(`Accept-Language: ${header?.slice(0, 60)} is answered in ${language}`, async () => {
    const headers: Record<string, string> = header === undefined ? {} : { 'Accept-Language': header };
    const form = await shown(here.send('/give', { headers }));
    assertSpeaks(form, language);
    assert.equal(form.fields.lang, lang);
    assert.deepEqual(inside(form.page, 'legend').at(-1), spoken.find(([one]) => one === language)![1].legend);
    for (const path of ['/give?campaign=nobody', '/give/thanks?support_session=cs_test_unheard']) assertSpeaks(await shown(here.send(path, { headers })), language);
  });
}

test('a language in the address comes before the browser\'s, and what is none does not', async () => {
  const headers = { 'Accept-Language': 'ja, de' };
  for (const [lang, language] of [['de', 'de'], ['en', 'en'], ['', 'ja'], ['en_US', 'ja'], ['"><b>', 'ja']]) {
    assertSpeaks(await shown(here.send(`/give?lang=${encodeURIComponent(lang!)}`, { headers })), language!);
  }
});

for (const [lang, language] of [['de-AT', 'de'], ['DE', 'de'], ['pt', 'pt-BR'], ['pt-PT', 'pt-BR'], ['fr-CA', 'fr'], ['es-419', 'es'], ['ar-EG', 'ar'], ['zh', 'en'], ['sv-SE', 'en'], ['xx', 'en']] as const) {
  test(`?lang=${lang} is answered in ${language}`, async () => {
    const form = await shown(here.send(`/give?lang=${lang}`, { headers: { 'Accept-Language': 'ja' } }));
    assertSpeaks(form, language);
    assert.equal(inside(form.page, 'legend').at(-1), spoken.find(([one]) => one === language)![1].legend);
  });
}

test('the form that is sent keeps its language, whatever the browser asks for then', async (t) => {
  const recording = await recorded(t, settings);
  const { fields } = await shown(recording.send('/give', { headers: { 'Accept-Language': 'de-AT' } }));
  const send = (change: Record<string, string>) => shown(recording.send('/give', asForm({ ...fields, ...change }, { 'Accept-Language': 'ja' })));
  const wrong = await send({ other: 'abc' });
  assertSpeaks(wrong, 'de');
  assert.equal(wrong.fields.lang, 'de-AT');
  assertSpeaks(await send({ amount: '0.00' }), 'de');
  assert.equal((await send({ other: '12,50' })).status, 303);
  const { form } = recording.recorder.calls[0]!;
  assert.deepEqual([form['line_items[0][price_data][unit_amount]'], form.locale, new URL(form.success_url!).searchParams.get('lang')], ['1250', 'de', 'de-AT']);
});

test('a form in a page of the owner\'s that names no language is answered in the browser\'s', async (t) => {
  const recording = await recorded(t, settings);
  assertSpeaks(await shown(recording.send('/give', asForm({ other: 'abc' }, { Origin: page, 'Accept-Language': 'pl' }))), 'pl');
  assert.equal((await recording.send('/give', asForm({ other: '12,50' }, { Origin: page, 'Accept-Language': 'pl' }))).status, 303);
  assert.equal(recording.recorder.calls[0]!.form.locale, 'pl');
});
