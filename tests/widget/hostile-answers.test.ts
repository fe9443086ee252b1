// What may come back from a press: every field of every answer.
import '../../src/widget/index.ts';
import { equal, ok } from '../support/assert.ts';
import { until } from '../support/reader.ts';
import { isThere, textOf } from './by-role.ts';
import { answer, asked, json } from './endpoint-stand-in.ts';
import { table } from './engine.ts';
import { hostile as every, isHarmless, tick, works } from './hostile.ts';
import { home, showWidget } from './page.ts';
import { embedded, scripts } from './stripe-stand-in.ts';

const hostile = table(every, every.filter((_, place) => place % 3 === 0));
const short = (text: string): string => JSON.stringify(text.slice(0, 60));

/** Presses the button, and waits until that has come to something. */
async function pressed(): Promise<void> {
  const widget = document.querySelector('support-widget')!;
  widget.checkout();
  await until('something came of it', () => widget.phase !== 'starting');
  await tick();
  await widget.updateComplete;
}

/** The page as the next reader finds it. */
async function goesOn(what: string): Promise<void> {
  sessionStorage.clear();
  await showWidget();
  await works(what);
}

for (const fields of [['url'], ['session'], ['url', 'session']]) {
  test(`no text as ${fields.join(' and ')} of the answer to a press does harm`, async () => {
    for (const text of hostile) {
      answer({ 'POST checkout': () => json({ url: `${home}#pay-page`, session: 'cs_test_1', ...Object.fromEntries(fields.map((name) => [name, text])) }, 201) });
      const widget = await showWidget('value="100"');
      await pressed();
      isHarmless(text);
      if (fields.includes('url')) {
        await until(`${short(text)} has failed or is a link`, () => widget.phase === 'failed' || isThere('link', 'Open the payment page'));
        equal(location.hash, '');
      }
      // A session is asked for by its name when the reader comes back.
      await showWidget();
      await tick();
      isHarmless(text);
      asked.length = 0;
      sessionStorage.clear();
    }
    await goesOn('the answers to a press');
  }).timeout(40_000);
}

for (const field of ['clientSecret', 'publishableKey', 'session']) {
  test(`no text as ${field} of the answer to an embedded press loads anything but Stripe's own script`, async () => {
    for (const text of hostile) {
      answer({ 'POST checkout': () => embedded({ [field]: text }) });
      await showWidget('value="100" ui="embedded"');
      await pressed();
      isHarmless(text);
      document.body.replaceChildren();
      asked.length = 0;
      sessionStorage.clear();
    }
    await tick();
    ok(scripts.every((address) => ['https://js.stripe.com/endive/stripe.js', 'https://owner.example/support/sandbox/stripe.js'].includes(address)), scripts.join('\n'));
    await goesOn('the answers to an embedded press');
  }).timeout(40_000);
}

for (const field of ['code', 'title', 'detail', 'field', 'limit', 'status', 'type', 'whole']) {
  test(`no text as ${field} of a refusal does harm, or is shown`, async () => {
    const widget = await showWidget('value="100"');
    for (const text of hostile) {
      for (const code of ['amount_too_small', 'stripe_unavailable']) {
        const problem = { type: 'about:blank', title: 'x', status: 400, code, detail: 'x', ...(code === 'amount_too_small' && { limit: 500 }), [field]: text };
        answer({ 'POST checkout': () => json(field === 'whole' ? text : problem, 400) });
        await pressed();
        isHarmless(text);
        equal(widget.phase, 'failed');
        const said = textOf(widget);
        ok(text.trim().length < 8 || !said.includes(text), said);
        ok(!/NaN|undefined|Infinity/.test(said), said);
        asked.length = 0;
      }
    }
    await goesOn('refusals');
  }).timeout(40_000);
}
