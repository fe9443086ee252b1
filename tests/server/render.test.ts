import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { languages } from '../../src/shared/strings.ts';
import { RenderError, renderWidget, widgetStyles } from '../../src/server/app.ts';

// What `renderWidget` writes: markup that holds whatever an owner gives it, and the fields that `POST /give` takes.

const tag = (attributes = '', inside = '') => `<support-widget endpoint="https://give.example" ${attributes}>${inside}</support-widget>`;
const text = (html: string) => html.replace(/<style.*?<\/style>/s, '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
/** The fields a browser would send, with what is chosen. */
function fields(html: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [input] of html.matchAll(/<input [^>]*>/g)) {
    const read = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1];
    if (read('name') && (read('type') !== 'radio' || input.includes(' checked'))) found[read('name')!] = read('value') ?? '';
  }
  return found;
}

suite('a widget drawn before script', () => {
  test('is the tag as it was, with the form in a declarative shadow root as its first child', () => {
    const html = renderWidget(`\n  ${tag('value="100"', '<a href="/give">Support us</a>')}\n`);
    assert.match(html, /^\n {2}<support-widget endpoint="https:\/\/give.example" value="100"><template shadowrootmode="open"><style>/);
    assert.ok(html.endsWith('</template><a href="/give">Support us</a></support-widget>\n'));
    assert.equal(text(html).trim(), 'Support us Choose an amount $0 Support without paying $100 $2,500 $5,000 Other amount USD Support with $100 You pay through Stripe. Support us');
  });

  test('sends what POST /give takes', () => {
    assert.deepEqual(fields(renderWidget(tag('value="100"'))), { amount: '100.00', other: '', campaign: 'default', currency: 'USD', lang: 'en', frequency: 'once' });
    assert.deepEqual(fields(renderWidget(tag('value="12.50" campaign="boat" currency="eur" frequencies="once month" default-frequency="month" return-url="https://post.example/a?b=1&amp;c=2" lang="de-AT"'))), {
      frequency: 'month', amount: 'other', other: '12,50', campaign: 'boat', currency: 'EUR', lang: 'de-AT', return: 'https://post.example/a?b=1&amp;c=2',
    });
    assert.match(renderWidget(tag()), /<form method="post" action="https:\/\/give\.example\/give" class="card" novalidate>/);
    assert.match(renderWidget('<support-widget endpoint="/support/" target="_top"></support-widget>'), /<form method="post" action="\/support\/give" target="_top" /);
  });

  test('shows the owner\'s words, links and sentences', () => {
    const html = renderWidget(tag(`strings='{"heading": "Keep us reporting"}' amounts="5 100"`, '<span data-amount="100">pays &amp; <b>prints</b> a page</span><a href="https://donate.stripe.com/x?a=1&amp;b=2" data-amount="5">$5</a>'));
    assert.match(text(html), /Keep us reporting Choose an amount \$5 \$100 pays &amp; prints a page/);
    assert.match(html, /<a class="tier" part="tier" href="https:\/\/donate\.stripe\.com\/x\?a=1&amp;b=2" rel="noopener">/);
    const alone = renderWidget('<support-widget><a data-amount=100 href=https://donate.stripe.com/y>$100</a></support-widget>');
    assert.doesNotMatch(alone, /<button|method=|type="hidden"/);
  });

  for (const language of languages) {
    test(`speaks ${language}, by the tag or by the page`, () => {
      const [byTag, byPage] = [renderWidget(tag(`lang="${language}"`)), renderWidget(tag(), { lang: language })];
      assert.match(byTag, new RegExp(`<div class="frame" part="frame" lang="${language}">`));
      assert.equal(text(byTag), text(byPage));
      assert.equal(text(renderWidget(tag(`lang="${language}"`), { lang: 'en' })), text(byTag), 'the tag comes first');
    });
  }

  test('takes its looks from a sheet of yours, or under a nonce, where a policy asks for that', () => {
    assert.match(renderWidget(tag(), { styles: '/w.css?a&"b"' }), /<template shadowrootmode="open"><link rel="stylesheet" href="\/w\.css\?a&amp;&quot;b&quot;"><!---->/);
    assert.match(renderWidget(tag(), { nonce: 'abc"' }), /<style nonce="abc&quot;">/);
    assert.match(widgetStyles(), /\.tier/);
    assert.ok(!widgetStyles().includes('</'));
    assert.match(widgetStyles(), /^[\0-\x7f]*$/);
  });

  test('is left alone where it needs script to stand: a bar, a button with its dialog', () => {
    for (const layout of ['bar', 'button']) assert.equal(renderWidget(tag(`layout="${layout}"`)), tag(`layout="${layout}"`));
  });
});

