import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { payWordsFor } from '../src/sandbox/pay/words.ts';
import { laterEn } from '../src/shared/later-strings.ts';
import { en, fill, languages, type Language, type Words } from '../src/shared/strings.ts';
import { launchChromium } from './support/chromium.ts';
import { DevServer } from './support/dev-server.ts';
import { layoutShift } from './support/stillness.ts';
import { brotliSize } from './support/widget-size.js';

// The whole gift in each of the ten languages, as the built widget speaks them in a real browser.

/** 0, 5, 12.50 and 50 euro as each language writes them, and what its readers type for 12.50. */
const written: Record<Language, { sums: [string, string, string, string]; typed: string[]; /** To Stripe; the sandbox says it in that language. */ told: string }> = {
  en: { sums: ['€0', '€5', '€12.50', '€50'], typed: ['12.50', '€12.5'], told: 'English (en)' },
  es: { sums: ['0 €', '5 €', '12,50 €', '50 €'], typed: ['12,50'], told: 'español (es)' },
  de: { sums: ['0 €', '5 €', '12,50 €', '50 €'], typed: ['12,50', '12,5 €'], told: 'Deutsch (de)' },
  fr: { sums: ['0 €', '5 €', '12,50 €', '50 €'], typed: ['12,50'], told: 'français (fr)' },
  'pt-BR': { sums: ['€ 0', '€ 5', '€ 12,50', '€ 50'], typed: ['12,50'], told: 'português (Brasil) (pt-BR)' },
  it: { sums: ['0 €', '5 €', '12,50 €', '50 €'], typed: ['12,50'], told: 'italiano (it)' },
  nl: { sums: ['€ 0', '€ 5', '€ 12,50', '€ 50'], typed: ['12,50'], told: 'Nederlands (nl)' },
  pl: { sums: ['0 €', '5 €', '12,50 €', '50 €'], typed: ['12,50'], told: 'polski (pl)' },
  ja: { sums: ['€0', '€5', '€12.50', '€50'], typed: ['12.50', '１２．５０'], told: '日本語（ja）' },
  ar: { sums: ['0 €', '5 €', '12.50 €', '50 €'], typed: ['12.50', '١٢٫٥٠'], told: 'المتصفح (auto)' },
};

const wordsOf = async (language: Language): Promise<Words> =>
  language === 'en' ? { ...en, ...laterEn } : ((await import(`../src/shared/locales/${language}.ts`)) as { default: Words }).default;

/** Without what is not seen: direction marks, and which kind of space it is. */
const plain = (text: string | null | undefined): string => (text ?? '').replaceAll(/\p{Cf}/gu, '').replaceAll(/\s+/g, ' ').trim();
const filled = (text: string, values: Record<string, string>) => plain(fill(text, values));

let server: DevServer;
let browser: Browser;

