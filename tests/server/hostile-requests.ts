// Requests nobody honest makes, and the code each is refused with. MARK stands where a caller's own words are.
import type { ProblemCode } from '../../src/shared/problem.ts';
import { newAttempt, page, press } from './stand.ts';

export interface Hostile {
  what: string;
  path: string;
  init: RequestInit;
  code: ProblemCode;
}

const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
/** UTF-16, little end first, of what is ASCII. */
const wide = (text: string): number[] => [...new TextEncoder().encode(text)].flatMap((byte) => [byte, 0]);
const complete = (change: object = {}) => ({ attempt: newAttempt(), ...press, ...change });
const script = ['javascript', 'MARK'].join(':');

/** `POST /checkout` from the owner's page. */
const press1 = (what: string, body: string | Uint8Array<ArrayBuffer>, code: ProblemCode, headers: Record<string, string> = {}): Hostile => ({
  what: `POST /checkout: ${what}`,
  path: '/checkout',
  init: { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: page, ...headers }, body },
  code,
});
const pressed = (change: object, code: ProblemCode) => press1(JSON.stringify(change).slice(0, 90), JSON.stringify(complete(change)), code);
const raw = (more: string, code: ProblemCode) => press1(more.slice(0, 90), `${JSON.stringify(complete()).slice(0, -1)},${more}}`, code);
const valued = (text: string, code: ProblemCode) => press1(`"amount": ${text.slice(0, 40)}`, JSON.stringify(complete()).replace('1250', text), code);
const saying = (headers: Record<string, string>, code: ProblemCode) => press1(JSON.stringify(headers), JSON.stringify(complete()), code, headers);

const methods = ['GET', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'PURGE', 'checkout', 'post'];
const paths: [path: string, taken: string[]][] = [
  ['/checkout', []], ['/checkout/cs_test_x', ['GET']], ['/campaigns/default', ['GET']], ['/give', ['GET', 'post']], ['/give/thanks', ['GET']], ['/webhook', ['post']], ['/sync', ['post']], ['/health', ['GET']],
];
const wrongMethods: Hostile[] = paths.flatMap(([path, taken]) =>
  // `fetch` itself writes "post" in capitals; every other name stays as it is.
  methods.filter((method) => !taken.includes(method) && !(method === 'post' && path === '/checkout')).map((method): Hostile => ({ what: `${method} ${path}`, path, init: { method }, code: 'method_not_allowed' })));

const types = [
  'text/plain', 'text/json', 'text/html', 'application/jsonp', 'application/json-patch+json', 'application/ld+json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=MARK', 'text/plain; application/json', 'text/plain, application/json',
  'application/json, text/plain', 'application/json text/plain', 'application/json; charset=utf-16', 'application/json; charset=utf-7', 'application/json; charset=iso-8859-1', 'application/json; charset=utf-8; charset=utf-16', 'application/json; boundary=MARK',
  'application/json\\', '*/*', 'application/*', 'json', 'application/json/MARK',
];

