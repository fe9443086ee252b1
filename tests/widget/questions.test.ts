// What is asked back before money moves, and the promise behind it: nothing is sent that the reader did not see.
import '../../src/widget/index.ts';
import { currencyRule } from '../../src/shared/currencies.ts';
import { formatMoney } from '../../src/shared/money.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { sayings } from './sayings.ts';
import { all, chosen, descriptionOf, focused, isThere, nameOf, names, place, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, hasLeft, payPage, problem } from './endpoint-stand-in.ts';
import { listen, showWidget } from './page.ts';

const field = (): HTMLInputElement => the('textbox') as HTMLInputElement;
/** As it is read out: in a name every space is one. */
const money = (amount: number, currency: string, language: string): string => formatMoney(amount, currency, language).replace(/\s/g, ' ');
const amounts = (): number[] => askedFor('POST checkout').map(({ body }) => (body as { amount: number }).amount);

async function write(text: string): Promise<void> {
  await click(field());
  await type(text);
}

test('"12,50" in English: yes writes 12.50 into the field and leads to the button, and only that sends it', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget();
  await write('12,50');
  await click(the('button', 'Support'));
  await until('it is asked', () => descriptionOf(field()) === 'Did you mean $12.50?');
  await click(the('button', 'Yes, $12.50'));
  await until('the keyboard is at the button', () => place() === 'button Support with $12.50');
  deepEqual([field().value, field().ariaInvalid, descriptionOf(field()), chosen(), asked], ['12.50', 'false', '', ['Other amount'], []]);
  deepEqual(names('button'), ['Support with $12.50']);
  await press('Enter');
  await until('the reader leaves', hasLeft);
  deepEqual(amounts(), [1_250]);
});

test('"12,50" is asked about as the reader leaves the field, too, and yes can be reached by keyboard', async () => {
  await showWidget();
  await write('12,50');
  await press('Tab');
  await until('it is asked', () => isThere('button', 'Yes, $12.50'));
  the('button', 'Yes, $12.50').focus();
  await press('Enter');
  await until('the keyboard is at the button', () => place() === 'button Support with $12.50');
  deepEqual(asked, []);
});

test('who meant something else types on, and the question is gone', async () => {
  await showWidget();
  await write('12,50');
  await press('Enter');
  await until('it is asked', () => isThere('button', 'Yes, $12.50'));
  field().select();
  await type('1250');
  deepEqual([names('button'), descriptionOf(field())], [['Support with $1,250'], '']);
});

test('a suggestion outside the limits is refused when it is pressed, not sent', async () => {
  await showWidget('max="10"');
  await write('12,50');
  await press('Enter');
  await click(the('button', 'Yes, $12.50'));
  await press('Enter');
  await until('it is said', () => descriptionOf(field()) === 'The largest amount is $10.');
  deepEqual(asked, []);
});

for (const [way, goOn] of [
  ['yes', async () => { await click(the('button', 'Yes, $40,000')); await press('Enter'); }],
  ['the button again', async () => { await click(the('button', 'Support with $40,000')); }],
  ['Enter again', async () => { await press('Enter'); }],
] as const) {
  test(`an amount far above the tiers is asked back once; ${way} goes on`, async () => {
    answer({ 'POST checkout': payPage });
    const checkouts = listen('support-checkout');
    await showWidget();
    await write('40000');
    await press('Enter');
    await until('it is asked', () => descriptionOf(field()) === 'You wrote $40,000. Is that right?');
    await until('the field has the focus', () => focused() === field());
    deepEqual([asked, checkouts], [[], []]);
    await goOn();
    await until('the reader leaves', hasLeft);
    deepEqual(amounts(), [4_000_000]);
  });
}

for (const [attributes, typed, isAsked] of [
  ['', '24999.99', false],
  ['', '25000', true],
  ['amounts="5"', '25', true],
  ['amounts="5"', '24.99', false],
  ['amounts="0"', '99999', false],
  ['amounts=""', '99999', false],
  ['frequencies="once month" default-frequency="month" amounts-month="5 10"', '50', true],
  ['frequencies="once month" default-frequency="month" amounts-month="5 10"', '49', false],
] as const) {
  test(`${typed} with ${attributes || 'the usual tiers'} is ${isAsked ? '' : 'not '}asked back`, async () => {
    answer({ 'POST checkout': () => problem('stripe_unavailable') });
    await showWidget(attributes);
    await write(typed);
    await press('Enter');
    await until('it is asked or sent', () => asked.length > 0 || /Is that right/.test(descriptionOf(field())));
    equal(asked.length, isAsked ? 0 : 1);
  });
}

test('another unusual amount is asked about anew, and so is the same one written again', async () => {
  await showWidget();
  for (const text of ['40000', '50000', '40000']) {
    field().focus();
    field().select();
    await type(text);
    await press('Enter');
    await until('it is asked', () => descriptionOf(field()).startsWith('You wrote'));
  }
  deepEqual(asked, []);
});

