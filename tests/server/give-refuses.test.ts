import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asForm, own, shown } from './giving.ts';
import { page, recorded, settings } from './stand.ts';

// What the form's address does not take from strangers, and that nothing anybody writes comes out as markup or at Stripe.

const chosen = { amount: '100.00' };

for (const origin of [own, page, 'http://localhost:8080']) {
  test(`a form from ${origin} is taken`, async (t) => {
    const { send } = await recorded(t);
    assert.equal((await send('/give', asForm(chosen, { Origin: origin }))).status, 303);
  });
}

for (const origin of ['https://evil.example', 'http://give.example', 'https://give.example:8443', 'https://give.example.evil.example', 'null', '', 'https://give.example/', '*']) {
  test(`a form from "${origin}" is not`, async (t) => {
    const { send, recorder } = await recorded(t);
    const answer = await shown(send('/give', asForm(chosen, { Origin: origin })));
    assert.deepEqual([answer.status, answer.text], [403, 'That did not work The payment page cannot be opened. Nothing was charged. Please tell the owner of this page.']);
    assert.deepEqual(recorder.calls, []);
  });
}

test('a caller that is no browser names no origin, and is heard', async (t) => {
  const { send } = await recorded(t);
  const { headers, ...init } = asForm(chosen);
  assert.equal((await send('/give', { ...init, headers: { 'Content-Type': (headers as Record<string, string>)['Content-Type']! } })).status, 303);
});

test('behind a proxy it is the public address whose forms are taken', async (t) => {
  const { send } = await recorded(t, { SUPPORT_PUBLIC_URL: 'https://www.example.org/support' });
  const statusFrom = async (Origin: string) => (await send('/give', asForm(chosen, { Origin }))).status;
  assert.deepEqual([await statusFrom('https://www.example.org'), await statusFrom('http://www.example.org'), await statusFrom(own)], [303, 403, 303]);
});

test('behind a proxy that nobody told the function of, the owner is told what to set', async (t) => {
  const { app, send, logged } = await recorded(t);
  const asked = (Origin: string) => app.fetch(new Request('http://give.example/give', asForm(chosen, { Origin })));
  assert.equal((await asked('https://give.example')).status, 403);
  assert.equal(logged.length, 1);
  assert.match(logged[0]!, /set SUPPORT_PUBLIC_URL/);
  await send('/give', asForm(chosen, { Origin: 'https://evil.example' }));
  assert.equal(logged.length, 1, 'a stranger\'s page is no news');
});