const bodies: [what: string, body: string | Uint8Array<ArrayBuffer>, code: ProblemCode][] = [
  ['nothing', '', 'json_invalid'],
  ['a form', 'amount=1250&currency=USD', 'json_invalid'],
  ['XML with an entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'json_invalid'],
  ['a byte order mark before JSON', bytes([0xef, 0xbb, 0xbf], JSON.stringify(complete())), 'json_invalid'],
  ['UTF-16', bytes(wide(JSON.stringify(complete()))), 'json_invalid'],
  ['UTF-16 with its mark', bytes([0xff, 0xfe], wide(JSON.stringify(complete()))), 'encoding_invalid'],
  ['a lone byte of Latin-1', bytes(JSON.stringify(complete()).slice(0, -1), ',"locale":"', [0xfc], '"}'), 'encoding_invalid'],
  ['an overlong slash', bytes('"', [0xc0, 0xaf], '"'), 'encoding_invalid'],
  ['a surrogate in UTF-8', bytes('"', [0xed, 0xa0, 0x80], '"'), 'encoding_invalid'],
  ['a letter cut off', bytes('{"a":"', [0xe2, 0x82]), 'encoding_invalid'],
  ['gzip', bytes([0x1f, 0x8b, 0x08, 0x00], [0, 0, 0, 0, 0, 3]), 'encoding_invalid'],
  ['a NUL behind', `${JSON.stringify(complete())}\u0000`, 'json_invalid'],
  ['two documents', JSON.stringify(complete()) + JSON.stringify(complete()), 'json_invalid'],
  ['a comment', `/* MARK */${JSON.stringify(complete())}`, 'json_invalid'],
  ['an XSSI prefix', `)]}'\n${JSON.stringify(complete())}`, 'json_invalid'],
  ['single quotes', "{'amount': 1250}", 'json_invalid'],
  ['a comma too many', `${JSON.stringify(complete()).slice(0, -1)},}`, 'json_invalid'],
  ['a bare line break in a string', JSON.stringify(complete()).replace('/story', '/st\nory'), 'json_invalid'],
  ['null', 'null', 'field_invalid'],
  ['a number', '1250', 'field_invalid'],
  ['a string', '"MARK"', 'field_invalid'],
  ['a list of two presses', JSON.stringify([complete(), complete()]), 'field_missing'],
  ['4,000 open brackets', '['.repeat(4000), 'json_invalid'],
  ['2,000 lists in each other', '['.repeat(2000) + ']'.repeat(2000), 'field_missing'],
  ['600 objects in each other', '{"a":'.repeat(600) + '1' + '}'.repeat(600), 'field_missing'],
  ['4,097 bytes', JSON.stringify(complete()).padEnd(4097), 'body_too_large'],
  ['64 KB', JSON.stringify(complete({ locale: 'MARK'.repeat(16_384) })), 'body_too_large'],
  ['1 MB', bytes(Array<number>(1_000_000).fill(0x20)), 'body_too_large'],
  ['4,000 bytes of one number', `{"amount":${'9'.repeat(4000)}}`, 'field_missing'],
  ['300 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, place) => [`k${place}`, 1]))), 'field_missing'],
];

const twice: Hostile[] = [
  '"amount":5000', '"amount":1250', '"am\\u006funt":5000', '"\\u0061mount" : 5000', '"currency":"EUR"', '"attempt":"MARK-attempt-2"', '"returnUrl":"https://evil.example/"', '"frequency":"once"', '"locale":"en","locale":"de"', '"__proto__":{},"__proto__":{}',
  '"campaign":"default","campaign":"boat"', '"x":{"a":1,"a":2}', '"x":[{"a":1},{"b":{"a":1,"a":1}}]',
].map((more) => raw(more, 'field_invalid'));

const strange: Hostile[] = [
  '"__proto__":{"amount":5000}', '"__proto__":null', '"constructor":{"prototype":{"amount":5000}}', '"prototype":{}', '"toString":"MARK"', '"hasOwnProperty":1', '"valueOf":1', '"__defineGetter__":1', '"amount ":5000', '" amount":5000', '"Amount":5000', '"AMOUNT":5000',
  '"\uff41mount":5000', '"\u0430mount":5000', '"amount\\u0000":5000', '"":1', '"price":1', '"unit_amount":1', '"success_url":"https://evil.example"', '"cancel_url":"https://evil.example"', '"line_items":[]', '"metadata":{"MARK":1}', '"customer_email":"MARK@example.org"',
  '"name":"MARK"', '"$ne":1', '"amount[gt]":1', '"line_items[0][price_data][unit_amount]":1', '"idempotencyKey":"MARK"', '"ip":"203.0.113.7"', '"toJSON":{}', '"then":{}', '"length":5',
].map((more) => raw(more, 'field_unknown'));

const amounts: Hostile[] = [
  ...['1250.5', '0.1', '1250.0000001', '-1.5', '1e21', '1e308', '1e999', '-1e999', '9007199254740993', '12345678901234567890', '99999999999999999999999999999', '5e-324', '"1250"', '"$12.50"', '"12,50"', '""', '" "', 'true', 'null', '[]', '[1250]', '{}', '{"valueOf":1250}', '{"minor":1250}', '"0x4e2"', '"1e3"', '"١٢٥٠"', '"１２５０"'].map((text) => valued(text, 'amount_invalid')),
  ...['0', '-0', '-0.0', '0e5', '1', '12', '12.0', '499', '-1250', '-9007199254740991', '1e2'].map((text) => valued(text, 'amount_too_small')),
  ...['2000001', '1250e9', '99999999', '100000000', '9007199254740991', '4294967296', '2147483648'].map((text) => valued(text, 'amount_too_large')),
  ...['NaN', 'Infinity', '-Infinity', '0x4e2', '0b1', '01250', '+1250', '1_250', '1,250', '12.', '.5', '1250n', 'undefined', '1e', '--1', '$1250'].map((text) => valued(text, 'json_invalid')),
  pressed({ currency: 'JPY', amount: 1_250_000 }, 'amount_too_large'),
  pressed({ currency: 'JPY', amount: 1.5 }, 'amount_invalid'),
  pressed({ currency: 'ISK', amount: 50_050 }, 'amount_step'),
  pressed({ currency: 'HUF', amount: 1250 }, 'amount_too_small'),
];

const fields: Hostile[] = [
  ...['usdollar', 'US', 'USDT', 'U$D', '€', 'ＵＳＤ', 'US\u0000', 'USD ', ' USD', 'USD\n', 'uſd', '840', '', 840, null, ['USD'], { code: 'USD' }, 'USD,EUR'].map((currency) => pressed({ currency }, 'field_invalid')),
  ...['XXX', 'XTS', 'BTC', 'KWD', 'BHD', 'GBP', 'usn'].map((currency) => pressed({ currency }, 'currency_not_offered')),
  ...['week', 'Once', 'ONCE', 'once ', 'monthly', '', 0, true, null, ['once'], { every: 'month' }, '__proto__'].map((frequency) => pressed({ frequency }, 'field_invalid')),
  ...['MARK', 'a b c d e f', 'x'.repeat(65), '', '\u0000'.repeat(8), 'MARK-ütt', 'MARK;MARK;', 'MARK\r\nX-MARK: 1', 'MARK/../MARK', 'MARK{MARK}', '‮MARK-MARK', 'attempt-\u200b1', 12_345_678, null, [], {}, ['attempt-12345']].map((attempt) => pressed({ attempt }, 'field_invalid')),
  ...['../default', '..', 'Default', 'DEFAULT', 'default ', 'default\u0000', 'default/', 'def\u0430ult', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', "' OR 1=1 --", '*', '%64efault', 'default?x=MARK'].map((campaign) => pressed({ campaign }, 'campaign_unknown')),
  ...[5, null, [], ['default'], { id: 'default' }, 'x'.repeat(65)].map((campaign) => pressed({ campaign }, 'field_invalid')),
  ...['en_US', '../en', 'en;q=1', 'en\r\nX-MARK: 1', 'x', 'e', 'en-', '-en', 'en--US', 'MARK<b>', 'ｅｎ', '', 7, null, ['en'], `en${'-a'.repeat(40)}`].map((locale) => pressed({ locale }, 'field_invalid')),
  ...['custom', 'HOSTED', 'hosted_page', '', null, 1, ['hosted']].map((ui) => pressed({ ui }, 'field_invalid')),
  pressed({ ui: 'embedded' }, 'ui_not_offered'),
  ...['true', 1, 0, null, [], {}].map((coversFees) => pressed({ coversFees }, 'field_invalid')),
];

const addresses: Hostile[] = [
  ...[
    'https://evil.example/MARK', 'http://post.example/', 'https://post.example:8443/', 'https://post.example:80/', 'https://post.example.evil.example/', 'https://evilpost.example/', 'https://www.post.example/', 'https://post.example./', 'https://post.exampl/', 'https://evil.example/?https://post.example/',
    'https://evil.example#https://post.example/', 'https://user@post.example/', 'https://user:MARK@post.example/', 'https://:MARK@post.example/', 'https://post.example@evil.example/', 'https://post.example%40evil.example/', 'https://post.example%2eevil.example/', 'https://evil.example\\post.example/',
    'https:evil.example/', 'https:/\\evil.example/', '//post.example/', '/\\evil.example', '/story', 'story', 'post.example', '', ' ', '?', '#', 'https://', 'https://[::1]/', 'https://127.0.0.1/', 'http://localhost:8081/', 'http://localhost/', 'http://[::ffff:127.0.0.1]:8080/', 'http://0x7f000001:8080/', 'https://localhost:8080/',
    'https://xn--pst-sna.example/', 'https://p\u043est.example/', 'https://post\u3002example.evil.example/', 'https://post.example\u2024evil.example/', 'https://pos\u200bt.example.evil.example/', script, script.toUpperCase(), ` ${script}`, 'java\tscript:MARK', `${script}//https://post.example/`, 'data:text/html,MARK', 'vbscript:MARK', 'file:///etc/passwd', 'file://post.example/',
    'ftp://post.example/', 'ws://post.example/', 'wss://post.example/', 'blob:https://post.example/MARK', 'filesystem:https://post.example/MARK', 'view-source:https://post.example/', 'about:blank', 'mailto:MARK@post.example', 'intent://post.example/#Intent;scheme=https;end', 'null', 'https://*.example/', 'https://post.example:99999/', 'https://post .example/', 'https://post.example%00.evil.example/',
  ].map((returnUrl) => pressed({ returnUrl }, 'return_url_not_allowed')),
  ...[null, 5, [], ['https://post.example/'], {}, { href: 'https://post.example/' }, `https://post.example/${'x'.repeat(2000)}`].map((returnUrl) => pressed({ returnUrl }, 'field_invalid')),
];

const strangers = [
  'null', '*', '', 'https://evil.example', 'http://post.example', 'https://post.example/', 'https://post.example:443', 'https://post.example:8443', 'https://www.post.example', 'https://post.example.evil.example', 'https://evil.example, https://post.example', 'https://post.example https://evil.example', 'https://post.example, https://post.example',
  'HTTPS://POST.EXAMPLE', 'https://post.example.', 'post.example', '//post.example', 'file://', 'https://user@post.example', 'http://localhost:8081', 'http://localhost', 'http://127.0.0.1:8080', 'chrome-extension://MARK', 'https://p%6fst.example', 'https://xn--pst-sna.example',
];
const origins: Hostile[] = [
  ...strangers.map((Origin) => saying({ Origin }, 'origin_not_allowed')),
  ...strangers.slice(0, 12).flatMap((Origin) => ['/checkout/cs_test_x', '/campaigns/default'].map((path): Hostile => ({ what: `GET ${path} from "${Origin}"`, path, init: { headers: { Origin } }, code: 'origin_not_allowed' }))),
  ...strangers.slice(0, 6).map((Origin): Hostile => ({ what: `preflight from "${Origin}"`, path: '/checkout', init: { method: 'OPTIONS', headers: { Origin, 'Access-Control-Request-Method': 'POST' } }, code: 'origin_not_allowed' })),
];

const sessions: Hostile[] = [
  'x', 'cs', 'cs_', 'CS_test_x', 'cs-test-x', 'pi_3MARK', 'sub_MARK', 'cus_MARK', 'acct_MARK', 'cs_test_%00', 'cs_test_x%0d%0aX-MARK:1', 'cs_test_x%2f..%2f..%2fcustomers', 'cs_test_x%3fexpand[]=customer', 'cs_test_x%23', 'cs_test_%C3%BC', 'cs_test_x%20', '%20cs_test_x', 'cs_test_*', 'cs_test_{CHECKOUT_SESSION_ID}', '__proto__', 'constructor',
  `cs_${'x'.repeat(201)}`, 'cs_test_x.json', "cs_test_x'--", '%63s_test_x%27', 'cs_test_x;a=b', 'cs_test_x@evil.example', 'cs_test_%F0%9F%92%B0', '..%2fcampaigns%2fdefault', '%E0%A4%A',
].map((id): Hostile => ({ what: `GET /checkout/${id.slice(0, 60)}`, path: `/checkout/${id}`, init: {}, code: 'session_unknown' }));

const campaigns: Hostile[] = [
  'none', 'Default', 'DEFAULT', 'default%00', 'default%20', '%20default', 'default%2f', '..%2fhealth', '%2e%2e%2fhealth', 'default.json', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '*', '%27%20OR%201=1', 'd%C3%A9fault', '%FF', '%', 'x'.repeat(2000), '%0d%0aX-MARK:1', 'default;x=1', '{id}', '$%7BMARK%7D', '<MARK>', 'null', 'undefined', '0',
].map((id): Hostile => ({ what: `GET /campaigns/${id.slice(0, 60)}`, path: `/campaigns/${id}`, init: {}, code: 'campaign_unknown' }));

const nowhere: Hostile[] = [
  '/', '//', '/checkout/', '//checkout', '/Checkout', '/CHECKOUT', '/checkout%2f', '/checkout/cs_test_x/', '/checkout/cs_test_x/refund', '/campaigns', '/campaigns/', '/campaigns/default/', '/campaigns/default/gifts', '/webhook/', '/webhooks', '/sync/', '/health/', '/healthz', '/.env', '/.git/config', '/wp-login.php', '/admin', '/server.js', '/cli.js.map', '/dist/cli.js',
  '/package.json', '/support.db', '/ledger.db', '/%2e%2e/%2e%2e/etc/passwd', '/..%5c..%5cetc%5cpasswd', '/graphql', '/sandbox', '/sandbox/stripe.js', '/v1/checkout/sessions', '/v1/refunds', '/metrics', '/debug', '/__proto__', '/constructor', '/checkout;/x', '/checkout%00', '/checkout%3f', '/robots.txt', '/%', '/%E0%A4%A', `/${'x'.repeat(4000)}`, '/checkout?/../../webhook/x'.replace('?', '%3F'),
].map((path): Hostile => ({ what: `GET ${path.slice(0, 60)}`, path, init: {}, code: 'not_found' }));

const now = String(Math.floor(Date.now() / 1000));
const signature = `t=${now},v1=${'0'.repeat(64)}`;
const webhook: Hostile[] = [
  undefined, '', ' ', 'MARK', 't=1', `v1=${'0'.repeat(64)}`, signature, signature.replace('v1', 'v0'), `${signature},${signature}`, 't=NaN,v1=', 't=,v1=', 't=99999999999999999999,v1=00', 't=-1,v1=00', `t=1e9,v1=${'0'.repeat(64)}`, `t=${'9'.repeat(1000)},v1=00`, 'v1=,t=', `${signature},v1=`, 'whsec_ownersSecret', `t=0,v1=${'f'.repeat(4000)}`, 'ü',
].map((value): Hostile => ({
  what: `POST /webhook signed ${JSON.stringify(value)?.slice(0, 190).replaceAll(now, 'now')}`,
  path: '/webhook',
  init: { method: 'POST', headers: { 'Content-Type': 'application/json', ...(value !== undefined && { 'Stripe-Signature': value }) }, body: JSON.stringify({ id: 'evt_MARK', object: 'event', type: 'checkout.session.completed', data: { object: {} } }) },
  code: 'signature_invalid',
}));
const webhookBodies: Hostile[] = ([
  ['nothing', '', 'signature_invalid'], ['no JSON', 'MARK', 'signature_invalid'], ['null', 'null', 'signature_invalid'], ['bytes', bytes([0xff, 0xfe, 0x00]), 'encoding_invalid'], ['deep lists', '['.repeat(100_000), 'signature_invalid'], ['more than a megabyte', bytes(Array<number>(1_048_577).fill(0x20)), 'body_too_large'],
] as const).map(([what, body, code]) => ({ what: `POST /webhook: ${what}`, path: '/webhook', init: { method: 'POST', headers: { 'Stripe-Signature': signature }, body }, code }));

const sync: Hostile[] = [
  undefined, '', 'Bearer', 'Bearer ', 'Bearer MARK', 'bearer schedulers-own-secret', 'Basic c2NoZWR1bGVycy1vd24tc2VjcmV0', 'schedulers-own-secret', 'Bearer schedulers-own-secre', 'Bearer schedulers-own-secret2', 'Bearer  schedulers-own-secret', 'Bearer null', 'Bearer undefined', 'Bearer schedulers-own-secret, Bearer x', `Bearer ${'x'.repeat(8000)}`,
].map((value): Hostile => ({ what: `POST /sync with ${JSON.stringify(value)?.slice(0, 60)}`, path: '/sync', init: { method: 'POST', ...(value !== undefined && { headers: { Authorization: value } }) }, code: 'unauthorized' }));

const form = (what: string, body: string | Uint8Array<ArrayBuffer>, code: ProblemCode, headers: Record<string, string> = {}): Hostile => ({
  what: `POST /give: ${what}`,
  path: '/give',
  init: { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://give.example', ...headers }, body },
  code,
});
const give: Hostile[] = [
  ...['price=1', '__proto__=1', 'constructor=1', 'amount%5B%5D=1', 'amount[gt]=1', 'Amount=100.00', 'amount%00=1', '=', 'MARK', 'success_url=https://evil.example', '%61mount%20=1'].map((more) => form(more, `amount=100.00&${more}`, 'field_unknown')),
  ...['amount=5000', '%61mount=5000', 'amount=', 'currency=USD&currency=EUR', 'other=&other=', 'attempt=&attempt='].map((more) => form(`${more} twice`, `amount=100.00&${more}`, 'field_invalid')),
  ...['currency=GBP', 'currency=MARK', 'currency=USD%00', 'frequency=month', 'frequency=MARK', 'attempt=MARK', 'attempt=%0d%0aX-MARK:1', 'attempt=00000000-0000-0000-0000-00000000000G', 'campaign=default%00', 'campaign=__proto__', 'campaign=constructor', 'campaign=..%2fdefault'].map((more) => form(more, `amount=100.00&${more}`, more.startsWith('campaign') ? 'campaign_unknown' : 'field_invalid')),
  ...['1e3', '-100', '0.001', '100.005', 'NaN', 'Infinity', '0x64', '１００', '100 USD', '$100', '100,00', '1,000.00', '99999999999999', '1'.repeat(400), '%FF', '<MARK>', '4.99', '20000.01'].map((amount) => form(`amount ${amount.slice(0, 40)}`, `amount=${amount}`, 'field_invalid')),
  ...['1e3', '-100', '12.345', 'MARK', '1,2,3', '%FF%FE', '١٢٣٤٥٦٧٨٩٠١٢٣', '4'].map((other) => form(`other ${other.slice(0, 40)}`, `amount=other&other=${other}`, 'field_invalid')),
  ...types.filter((type) => type !== 'application/x-www-form-urlencoded').slice(0, 14).map((type) => form(type, 'amount=100.00', 'media_type_unsupported', { 'Content-Type': type })),
  ...['application/x-www-form-urlencoded; charset=utf-16', 'application/x-www-form-urlencoded2'].map((type) => form(type, 'amount=100.00', 'media_type_unsupported', { 'Content-Type': type })),
  ...['gzip', 'br', 'deflate', 'identity, gzip', 'MARK'].map((coding) => form(`as ${coding}`, 'amount=100.00', 'media_type_unsupported', { 'Content-Encoding': coding })),
  ...strangers.filter((origin) => origin !== 'https://post.example:443').slice(0, 14).map((Origin) => form(`from "${Origin}"`, 'amount=100.00', 'origin_not_allowed', { Origin })),
  form('4,097 bytes', 'amount=100.00&lang='.padEnd(4097, 'x'), 'body_too_large'),
  form('bytes', bytes('amount=100.00&lang=', [0xff]), 'encoding_invalid'),
  form('another byte order mark', bytes([0xef, 0xbb, 0xbf], 'amount=100.00'), 'field_unknown'),
  ...['none', '__proto__', 'x'.repeat(500), '%00', '%0d%0aX-MARK:1', '<MARK>'].map((id): Hostile => ({ what: `GET /give?campaign=${id.slice(0, 40)}`, path: `/give?campaign=${id}`, init: {}, code: 'campaign_unknown' })),
  ...['', 'x', 'cs_', 'cs_test_%00', 'cs_test_x%0d%0a', 'cs_test_x%2f..', '<MARK>'].map((id): Hostile => ({ what: `GET /give/thanks, session ${id}`, path: `/give/thanks?support_session=${id}`, init: {}, code: 'session_unknown' })),
  ...['/give/', '/give/x', '/give/thanks/', '/give/..%2fwebhook', '/give/%00', '/give/<MARK>'].map((path): Hostile => ({ what: `GET ${path}`, path, init: {}, code: 'not_found' })),
];

export const hostile: readonly Hostile[] = [
  ...wrongMethods,
  ...types.map((type) => saying({ 'Content-Type': type }, 'media_type_unsupported')),
  ...['gzip', 'x-gzip', 'br', 'deflate', 'zstd', 'compress', 'gzip, gzip', 'identity, gzip', 'MARK', 'aws-chunked'].map((coding) => saying({ 'Content-Encoding': coding }, 'media_type_unsupported')),
  ...bodies.map(([what, body, code]) => press1(what, body, code)),
  ...twice, ...strange, ...amounts, ...fields, ...addresses, ...origins, ...sessions, ...campaigns, ...nowhere, ...webhook, ...webhookBodies, ...sync, ...give,
];
