// Under attack the function asks for a challenge: it is loaded after the press, shown in the form's place, and the same attempt goes on.
import '../../src/widget/index.ts';
import { challengeAction } from '../../src/shared/challenge.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { click, show, until } from '../support/reader.ts';
import { all, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, asked, endpoint, hasLeft, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, home, listen, showWidget } from './page.ts';
import { sayings } from './sayings.ts';

interface Shown {
  node: Element;
  options: Record<string, unknown> & { callback(token: string): void; 'error-callback'(code: string): void };
  isRemoved: boolean;
}

/** Every challenge since the test began, and the scripts that were asked for. */
const challenges: Shown[] = [];
const scripts: string[] = [];
let isRefused = false;

const turnstile = {
  render(node: Element, options: Shown['options']): string {
    if (!node.isConnected || node.getRootNode() instanceof ShadowRoot) throw new Error('Turnstile cannot be shown here');
    challenges.push({ node, options, isRemoved: false });
    const button = document.createElement('button');
    button.textContent = 'I am human';
    button.onclick = () => options.callback(`token-${challenges.length}`);
    node.append(button);
    return String(challenges.length - 1);
  },
  remove(id: string): void {
    challenges[Number(id)]!.isRemoved = true;
  },
};

const { append } = document.head;
beforeEach(() => {
  challenges.length = scripts.length = 0;
  isRefused = false;
  document.head.append = (...nodes) => {
    for (const node of nodes) {
      if (!(node instanceof HTMLScriptElement) || !/turnstile/.test(node.src)) continue;
      scripts.push(node.src);
      node.removeAttribute('src');
      const fate = isRefused ? 'error' : 'load';
      queueMicrotask(() => {
        Object.assign(window, { turnstile });
        node.dispatchEvent(new Event(fate));
      });
    }
    append.apply(document.head, nodes);
  };
});
afterEach(() => {
  document.head.append = append;
});

// A script that was loaded stays with the page: each test has an endpoint, and so a stand-in's script, of its own.
let count = 0;
const testKey = '1x00000000000000000000AA';

/** Shows a widget at a function that asks for a challenge until it is answered, and presses. */
async function pressAt(siteKey: string | undefined = testKey, attributes = '', after = payPage): Promise<string> {
  const owner = `${endpoint}/guarded${(count += 1)}`;
  answer({ [`POST ${owner}/checkout`]: ({ body }) => ((body as { challenge?: string }).challenge ? after() : problem('challenge_required', { siteKey })) });
  await show(`<support-widget endpoint="${owner}" value="100" ${attributes}></support-widget>`);
  if (attributes.includes('layout="button"')) await click(the('button', 'Support us'));
  await until('the form is there', () => isThere('button', 'Support with $100'));
  await click(the('button', 'Support with $100'));
  return owner;
}
const isAsked = (): boolean => isThere('button', 'I am human');
const inside = (selector: string): string | undefined => document.querySelector('support-widget')!.shadowRoot!.querySelector(selector)?.textContent ?? undefined;
const bodies = () => asked.map(({ body }) => body as Record<string, unknown>);

test('without need nothing of Turnstile is loaded', async () => {
  answer({ 'POST checkout': payPage });
  await showWidget('value="100"');
  await click(the('button', 'Support with $100'));
  await until('it left', hasLeft);
  deepEqual([scripts, challenges.length], [[], 0]);
});

test('a press that must be answered for is told so, and goes on by itself as the same attempt', async () => {
  const owner = await pressAt();
  await until('the challenge is shown', isAsked);
  equal(inside('#challenge'), 'Please confirm that you are human. Then it goes on by itself.');
  deepEqual(scripts, [`${owner}/sandbox/turnstile.js`]);
  const { sitekey, action } = challenges[0]!.options;
  deepEqual([sitekey, action], [testKey, challengeAction]);
  deepEqual(names('button'), ['I am human', 'Back to the amounts']);
  await click(the('button', 'I am human'));
  await until('it left', hasLeft);
  const [first, second] = bodies();
  deepEqual(second, { ...first, challenge: 'token-1' });
  ok(challenges[0]!.isRemoved);
  equal(document.querySelector('[slot=checkout]'), null);
});

test('a real key loads the real script, and no other address is ever run', async () => {
  await pressAt('0x4AAAAAAAreal');
  await until('the challenge is shown', isAsked);
  deepEqual(scripts, ['https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit']);
});

test('the reader reads what happens first', async () => {
  await pressAt();
  await until('the challenge is shown', isAsked);
  equal(document.activeElement?.shadowRoot?.activeElement?.textContent, 'Please confirm that you are human. Then it goes on by itself.');
});

