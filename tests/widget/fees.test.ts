import '../../src/widget/index.ts';
import { currencyRule, stripeMaximum } from '../../src/shared/currencies.ts';
import { parseDecimal, toDecimal } from '../../src/shared/money.ts';
import { parseFees as readFees, withFees as addFees, type Fees } from '../../src/shared/fee-sum.ts';
import { chance } from '../shared/chance.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, show, type, until } from '../support/reader.ts';
import { isThere, names, the } from './by-role.ts';
import { answer, askedFor, endpoint, hasLeft, payPage, problem } from './endpoint-stand-in.ts';
import { complaints, listen, showWidget } from './page.ts';

const parseFees = (text: string, currency: string): Fees | undefined => readFees(text, (sum) => parseDecimal(sum, currency));
const withFees = (amount: number, fees: Fees, currency: string): number => addFees(amount, fees, currencyRule(currency)!.step);
const box = (): HTMLInputElement => the('checkbox') as HTMLInputElement;
const sent = (): Record<string, unknown>[] => askedFor('POST checkout').map(({ body }) => body as Record<string, unknown>);

// What is added

const currencies = ['USD', 'EUR', 'JPY', 'ISK', 'HUF', 'UGX', 'CHF'];

/** Any fee an owner can write, as text and as what it is. */
function dealFee({ whole }: ReturnType<typeof chance>, currency: string): { text: string; rate: bigint; fixed: bigint } {
  const { step } = currencyRule(currency)!;
  const [percent, decimals] = [whole(0, whole(1, 3) > 1 ? 9 : 99), whole(0, 4)];
  const fraction = decimals ? String(whole(0, 10 ** decimals - 1)).padStart(decimals, '0') : '';
  const fixed = whole(0, 1) ? whole(0, 10_000) * step : 0;
  return {
    text: `${percent}${fraction && `.${fraction}`}%${fixed ? ` + ${toDecimal(fixed, currency)}` : ''}`,
    rate: BigInt(percent) * 10_000n + BigInt(fraction.padEnd(4, '0')),
    fixed: BigInt(fixed),
  };
}

for (const currency of currencies) {
  test(`what is asked for in ${currency} leaves the chosen amount once the fees are off, to half a unit, whatever they are`, () => {
    const dealt = chance(`fees ${currency}`);
    const step = BigInt(currencyRule(currency)!.step);
    for (let round = 0; round < 4_000; round += 1) {
      const { text, rate, fixed } = dealFee(dealt, currency);
      const amount = BigInt(dealt.whole(1, dealt.of([100, 10_000, stripeMaximum / 100]))) * step;
      const fees = parseFees(text, currency);
      deepEqual(fees, { rate: Number(rate), fixed: Number(fixed) }, text);
      const result = withFees(Number(amount), fees!, currency);
      ok(Number.isSafeInteger(result), `${amount} ${currency} with ${text} is ${result}`);
      const total = BigInt(result);
      equal(total % step, 0n, `${total} is no sum of ${currency}`);
      // All in millionths: the total, less its share, less the fixed part.
      const net = total * (1_000_000n - rate) - fixed * 1_000_000n;
      const off = net - amount * 1_000_000n;
      ok((off < 0n ? -off : off) * 2n <= step * 1_000_000n, `${amount} ${currency} with ${text}: ${total} leaves ${off} millionths too much`);
      // The nearest there is: neither the sum below nor the one above comes closer.
      ok((off < 0n ? -off : off) * 2n <= step * (1_000_000n - rate), `${amount} ${currency} with ${text}: ${total} is not the nearest`);
    }
  });
}

for (const [amount, text, currency, total] of [
  [5_000, '2.9% + 0.30', 'USD', 5_180],
  [5_000, '1.4% + 0.25', 'EUR', 5_096],
  [500, '3.6%', 'JPY', 519],
  [50_000, '2.9% + 30', 'ISK', 54_600],
  [100, '0%', 'USD', 100],
  [1, '99.9999%', 'USD', 1_000_000],
] as const) {
  test(`${amount} minor units of ${currency} with ${text} are ${total}`, () => equal(withFees(amount, parseFees(text, currency)!, currency), total));
}

// The box

test('without `fees` there is no box', async () => {
  await showWidget('value="100"');
  deepEqual(names('checkbox'), []);
});

test('the box is not ticked, and says the exact sums as soon as there is an amount', async () => {
  await showWidget('fees="2.9% + 0.30" amounts="0 50 100"');
  deepEqual(names('checkbox'), ['Add the card fees']);
  equal(box().checked, false);
  await click(the('radio', '$50'));
  deepEqual(names('checkbox'), ['Add $1.80 for card fees (total $51.80)']);
  equal(box().checked, false);
  deepEqual(complaints, []);
});

