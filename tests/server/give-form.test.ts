import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { asForm, shown } from './giving.ts';
import { page, stand } from './stand.ts';

// The form as it is shown, and what an address can put into it.

const campaigns = {
  default: { name: 'The Harbour Post', currencies: ['EUR', 'JPY', 'KRW'] },
  boat: { name: 'A lifeboat', currency: 'EUR', frequencies: ['month'], amounts: ['5', '20', '0.50'], min: '5' },
};
const settings = { SUPPORT_CAMPAIGNS: JSON.stringify(campaigns) };
const radios = (text: string, name: string) => [...text.matchAll(new RegExp(`<input type="radio" name="${name}" value="([^"]*)"`, 'g'))].map(([, value]) => value);

test('the form has the campaign\'s name, how often, the amounts, another amount and one button', async (t) => {
  const { send } = await stand(t, settings);
  const form = await shown(send('/give'));
  assert.equal(form.status, 200);
  assert.match(form.headers.get('Content-Type')!, /^text\/html; charset=UTF-8/i);
  assert.match(form.page, /<h1>The Harbour Post<\/h1>/);
  assert.match(form.page, /<form method="post" action="give" novalidate>/);
  assert.deepEqual(radios(form.page, 'frequency'), ['once', 'month', 'year']);
  assert.deepEqual(radios(form.page, 'amount'), ['0.00', '100.00', '2500.00', '5000.00', 'other']);
  assert.match(form.text, /How often Once Monthly Yearly .*Choose an amount \$0 Support without paying \$100 \$2,500 \$5,000 Other amount Other amount in USD From \$5 to \$50,000\. Support You pay through Stripe\.$/);
  assert.ok(form.page.indexOf('name="other"') > form.page.lastIndexOf('</fieldset>'), 'the field stands outside the group');
  const { attempt, ...fields } = form.fields;
  assert.deepEqual(fields, { campaign: 'default', currency: 'USD', frequency: 'once', other: '' }, 'nothing is chosen beforehand');
  assert.match(attempt!, /^[\w-]{36}$/);
});

test('the text field says to the browser what it is for', async (t) => {
  const { send } = await stand(t, settings);
  const field = (text: string) => /<input id="other"[^>]*>/.exec(text)![0];
  const dollars = field((await shown(send('/give'))).page);
  for (const attribute of ['type="text"', 'inputmode="decimal"', 'autocomplete="transaction-amount"', 'aria-describedby="bounds"']) assert.ok(dollars.includes(attribute), `${attribute} in ${dollars}`);
  assert.ok(!dollars.includes('aria-invalid'));
  assert.match(field((await shown(send('/give?currency=JPY'))).page), /inputmode="numeric"/);
});

test('where there is one frequency, it is said and not asked', async (t) => {
  const { send } = await stand(t, settings);
  const form = await shown(send('/give?campaign=boat'));
  assert.deepEqual(radios(form.page, 'frequency'), []);
  assert.equal(form.fields.frequency, 'month');
  assert.deepEqual(radios(form.page, 'amount'), ['5.00', '20.00', 'other'], 'what is below the smallest amount is left out');
  assert.match(form.text, /Support every month You pay through Stripe\. It repeats every month until you stop it\.$/);
});

