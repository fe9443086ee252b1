import assert from 'node:assert/strict';
import { test } from 'node:test';
import { give, shown, type Shown } from './giving.ts';
import type { Call } from './recorder.ts';
import { recorded, stand } from './stand.ts';

// What is wrong is said in the form, what is not clear is asked back; nothing goes to Stripe before.

const settings = { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Harbour Post', currencies: ['EUR', 'JPY'] } }) };

const titles: Record<string, string> = { en: 'Please check: The Harbour Post', de: 'Bitte prüfen: The Harbour Post' };

/** The sentence before all else, where its link leads, and whether the place is told of. */
function complaintOf({ status, page, text, headers }: Shown): { sentence: string; at?: string } {
  assert.equal(status, 400, text);
  assert.match(headers.get('Content-Type')!, /^text\/html/);
  assert.equal(/<title>(.*)<\/title>/.exec(page)![1], titles[/<html lang="([^"]*)"/.exec(page)![1]!]);
  const [, at, sentence] = /<p class="wrong" role="alert"[^>]*>(?:<a href="#(\w+)">)?([^<]*)/.exec(page)!;
  if (at) assert.equal(page.match(new RegExp(`\\bid="${at}"`, 'g'))?.length, 1, 'the link leads somewhere');
  assert.equal(page.match(/autofocus/g)?.length, 1, 'one place has the focus');
  return { sentence: sentence!, at };
}

const wrong: [change: Record<string, string>, query: string, sentence: string, at: string][] = [
  [{}, '', 'Choose an amount first.', 'amount'],
  [{ frequency: 'month' }, '', 'Choose an amount first.', 'amount'],
  [{ amount: 'other' }, '', 'Choose an amount first.', 'other'],
  [{ amount: 'other', other: ' ' }, '', 'Choose an amount first.', 'other'],
  [{ other: 'abc' }, '', 'Write the amount in digits, like $13.', 'other'],
  [{ other: '-5' }, '', 'Write the amount in digits, like $13.', 'other'],
  [{ other: '1e3' }, '', 'Write the amount in digits, like $13.', 'other'],
  [{ other: '5.0012' }, '', 'Write the amount in digits, like $13.', 'other'],
  [{ other: '4.99' }, '', 'The smallest amount is $5.', 'other'],
  [{ other: '50000.01' }, '', 'The largest amount is $50,000.', 'other'],
  [{ other: '9'.repeat(13) }, '', 'The largest amount is $50,000.', 'other'],
  [{ other: '9'.repeat(3000) }, '', 'The largest amount is $50,000.', 'other'],
  [{ amount: '4' }, '', 'The smallest amount is $5.', 'amount'],
  [{ amount: '60000' }, '', 'The largest amount is $50,000.', 'amount'],
  [{ amount: 'ten' }, '', 'Write the amount in digits, like $13.', 'amount'],
  [{ other: '50,5' }, '?currency=JPY', 'Write the amount in digits, like ¥1,300.', 'other'],
  [{ other: '4,99' }, '?lang=de&currency=EUR', 'Der kleinste Betrag ist 5 €.', 'other'],
];
for (const [change, query, sentence, at] of wrong) {
  test(`${JSON.stringify(change).slice(0, 40)}${query}: ${sentence}`, async (t) => {
    const here = await recorded(t, settings);
    const form = await shown(give(here, change, query));
    const said = complaintOf(form);
    assert.deepEqual({ ...said, sentence: said.sentence.replace(/\s/g, ' ') }, { sentence, at });
    assert.ok(form.page.split(said.sentence).length === 3, 'once before all else, once at its place');
    const field = /<input id="other"[^>]*>/.exec(form.page)![0];
    assert.equal(field.includes('aria-invalid="true"'), at === 'other');
    if (at === 'other') assert.match(form.page, /aria-describedby="bounds other-wrong"[^]*<p class="error" id="other-wrong">/);
    else assert.match(form.page, /<fieldset aria-describedby="amount-wrong">[^]*<p class="error" id="amount-wrong">/);
    for (const [name, value] of Object.entries(change)) if (name !== 'amount' || value === 'other') assert.equal(form.fields[name], value, `${name} is kept`);
    assert.deepEqual(here.recorder.calls, []);
  });
}

const amountOf = ({ form }: Call) => Number(form['line_items[0][price_data][unit_amount]']);
const answersIn = ({ page }: Shown) => [...page.matchAll(/type="(checkbox|radio)" name="confirmed" value="([^"]*)"/g)].map(([, type, value]) => `${type} ${value}`);

const unclear: [change: Record<string, string>, query: string, sentence: string, answers: string[]][] = [
  [{ other: '12,50' }, '', 'Did you mean $12.50?', ['checkbox 12.50']],
  [{ amount: 'other', other: '12,50' }, '', 'Did you mean $12.50?', ['checkbox 12.50']],
  [{ other: '1,00' }, '', 'Did you mean $1?', ['checkbox 1.00']],
  [{ other: '12.50' }, '?lang=de&currency=EUR', 'Meinten Sie 12,50 €?', ['checkbox 12.50']],
  [{ amount: '100.00', other: '12.50' }, '', 'You chose $100 and wrote $12.50. Which one is right?', ['radio 100.00', 'radio 12.50']],
  [{ amount: '100.00', other: '12,50' }, '', 'You chose $100 and wrote $12.50. Which one is right?', ['radio 100.00', 'radio 12.50']],
  [{ amount: '100.00', other: 'abc' }, '', 'You chose $100, and what you wrote cannot be read as an amount. Is $100 right?', ['checkbox 100.00']],
  [{ amount: '0.00', other: '20' }, '', 'You chose Support without paying and wrote $20. Which one is right?', ['radio 0.00', 'radio 20.00']],
  [{ other: '25000' }, '', 'You wrote $25,000. Is that right?', ['checkbox 25000.00']],
  [{ amount: '30000' }, '', 'You wrote $30,000. Is that right?', ['checkbox 30000.00']],
];
for (const [change, query, sentence, answers] of unclear) {
  test(`${JSON.stringify(change)}${query} is asked back: ${sentence}`, async (t) => {
    const here = await recorded(t, settings);
    const form = await shown(give(here, change, query));
    const said = complaintOf(form);
    assert.deepEqual({ ...said, sentence: said.sentence.replace(/\s/g, ' ') }, { sentence, at: 'answer' });
    assert.deepEqual(answersIn(form), answers);
    assert.equal(form.fields.confirmed, undefined, 'no answer is given beforehand');
    assert.deepEqual([form.fields.other, Number(form.fields.amount)], [change.other ?? '', Number(change.amount)]);
    assert.deepEqual(here.recorder.calls, []);

    const same = await shown(give(here, { ...form.fields, attempt: undefined }, query));
    assert.deepEqual(complaintOf(same), said, 'without an answer the question stands');
    for (const answer of answers.map((text) => text.split(' ')[1]!)) {
      here.recorder.calls.length = 0;
      const done = await give(here, { ...form.fields, confirmed: answer }, query);
      if (Number(answer) < 5) assert.match(await done.text(), answer === '0.00' ? /Thank you/ : /The smallest amount is/);
      else assert.deepEqual([done.status, here.recorder.calls.map(amountOf)], [303, [Number(answer) * 100]]);
    }
  });
}

test('an answer holds for its own amount: another amount since is asked back', async (t) => {
  const here = await recorded(t, settings);
  for (const [change, sentence] of [
    [{ other: '40000', confirmed: '25000.00' }, 'You wrote $40,000. Is that right?'],
    [{ other: '15', confirmed: '12.50' }, 'You wrote $15. Is that right?'],
    [{ amount: '2500.00', confirmed: '100.00' }, 'You wrote $2,500. Is that right?'],
    [{ other: '13,50', confirmed: '12.50' }, 'Did you mean $13.50?'],
  ] as const) assert.equal(complaintOf(await shown(give(here, change))).sentence, sentence);
  assert.deepEqual(here.recorder.calls, []);
});

test('0 is an amount like any other where the campaign has no such tier', async (t) => {
  const here = await recorded(t, { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Harbour Post', amounts: ['100'] } }) });
  for (const [change, at] of [[{ other: '0' }, 'other'], [{ amount: '0' }, 'amount']] as const) assert.deepEqual(complaintOf(await shown(give(here, change))), { sentence: 'The smallest amount is $5.', at });
  assert.deepEqual(here.recorder.calls, []);
});

test('far above is five times the largest tier, and only within what the campaign takes', async (t) => {
  const here = await recorded(t, settings);
  assert.equal((await give(here, { other: '24999.99' })).status, 303);
  assert.equal(complaintOf(await shown(give(here, { other: '25000.00' }))).sentence, 'You wrote $25,000. Is that right?');
  assert.equal(complaintOf(await shown(give(here, { other: '50000.01', confirmed: '50000.01' }))).sentence, 'The largest amount is $50,000.');
  const free = await recorded(t, { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Harbour Post', amounts: ['0'] } }) });
  assert.equal((await give(free, { other: '50000' })).status, 303, 'with no tier there is nothing to measure by');
});

test('where Stripe is out of reach the form is there again, with all that was chosen and a new attempt', async (t) => {
  const here = await stand(t, settings);
  const before = await shown(here.send('/give'));
  const form = await shown(give(here, { ...before.fields, other: '12.50', frequency: 'year' }));
  assert.deepEqual([form.status, form.headers.get('Retry-After')], [503, '2']);
  assert.match(form.text, /^The payment page cannot be opened right now\. Nothing was charged\. Please try again\./);
  const { attempt, ...fields } = form.fields;
  assert.notEqual(attempt, before.fields.attempt);
  assert.deepEqual(fields, { campaign: 'default', currency: 'USD', frequency: 'year', other: '12.50' });
  assert.match(here.logged.join(), /^POST \/give: stripe_unavailable/);
});

test('what Stripe refuses is said without Stripe\'s words, and the owner told', async (t) => {
  const here = await recorded(t, settings);
  here.recorder.answer = () => ({ status: 403, body: { error: { type: 'invalid_request_error', message: 'LEAK sk_test_LEAK' } } });
  const form = await shown(give(here, { amount: '100.00' }));
  assert.deepEqual([form.status, form.fields.amount, form.page.includes('LEAK')], [502, '100.00', false]);
  assert.equal(here.logged.length, 1);
});

test('an amount only Stripe finds too small is said at the amount', async (t) => {
  const here = await recorded(t, settings);
  here.recorder.answer = () => ({ status: 400, body: { error: { type: 'invalid_request_error', code: 'amount_too_small', message: 'LEAK' } } });
  const form = await shown(give(here, { other: '5' }));
  assert.deepEqual(complaintOf(form), { sentence: 'Choose a larger amount.', at: 'other' });
  assert.ok(!form.page.includes('LEAK'));
});