suite('nothing an owner writes breaks out', () => {
  const hostile = ['"><script>alert(1)</script>', '</template><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '<!--', '-->', `$${'{'}alert(1)}`, '$&$1$`', '&lt;script&gt;', '\u0000', '</style><b>'];
  const markup = (html: string) => [...html.replace(/^<(?:[^>"']|"[^"]*"|'[^']*')*>/, '').replace(/<style.*?<\/style>/s, '').matchAll(/<(\/?[a-z][\w-]*)/gi)].map(([, name]) => name).join(' ');
  const plain = markup(renderWidget(tag('strings="{}" lang="en" value="100" goal return-url="https://a.example/"', '<span data-amount="100">x</span>')));
  const inAttribute = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

  for (const evil of hostile) {
    test(JSON.stringify(evil), () => {
      const strings = JSON.stringify({ heading: evil, legend: evil, other: evil, otherIn: evil, free: evil, give: { once: evil }, note: { once: evil }, complaints: { refused: evil }, checkAgain: evil });
      const html = renderWidget(`<support-widget endpoint="https://give.example" strings="${inAttribute(strings)}" value="100" goal return-url="https://a.example/${inAttribute(evil)}" lang="${inAttribute(evil)}"><span data-amount="100">${evil.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</span></support-widget>`, { lang: evil });
      assert.equal(markup(html), plain);
      assert.equal(html.match(/<template/g)!.length, 1);
      // The owner's own tag is theirs, as they wrote it.
      assert.ok(html.startsWith('<support-widget endpoint="https://give.example" strings="'));
    });
  }

  for (const address of ['javascript', ' javascript', 'java\nscript'].map((scheme) => `${scheme}:alert(1)`).concat('data:text/html,x', 'ftp://a.example', 'http://')) {
    test(`${JSON.stringify(address)} is neither where a form goes nor what a tier links to`, () => {
      assert.throws(() => renderWidget(`<support-widget endpoint="${address}"></support-widget>`), /endpoint=".*" is no address of the web/s);
      assert.doesNotMatch(renderWidget(tag('amounts="5"', `<a data-amount="5" href="${address}">x</a>`)).replace(/<\/template>.*/s, ''), /<a /);
    });
  }
});

suite('what cannot be drawn is said', () => {
  for (const [what, why] of [
    ['', /no <support-widget> tag/], ['   ', /no <support-widget> tag/], ['<p>Hi</p>', /no <support-widget> tag/], ['support-widget', /no <support-widget> tag/], ['<support-widgets></support-widgets>', /no <support-widget> tag/],
    ['<support-widget endpoint="/">', /no end: write <\/support-widget>/], ['<support-widget endpoint="/"', /no end/], ['<support-widget endpoint="/"><support-widget></support-widget>', /no end/], ['<support-widget endpoint="/"><!-- </support-widget> -->', /no end/],
    [`${tag()}<p>More</p>`, /behind the <support-widget> tag there is more: <p>More<\/p>/],
    ['<support-widget></support-widget>', /neither an endpoint nor a link/],
    [tag('currency="XXX"'), /currency="XXX"/], [tag('campaign="Not One"'), /campaign="Not One"/], [tag('amounts="5 1oo"'), /amounts="1oo" is not an exact amount of USD/], [tag('value="1.234"'), /value="1.234"/], [tag('fees="lots"'), /fees="lots"/],
    [renderWidget(tag()), /drawn already/],
  ] as const) {
    test(what.slice(0, 60) || 'nothing at all', () => assert.throws(() => renderWidget(what), (error) => error instanceof RenderError && why.test(error.message)));
  }
});

test('tags are read as browsers read them', () => {
  const html = renderWidget(`<SUPPORT-WIDGET ENDPOINT='/a>b' endpoint="https://late.example" Value=100 data-x="</support-widget>"><p title="</support-widget>"></p></SUPPORT-WIDGET>`);
  assert.match(html, /action="\/a&gt;b\/give"/);
  assert.match(text(html), /Support with \$100/);
});
