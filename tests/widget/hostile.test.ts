// What somebody may write into the page around the widget: attributes, properties, children, the field.
import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { show, until } from '../support/reader.ts';
import { all, names } from './by-role.ts';
import { answer, asked, json } from './endpoint-stand-in.ts';
import { hostile, isHarmless, tick, works } from './hostile.ts';
import { home, showWidget } from './page.ts';

const attributes = ['endpoint', 'campaign', 'amounts', 'amounts-month', 'amounts-year', 'value', 'no-custom', 'min', 'max', 'currency', 'frequencies', 'default-frequency', 'fees', 'layout', 'ui', 'goal', 'raised', 'return-url', 'manage-url', 'target', 'lang', 'dir', 'id', 'title'];

/** An endpoint is wherever its owner says, on the web. */
const onTheWeb = (what: string): boolean => /^(?:GET|POST) https?:\/\//.test(what);

for (const name of attributes) {
  test(`no text in the attribute ${name} does harm`, async () => {
    const widget = await showWidget('goal="5000" raised="100" fees="2%"', '<support-goal></support-goal>');
    const was = widget.getAttribute(name);
    for (const text of hostile) {
      widget.setAttribute(name, text);
      await widget.updateComplete;
      isHarmless(text, name === 'endpoint' ? onTheWeb : undefined);
      asked.length = 0;
    }
    await tick();
    isHarmless('all');
    if (was === null) widget.removeAttribute(name);
    else widget.setAttribute(name, was);
    await works(name);
  }).timeout(30_000);
}

for (const name of ['amounts', 'amountsMonth', 'frequencies', 'frequency', 'value', 'layout', 'endpoint', 'campaign', 'currency', 'fees'] as const) {
  test(`no text or list of texts in the property ${name} does harm`, async () => {
    const widget = await showWidget('frequencies="once month"');
    const settable = widget as unknown as Record<string, unknown>;
    const was = settable[name];
    for (const text of hostile) {
      for (const value of /^(?:amounts|frequencies)/.test(name) ? [text, [text, '5']] : [text]) {
        settable[name] = value;
        void widget.gift;
        await widget.updateComplete;
        void widget.gift;
        isHarmless(text, name === 'endpoint' ? onTheWeb : undefined);
        asked.length = 0;
      }
    }
    await tick();
    isHarmless('all');
    settable[name] = was;
    await works(name);
  }).timeout(30_000);
}

test('no text pressed with does harm: what goes along is text', async () => {
  const widget = await showWidget('value="100"');
  for (const text of hostile) {
    for (const name of ['return-url', 'campaign', 'lang', 'target', 'ui']) {
      // A tab of its own for what is no target, and Stripe's script, have tests of their own.
      widget.setAttribute(name, text);
      await widget.updateComplete;
      widget.checkout();
      await until('it can be pressed again', () => widget.phase !== 'starting');
      const { returnUrl } = (asked[0]?.body ?? { returnUrl: home }) as { returnUrl: string };
      ok(/^https?:\/\//.test(returnUrl), returnUrl);
      isHarmless(text);
      widget.removeAttribute(name);
      asked.length = 0;
    }
  }
  await works('all');
}).timeout(30_000);

test('no text of a child, in its amount, frequency, address or words, does harm', async () => {
  const widget = await showWidget('frequencies="once month"');
  for (const text of hostile) {
    widget.replaceChildren(...['span', 'a'].flatMap((tag) => ['data-amount', 'data-frequency', 'href', 'slot', 'words'].map((place) => {
      const child = document.createElement(tag);
      child.setAttribute('data-owners', '');
      child.dataset.amount = '100';
      if (tag === 'a') child.setAttribute('href', 'https://donate.stripe.com/x');
      if (place === 'words') child.textContent = text;
      else child.setAttribute(place, text);
      return child;
    })));
    await tick();
    await widget.updateComplete;
    isHarmless(text);
  }
  widget.replaceChildren();
  await tick();
  await works('children');
}).timeout(30_000);

test('no address of a link becomes one that leads anywhere but to the web', async () => {
  const widget = await show<SupportWidget>('<support-widget amounts="5"><a data-owners href="https://donate.stripe.com/5" data-amount="5">5</a><a data-owners data-amount="7">7</a></support-widget>');
  const link = widget.lastElementChild as HTMLAnchorElement;
  for (const text of hostile) {
    link.setAttribute('href', text);
    await tick();
    await widget.updateComplete;
    isHarmless(text);
    const shown = all('link').map((one) => (one as HTMLAnchorElement).protocol);
    ok(shown.every((protocol) => /^(?:https?)?:$/.test(protocol)), `${JSON.stringify(text)}: ${shown.join()}`);
  }
  equal(names('link')[0], '$5');
});

test('no typed text does harm', async () => {
  const widget = await showWidget();
  const field = all('textbox')[0] as HTMLInputElement;
  answer({ 'POST checkout': () => json({}, 500) });
  for (const text of hostile) {
    field.value = text;
    field.dispatchEvent(new InputEvent('input'));
    await widget.updateComplete;
    widget.checkout();
    await widget.updateComplete;
    isHarmless(text);
    deepEqual(asked.map(({ what }) => what), [], JSON.stringify(text));
  }
  await works('typing');
});
