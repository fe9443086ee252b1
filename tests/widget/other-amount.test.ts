import '../../src/widget/index.ts';
import { deepEqual, equal } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { chosen, descriptionOf, focused, the } from './by-role.ts';
import { answer, asked, askedFor, endpoint, hasLeft, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, listen, showWidget } from './page.ts';

const field = (): HTMLInputElement => the('textbox') as HTMLInputElement;
const amounts = (): unknown[] => askedFor('POST checkout').map(({ body }) => (body as { amount: number }).amount);
const isMarked = (): boolean => field().ariaInvalid === 'true';

async function write(text: string): Promise<void> {
  await click(field());
  await type(text);
}

/** What a refusal is: words at the field, the keyboard in it, nothing sent. */
async function isRefused(sentence: string): Promise<void> {
  await until('the field is marked', isMarked);
  equal(descriptionOf(field()), sentence);
  await until('the field has the focus', () => focused() === field());
  deepEqual(asked, []);
}

test('"12.50" posts 1250', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget();
  await write('12.50');
  deepEqual(chosen(), ['Other amount']);
  await click(the('button', 'Support with $12.50'));
  await until('the reader leaves', hasLeft);
  deepEqual(amounts(), [1250]);
});

const example = 'Write the amount in digits, like $13.';
for (const [typed, sentence] of [
  ['12,50', 'Did you mean $12.50?'],
  ['abc', example],
  ['-5', example],
  ['1e3', example],
  ['5.001', 'Did you mean $5,001?'],
  ['12.505', 'Did you mean $12,505?'],
  ['€5', example],
  ['0', 'Choose a larger amount.'],
  ['9999999999999', 'Choose a smaller amount.'],
  ['', 'Choose an amount first.'],
] as const) {
  test(`"${typed}" is refused with "${sentence}"`, async () => {
    await showWidget();
    await click(the('radio', 'Other amount'));
    if (typed) await write(typed);
    else field().focus();
    await press('Enter');
    await isRefused(sentence);
    await click(the('button', 'Support'));
    await isRefused(sentence);
  });
}

test('a click on the button from within the field is refused there too', async () => {
  await showWidget();
  await write('abc');
  await click(the('button', 'Support'));
  await isRefused(example);
});

test('spaces, the sign and groups are read as people write them', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget();
  await write(' $1,234.50 ');
  await press('Enter');
  await until('it is sent', () => asked.length === 1);
  deepEqual(amounts(), [123_450]);
});

test('nothing is said while the reader types', async () => {
  await showWidget();
  await write('ab');
  await awhile();
  equal(isMarked(), false);
  equal(descriptionOf(field()), '');
});

test('it is said as the reader leaves the field, and taken back as they type on', async () => {
  await showWidget();
  await write('12x');
  await press('Tab');
  await until('the field is marked', isMarked);
  equal(descriptionOf(field()), example);
  await press('Shift', 'Tab');
  await type('12');
  await until('the field is not marked', () => !isMarked());
  equal(descriptionOf(field()), '');
});

test('an empty field is left in silence', async () => {
  await showWidget();
  await click(field());
  await press('Tab');
  await awhile();
  equal(isMarked(), false);
  deepEqual(chosen(), []);
});

test('a tier chosen instead takes the complaint back', async () => {
  await showWidget();
  await write('abc');
  await press('Tab');
  await until('the field is marked', isMarked);
  await click(the('radio', '$100'));
  equal(isMarked(), false);
  equal(descriptionOf(field()), '');
});

for (const [typed, sentence] of [
  ['4.99', 'The smallest amount is $5.'],
  ['0', 'The smallest amount is $5.'],
  ['1000.01', 'The largest amount is $1,000.'],
] as const) {
  test(`with min and max "${typed}" is refused with "${sentence}"`, async () => {
    await showWidget('min="5" max="1000"');
    await write(typed);
    await press('Enter');
    await isRefused(sentence);
  });
}

for (const [typed, amount] of [['5', 500], ['1000', 100_000]] as const) {
  test(`the limit itself, "${typed}", goes through`, async () => {
    answer({ 'POST checkout': payPage });
    await showWidget('min="5" max="1000"');
    await write(typed);
    await press('Enter');
    await until('the reader leaves', hasLeft);
    deepEqual(amounts(), [amount]);
  });
}

