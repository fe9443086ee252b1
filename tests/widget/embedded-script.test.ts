import '../../src/widget/index.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { isThere, textOf, the } from './by-role.ts';
import { answer, asked, endpoint } from './endpoint-stand-in.ts';
import { awhile, home, listen } from './page.ts';
import { embedded, pages, scripts, scriptsWill } from './stripe-stand-in.ts';

// A script that was loaded stays with the page: each test has an endpoint, and so a script, of its own.
let count = 0;
let owner = '';

async function pressAt(publishableKey = 'pk_test_sandbox'): Promise<void> {
  owner = `${endpoint}/${count += 1}`;
  answer({ [`POST ${owner}/checkout`]: () => embedded({ publishableKey }) });
  await show(`<support-widget endpoint="${owner}" ui="embedded" value="100"></support-widget>`);
  await click(the('button'));
}

const isSaid = (): boolean => textOf(the('alert')) !== '';
const isMounted = (): boolean => isThere('button', 'Pay');

test('where Stripe.js is refused the reader is told, and the next press tries again', async () => {
  const errors = listen('support-error');
  scriptsWill('refused');
  await pressAt('pk_live_1');
  await until('it is said', isSaid);
  match(textOf(the('alert')), /right now\. Nothing was charged\. Please try again/);
  deepEqual(errors, [{ code: 'unreachable' }]);
  equal(document.querySelector('[slot=checkout]'), null);
  equal(the('button', 'Support with $100').ariaDisabled, 'false');

  scriptsWill('runs');
  await click(the('button', 'Support with $100'));
  await until('it is shown', isMounted);
  deepEqual([textOf(the('alert')), errors.length], ['', 1]);
  deepEqual(scripts, Array(2).fill('https://js.stripe.com/endive/stripe.js'));
  deepEqual(pages.map(({ key }) => key), ['pk_live_1']);
  const [first, second] = asked.map(({ body }) => (body as { attempt: string }).attempt);
  ok(first !== second, 'the first press has its session already');
});

test('a script that was loaded is not loaded again', async () => {
  await pressAt();
  await until('it is shown', isMounted);
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => isThere('button', 'Support with $100'));
  await click(the('button', 'Support with $100'));
  await until('it is shown again', isMounted);
  deepEqual([scripts, pages.length], [[`${owner}/sandbox/stripe.js`], 2]);
});

for (const key of ['pk_live_1', 'pk_test_1', 'pk_test_sandbox2', 'PK_TEST_SANDBOX', ' pk_test_sandbox']) {
  test(`"${key}" is not the sandbox's key: nothing of the endpoint is run`, async () => {
    await pressAt(key);
    await awhile();
    deepEqual(scripts.filter((script) => script !== 'https://js.stripe.com/endive/stripe.js'), []);
  });
}

test('a script that defines nothing is told like one that is refused', async () => {
  const stripe = Reflect.get(window, 'Stripe') as unknown;
  Reflect.deleteProperty(window, 'Stripe');
  scriptsWill('empty');
  await pressAt();
  await until('it is said', isSaid);
  match(textOf(the('alert')), /Please try again/);
  ok(isThere('button', 'Support with $100'));
  Object.assign(window, { Stripe: stripe });
});

for (const [what, stripe] of [
  ['throws at once', () => { throw new Error('no'); }],
  ['makes nothing', () => ({})],
  ['makes a page that fails', () => ({ createEmbeddedCheckoutPage: async () => { throw new Error('no'); } })],
  ['makes a page that cannot be mounted', () => ({ createEmbeddedCheckoutPage: async () => ({ mount() { throw new Error('no'); }, destroy() {} }) })],
] as const) {
  test(`a Stripe.js that ${what} leaves the form as it was, with a word to the reader`, async () => {
    const real = Reflect.get(window, 'Stripe') as unknown;
    scriptsWill('empty');
    Object.assign(window, { Stripe: stripe });
    await pressAt();
    await until('it is said', isSaid);
    match(textOf(the('alert')), /Please try again/);
    ok(isThere('button', 'Support with $100'));
    deepEqual([document.querySelector('[slot=checkout]'), the('button').ariaDisabled, location.href], [null, 'false', home]);
    Object.assign(window, { Stripe: real });
  });
}

test('offline, the reader is told so', async () => {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
  try {
    scriptsWill('refused');
    await pressAt();
    await until('it is said', isSaid);
    match(textOf(the('alert')), /^You are offline\. Nothing was charged\./);
  } finally {
    Reflect.deleteProperty(navigator, 'onLine');
  }
});

test('while the script comes, there is a way back', async () => {
  let run!: () => void;
  scriptsWill(new Promise((resolve) => { run = resolve; }));
  await pressAt();
  await until('the room is there', () => isThere('button', 'Back to the amounts'));
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => isThere('button', 'Support with $100'));
  equal(sessionStorage.length, 0);
  run();
  await awhile();
  deepEqual([isMounted(), isThere('button', 'Support with $100'), pages.filter(({ isDestroyed }) => !isDestroyed).length], [false, true, 0]);
});