test('an address fills the form in', async (t) => {
  const { send } = await stand(t, settings);
  const form = await shown(send(`/give?campaign=default&amount=100&frequency=month&currency=eur&lang=de&return=${encodeURIComponent(`${page}/story?a=1#b`)}&utm_source=letter`));
  const { attempt, ...fields } = form.fields;
  assert.ok(attempt);
  assert.deepEqual(fields, { campaign: 'default', currency: 'EUR', frequency: 'month', amount: '100.00', other: '', lang: 'de', return: `${page}/story?a=1#b` });
  assert.match(form.text, /100\s€ 2\.500\s€ 5\.000\s€/);
  assert.equal(form.links['Zurück zu der Seite, von der Sie kommen'], `${page}/story?a=1#b`);
  assert.ok(!form.page.includes('class="notice"'));
});

test('an amount that is no tier becomes one, in its place', async (t) => {
  const { send } = await stand(t, settings);
  const form = await shown(send('/give?amount=250'));
  assert.deepEqual([radios(form.page, 'amount'), form.fields.amount], [['0.00', '100.00', '250.00', '2500.00', '5000.00', 'other'], '250.00']);
});

const unusable = ['amount=five', 'amount=-5', 'amount=4.99', 'amount=50001', 'amount=1e3', 'amount=12,50', 'amount=5.001', 'frequency=week', 'frequency=Once', 'currency=GBP', 'currency=%3Cb%3E', 'campaign=boat&frequency=once', 'campaign=boat&currency=USD', 'campaign=boat&amount=0'];
for (const query of unusable) {
  test(`what cannot be used in ?${query} is said, and the form is there all the same`, async (t) => {
    const { send } = await stand(t, settings);
    const form = await shown(send(`/give?${query}`));
    assert.equal(form.status, 200);
    assert.match(form.page, /<p class="notice">Part of the link that brought you here could not be used\./);
    assert.equal(form.fields.amount, undefined);
    assert.ok(form.fields.attempt);
  });
}

for (const query of ['lang=x', 'lang=en_US', 'lang=en-a', 'lang=%22%3E', 'lang=../de', `lang=${'en-'.repeat(50)}`, 'return=https://evil.example/', 'return=javascript:alert(1)', 'return=/story', `return=${page}/${'x'.repeat(1000)}`, 'return=https://me@post.example/']) {
  test(`?${query.slice(0, 40)} changes nothing`, async (t) => {
    const { send } = await stand(t, settings);
    const form = await shown(send(`/give?${query}`));
    assert.deepEqual([form.status, form.fields.lang, form.fields.return, Object.keys(form.links)], [200, undefined, undefined, []]);
    assert.match(form.text, /\$2,500/);
  });
}

test('a language is kept without what would make formats without end', async (t) => {
  const { send } = await stand(t, settings);
  for (const [lang, kept] of [['de-AT', 'de-AT'], ['DE-at', 'de-AT'], ['en-u-nu-arab', 'en'], ['en-x-one', 'en'], ['xx', 'xx']]) {
    const form = await shown(send(`/give?lang=${lang}`));
    assert.equal(form.fields.lang, kept);
  }
  assert.match((await shown(send('/give?lang=xx'))).text, /\$2,500/, 'an unknown one is written as English');
});

for (const id of ['nobody', 'toString', '__proto__', '%3Cscript%3E', '..%2Fdefault']) {
  test(`there is nothing to support under campaign=${id}`, async (t) => {
    const { send } = await stand(t, settings);
    const answer = await shown(send(`/give?campaign=${id}`));
    assert.deepEqual([answer.status, answer.text], [404, 'Nothing here There is nothing to support at this address.']);
  });
}

test('the only campaign needs no name; one of several does', async (t) => {
  const only = await stand(t, { SUPPORT_CAMPAIGNS: JSON.stringify({ boat: campaigns.boat }) });
  assert.equal((await shown(only.send('/give'))).fields.campaign, 'boat');
  const several = await stand(t, { SUPPORT_CAMPAIGNS: JSON.stringify({ boat: campaigns.boat, roof: { name: 'A roof' } }) });
  assert.equal((await several.send('/give')).status, 404);
});

test('where no amount is left to choose from, the field stands alone', async (t) => {
  const { send } = await stand(t, { SUPPORT_CAMPAIGNS: JSON.stringify({ default: { name: 'Small gifts', amounts: ['1000'], max: '50', frequencies: ['once'] } }) });
  const form = await shown(send('/give'));
  assert.ok(!form.page.includes('<fieldset'));
  assert.match(form.text, /Other amount in USD From \$5 to \$50\. Support/);
});

test('each page is an attempt of its own', async (t) => {
  const { send } = await stand(t, settings);
  const attempts = new Set<string>();
  for (let count = 0; count < 20; count++) attempts.add((await shown(send('/give'))).fields.attempt!);
  assert.equal(attempts.size, 20);
});

test('every page is sent with headers that let it load nothing and stay in no cache', async (t) => {
  const { send } = await stand(t, { ...settings, STRIPE_API_BASE: 'http://127.0.0.1:9' });
  const answers = [
    await send('/give'), await send('/give?campaign=nobody'), await send('/give', asForm({})), await send('/give', asForm({ amount: '0' })), await send('/give/thanks'),
    await send('/give/elsewhere'), await send('/give', { method: 'DELETE' }), await send('/give', asForm({ amount: '100' })), await send('/give', asForm({ tip: '1' })),
  ];
  assert.deepEqual(answers.map(({ status }) => status), [200, 404, 400, 200, 404, 404, 405, 503, 400]);
  for (const answer of answers) {
    const { page: text, headers } = await shown(answer);
    const style = createHash('sha256').update(/<style>([^]*?)<\/style>/.exec(text)![1]!).digest('base64');
    assert.equal(headers.get('Content-Security-Policy'), `default-src 'none'; style-src 'sha256-${style}'; form-action 'self' https: http://127.0.0.1:9; base-uri 'none'; frame-ancestors 'none'`);
    assert.deepEqual(['X-Content-Type-Options', 'Referrer-Policy', 'Cache-Control'].map((name) => headers.get(name)), ['nosniff', 'same-origin', 'no-store']);
    assert.match(headers.get('Content-Type')!, /^text\/html/);
    assert.equal(headers.get('Access-Control-Allow-Origin'), null);
    assert.ok(!/<script|\son\w+=|\sstyle=|javascript:/i.test(text), 'nothing the policy would have to stop');
  }
});

test('with Stripe itself, the policy names no other server', async (t) => {
  const { send } = await stand(t, { STRIPE_API_BASE: 'https://api.stripe.com' });
  assert.match((await send('/give')).headers.get('Content-Security-Policy')!, /form-action 'self' https: https:\/\/api\.stripe\.com;/);
});

test('other methods are refused, and those there are named', async (t) => {
  const { send } = await stand(t, settings);
  for (const [path, allowed] of [['/give', 'GET, POST'], ['/give/thanks', 'GET']] as const) {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await send(path, { method });
      assert.deepEqual([answer.status, answer.headers.get('Allow')], [405, allowed], `${method} ${path}`);
    }
    assert.equal((await send(path, { method: 'HEAD' })).status, path === '/give' ? 200 : 404);
  }
  assert.equal((await send('/give/thanks', asForm({}))).status, 405);
});