before(async () => {
  server = await DevServer.start({ SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Saltmarsh Courier', goal: '5000', offline: '100' }, euro: { name: 'The Saltmarsh Courier', currency: 'EUR', goal: '5000', offline: '100' } }) });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The page that shows one language alone, and what its console complains of. */
async function open(language: Language): Promise<{ page: Page; section: Locator; errors: string[] }> {
  // Stripe has no Arabic: its page, and the sandbox's, go by the browser then.
  const page = await (await browser.newContext(language === 'ar' ? { locale: 'ar' } : {})).newPage();
  page.setDefaultTimeout(8_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${server.origin}/languages.html#${language}`);
  const section = page.locator(`section[lang="${language}"]`);
  await section.getByRole('radio').nth(6).waitFor();
  return { page, section, errors };
}

interface Heard {
  role: string;
  name: string;
  description: string;
  live: string;
  invalid: string;
}

/** What the browser tells a screen reader of, in the roles that matter here. */
async function heardOn(page: Page): Promise<Heard[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  // In the order in which it is read, which is not the order of the answer.
  const inOrder = (id: string): typeof nodes => nodes.filter(({ nodeId }) => nodeId === id).flatMap((node) => [node, ...(node.childIds ?? []).flatMap(inOrder)]);
  return inOrder(nodes[0]!.nodeId).flatMap(({ ignored, role, name, description, properties = [] }) => {
    const property = (key: string) => plain(String(properties.find((one) => one.name === key)?.value.value ?? ''));
    return ignored ? [] : [{ role: String(role?.value), name: plain(name?.value as string), description: plain(description?.value as string), live: property('live'), invalid: property('invalid') }];
  });
}
const named = (heard: Heard[], role: string) => heard.filter((one) => one.role === role).map(({ name }) => name);

const mainButton = (section: Locator) => section.locator('.choice > button');

/** What a press or a typed amount needs is loaded when a reader comes near: what follows from it is there a moment later. */
async function soon(holds: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 5_000; ; await new Promise((resolve) => { setTimeout(resolve, 20); })) {
    try {
      return await holds();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/** The pay page's, by its name in the language up to the sum and from it on. */
const payButton = (page: Page, language: Language) => {
  const [before, after] = payWordsFor(language).pay.replaceAll(/\p{Cf}/gu, '').split('{sum}');
  return page.getByRole('button', { name: new RegExp(`^${before}.+${after}$`) });
};

/** What is sent by `press`, answered by the function as ever. */
async function sentBy(page: Page, press: () => Promise<unknown>): Promise<Record<string, unknown>> {
  const [request] = await Promise.all([page.waitForRequest((one) => one.method() === 'POST' && one.url() === `${server.origin}/checkout`), press()]);
  return request.postDataJSON() as Record<string, unknown>;
}

describe('in each language', { concurrency: 2 }, () => {
  for (const language of languages) {
    const { sums, typed, told } = written[language];
    const [, five, sum, fifty] = sums;

    test(`${language}: what a screen reader is told is what the language's file says`, async () => {
      const words = await wordsOf(language);
      const { page, section } = await open(language);
      const sentence = plain(await section.locator('support-goal [part=sentence]').innerText());
      assert.match(sentence, new RegExp(`^${filled(words.meter, { raised: '(€ ?)?[\\d.,]+( €)?', goal: '(€ ?)?5.?000( €)?' })}$`));
      const heard = await heardOn(page);
      assert.deepEqual(named(heard, 'radio'), [words.frequencies.once, words.frequencies.month, words.free, five, sum, fifty, words.other].map(plain));
      assert.deepEqual(named(heard, 'group').filter(Boolean), [words.howOften, words.legend].map(plain));
      assert.deepEqual(named(heard, 'textbox'), [filled(words.otherIn, { currency: 'EUR' })]);
      assert.deepEqual(named(heard, 'button'), [plain(words.giveAny.once)]);
      assert.ok(named(heard, 'heading').includes(plain(words.heading)));
      assert.deepEqual(heard.filter(({ live }) => live).map(({ role, live }) => `${role} ${live}`), ['status polite', 'alert assertive'], 'the regions are there before there is anything to say');
      assert.ok(heard.every(({ description }) => !description), 'nothing is described while nothing is wrong');

      await mainButton(section).click();
      await soon(async () => {
        const group = (await heardOn(page)).find(({ role, name }) => role === 'group' && name === plain(words.legend));
        assert.equal(group?.description, plain(words.complaints.amount_missing));
      });

      await section.getByRole('textbox').fill('x');
      await mainButton(section).click();
      const field = (await heardOn(page)).find(({ role }) => role === 'textbox');
      assert.deepEqual([field?.description, field?.invalid], [filled(words.complaints.amount_unreadable, { amount: sums[1].replace('5', '13') }), 'true']);

      await section.getByRole('radio').nth(1).check();
      await section.getByRole('radio').nth(4).check();
      const monthly = await heardOn(page);
      assert.deepEqual(named(monthly, 'radio').slice(3, 6), [five, sum, fifty].map((one) => plain(`${one} ${words.every.month}`)));
      assert.deepEqual(named(monthly, 'button'), [filled(words.give.month, { amount: sum })]);
      assert.ok(plain(await section.locator('[part=note]').innerText()) === plain(words.note.month));

      await page.route('**/checkout', (route) => route.abort());
      await mainButton(section).click();
      await section.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
      assert.equal(plain(await section.getByRole('alert').innerText()), plain(words.complaints.unavailable));
      await page.context().close();
    });

    test(`${language}: ${typed.join(' or ')} is typed, ${sum} is sent, paid and thanked for`, async () => {
      const words = await wordsOf(language);
      const { page, section, errors } = await open(language);
      for (const text of typed) {
        await section.getByRole('textbox').fill(text);
        await soon(async () => assert.equal(plain(await mainButton(section).innerText()), filled(words.give.once, { amount: sum }), text));
      }
      const { amount, currency, frequency, locale, returnUrl } = await sentBy(page, () => mainButton(section).click());
      assert.deepEqual({ amount, currency, frequency, locale }, { amount: 1250, currency: 'EUR', frequency: 'once', locale: language });
      assert.equal(returnUrl, `${server.origin}/languages.html#${language}`);

      const pay = payButton(page, language);
      await pay.waitFor();
      assert.deepEqual(named(await heardOn(page), 'button')[0], filled(payWordsFor(language).pay, { sum }));
      assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).direction]), [language, language === 'ar' ? 'rtl' : 'ltr']);
      assert.ok(plain(await page.locator('footer').innerText()).includes(told));
      await pay.click();

      await section.locator('#thanks').waitFor();
      assert.equal(page.url(), returnUrl, 'the address bar is clean');
      const heard = await heardOn(page);
      assert.ok(named(heard, 'heading').includes(plain(words.thanks)));
      assert.ok(plain(await section.locator('.panel p').first().innerText()).startsWith(filled(words.received.once, { amount: sum })));
      assert.equal(plain(await section.getByRole('status').innerText()), plain(words.thanks));
      assert.deepEqual(named(heard, 'button'), [words.share, words.again].map(plain));
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }
});

/** What has the keyboard, and whether a ring is drawn around it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement!;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at.closest('.tier, .field') ?? at);
    return { what: (at as HTMLInputElement).type || at.localName, checked: !!(at as HTMLInputElement).checked, isSeen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
  });

for (const language of ['de', 'ar', 'ja'] as const)
  test(`${language}: a monthly gift by keyboard alone, seen at each step`, async () => {
    const words = await wordsOf(language);
    const { sums: [, , sum], typed } = written[language];
    const { page, section } = await open(language);
    const step = async (key: string, what: string, checked = false) => {
      await page.keyboard.press(key);
      assert.deepEqual(await focused(page), { what, checked, isSeen: true }, `after ${key}`);
    };
    await step('Tab', 'radio', true);
    await step('ArrowDown', 'radio', true);
    await step('Tab', 'radio');
    await step('ArrowDown', 'radio', true);
    await step('Tab', 'text');
    await page.keyboard.insertText(typed.at(-1)!);
    await step('Tab', 'submit');
    await soon(async () => assert.equal(plain(await mainButton(section).innerText()), filled(words.give.month, { amount: sum })));
    const { amount, frequency } = await sentBy(page, () => page.keyboard.press('Enter'));
    assert.deepEqual([amount, frequency], [1250, 'month']);
    await payButton(page, language).waitFor();
    await step('Tab', 'submit');
    await page.keyboard.press('Enter');
    await section.locator('#thanks:focus').waitFor();
    assert.ok(plain(await section.locator('.panel').innerText()).includes(filled(words.received.month, { amount: sum })));
    await step('Tab', 'button');
    await step('Tab', 'button');
    await page.keyboard.press('Enter');
    await mainButton(section).waitFor();
    assert.equal((await focused(page)).what, 'radio', 'the way back leads to the choice');
    await page.context().close();
  });

/** The article as it is, but in a language: what it loads, and every text the widget shows in any frame. */
async function openArticle(language: string, delay = 0) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.route(`${server.origin}/`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('<html lang="en">', `<html lang="${language}">`) });
  });
  await page.route(/\/parts\/[a-z]{2}(-[A-Z]{2})?-[\w-]+\.js/, (route) => setTimeout(() => void route.continue(), delay));
  await page.addInitScript(() => {
    const texts = new Set<string>();
    Object.assign(globalThis, { texts });
    const look = () => {
      for (const element of document.querySelectorAll('support-widget, support-goal')) if (element.shadowRoot) texts.add(`${element.localName}: ${element.shadowRoot.textContent.replaceAll(/\s+/g, ' ').trim()}`);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(`${server.origin}/`);
  await page.locator('support-goal [part=sentence]').nth(1).waitFor();
  await page.waitForLoadState('networkidle');
  return { page, loaded: loaded.filter((path) => path.startsWith('/parts/')), texts: await page.evaluate(() => [...(globalThis as unknown as { texts: Set<string> }).texts]) };
}

test('an English page loads no language', async () => {
  const { page, loaded } = await openArticle('en-GB');
  assert.deepEqual(loaded, []);
  await page.context().close();
});

test('a German page loads one file of at most 1,500 bytes', async () => {
  const { page, loaded } = await openArticle('de-AT');
  assert.equal(loaded.length, 1);
  assert.match(loaded[0]!, /^\/parts\/de-/);
  const bytes = brotliSize(Buffer.from(await (await fetch(server.origin + loaded[0])).arrayBuffer()));
  assert.ok(bytes <= 1500, `${bytes} bytes`);
  await page.context().close();
});

test('a German page whose words are late is drawn once, in German, and nothing moves', async () => {
  const words = await wordsOf('de');
  const { page, texts } = await openArticle('de', 500);
  assert.equal(await layoutShift(page), 0);
  const shown = texts.filter((text) => text.startsWith('support-widget: ') && text !== 'support-widget: ');
  assert.ok(shown.length === 1 && shown[0]!.includes(words.legend), shown.join('\n'));
  assert.deepEqual(texts.filter((text) => [en.legend, en.free, en.other, ' of $'].some((english) => text.includes(english))), []);
  assert.ok(texts.some((text) => /^support-goal: [\d,]+\s\$ von 5\.000\s\$/.test(text)), texts.join('\n'));
  await page.context().close();
});