test('ticked, the total stands in the button, is told to the page and is what is sent', async () => {
  const changes = listen('support-change');
  const checkouts = listen('support-checkout');
  answer({ 'POST checkout': payPage });
  await showWidget('fees="2.9% + 0.30" amounts="50 100" value="50"');
  await click(box());
  const total = { amount: 5_180, currency: 'USD', frequency: 'once', coversFees: true };
  deepEqual(changes, [total]);
  await click(the('button', 'Support with $51.80'));
  await until('the reader leaves', hasLeft);
  const { amount, coversFees } = sent()[0]!;
  deepEqual([amount, coversFees, checkouts], [5_180, true, [total]]);
});

test('not ticked, or ticked no more, the amount alone is sent and nothing is said of fees', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('fees="2.9% + 0.30" amounts="50" value="50"');
  box().focus();
  await press('Space');
  ok(isThere('button', 'Support with $51.80'));
  await press('Space');
  await click(the('button', 'Support with $50'));
  await until('the reader leaves', hasLeft);
  const [{ amount, ...rest }] = sent() as [Record<string, unknown>];
  deepEqual([amount, 'coversFees' in rest], [5_000, false]);
});

test('the box follows what is typed, and a sum that cannot be read is none', async () => {
  await showWidget('fees="2.9% + 0.30"');
  await click(box());
  await click(the('textbox'));
  await type('50');
  deepEqual([names('checkbox'), isThere('button', 'Support with $51.80')], [['Add $1.80 for card fees (total $51.80)'], true]);
  await type('x');
  deepEqual([names('checkbox'), isThere('button', 'Support')], [['Add the card fees'], true]);
});

test('the amount asked about is the one that was written, and the one sent holds the fees', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('fees="2.9% + 0.30" amounts="50"');
  await click(box());
  await click(the('textbox'));
  await type('1000');
  await press('Enter');
  await click(the('button', 'Yes, $1,000'));
  await click(the('button', 'Support with $1,030.18'));
  await until('the reader leaves', hasLeft);
  deepEqual(sent().map(({ amount }) => amount), [103_018]);
});

test('who supports without paying is shown no box', async () => {
  await showWidget('fees="2.9% + 0.30" value="0"');
  deepEqual(names('checkbox'), []);
});

for (const [currency, language, fees, name] of [
  ['JPY', 'en', '3.6%', 'Add ¥19 for card fees (total ¥519)'],
  ['ISK', 'en', '2.9% + 30', 'Add ISK 46 for card fees (total ISK 546)'],
  ['EUR', 'de', '1.4% + 0.25', '7,35 € Kartengebühren übernehmen (insgesamt 507,35 €)'],
] as const) {
  test(`in ${currency} in a page in ${language}, ${fees} of 500 reads "${name}"`, async () => {
    await show(`<div lang="${language}"><support-widget endpoint="${endpoint}" currency="${currency}" amounts="500" value="500" fees="${fees}"></support-widget></div>`);
    deepEqual(names('checkbox').map((words) => words.normalize('NFKC')), [name]);
  });
}

test('a box that is ticked after a failure is another attempt', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  await showWidget('fees="2.9% + 0.30" value="100"');
  for (const wanted of [1, 2]) {
    await click(the('button'));
    await until('the failure is said', () => sent().length === wanted && the('alert').textContent !== '');
    await click(box());
  }
  const [first, second] = sent();
  ok(first!.attempt !== second!.attempt);
});

// What is no fee

for (const fees of ['2.9', '2,9%', '2.9% + 0,30', '2.9% + -1', '-2.9%', '100%', '2.9% + 0.305', '2.9% + $0.30', 'abc', '2.9% + 1.2.3', '0.30 + 2.9%', '２.９%', '2.9% + 1e3', '%', '2.9%%', '2.12345%', '2.9% + ', '2.9% 0.30', '2.9%;1']) {
  test(`fees="${fees}" is refused: the owner reads why, and no box is shown`, async () => {
    await showWidget(`fees="${fees}" value="100"`);
    deepEqual(names('checkbox'), []);
    deepEqual(complaints, [`<support-widget>: fees="${fees}" is not written like "2.9% + 0.30"`]);
    ok(isThere('button', 'Support with $100'));
  });
}

test('a fixed part the currency does not have is refused', async () => {
  for (const [index, currency] of ['JPY', 'ISK'].entries()) {
    await showWidget(`fees="2.9% + 0.30" currency="${currency}"`);
    deepEqual([names('checkbox'), complaints.length], [[], index + 1]);
  }
});

test('fees that are taken away, or become unreadable, are not charged, ticked or not', async () => {
  answer({ 'POST checkout': payPage });
  const widget = await showWidget('fees="2.9% + 0.30" value="100"');
  await click(box());
  ok(isThere('button', 'Support with $103.30'));
  widget.setAttribute('fees', 'lots');
  await widget.updateComplete;
  deepEqual([names('checkbox'), complaints.length, isThere('button', 'Support with $100')], [[], 1, true]);
  widget.removeAttribute('fees');
  await widget.updateComplete;
  await click(the('button', 'Support with $100'));
  await until('the reader leaves', hasLeft);
  deepEqual([sent()[0]!.amount, 'coversFees' in sent()[0]!], [10_000, false]);
});
