// What another script may leave in the tab's storage, and anybody in the page's address.
import '../../src/widget/index.ts';
import { deepEqual } from '../support/assert.ts';
import { until } from '../support/reader.ts';
import { textOf, the } from './by-role.ts';
import { asked } from './endpoint-stand-in.ts';
import { hostile, isHarmless, tick, works } from './hostile.ts';
import { comeBack, home, showWidget } from './page.ts';

/** The page as the next reader finds it. */
async function goesOn(what: string): Promise<void> {
  sessionStorage.clear();
  await showWidget();
  await works(what);
}

test('no text that another script left in the tab does harm', async () => {
  for (const text of hostile) {
    const place = { widget: 0, choice: 'other', typed: '7', frequency: 'once', coversFees: false, session: 'cs_test_1' };
    const left = [...Object.keys(place).map((name) => ({ ...place, [name]: text })), { choice: 'other' }, { choice: 'other', typed: 5 }, [text], text, null];
    for (const [index, kept] of left.entries()) {
      sessionStorage.setItem('support-widget', index === left.length - 2 ? text : JSON.stringify(kept));
      const widget = await showWidget();
      await tick();
      await widget.updateComplete;
      isHarmless(text);
      asked.length = 0;
    }
  }
  await goesOn('the storage');
}).timeout(60_000);

test('no text in the address does harm', async () => {
  // Every other one: WebKit takes no more than 100 addresses in 10 seconds.
  for (const text of hostile.filter((_, index) => index % 2 === 0)) {
    comeBack({ by: `?${new URLSearchParams({ support_session: text }).toString()}` });
    await showWidget();
    await until('it has answered', () => textOf(the('alert')) !== '');
    await tick();
    isHarmless(text);
    deepEqual(asked, []);
  }
  history.replaceState(null, '', home);
  await goesOn('the address');
}).timeout(30_000);