test('only a form is read, whatever is said after its name', async (t) => {
  const { send, recorder } = await recorded(t);
  const withType = (type: string | undefined): RequestInit => ({ method: 'POST', headers: type === undefined ? {} : { 'Content-Type': type }, body: new TextEncoder().encode('amount=100.00') });
  for (const type of [undefined, '', 'text/plain', 'application/json', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencodedx']) {
    const answer = await shown(send('/give', withType(type)));
    assert.equal(answer.status, 415, type);
    assert.match(answer.text, /^That did not work/);
  }
  assert.deepEqual(recorder.calls, []);
  for (const type of ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=UTF-8', 'Application/X-WWW-Form-URLencoded;charset=utf-8']) assert.equal((await send('/give', withType(type))).status, 303, type);
});

test('a body of 4096 bytes is read, one of 4097 is not', async (t) => {
  const { send } = await recorded(t);
  const statusOf = async (length: number) => send('/give', { ...asForm({}), body: 'amount=100.00&lang=&return='.padEnd(length, 'x') });
  assert.equal((await statusOf(4096)).status, 303);
  const { status, headers } = await statusOf(4097);
  assert.deepEqual([status, headers.get('Connection')], [413, 'close']);
});

for (const [what, fields] of [
  ['a field that is not known', [['amount', '100'], ['price', '1']]],
  ['a field of JavaScript\'s own', [['amount', '100'], ['__proto__', '1']]],
  ['a field twice', [['amount', '100'], ['amount', '5000']]],
  ['an empty field twice', [['amount', '100'], ['other', ''], ['other', '']]],
] as [string, [string, string][]][]) {
  test(`${what} is refused politely`, async (t) => {
    const { send, recorder } = await recorded(t);
    const answer = await shown(send('/give', asForm(fields)));
    assert.deepEqual([answer.status, answer.text.split('.')[0]], [400, 'That did not work The payment page cannot be opened']);
    assert.deepEqual(recorder.calls, []);
  });
}

test('hidden fields that were changed are refused, and the form shown with good ones', async (t) => {
  const { send, recorder } = await recorded(t);
  const changes: Record<string, string>[] = [{ currency: 'GBP' }, { currency: 'dollars' }, { frequency: 'week' }, { frequency: 'month' }, { attempt: 'x' }, { attempt: 'attempt-12345' }, { attempt: 'x'.repeat(60) }];
  for (const change of changes) {
    const form = await shown(send('/give', asForm({ ...chosen, ...change })));
    assert.equal(form.status, 400, JSON.stringify(change));
    assert.match(form.text, /^The payment page cannot be opened\. Nothing was charged\. Please tell the owner of this page\. The Harbour Post/);
    assert.deepEqual([form.fields.currency, form.fields.frequency, form.fields.amount], ['USD', 'once', '100.00']);
  }
  assert.equal((await send('/give', asForm({ ...chosen, campaign: 'nobody' }))).status, 404);
  assert.deepEqual(recorder.calls, []);
});

const hostile = [
  '<script>MARK</script>', '"><script>MARK</script>', "'><script>MARK</script>", '</style><script>MARK</script>', '</title><script>MARK', '<img src=x onerror=MARK>', '"><img src=x onerror=MARK>', '<svg/onload=MARK>',
  '" autofocus onfocus="MARK', "' onmouseover='MARK", '" style="MARK', '--><MARK>', '<!--MARK', '<![CDATA[MARK]]>', '<MARK', 'MARK>', '"MARK"', "'MARK'", '`MARK`', '&lt;MARK&gt;', '&MARK;', '&#60;MARK&#62;', '&quot;MARK',
  `${'javascript'}:MARK`, `${'JaVaScRiPt'}:MARK`, ` ${'javascript'}:MARK`, 'java\tscript:MARK', 'data:text/html,<MARK>', 'vbscript:MARK', 'https://evil.example/MARK', '//evil.example/MARK', '/\\evil.example/MARK', 'https://post.example@evil.example/MARK',
  'https://post.example/"><script>MARK</script>', 'https://post.example/<MARK>', "https://post.example/'MARK", '$' + '{MARK}', '{{MARK}}', '{CHECKOUT_SESSION_ID}MARK', '%3Cscript%3EMARK', '%00MARK', '\u0000<MARK>', '<\u0000MARK>', '\ufeff<MARK>', '\u2028<MARK>',
  '\u202e<MARK>', '＜script＞MARK', '\ud800<MARK>', 'MARK\r\nX-MARK: 1', 'MARK\nSet-Cookie: MARK=1', "'; DROP TABLE gifts; --MARK", '1 OR 1=1 --MARK', '../../MARK', '__proto__MARK', 'constructor', 'toString', '[object Object]MARK', '$(MARK)', '100\u00a0MARK', '100"MARK', '12.50<MARK>', '1e3<MARK>', '<b>100</b>MARK',
];

test('there are sixty hostile strings', () => assert.ok(new Set(hostile).size >= 60, String(hostile.length)));

/** The page's tags without the values of their attributes: what markup could be made of. */
const skeleton = (text: string) => text.replace(/="[^"]*"/g, '').match(/<[^>]*>/g)!.join('');

for (const field of ['campaign', 'currency', 'frequency', 'amount', 'other', 'confirmed', 'lang', 'return', 'attempt', 'support_session']) {
  test(`nothing written into ${field} comes out as markup, or at Stripe`, async (t) => {
    const { send, recorder } = await recorded(t);
    for (const text of hostile) {
      const query = new URLSearchParams({ [field]: text }).toString();
      const answers = [await send(`/give/thanks?${query}`)];
      if (field === 'support_session') answers.push(await send(`/give/${encodeURIComponent(text.replace('\ud800', ''))}`));
      else answers.push(await send(`/give?${query}`), await send('/give', asForm({ ...chosen, [field]: text })), await send('/give', asForm({ other: '12.50', [field]: text })));
      for (const answer of answers) {
        assert.ok(![...answer.headers].some(([name, value]) => name !== 'location' && `${name} ${value}`.includes('MARK')), 'no header of their making');
        const { page: shownPage, links } = await shown(answer);
        assert.ok(answer.status < 500 && answer.status >= 200, `${answer.status} for ${text}`);
        if (answer.status === 303) continue;
        const tags = skeleton(shownPage);
        assert.ok(!/MARK|script|onerror|onload|onfocus|onmouseover/i.test(tags), `${field}=${text}: ${tags}`);
        for (const href of Object.values(links)) assert.match(href, /^(https:\/\/post\.example\/|(\.\.\/)?give\?|thanks\?|#)/, `${field}=${text}`);
      }
    }
    for (const { form } of recorder.calls) {
      // The page to go back to is the owner's own, and stands encoded in an address of ours.
      for (const [name, value] of Object.entries(form)) if (!name.endsWith('_url')) assert.ok(!value.includes('MARK'), `${name}: ${value}`);
      for (const name of ['success_url', 'cancel_url']) {
        const address = new URL(form[name]!);
        assert.equal(address.origin, own);
        for (const [key, value] of address.searchParams) assert.ok(!value.includes('MARK') || (key === 'return' && value.startsWith('https://post.example/')), `${name}: ${value}`);
      }
    }
  });
}

test('what is typed comes back as it was, whatever it is', async (t) => {
  const { send } = await recorded(t);
  for (const text of hostile) {
    const form = await shown(send('/give', asForm({ other: text })));
    const sent = new URLSearchParams(new URLSearchParams({ other: text }).toString()).get('other');
    assert.equal(form.fields.other, sent, JSON.stringify(text));
  }
});

test('an owner\'s campaign may be called anything', async (t) => {
  const { send } = await recorded(t, { SUPPORT_CAMPAIGNS: settings.SUPPORT_CAMPAIGNS.replace('The Harbour Post', '</title><b>\\"Bread\\" & \'Roses\'</b>') });
  const form = await shown(send('/give'));
  assert.ok(!skeleton(form.page).includes('<b>'));
  assert.match(form.text, /^<\/title><b>"Bread" & 'Roses'<\/b>/);
});