test('a limit may have decimals', async () => {
  await showWidget('min="2.50"');
  await write('2.49');
  await press('Enter');
  await isRefused('The smallest amount is $2.50.');
});

for (const [code, sentence] of [['amount_too_small', 'The smallest amount is $5.'], ['amount_too_large', 'The largest amount is $5.']] as const) {
  test(`the function's ${code} is said at the field`, async () => {
    const errors = listen('support-error');
    answer({ 'POST checkout': () => problem(code, { field: 'amount', limit: 500 }) });
    await showWidget();
    await write('3');
    await press('Enter');
    await until('the field is marked', isMarked);
    equal(descriptionOf(field()), sentence);
    deepEqual(errors, [{ code }]);
    equal(the('alert').textContent, '');
    equal(the('button').ariaDisabled, 'false');
  });

  test(`the function's ${code} is said at the tiers where a tier was chosen`, async () => {
    answer({ 'POST checkout': () => problem(code, { field: 'amount', limit: 500 }) });
    await showWidget('amounts="3 7" value="3"');
    await click(the('button'));
    const tiers = the('group', 'Choose an amount');
    await until('it is said', () => descriptionOf(tiers) !== '');
    equal(descriptionOf(tiers), sentence);
    equal(isMarked(), false);
    equal(the('alert').textContent, '');
  });
}

test('after the function\'s refusal of the typed amount the keyboard is in the field', async () => {
  answer({ 'POST checkout': () => problem('amount_too_small', { field: 'amount', limit: 500 }) });
  await showWidget();
  await write('3');
  await click(the('button'));
  await until('the field is marked', isMarked);
  await until('the field has the focus', () => focused() === field());
});

for (const [language, currency, typed, amount] of [
  ['de', 'EUR', '12,50', 1250],
  ['de', 'EUR', '1.250', 125_000],
  ['en', 'JPY', '500', 500],
  ['en', 'ISK', '500', 50_000],
] as const) {
  test(`"${typed}" in ${currency} in a page in ${language} posts ${amount}`, async () => {
    answer({ 'POST checkout': payPage });
    await show(`<div lang="${language}"><support-widget endpoint="${endpoint}" currency="${currency}"></support-widget></div>`);
    await write(typed);
    await press('Enter');
    await until('the reader leaves', hasLeft);
    deepEqual(amounts(), [amount]);
  });
}

test('"12.50" in JPY is refused', async () => {
  await showWidget('currency="JPY"');
  await write('12.50');
  await press('Enter');
  await isRefused('Write the amount in digits, like ¥1,300.');
});

test('as the reader leaves the field the amount is written as the language writes it', async () => {
  await showWidget();
  await write('1234.5');
  await press('Tab');
  await until('it is rewritten', () => field().value === '1,234.50');
  deepEqual([chosen(), isMarked()], [['Other amount'], false]);
  await show(`<div lang="de"><support-widget endpoint="${endpoint}" currency="EUR"></support-widget></div>`);
  await write('1234,5 €');
  await press('Tab');
  await until('it is rewritten', () => field().value === '1.234,50');
});

test('an amount that is a tier becomes that tier as the reader leaves the field, which is emptied', async () => {
  await showWidget();
  await write('2500');
  deepEqual(chosen(), ['Other amount'], 'not while typing');
  await press('Tab');
  await until('the tier is chosen', () => chosen()[0] === '$2,500');
  deepEqual([field().value, isMarked()], ['', false]);
});

test('tabbing through the field loses no choice', async () => {
  await showWidget('value="100"');
  field().focus();
  await press('Tab');
  deepEqual(chosen(), ['$100']);
});

test('a pasted or dropped amount is read as a typed one', async () => {
  await showWidget();
  field().focus();
  document.execCommand('insertText', false, '$1,234.50');
  await until('it is chosen', () => chosen()[0] === 'Other amount');
  the('button', 'Support with $1,234.50');
});

test('min and max may be changed or taken away while the page stands', async () => {
  const widget = await showWidget('min="5"');
  await write('3');
  await press('Enter');
  await isRefused('The smallest amount is $5.');
  widget.setAttribute('min', '4');
  await press('Enter');
  await isRefused('The smallest amount is $4.');
  widget.removeAttribute('min');
  answer({ 'POST checkout': payPage });
  await press('Enter');
  await until('the reader leaves', hasLeft);
  deepEqual(amounts(), [300]);
});
