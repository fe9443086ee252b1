// In a page of each of its languages the widget says everything as that language's file has it, with sums as `Intl` writes them.
import '../../src/widget/index.ts';
import { deepEqual, equal } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { all, descriptionOf, isThere, names, textOf, the } from './by-role.ts';
import { answer, askedFor, campaign, endpoint, gift, held, json, problem } from './endpoint-stand-in.ts';
import { comeBack, departed } from './page.ts';
import { around, line, say, sayings, sum, tongues, type Tongue } from './sayings.ts';

const showIn = (tongue: Tongue, attributes = ''): Promise<HTMLElement> =>
  show(`<div ${around(tongue)}><support-widget endpoint="${endpoint}" fees="2.9% + 0.30" frequencies="once month year" manage-url="https://owner.example/portal" ${attributes}></support-widget></div>`);

const mainButton = (): HTMLElement => all('button').find((one) => one.part.contains('button') && !one.classList.contains('quiet'))!;
const said = (role: string): string => all(role).map(textOf).join(' ').trim();
const lines = (...texts: string[]): string[] => texts.map(line);

for (const tongue of tongues) {
  const words = sayings(tongue);
  const money = (amount: number): string => sum(amount, tongue);

  test(`${tongue}: what is chosen from`, async () => {
    await showIn(tongue);
    deepEqual(names('heading'), [words.heading]);
    deepEqual(names('group'), lines(words.howOften, words.legend));
    deepEqual(names('radio'), lines(words.frequencies.once, words.frequencies.month, words.frequencies.year, words.free, money(100), money(2500), money(5000), words.other));
    deepEqual(names('textbox'), lines(say(words.otherIn, { currency: 'USD' })));
    deepEqual(names('checkbox'), lines(words.coverFees));
    deepEqual(names('button'), lines(words.giveAny.once));
    equal(textOf(document.querySelector('support-widget')!.shadowRoot!.querySelector('[part=note]')!), line(words.note.once));
  });

  test(`${tongue}: what is chosen, once, every month and every year`, async () => {
    await showIn(tongue, 'value="100"');
    deepEqual(names('button'), lines(say(words.give.once, money(100))));
    deepEqual(names('checkbox'), lines(say(words.coverFeesOf, { fees: money(3.3), total: money(103.3) })));
    for (const frequency of ['month', 'year'] as const) {
      await click(the('radio', words.frequencies[frequency]));
      deepEqual(names('radio').slice(4, 7), lines(...[100, 2500, 5000].map((amount) => `${money(amount)} ${words.every[frequency]}`)));
      deepEqual(names('button'), lines(say(words.give[frequency], money(100))));
      equal(textOf(document.querySelector('support-widget')!.shadowRoot!.querySelector('[part=note]')!), line(words.note[frequency]));
    }
  });

  test(`${tongue}: what is wrong with an amount, and what is asked of it`, async () => {
    await showIn(tongue, 'amounts="10 20" min="5" max="1000"');
    for (const [typed, sentence] of [
      ['abc', say(words.complaints.amount_unreadable, money(13))],
      ['1', say(words.complaints.amount_too_small, money(5))],
      ['40000', say(words.complaints.amount_too_large, money(1000))],
    ] as const) {
      await click(the('textbox'));
      await type(typed);
      await press('Tab');
      await until(`"${line(sentence)}" is said`, () => descriptionOf(the('textbox')) === line(sentence));
    }
    await click(the('textbox'));
    await type('900');
    await press('Enter');
    await until('it is asked', () => descriptionOf(the('textbox')) === line(say(words.isRight, money(900))));
    equal(isThere('button', line(say(words.yes, money(900)))), true);
    await press('Tab');
    await click(the('textbox'));
    await type(money(12.5).includes(',') ? '12.50' : '12,50');
    await press('Tab');
    await until('it is asked', () => descriptionOf(the('textbox')) === line(say(words.didYouMean, money(12.5))));
  });

  test(`${tongue}: asked for a choice, busy, failed, offline`, async () => {
    const { answer: waiting, release } = held();
    answer({ 'POST checkout': waiting });
    await showIn(tongue);
    await click(mainButton());
    await until('it asks for a choice', () => textOf(the('group', words.legend)).includes(words.complaints.amount_missing));
    await click(the('radio', line(money(100))));
    await click(mainButton());
    await until('it is busy', () => said('status') === line(words.starting));
    release(problem('stripe_unavailable'));
    await until('it has failed', () => said('alert') === words.complaints.unavailable);
    equal((askedFor('POST checkout')[0]!.body as { locale: string }).locale, tongue);
    answer({ 'POST checkout': () => problem('origin_not_allowed') });
    await click(mainButton());
    await until('it is refused', () => said('alert') === words.complaints.refused);
    answer({ 'POST checkout': () => problem('amount_too_large', { limit: 5_000 }) });
    await click(mainButton());
    await until('the bound is said', () => descriptionOf(the('group', words.legend)) === line(say(words.complaints.amount_too_large, money(50))));
  });

  test(`${tongue}: thanks, with the way to stop what is paid every month, and free thanks`, async () => {
    answer({ 'GET checkout/cs_test_1': () => gift('paid', { frequency: 'month' }) });
    comeBack({ departure: departed() });
    await showIn(tongue);
    await until('it thanks', () => isThere('heading', line(words.thanks)));
    equal(textOf(the('region')).includes(line(`${say(words.received.month, money(100))} ${words.receipt}`)), true);
    deepEqual([names('link'), names('button')], [[words.manage], [words.share, words.again]]);
    await click(the('button', words.again));
    await until('the form is back', () => isThere('radio', words.free));
    await click(the('radio', words.free));
    await until('it thanks', () => textOf(the('group', words.free)).includes(words.freeThanks));
  });

  test(`${tongue}: unconfirmed, cancelled, and a dialog that closes`, async () => {
    comeBack({ departure: departed() });
    await showIn(tongue);
    await until('it is unconfirmed', () => said('alert') === words.complaints.unconfirmed);
    answer({ 'GET checkout/cs_test_1': () => gift('open') });
    await click(the('button', words.checkAgain));
    await until('it says what became of it', () => said('status') === words.cancelled);
    document.body.replaceChildren();
    await showIn(tongue, 'layout="button"');
    await until('the button is there', () => isThere('button', words.heading));
    await click(the('button', words.heading));
    await until('the dialog is open', () => isThere('dialog', words.heading));
    await click(the('button', words.close));
    await until('the dialog is closed', () => names('dialog').length === 0);
  });

  test(`${tongue}: the meter, of its own and beside the widget`, async () => {
    answer({ 'GET campaigns/default': () => campaign(10_000), 'GET campaigns/full': () => campaign(600_000), 'GET campaigns/open': () => json({ id: 'open', currency: 'USD', raised: 10_000, goal: null, gifts: 1, asOf: '2026-11-20T12:00:00.000Z' }) });
    await show(`<div ${around(tongue)}><support-widget endpoint="${endpoint}" raised="50" goal="1000"></support-widget>${['full', 'open'].map((one) => `<support-goal endpoint="${endpoint}" campaign="${one}"></support-goal>`).join('')}</div>`);
    const own = document.querySelector('support-widget')!.shadowRoot!.querySelector('support-goal')!;
    const [full, open] = [...document.querySelectorAll('support-goal')] as unknown as [HTMLElement, HTMLElement];
    const wanted = lines(say(words.meter, { raised: money(100), goal: money(1000) }), say(words.meterReached, { raised: money(6000), goal: money(5000) }), say(words.meterAlone, { raised: money(100) }));
    await until(`they read ${wanted.join(' | ')}`, () => [own, full, open].map((one) => textOf(one)).join() === wanted.join());
  });
}

