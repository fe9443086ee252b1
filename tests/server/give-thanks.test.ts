import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { atSandbox, type AtSandbox } from './at-sandbox.ts';
import { give, own, shown } from './giving.ts';
import { page, recorded, stand } from './stand.ts';

// What the reader is told who comes back from Stripe's page without script.

const settings = { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'The Harbour Post', currencies: ['EUR'], manageUrl: 'https://billing.example/login?a=1&b=2' }, boat: { name: 'A lifeboat' } }) };
const cleanups: (() => unknown)[] = [];
let here: AtSandbox;
before(async () => { here = await atSandbox({ after: (done) => cleanups.push(done) }, { settings }); });
after(async () => { for (const done of cleanups.reverse()) await done(); });

/** Gives by the form. @returns the session's id */
async function open(change: Record<string, string>, query = '', at: Pick<AtSandbox, 'send'> = here): Promise<string> {
  const answer = await give(at, change, query);
  const [, id] = /\/(cs_\w+)$/.exec(answer.headers.get('Location') ?? '') ?? [];
  assert.ok(id, await answer.text());
  return id;
}
const thanks = (session: string, query = '', at: Pick<AtSandbox, 'send'> = here) => shown(at.send(`/give/thanks?${query}${query && '&'}support_session=${session}`));
const back = (links: Record<string, string>, label = 'Back to the amounts') => new URL(links[label]!, `${own}/give/thanks`);

test('who has paid once is thanked, with the sum, and needs to manage nothing', async () => {
  const session = await open({ amount: '100.00' });
  await here.pay(session);
  const { status, text, links, headers } = await thanks(session);
  assert.deepEqual([status, text], [200, 'Thank you! We received your $100. You may get a receipt by email. Back to the amounts']);
  assert.equal(back(links).href, `${own}/give?campaign=default&currency=USD`);
  assert.equal(headers.get('Cache-Control'), 'no-store');
});

test('who gives every month is told so, and where to change it', async () => {
  const session = await open({ other: '12.50', frequency: 'month' });
  await here.pay(session);
  const { text, links } = await thanks(session);
  assert.equal(text, 'Thank you! We received your $12.50, given every month. You may get a receipt by email. Change or stop your gift Back to the amounts');
  assert.equal(links['Change or stop your gift'], 'https://billing.example/login?a=1&b=2');
});

test('where the owner named no such page, none is linked', async () => {
  const session = await open({ amount: '100.00', frequency: 'year' }, '?campaign=boat');
  await here.pay(session);
  assert.deepEqual(Object.keys((await thanks(session)).links), ['Back to the amounts']);
});

test('the page the reader came from is linked, if it is the owner\'s', async () => {
  const session = await open({ amount: '100.00' });
  await here.pay(session);
  const story = `${page}/story?a=1&b=2#c`;
  assert.deepEqual((await thanks(session, `return=${encodeURIComponent(story)}`)).links, { 'Back to the page you came from': story });
  assert.deepEqual(Object.keys((await thanks(session, 'return=https://evil.example/')).links), ['Back to the amounts']);
});

test('the sum is written in the reader\'s language', async () => {
  const session = await open({ other: '1.234,50' }, '?lang=de&currency=EUR');
  await here.pay(session);
  assert.match((await thanks(session, 'lang=de')).text, /Ihre Unterstützung von 1\.234,50\s€ ist angekommen\./);
});

test('money that is on its way is thanked for as such', async () => {
  const session = await open({ amount: '100.00' });
  await here.pay(session, 'debit');
  assert.match((await thanks(session)).text, /^Thank you! Your \$100 is on its way\. Banks take a few days; there is nothing more to do\./);
});

test('a debit that did not come is not thanked for', async () => {
  const session = await open({ amount: '100.00' });
  await here.pay(session, 'debit');
  await here.control(`sessions/${session}/settle`, { outcome: 'failed' });
  const { text } = await thanks(session);
  assert.match(text, /^Nothing was charged/);
  assert.ok(!text.includes('Thank'));
});

