// A widget in a frame of somebody's page. The frame has its own elements, so what is in it is found from within it.
import { deepEqual, equal, ok } from '../support/assert.ts';
import { press, show, until } from '../support/reader.ts';
import type * as ByRole from './by-role.ts';
import { answer, asked, endpoint, gift, hasLeft, held, json, payPage, problem } from './endpoint-stand-in.ts';
import { awhile, home } from './page.ts';

interface Framed extends Window { byRole: typeof ByRole }

/** A widget in a frame that asks the test's stand-in, `sandbox` as the page around it allows. */
async function frameWidget(attributes: Record<string, string> = {}, sandbox?: string): Promise<Framed> {
  const frame = await show<HTMLIFrameElement>('<iframe title="A widget" width="600" height="600"></iframe>');
  if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox);
  frame.src = `/tests/widget/framed.html?${String(new URLSearchParams({ endpoint, value: '100', ...attributes }))}`;
  const framed = (): Partial<Framed> | null => frame.contentWindow;
  await until('the widget is there', () => framed()?.byRole?.isThere('button', 'Support with $100', framed()!.document!.body) === true, 8_000);
  return frame.contentWindow as Framed;
}

const pressIn = ({ byRole, document }: Framed): void => byRole.the('button', 'Support with $100', document.body).click();
const alertIn = ({ byRole, document }: Framed): string => byRole.textOf(byRole.the('alert', undefined, document.body));
const link = ({ byRole, document }: Framed): HTMLAnchorElement => byRole.the('link', 'Open the payment page', document.body) as HTMLAnchorElement;
const hasLink = ({ byRole, document }: Framed): boolean => byRole.isThere('link', 'Open the payment page', document.body);

const payAddress = `${home.split('#')[0]}#pay-page`;

for (const [what, attributes] of [['unless the owner says otherwise', {}], ['with target="_top"', { target: '_top' }]] as const) {
  test(`in a frame, ${what}, the payment page takes the whole tab`, async () => {
    answer({ 'POST checkout': payPage });
    const framed = await frameWidget(attributes);
    pressIn(framed);
    await until('the page around it leaves', hasLeft);
    ok(!hasLink(framed));
    equal(framed.location.pathname, '/tests/widget/framed.html');
  });
}

test('target="_self" stays in the frame where the owner wants it', async () => {
  answer({ 'POST checkout': () => json({ url: `${location.origin}/tests/support/assert.ts`, session: 'cs_test_1' }, 201) });
  const framed = await frameWidget({ target: '_self' });
  pressIn(framed);
  await until('the frame leaves', () => framed.location.pathname === '/tests/support/assert.ts', 5_000);
  equal(location.href, home);
});

for (const [what, sandbox] of [
  ['a frame that may not move the page around it', 'allow-scripts allow-same-origin'],
  ['a frame that may do so for a reader\'s press only, of which there was none', 'allow-scripts allow-same-origin allow-top-navigation-by-user-activation'],
] as const) {
  test(`${what} shows a link to the payment page`, async () => {
    answer({ 'POST checkout': payPage });
    const framed = await frameWidget({}, sandbox);
    pressIn(framed);
    await until('the link is shown', () => hasLink(framed));
    deepEqual([link(framed).href, link(framed).target, link(framed).rel], [payAddress, '_blank', 'noopener']);
    equal(location.href, home);
    equal(alertIn(framed), '');
  });
}

test('a frame that may move the page around it does', async () => {
  answer({ 'POST checkout': payPage });
  const framed = await frameWidget({}, 'allow-scripts allow-same-origin allow-top-navigation');
  pressIn(framed);
  await until('the page around it leaves', hasLeft);
});

test('Enter presses in a frame that may submit no form', async () => {
  answer({ 'POST checkout': payPage });
  const framed = await frameWidget({}, 'allow-scripts allow-same-origin');
  framed.focus();
  framed.byRole.the('textbox', undefined, framed.document.body).focus();
  await press('Enter');
  await until('the link is shown', () => hasLink(framed));
  equal(asked.length, 1);
});

test('a frame that may open no tab shows the link, too', async () => {
  answer({ 'POST checkout': payPage });
  const framed = await frameWidget({ target: '_blank' }, 'allow-scripts allow-same-origin');
  pressIn(framed);
  await until('the link is shown', () => hasLink(framed));
  equal(location.href, home);
});

test('who paid by the link is thanked in the frame', async () => {
  answer({ 'POST checkout': payPage, 'GET checkout/cs_test_1': () => gift('paid') });
  const framed = await frameWidget({}, 'allow-scripts allow-same-origin');
  pressIn(framed);
  await until('the link is shown', () => hasLink(framed));
  framed.document.dispatchEvent(new Event('visibilitychange'));
  await until('the reader is thanked', () => framed.byRole.isThere('heading', 'Thank you!', framed.document.body));
});

test('what goes wrong is said in the frame', async () => {
  answer({ 'POST checkout': () => problem('stripe_unavailable') });
  const framed = await frameWidget({}, 'allow-scripts allow-same-origin');
  pressIn(framed);
  await until('it is said', () => alertIn(framed) !== '');
  ok(!hasLink(framed));
});

test('a frame that is taken away while it asks leads nobody anywhere', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  const framed = await frameWidget();
  pressIn(framed);
  await until('it is asked', () => asked.length === 1);
  framed.document.querySelector('support-widget')!.remove();
  await awhile();
  release(payPage());
  await awhile();
  ok(!hasLeft());
});
