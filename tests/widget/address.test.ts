import '../../src/widget/index.ts';
import { deepEqual, equal } from '../support/assert.ts';
import { until } from '../support/reader.ts';
import { isThere, textOf, the } from './by-role.ts';
import { answer, asked, gift } from './endpoint-stand-in.ts';
import { comeBack, home, showWidget } from './page.ts';

const session = 'GET checkout/cs_test_1';
const isThanked = (): boolean => isThere('heading', 'Thank you!');

for (const [by, after] of [
  ['?support_session=cs_test_1', ''],
  ['?support_session=cs_test_1#h', '#h'],
  ['?support_session=cs_test_1&b=2', '?b=2'],
  ['?a=1&support_session=cs_test_1', '?a=1'],
  ['?a=1&support_session=cs_test_1#h', '?a=1#h'],
  ['?a=b+c&not_support_session=1&support_session=cs_test_1&d=%C3%A4&e', '?a=b+c&not_support_session=1&d=%C3%A4&e'],
  ['?support_session=cs_test_1#support_session=1&x', '#support_session=1&x'],
] as const) {
  test(`${by} becomes ${after || 'the bare address'}`, async () => {
    answer({ [session]: () => gift('paid') });
    comeBack({ by });
    await showWidget();
    await until('the reader is thanked', isThanked);
    equal(location.href, new URL(location.pathname + after, home).href);
  });
}

test('what the page keeps in its history stays', async () => {
  answer({ [session]: () => gift('paid') });
  history.replaceState({ scroll: 7 }, '', '?support_session=cs_test_1');
  await showWidget();
  await until('the reader is thanked', isThanked);
  deepEqual(history.state, { scroll: 7 });
});

test('what is no session of Stripe\'s is asked of nobody, and who may have paid is told', async () => {
  comeBack({ by: '?support_session=..%2F..%2Fa%3Fb%23c' });
  await showWidget();
  await until('it is said', () => textOf(the('alert')) !== '');
  deepEqual(asked, []);
});
