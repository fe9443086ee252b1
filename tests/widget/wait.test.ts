// Too many tries: how long to wait is said in minutes, as each language counts them.
import '../../src/widget/index.ts';
import { deepEqual, equal, match } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { all, textOf, the } from './by-role.ts';
import { answer, askedFor, endpoint, hasLeft, payPage } from './endpoint-stand-in.ts';
import { listen } from './page.ts';
import { sayings } from './sayings.ts';

const tooMany = (retryAfter?: string) => (): Response =>
  new Response(JSON.stringify({ status: 429, code: 'too_many' }), { status: 429, headers: { 'Content-Type': 'application/problem+json', ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }) } });

async function pressIn(lang: string, retryAfter?: string): Promise<string> {
  answer({ 'POST checkout': tooMany(retryAfter) });
  await show(`<div lang="${lang}"><support-widget endpoint="${endpoint}" value="100"></support-widget></div>`);
  await click(all('button')[0]!);
  await until('it is said', () => textOf(the('alert')) !== '');
  return textOf(the('alert'));
}

const minutes: Record<string, [seconds: number, said: string][]> = {
  en: [[1, '1 minute.'], [30, '1 minute.'], [60, '1 minute.'], [61, '2 minutes.'], [300, '5 minutes.'], [1500, '25 minutes.'], [86_400, '1,440 minutes.']],
  de: [[30, '1 Minute.'], [60, '1 Minute.'], [61, '2 Minuten.'], [300, '5 Minuten.'], [1500, '25 Minuten.']],
  pl: [[30, '1 minutę.'], [60, '1 minutę.'], [61, '2 minuty.'], [240, '4 minuty.'], [300, '5 minut.'], [720, '12 minut.'], [1320, '22 minuty.'], [1500, '25 minut.']],
  ja: [[30, '1分お待ちください。'], [61, '2分お待ちください。'], [300, '5分お待ちください。'], [1500, '25分お待ちください。']],
  fr: [[30, '1 minute.'], [61, '2 minutes.']],
  // Chinese has one form for all numbers, the English that is said there has two.
  zh: [[30, '1 minute.'], [61, '2 minutes.']],
  'pt-PT': [[30, '1 minuto.'], [61, '2 minutos.']],
};
for (const [lang, waits] of Object.entries(minutes)) {
  for (const [seconds, said] of waits) {
    test(`${seconds} s in a page in ${lang} is "${said}"`, async () => {
      const sentence = await pressIn(lang, String(seconds));
      equal(sentence.endsWith(said), true, sentence);
    });
  }
}

const arabic: [seconds: number, form: 'one' | 'two' | 'few' | 'many'][] = [[30, 'one'], [60, 'one'], [61, 'two'], [180, 'few'], [300, 'few'], [600, 'few'], [660, 'many'], [1500, 'many']];
for (const [seconds, form] of arabic) {
  test(`${seconds} s in a page in ar is its form "${form}"`, async () => {
    const count = new Intl.NumberFormat('ar').format(Math.ceil(seconds / 60));
    equal(await pressIn('ar', String(seconds)), (sayings('ar').wait as Record<string, string>)[form]!.replace('{count}', count));
  });
}

test('without a time the reader is told that nothing was charged', async () => {
  match(await pressIn('en'), /Nothing was charged\. Please try again\.$/);
});

for (const hostile of ['0', '-1', '-0', 'NaN', 'Infinity', '1e400', '86401', '9'.repeat(400), 'soon', 'Wed, 21 Oct 2026 07:28:00 GMT', '<b>5</b>', '', ' ', '5, 6', '1;2']) {
  test(`Retry-After: ${hostile.slice(0, 30)} is no time that is told`, async () => {
    match(await pressIn('en', hostile), /Nothing was charged\. Please try again\.$/);
  });
}

test('a time beside another status is not told: readers may press again', async () => {
  answer({ 'POST checkout': () => new Response('{"status":503}', { status: 503, headers: { 'Retry-After': '120' } }) });
  const errors = listen('support-error');
  await show(`<support-widget endpoint="${endpoint}" value="100"></support-widget>`);
  await click(all('button')[0]!);
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), /Please try again\.$/);
  deepEqual(errors.length, 1);
});

const spent = (seconds: string): Response =>
  new Response('{"status":429,"code":"budget_spent"}', { status: 429, headers: { 'Content-Type': 'application/problem+json', 'Retry-After': seconds } });

test('where others have spent the budget the same attempt waits by itself as it was told, and the reader sees it busy', async () => {
  let asked = 0;
  answer({ 'POST checkout': () => (++asked < 3 ? spent('0.2') : payPage()) });
  await show(`<support-widget endpoint="${endpoint}" value="100"></support-widget>`);
  await click(all('button')[0]!);
  await until('it is busy', () => textOf(the('status')) === 'One moment…');
  await until('it has left', hasLeft);
  equal(textOf(the('alert')), '');
  const attempts = askedFor('POST checkout').map(({ body }) => (body as { attempt: string }).attempt);
  deepEqual([attempts.length, new Set(attempts).size], [3, 1]);
});

test('a longer wait is said; after a few the reader is told, too', async () => {
  answer({ 'POST checkout': () => spent('9') });
  await show(`<support-widget endpoint="${endpoint}" value="100"></support-widget>`);
  await click(all('button')[0]!);
  await until('it is said', () => textOf(the('alert')).endsWith('1 minute.'));
  equal(askedFor('POST checkout').length, 1);
  answer({ 'POST checkout': () => spent('0.1') });
  await click(all('button')[0]!);
  await until('it is said', () => askedFor('POST checkout').length === 5 && textOf(the('alert')).endsWith('1 minute.'));
});

test('another choice ends the waiting: nobody is led away to pay what is no longer chosen', async () => {
  let asked = 0;
  answer({ 'POST checkout': () => (++asked < 2 ? spent('0.3') : payPage()) });
  await show(`<support-widget endpoint="${endpoint}" value="100"></support-widget>`);
  await click(all('button')[0]!);
  await until('it has asked', () => asked === 1);
  await click(the('radio', '$2,500'));
  await new Promise((resolve) => { setTimeout(resolve, 700); });
  deepEqual([asked, hasLeft(), textOf(the('alert'))], [1, false, '']);
});
