// An owner's page that shows the sandbox's embedded page: strict about what it loads, with style sheets that mean no good.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Browser, Frame, Page } from 'playwright-core';

/** What the tests use of Stripe.js, and what they leave in the page. */
export interface Loaded {
  Stripe(key?: unknown): {
    createEmbeddedCheckoutPage(options: object): Promise<Checkout>;
    initEmbeddedCheckout(options: object): unknown;
  };
  checkout: Checkout;
  /** How often `onComplete` was called. */
  completions: number;
}

interface Checkout {
  mount(location: unknown): void;
  unmount(): void;
  destroy(): void;
}

/** The policy of a careful owner; `elsewhere` is the sandbox's origin where it is not the page's. */
const policy = (elsewhere = '') => {
  const from = `'self' ${elsewhere}`;
  return `default-src 'none'; script-src ${from}; style-src 'self'; connect-src 'self'; frame-src ${from}; require-trusted-types-for 'script'`;
};

const hostile = `
iframe { display: none !important; position: fixed !important; left: -5000px !important; width: 10px !important; height: 3px !important;
  max-height: 20px !important; max-width: 30px !important; border: 9px solid red !important; opacity: .1 !important; transform: scale(.1) !important; pointer-events: none !important; }
#checkout > * { visibility: hidden !important; float: right !important; }`;

/** The owner's page at `/`, the same with `sandboxOrigin` for a sandbox on another origin, and its style sheet. */
export function ownersPages(sandboxOrigin = '') {
  return (request: Request): Response => {
    const { pathname } = new URL(request.url);
    if (pathname === '/hostile.css') return new Response(hostile, { headers: { 'Content-Type': 'text/css' } });
    if (pathname === '/empty') return page('<title>Empty</title>', '');
    if (pathname !== '/' && pathname !== '/thanks') return new Response('', { status: 404 });
    return page(`<title>The Harbour Post</title><script src="${sandboxOrigin}/sandbox/stripe.js"></script><link rel="stylesheet" href="/hostile.css">`,
      '<main><h1>The Harbour Post</h1><button>Before</button><div id="checkout"></div><button>After</button></main>', sandboxOrigin);
  };
}

const page = (head: string, body: string, elsewhere?: string) =>
  new Response(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">${head}</head><body>${body}</body></html>`, {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(elsewhere) },
  });

/** Somebody else's server, on a port of its own, for as long as the test. @returns its origin */
export async function otherServer(t: TestContext, answer: (request: Request) => Response): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const made = answer(new Request(`http://${request.headers.host}${request.url}`));
      response.writeHead(made.status, Object.fromEntries(made.headers)).end(await made.text());
    })();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A page in a tab of its own; `errors` are what its console and the policies complain of. */
export async function open(browser: Browser, address: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; errors: string[] }> {
  const tab = await (await browser.newContext(options)).newPage();
  tab.setDefaultTimeout(8_000);
  const errors: string[] = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  tab.on('console', (message) => { if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) errors.push(message.text()); });
  await tab.goto(address);
  return { page: tab, errors };
}

/** Creates the embedded page and mounts it, as an owner's script does. */
export async function mount(page: Page, clientSecret: string | null): Promise<void> {
  await page.evaluate(async (secret) => {
    const loaded = window as unknown as Loaded;
    loaded.completions = 0;
    loaded.checkout = await loaded.Stripe('pk_test_sandbox').createEmbeddedCheckoutPage({
      fetchClientSecret: async () => secret,
      onComplete() {
        loaded.completions += 1;
        sessionStorage.setItem('completed', 'yes'); // outlives this page
      },
    });
    loaded.checkout.mount('#checkout');
  }, clientSecret);
}

export const completions = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as Loaded).completions);

/** What is in the embedded page, for clicking and reading. */
export const inside = (page: Page) => page.frameLocator('iframe[title="Secure checkout (sandbox)"]');

/** The embedded page itself, once it is there. */
export async function frameOf(page: Page): Promise<Frame> {
  await inside(page).getByRole('heading').waitFor();
  const frame = page.frames().find((one) => one.url().includes('/sandbox/embed/'));
  assert.ok(frame);
  return frame;
}
