// Texts that somebody hopes will run, lead away or break something, and what holds whatever becomes of them.
import { deepEqual, equal, ok } from '../support/assert.ts';
import { until } from '../support/reader.ts';
import { all, isThere, nameOf } from './by-role.ts';
import { asked, askedFor, endpoint } from './endpoint-stand-in.ts';
import { home } from './page.ts';

const run = 'window.__pwned=(window.__pwned||0)+1';
export const hostile: string[] = [
  // markup
  `<script>${run}</script>`, `<img src=x onerror="${run}">`, `"><img src=x onerror="${run}">`, `'><svg/onload=${run}>`, `<svg><script>${run}</script></svg>`, `<iframe srcdoc="<script>parent.${run}</script>">`,
  '<base href="//evil.example/">', '<link rel=stylesheet href=//evil.example/x.css>', `<!--><img src=x onerror=${run}>-->`, '<form action=//evil.example><button>x',
  // event handlers
  `" onclick="${run}" x="`, `" onmouseover=${run} `,
  // addresses
  ...['javascript', 'JaVaScRiPt', 'java\tscript', 'java\nscript', ' javascript', '\u0001javascript', 'javascript\u00a0', 'view-source:javascript'].map((scheme) => `${scheme}:${run}`),
  `data:text/html,<script>${run}</script>`, `data:text/javascript,${run}`, `vbscript:${run}`, `blob:https://evil.example/${run}`, 'file:///etc/passwd', 'about:blank', '//evil.example', '/\\evil.example', 'https://', 'https://[', 'http://%00', '..', '.', '%2e%2e', '?support_session=x',
  // names every object has
  '__proto__', 'constructor', 'prototype', 'toString', 'then',
  // characters
  'a\u0000b', '\u0000', '\u0007\u0008\u001b[31m', '\u202e001$\u202c', '\u2066\u2069\u200f\u200b', '\ud800', 'x\udfff', '\u2028\u2029', 'e\u0301'.repeat(500), '9'.repeat(2_000), 'x'.repeat(20_000), ' '.repeat(3_000), 'u\u017fd', '\u{1f600}',
  // templates and style sheets
  `$${'{7*7}'}`, '{{constructor.constructor("x")()}}', '?lit$0$', '[object Object]', 'red;background:url(//evil.example/x)', '1%;}*{display:none', '@import "//evil.example"', "'; DROP TABLE gifts; --", '-1', '1e999', 'NaN',
];

const escaped: string[] = [];
const note = (event: ErrorEvent | PromiseRejectionEvent): void => {
  escaped.push(String('reason' in event ? event.reason : event.message));
  event.preventDefault();
  event.stopImmediatePropagation();
};
const pwned = (): unknown => (window as { __pwned?: unknown }).__pwned;

beforeEach(() => {
  escaped.length = 0;
  addEventListener('error', note, true);
  addEventListener('unhandledrejection', note, true);
});
afterEach(() => {
  removeEventListener('error', note, true);
  removeEventListener('unhandledrejection', note, true);
});

export const tick = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

function* drawn(root: Node): Generator<Element> {
  for (const child of (root as Element).children ?? []) {
    yield child;
    if (child.shadowRoot) yield* drawn(child.shadowRoot);
    yield* drawn(child);
  }
}

const runs = /^(?:script|iframe|object|embed|base|link|meta|img|svg|frame|style)$/;

/** What holds whatever the text was; elements marked `data-owners` are the test's own. */
export function isHarmless(text: string, mayAsk = (what: string): boolean => what.split(' ')[1]!.startsWith(`${endpoint}/`)): void {
  const about = JSON.stringify(text.slice(0, 60));
  equal(pwned(), undefined, `${about} ran`);
  deepEqual(escaped, [], `${about}: ${escaped.join()}`);
  for (const { what } of asked) ok(mayAsk(what), `${about} made it ask ${what}`);
  for (const element of drawn(document.body)) {
    if (element.hasAttribute('data-owners')) continue;
    ok(!runs.test(element.localName), `${about} became a <${element.localName}>`);
    for (const { name, value } of element.attributes) {
      ok(!name.startsWith('on') && !/^(?:src|srcdoc|action|formaction|srcset)$/.test(name), `${about} became ${name}="${value}"`);
      ok(name !== 'style' || !value.includes('url('), `${about} became style="${value}"`);
      if (name === 'href') ok(/^https?:\/\//.test(value) && /^https?:$/.test((element as HTMLAnchorElement).protocol.replace(/^:$/, 'https:')), `${about} became a link to ${value}`);
    }
  }
  ok([...document.scripts].every((script) => !script.text.includes('__pwned') && (!script.src || script.src.startsWith(location.origin))), `${about} became a script`);
  equal(location.href.split('#')[0]!.split('?')[0], home.split('#')[0]!.split('?')[0], `${about} led away`);
}

/** The widget goes on as if nothing had been. */
export async function works(text: string, widget = document.querySelector('support-widget')!): Promise<void> {
  const about = JSON.stringify(text.slice(0, 60));
  widget.value = 100;
  await widget.updateComplete;
  await until(`after ${about} a tier is chosen`, () => isThere('button', 'Support with $100'));
  asked.length = 0;
  all('button').find((one) => nameOf(one) === 'Support with $100')!.click();
  await until(`after ${about} a press is sent`, () => askedFor('POST checkout').length === 1);
  widget.value = undefined;
  await widget.updateComplete;
  asked.length = 0;
}
