// What may come back of a gift and of a campaign: every field of both answers.
import '../../src/widget/index.ts';
import { equal } from '../support/assert.ts';
import { until } from '../support/reader.ts';
import { isThere, textOf, the } from './by-role.ts';
import { answer, asked, campaign, gift, json } from './endpoint-stand-in.ts';
import { table } from './engine.ts';
import { hostile as every, isHarmless, tick, works } from './hostile.ts';
import { comeBack, showWidget } from './page.ts';

const sessionAsked = 'GET checkout/cs_test_1';
const hostile = table(every, every.filter((_, place) => place % 3 === 0));
const short = (text: string): string => JSON.stringify(text.slice(0, 60));

/** The page as the next reader finds it. */
async function goesOn(what: string): Promise<void> {
  sessionStorage.clear();
  await showWidget();
  await works(what);
}

for (const field of ['status', 'amount', 'currency', 'frequency', 'whole']) {
  test(`no text as ${field} of how a gift stands does harm: for what makes no sense nobody is thanked`, async () => {
    for (const text of hostile) {
      answer({ [sessionAsked]: () => (field === 'whole' ? json(text) : gift('paid', { [field]: text })) });
      sessionStorage.setItem('support-widget', JSON.stringify({ widget: 0, choice: 10_000, typed: '', session: 'cs_test_1' }));
      const widget = await showWidget();
      await until('it has asked', () => asked.length > 0);
      await tick();
      await widget.updateComplete;
      isHarmless(text);
      equal(isThere('heading', 'Thank you!'), false, `thanked for ${short(text)}`);
      asked.length = 0;
    }
    await goesOn('gifts');
  }).timeout(40_000);
}

for (const nonsense of [{ status: '<b>' }, { amount: '1' }, { amount: 1.5 }, { amount: null }, { currency: 'u\u017fd' }, { currency: 5 }, { currency: null }, { frequency: 'constructor' }, { frequency: null }]) {
  test(`who came back, and whose gift has ${JSON.stringify(nonsense)}, is told not to pay again`, async () => {
    answer({ [sessionAsked]: () => json({ status: 'paid', amount: 100, currency: 'USD', frequency: 'once', ...nonsense }) });
    comeBack();
    await showWidget();
    await until('it is said', () => textOf(the('alert')) === 'Your payment cannot be checked right now. If you paid, do not pay again.');
    isHarmless(JSON.stringify(nonsense));
  });
}

for (const [field, isDrawn] of [['id', true], ['currency', false], ['raised', false], ['goal', false], ['gifts', true], ['asOf', true], ['others', true], ['whole', false]] as const) {
  test(`no text as ${field} of a campaign does harm: the meter is ${isDrawn ? 'drawn all the same' : 'not drawn'}`, async () => {
    for (const text of hostile) {
      answer({ 'GET campaigns/default': () => (field === 'whole' ? json(text) : campaign(10_000, { [field]: text })) });
      const widget = await showWidget('', '<support-goal slot="goal" ticks="0 5000"></support-goal>');
      await until('it has asked', () => asked.length > 0);
      await tick();
      const meter = widget.querySelector('support-goal')!;
      await meter.updateComplete;
      if (isDrawn) await until(`with ${short(text)} it is drawn`, () => textOf(meter).startsWith('$100 of $5,000'));
      else equal(textOf(meter), '', short(text));
      isHarmless(text);
      document.body.replaceChildren();
      await tick();
      asked.length = 0;
    }
    await goesOn('campaigns');
  }).timeout(40_000);
}

test('no text in the settings of a meter of its own does harm', async () => {
  answer({ 'GET campaigns/default': () => campaign(10_000) });
  for (const name of ['endpoint', 'campaign', 'currency', 'goal', 'raised', 'ticks', 'lang']) {
    const widget = await showWidget('', '<support-goal slot="goal"></support-goal>');
    const meter = widget.querySelector('support-goal')!;
    for (const text of hostile) {
      meter.setAttribute(name, text);
      await meter.updateComplete;
      isHarmless(text, name === 'endpoint' ? (what) => /^GET https?:\/\//.test(what) : undefined);
      asked.length = 0;
    }
    meter.removeAttribute(name);
    await until('it is drawn again', () => textOf(meter).startsWith('$100 of $5,000'));
  }
}).timeout(40_000);
