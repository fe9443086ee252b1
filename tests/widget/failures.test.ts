import '../../src/widget/index.ts';
import { deepEqual, equal, match } from '../support/assert.ts';
import { click, until } from '../support/reader.ts';
import { place, textOf, the } from './by-role.ts';
import { answer, asked, hasLeft, json, payPage, problem, webPage } from './endpoint-stand-in.ts';
import { awhile, comeBack, complaints, home, listen, showWidget } from './page.ts';

const tryAgain = /right now\. Nothing was charged\. Please try again/;
const tellOwner = /Nothing was charged\. Please tell the owner of this page\.$/;
const to = (url: unknown) => (): Response => json({ url }, 201);

const failures: [what: string, answer: () => Response | Promise<Response>, code: string, sentence: RegExp][] = [
  ['no connection', () => { throw new TypeError('Failed to fetch'); }, 'unreachable', tryAgain],
  ['no answer in time', () => { throw new DOMException('signal timed out', 'TimeoutError'); }, 'unreachable', tryAgain],
  ['a web page', () => webPage(200), 'unreachable', tryAgain],
  ['a web page with 404', () => webPage(404), 'unreachable', tryAgain],
  ['a web page with 502', () => webPage(502), 'unreachable', tryAgain],
  ['an empty answer', () => new Response(null, { status: 204 }), 'unreachable', tryAgain],
  ['null', () => json(null), 'unreachable', tryAgain],
  ['null with 500', () => json(null, 500), 'unreachable', tryAgain],
  ['a text', () => json('nope', 500), 'unreachable', tryAgain],
  ['true', () => json(true), 'unreachable', tryAgain],
  ['stripe_unavailable', () => problem('stripe_unavailable'), 'stripe_unavailable', tryAgain],
  ['stripe_refused', () => problem('stripe_refused'), 'stripe_refused', tryAgain],
  ['internal', () => problem('internal'), 'internal', tryAgain],
  ['not_set_up', () => problem('not_set_up'), 'not_set_up', tryAgain],
  ['attempt_reused', () => problem('attempt_reused'), 'attempt_reused', tryAgain],
  ['return_url_not_allowed', () => problem('return_url_not_allowed', { field: 'returnUrl' }), 'return_url_not_allowed', tellOwner],
  ['origin_not_allowed', () => problem('origin_not_allowed'), 'origin_not_allowed', tellOwner],
  ['campaign_unknown', () => problem('campaign_unknown', { field: 'campaign' }), 'campaign_unknown', tellOwner],
  // Addresses that must never be followed. (Put together here: written out, the first one is a lint error.)
  ['an address of javascript:', to(['javascript', 'document.title="followed"'].join(':')), 'unreachable', tryAgain],
  ['the same in disguise', to(` java${'\n'}script:document.title="followed"`), 'unreachable', tryAgain],
  ['an address of data:', to('data:text/html,followed'), 'unreachable', tryAgain],
  ['an address of ftp:', to('ftp://owner.example/pay'), 'unreachable', tryAgain],
  ['an address of blob:', to(`blob:${location.origin}/1`), 'unreachable', tryAgain],
  ['an address without scheme', to('//owner.example/pay'), 'unreachable', tryAgain],
  ['an address that is none', to(7), 'unreachable', tryAgain],
  ['an empty address', to(''), 'unreachable', tryAgain],
  ['no address', () => json({}, 201), 'unreachable', tryAgain],
  ['the embedded page, which was not asked for', () => json({ clientSecret: 'x', publishableKey: 'pk_test_1' }, 201), 'unreachable', tryAgain],
];

for (const [what, bad, code, sentence] of failures) {
  test(`${what}: the reader is told, and can press again`, async () => {
    const errors = listen('support-error');
    answer({ 'POST checkout': bad });
    await showWidget('value="100"');
    const alert = the('alert');
    equal(textOf(alert), '');
    await click(the('button'));
    await until('it is said', () => textOf(alert) !== '');
    match(textOf(alert), sentence);
    deepEqual(errors, [{ code }]);
    deepEqual([location.href, document.title === 'followed', sessionStorage.length], [home, false, 0]);
    equal(textOf(the('status')), '');
    equal(the('button').ariaDisabled, 'false');

    answer({ 'POST checkout': payPage });
    await click(the('button', 'Support with $100'));
    await until('the reader leaves', hasLeft);
    equal(textOf(alert), '', 'what is over is no longer said');
    equal(asked.length, 2);
    const [first, second] = asked.map(({ body }) => (body as { attempt: string }).attempt);
    equal(first === second, code !== 'attempt_reused', 'a spent attempt is left, any other is kept');
    deepEqual(complaints, []);
  });
}

for (const [what, bad, sentence] of [
  ['is told so, and that nothing was charged', () => { throw new TypeError('Failed to fetch'); }, /^You are offline\. Nothing was charged\. Try again when you are connected\.$/],
  ['but reaches the function after all, is told what it answers', () => problem('stripe_unavailable'), tryAgain],
] as const) {
  test(`a reader who is offline ${what}`, async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      answer({ 'POST checkout': bad });
      await showWidget('value="100"');
      await click(the('button'));
      await until('it is said', () => textOf(the('alert')) !== '');
      match(textOf(the('alert')), sentence);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    answer({ 'POST checkout': payPage });
    await click(the('button', 'Support with $100'));
    await until('the reader leaves', hasLeft);
    const [first, second] = asked.map(({ body }) => (body as { attempt: string }).attempt);
    equal(first, second);
  });
}

test('a limit of the function is said at the tiers, and the keyboard goes to the one that is chosen', async () => {
  answer({ 'POST checkout': () => problem('amount_too_small', { field: 'amount', limit: 20_000 }) });
  await showWidget('value="100" frequencies="once month"');
  await click(the('button'));
  await until('the keyboard is at the tier', () => place() === 'radio $100');
  equal(textOf(the('group', 'Choose an amount')).includes('The smallest amount is $200.'), true);
  equal(textOf(the('alert')), '');
});

test('what the function says of the amount of a gift that is checked is no failure of the choice', async () => {
  answer({ 'GET checkout/cs_test_1': () => problem('amount_too_small', { limit: 20_000 }) });
  comeBack();
  await showWidget('value="100"');
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), /cannot be checked right now/);
  await awhile();
  equal(place(), 'nowhere');
});

test('another choice takes the failure back', async () => {
  await showWidget('value="100"');
  await click(the('button'));
  await until('it is said', () => textOf(the('alert')) !== '');
  await click(the('radio', '$2,500'));
  equal(textOf(the('alert')), '');
});

test('a failure is said as text, whatever the function writes', async () => {
  answer({ 'POST checkout': () => json({ status: 400, code: '<img src=x onerror=alert(1)>', detail: '<b>bold</b>', limit: 'much' }, 400) });
  await showWidget('value="100"');
  await click(the('button'));
  await until('it is said', () => textOf(the('alert')) !== '');
  match(textOf(the('alert')), tellOwner);
});
