import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { laterEn } from '../../src/shared/later-strings.ts';
import { en, fill, languageFor, languages, type Language, type Words } from '../../src/shared/strings.ts';
import { faultIn, placesIn, placesOf, sentencesOf } from './sentences.ts';

// Ten languages, each whole: the same sentences with the same places in them.

const english: Words = { ...en, ...laterEn };
const wordsOf = async (language: Language): Promise<Words> => (language === 'en' ? english : ((await import(`../../src/shared/locales/${language}.ts`)) as { default: Words }).default);
const all = await Promise.all(languages.map(async (language) => [language, await wordsOf(language)] as const));
const others = all.filter(([language]) => language !== 'en');

test('there are ten languages, each but English in a file of its name', () => {
  assert.equal(languages.length, 10);
  for (const folder of ['src/shared/locales', 'src/server/give/locales']) {
    assert.deepEqual(readdirSync(join(import.meta.dirname, '../..', folder)).sort(), others.map(([language]) => `${language}.ts`).sort(), folder);
  }
});

for (const [language, words] of all) {
  const plurals = new Intl.PluralRules(language);

  test(`${language} has each sentence of the English, with the same places in it`, () => {
    const { wait, ...rest } = words;
    const { wait: _, ...restOfEnglish } = english;
    assert.deepEqual(placesOf(rest), placesOf(restOfEnglish));
    for (const [name, text] of Object.entries(wait)) {
      // A form that only one number takes may have it as a word.
      const isOfOne = Array.from({ length: 1000 }, (_, count) => count).filter((count) => plurals.select(count) === name).length === 1;
      if (!isOfOne || placesIn(text).length > 0) assert.deepEqual(placesIn(text), ['count'], name);
    }
  });

  test(`${language} has the plural forms that its rules choose from, and no other`, () => {
    assert.deepEqual(Object.keys(words.wait).sort(), plurals.resolvedOptions().pluralCategories.toSorted());
    for (let count = 0; count <= 1440; count++) assert.ok(words.wait[plurals.select(count) as 'other'], String(count));
  });

  test(`${language}: the text field's name begins with the words of its tier`, () => assert.ok(words.otherIn.startsWith(words.other), words.otherIn));

  test(`${language}: every sentence is well made`, () => {
    assert.deepEqual(sentencesOf(words).map(([name, text]) => [name, faultIn(text)]).filter(([, fault]) => fault), []);
    assert.ok(sentencesOf(words).every(([, text]) => text === text.normalize('NFC')));
  });
}

test('no sentence is left in English', () => {
  const ours = new Map(sentencesOf(english));
  for (const [language, words] of others) assert.deepEqual(sentencesOf(words).filter(([name, text]) => ours.get(name) === text), [], language);
});

test('no two answers or complaints of a language sound the same', () => {
  for (const [language, { complaints, frequencies, giveAny, note, received, onTheWay }] of all) {
    for (const group of [complaints, frequencies, giveAny, note, received, onTheWay]) assert.equal(new Set(Object.values(group)).size, Object.keys(group).length, `${language}: ${Object.values(group).join(' ')}`);
  }
});

test('in Arabic every sum, name or code stands in an isolate; it is written from the right', () => {
  const { wait: _, ...words } = all.find(([language]) => language === 'ar')![1];
  for (const [name, text] of sentencesOf(words)) assert.equal(text.replaceAll(/\u2068\{\w+\}\u2069/g, '').includes('{'), false, `${name}: ${text}`);
});

const nearest: [tag: string, language: Language][] = [
  ...languages.map((language): [string, Language] => [language, language]),
  ['de-AT', 'de'], ['DE', 'de'], ['de-Latn-CH-1996', 'de'], ['pt', 'pt-BR'], ['pt-PT', 'pt-BR'], ['PT-br', 'pt-BR'], ['en-GB', 'en'], ['es-419', 'es'], ['ar-EG', 'ar'], ['ja-JP', 'ja'], ['fr-CA', 'fr'],
  ['zh', 'en'], ['zh-Hant-TW', 'en'], ['x-klingon', 'en'], ['', 'en'], ['-', 'en'], ['d', 'en'], ['deu', 'en'], ['frr', 'en'], ['*', 'en'], ['toString', 'en'], ['__proto__', 'en'],
];
for (const [tag, language] of nearest) test(`"${tag}" is spoken as ${language}`, () => assert.equal(languageFor(tag), language));

test('values stand in their places, as they are', () => {
  assert.equal(fill('{raised} of {goal}', { raised: '$5', goal: '$10' }), '$5 of $10');
  assert.equal(fill('{chosen} or {written}: is {chosen} right?', { chosen: '1', written: '2' }), '1 or 2: is 1 right?');
  assert.equal(fill('No place.', { amount: '1' }), 'No place.');
  assert.equal(fill('', {}), '');
  assert.equal(fill('{amount}{amount}', { amount: '' }), '');
});

test('a value is never taken for a sentence: neither its braces nor a dollar sign mean anything', () => {
  for (const amount of ['$&', '$1', '$$', "$'", '$5 $`', '{goal}', '{amount}', '\\']) assert.equal(fill('<{amount}>', { amount, goal: 'X' }), `<${amount}>`);
});

test('a place that nothing is known for stays as it is, and braces without a name too', () => {
  for (const text of ['{amuont}', '{toString}', '{ amount }', '{}', '{', '}', '{a-b}']) assert.equal(fill(text, { amount: '$5' }), text);
});