test('who goes back finds the amounts, and may press again', async () => {
  const owner = await pressAt();
  await until('the challenge is shown', isAsked);
  await click(the('button', 'Back to the amounts'));
  await until('the amounts are there', () => isThere('button', 'Support with $100'));
  await awhile();
  deepEqual([textOf(the('alert')), asked.length, the('button').ariaDisabled, challenges[0]!.isRemoved], ['', 1, 'false', true]);
  match(place(), /^radio /);
  await click(the('button', 'Support with $100'));
  await until('the challenge is shown again', isAsked);
  await click(the('button', 'I am human'));
  await until('it left', hasLeft);
  deepEqual(scripts, [`${owner}/sandbox/turnstile.js`], 'the script was there');
});

test('another choice meanwhile ends it: nobody is led away to pay another sum', async () => {
  await pressAt();
  await until('the challenge is shown', isAsked);
  const { callback } = challenges[0]!.options;
  document.querySelector('support-widget')!.value = 2500;
  await until('the amounts are there', () => isThere('button', 'Support with $2,500'));
  callback('token-late');
  await awhile();
  deepEqual([asked.length, hasLeft(), isAsked()], [1, false, false]);
});

for (const [what, spoil] of [
  ['Turnstile is refused', () => { isRefused = true; }],
] as const) {
  test(`where ${what} the reader is told, and the next press tries again`, async () => {
    const errors = listen('support-error');
    spoil();
    await pressAt();
    await until('it is said', () => textOf(the('alert')) !== '');
    match(textOf(the('alert')), /right now\. Nothing was charged\. Please try again/);
    deepEqual([errors, document.querySelector('[slot=checkout]'), location.href], [[{ code: 'unreachable' }], null, home]);
    isRefused = false;
    await click(the('button', 'Support with $100'));
    await until('the challenge is shown', isAsked);
  });
}

test('a challenge that fails is told', async () => {
  await pressAt();
  await until('the challenge is shown', isAsked);
  challenges[0]!.options['error-callback']('300030');
  await until('it is said', () => textOf(the('alert')) !== '');
  ok(isThere('button', 'Support with $100'));
  equal(challenges[0]!.isRemoved, true);
});

test('one that was answered and is asked for again is told, not asked without end', async () => {
  await pressAt(testKey, '', () => problem('challenge_required', { siteKey: testKey }));
  await until('the challenge is shown', isAsked);
  await click(the('button', 'I am human'));
  await until('it is said', () => textOf(the('alert')) !== '');
  equal(challenges.length, 1);
});

test('a function that asks without a key is told like any that cannot go on', async () => {
  const owner = `${endpoint}/keyless`;
  answer({ [`POST ${owner}/checkout`]: () => problem('challenge_required') });
  await show(`<support-widget endpoint="${owner}" value="100"></support-widget>`);
  await click(the('button', 'Support with $100'));
  await until('it is said', () => textOf(the('alert')) !== '');
  deepEqual([scripts, challenges.length], [[], 0]);
});

test('in a dialog it is shown in the dialog', async () => {
  await pressAt(testKey, 'layout="button"');
  await until('the challenge is shown', isAsked);
  await click(the('button', 'I am human'));
  await until('it left', hasLeft);
});

test('it is asked in the language of the page', async () => {
  const owner = `${endpoint}/german`;
  answer({ [`POST ${owner}/checkout`]: () => problem('challenge_required', { siteKey: testKey }) });
  await show(`<div lang="de"><support-widget endpoint="${owner}" value="100"></support-widget></div>`);
  await until('it is there', () => inside('[part=button]') !== undefined);
  await click(all('button')[0]!);
  await until('the challenge is shown', isAsked);
  equal(inside('#challenge'), sayings('de').challenge);
  equal(challenges[0]!.options.language, 'de');
});

// What a reader can quote to the owner

test('behind a failure stands the request\'s reference, in small', async () => {
  answer({ 'POST checkout': () => Response.json({ status: 502, code: 'stripe_refused', requestId: 'a1b2c3d4e5' }, { status: 502 }) });
  await showWidget('value="100"');
  await click(the('button', 'Support with $100'));
  await until('it is said', () => textOf(the('alert')) !== '');
  const small = () => inside('small');
  equal(small(), 'Reference: a1b2c3d4e5');
  await click(the('radio', '$2,500'));
  await until('it is gone', () => !small());
});

for (const hostile of ['<img src=x onerror=alert(1)>', 'x'.repeat(41), 5, { toString: () => 'x' }, ['a'], '', null]) {
  test(`${JSON.stringify(hostile)} is no reference`, async () => {
    answer({ 'POST checkout': () => Response.json({ status: 502, code: 'stripe_refused', requestId: hostile }, { status: 502 }) });
    await showWidget('value="100"');
    await click(the('button', 'Support with $100'));
    await until('it is said', () => textOf(the('alert')) !== '');
    equal(document.querySelector('support-widget')!.shadowRoot!.querySelectorAll('small').length, 0);
  });
}