for (const [tag, tongue] of [['de-AT', 'de'], ['de-at', 'de'], ['pt-PT', 'pt-BR'], ['pt', 'pt-BR'], ['fr-CA', 'fr'], ['es-419', 'es'], ['en-GB', 'en'], ['zh', 'en'], ['zh-Hant-TW', 'en'], ['he', 'en'], ['x-none', 'en'], ['', 'en']] as const) {
  test(`a page in "${tag}" reads ${tongue}, with sums as that place writes them, in the meter too`, async () => {
    await show(`<div lang="${tag}"><support-widget endpoint="${endpoint}" currency="EUR" value="100" raised="50" goal="1000"></support-widget></div>`);
    const words = sayings(tongue);
    const money = (amount: number): string => sum(amount, tag && tag !== 'x-none' ? tag : 'en', 'EUR');
    deepEqual([names('heading'), names('button')], [[words.heading], lines(say(words.give.once, money(100)))]);
    const { shadowRoot } = document.querySelector('support-widget')!;
    const meter = shadowRoot!.querySelector('support-goal')!;
    await until('the meter reads so', () => textOf(meter) === line(say(words.meter, { raised: money(50), goal: money(1000) })));
    // Read aloud as what it is (WCAG 3.1.2).
    for (const one of [shadowRoot!.querySelector('h2')!, mainButton(), meter.shadowRoot!.querySelector('p')!]) equal(one.closest('[lang]')!.getAttribute('lang'), tongue);
  });
}