test('who has not paid finds the way back to the same choice', async () => {
  const session = await open({ other: '12,50', frequency: 'month' }, '?campaign=boat&lang=de');
  const { status, text, links } = await thanks(session, `lang=de&return=${page}/`);
  assert.deepEqual([status, text], [200, 'Noch nicht abgeschlossen Diese Unterstützung ist noch nicht bezahlt. Es wurde nichts abgebucht. Zurück zu den Beträgen']);
  assert.deepEqual(Object.fromEntries(back(links, 'Zurück zu den Beträgen').searchParams), { campaign: 'boat', amount: '12.50', currency: 'USD', frequency: 'month', lang: 'de', return: `${page}/` });
});

test('a session that expired charged nothing', async (t) => {
  const late = await atSandbox(t, { settings });
  const session = await open({ amount: '100.00' }, '', late);
  await late.control('advance', { seconds: 32 * 60 });
  const { text, links } = await thanks(session, '', late);
  assert.equal(text, 'Nothing was charged The payment page has expired. Nothing was charged. Please try again. Back to the amounts');
  assert.equal(back(links).searchParams.get('amount'), '100.00');
});

test('without any webhook, the gift is counted when its reader is thanked, and once however often they look', async () => {
  const session = await open({ amount: '100.00' });
  await here.pay(session);
  const before = await here.meter();
  for (let look = 0; look < 3; look++) await thanks(session);
  const { raised, gifts } = await here.meter();
  assert.deepEqual([raised, gifts], [before.raised + 10_000, before.gifts + 1]);
});

test('a gift to a campaign that has ended is thanked for', async (t) => {
  const session = await open({ amount: '100.00' }, '?campaign=boat');
  await here.pay(session);
  const later = await stand(t, { STRIPE_API_BASE: here.origin, SUPPORT_CAMPAIGNS: JSON.stringify({ roof: { name: 'A roof' } }) });
  const { status, text } = await shown(later.send(`/give/thanks?support_session=${session}`));
  assert.deepEqual([status, text], [200, 'Thank you! We received your $100. You may get a receipt by email.']);
});

test('a session nobody knows is a plain page, and Stripe is not asked for what cannot be one', async (t) => {
  const { send, recorder } = await recorded(t);
  for (const id of ['', 'cs_', 'pi_1', 'cs_test_1/expire', 'cs_test_%0A', '%3Cscript%3E', `cs_${'x'.repeat(201)}`]) {
    const { status, text } = await shown(send(`/give/thanks?support_session=${id}`));
    assert.deepEqual([status, text], [404, 'Nothing here There is no gift under this address.'], id);
  }
  assert.equal((await send('/give/thanks')).status, 404);
  assert.deepEqual(recorder.calls, []);
  assert.equal((await thanks('cs_test_unheard')).status, 404);
});

test('nothing is said of who gave', async () => {
  const session = await open({ amount: '100.00' });
  await here.pay(session);
  const { customer_details: donor } = await here.stripe.checkout.sessions.retrieve(session);
  const { page: text } = await thanks(session);
  for (const word of [donor!.email, donor!.name]) assert.ok(word && !text.includes(word), String(word));
});

test('where Stripe is out of reach, who paid is told not to pay again', async (t) => {
  const down = await stand(t, settings);
  const { status, text, links } = await thanks('cs_test_x', 'lang=de', down);
  assert.deepEqual([status, text], [503, 'Das hat nicht geklappt Ihre Zahlung lässt sich gerade nicht prüfen. Falls Sie gezahlt haben, zahlen Sie bitte nicht erneut. Erneut prüfen']);
  assert.equal(new URL(links['Erneut prüfen']!, `${own}/support/give/thanks`).href, `${own}/support/give/thanks?lang=de&support_session=cs_test_x`);
});