test('a tier is never asked back, and code cannot go past the question', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  const widget = await showWidget('amounts="1 5000" value="5000"');
  widget.checkout();
  await until('it is sent', () => asked.length === 1);
  await showWidget('value="40000"');
  the('button', 'Support with $40,000').click();
  await until('it is asked', () => descriptionOf(field()).startsWith('You wrote'));
  equal(asked.length, 1);
});

// The promise

const texts = ['5', '12.50', '12,50', '1.000', '1,000', '1 000', "1'000", '1’000.50', '1.000,50', '1,000.50', '007', '5.', '5.001', '99999', '123456', '1234567.89', '0', '-5', '1e3', '١٢٫٥٠', '١٬٠٠٠', '12٫5', '１２．５０', '500円', '12⁵⁰', '$7', '7 €', 'CHF 7.50', '7,5', '0.01', '9999999999999'];

for (const [language, currency] of [['en', 'USD'], ['de', 'EUR'], ['fr-CH', 'CHF'], ['ja', 'JPY'], ['ar-EG', 'EGP']] as const) {
  test(`in a page in ${language} whatever is typed, what is sent is what the button said at the press`, async () => {
    answer({ 'POST checkout': () => problem('stripe_unavailable') });
    await show(`<div lang="${language}"><support-widget endpoint="${endpoint}" currency="${currency}" fees="3%"></support-widget></div>`);
    const widget = document.querySelector('support-widget') as SupportWidget;
    const { give, yes } = sayings(language);
    const button = (): HTMLElement => all('button').find((one) => one.part.contains('button'))!;
    const counts = { sent: 0, asked: 0, refused: 0 };
    /** Presses, and holds what was sent against what stood in the button. */
    const pressed = async (what: string): Promise<boolean> => {
      const [said, before] = [nameOf(button()), asked.length];
      button().click();
      await widget.updateComplete;
      await until(`"${what}" is over`, () => button().ariaDisabled === 'false');
      await widget.updateComplete;
      if (asked.length === before) return false;
      equal(asked.length, before + 1);
      equal(said, give.once.replace('{amount}', money(amounts().at(-1)!, currency, language)), `"${what}"`);
      equal(amounts().at(-1)! % currencyRule(currency)!.step, 0);
      return true;
    };
    // Whoever types has come near: the part that reads is there.
    field().focus();
    await until('it can be read', () => !!widget.press);
    for (const [index, text] of texts.entries()) {
      if (index % 4 === 0) (the('checkbox') as HTMLInputElement).click();
      field().value = text;
      field().dispatchEvent(new InputEvent('input', { bubbles: true }));
      await widget.updateComplete;
      if (await pressed(text)) counts.sent += 1;
      else {
        const question = descriptionOf(field());
        const assent = all('button').find((one) => one !== button());
        counts[assent ? 'asked' : 'refused'] += 1;
        if (!assent) ok(question, `"${text}" is refused without a word`);
        else {
          const [before, after] = yes.split('{amount}') as [string, string];
          const name = nameOf(assent);
          ok(name.startsWith(before) && name.endsWith(after), `"${name}" is no yes`);
          const meant = name.slice(before.length, name.length - after.length);
          ok(question.includes(meant), `"${question}" and "${meant}" are not the same`);
          assent.click();
          await widget.updateComplete;
          if (!(the('checkbox') as HTMLInputElement).checked) equal(nameOf(button()), give.once.replace('{amount}', meant), `after yes to "${text}"`);
          ok(await pressed(`yes to ${text}`), `after yes to "${text}" it is sent`);
        }
      }
    }
    ok(counts.sent > 3 && counts.asked > 2 && counts.refused > 3, JSON.stringify(counts));
  });
}

for (const [language, currency, typed, amount] of [['en', 'USD', '12.50', 1_250], ['de', 'EUR', '1.234,50', 123_450], ['fr-CH', 'CHF', '12.50', 1_250], ['fr-CH', 'CHF', '12,50', 1_250], ['ja', 'JPY', '5,000', 5_000], ['ar-EG', 'EGP', '١٬٢٣٤٫٥٠', 123_450], ['ar-EG', 'EGP', '12.50', 1_250]] as const) {
  test(`"${typed}" written key by key in a page in ${language} is said as ${amount} minor units of ${currency}, and sent`, async () => {
    answer({ 'POST checkout': payPage });
    await show(`<div lang="${language}"><support-widget endpoint="${endpoint}" currency="${currency}"></support-widget></div>`);
    await write(typed);
    await click(the('button', sayings(language).give.once.replace('{amount}', money(amount, currency, language))));
    await until('the reader leaves', hasLeft);
    deepEqual(amounts(), [amount]);
  });
}
