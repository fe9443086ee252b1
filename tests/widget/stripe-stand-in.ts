// Stands in for Stripe.js: takes the place of the script, refuses what Stripe's refuses, and remembers what it was asked.
import { json } from './endpoint-stand-in.ts';

/** One embedded page, from `createEmbeddedCheckoutPage` until it is destroyed. */
export interface EmbeddedPage {
  key: unknown;
  secret: unknown;
  node?: Element;
  isDestroyed: boolean;
  /** The reader has paid. */
  complete(): void;
}

/** Every page since the test began. */
export const pages: EmbeddedPage[] = [];
/** The addresses of the scripts that were asked for, loaded or not. */
export const scripts: string[] = [];

/** What becomes of the next scripts: they run, cannot be loaded, run and define nothing, or are waited for. */
let fate: 'runs' | 'refused' | 'empty' | Promise<void> = 'runs';
export const scriptsWill = (next: typeof fate): void => { fate = next; };
/** What `createEmbeddedCheckoutPage` waits for. */
let slowly: Promise<void> | undefined;
export const createSlowly = (until: Promise<void>): void => { slowly = until; };

const refusal = (message: string): Error => Object.assign(new Error(message), { name: 'IntegrationError' });

interface Options { fetchClientSecret: () => Promise<unknown>; onComplete: () => void }

function stripe(key: unknown): NonNullable<unknown> {
  if (typeof key !== 'string' || !key.startsWith('pk_')) throw refusal('Missing value for Stripe(): apiKey should be a string.');
  return {
    async createEmbeddedCheckoutPage({ fetchClientSecret, onComplete }: Options) {
      if (pages.some((other) => !other.isDestroyed)) throw refusal('You cannot have multiple Embedded Checkout objects.');
      const page: EmbeddedPage = { key, secret: undefined, isDestroyed: false, complete: onComplete };
      pages.push(page);
      await slowly;
      page.secret = await fetchClientSecret();
      if (typeof page.secret !== 'string') {
        page.isDestroyed = true;
        throw refusal('Pass the client secret of a Checkout Session.');
      }
      return {
        mount(node: Element) {
          if (!node.isConnected) throw refusal('The element is not on the page.');
          if (node.getRootNode() instanceof ShadowRoot) throw refusal('Elements cannot be mounted in a ShadowRoot.');
          page.node = node;
          node.innerHTML = '<button type="button">Pay</button>';
          node.firstElementChild!.addEventListener('click', () => page.complete());
        },
        destroy() {
          if (page.isDestroyed) throw refusal('This Embedded Checkout instance has been destroyed.');
          page.isDestroyed = true;
          page.node?.replaceChildren();
        },
      };
    },
  };
}

/** Every script of Stripe's becomes one of ours, which does what the test wants. */
async function instead(script: HTMLScriptElement): Promise<void> {
  scripts.push(script.src);
  script.removeAttribute('src');
  const wanted = fate;
  if (wanted instanceof Promise) await wanted;
  else await Promise.resolve();
  if (wanted !== 'empty' && wanted !== 'refused') Object.assign(window, { Stripe: stripe });
  script.dispatchEvent(new Event(wanted === 'refused' ? 'error' : 'load'));
}

const { append } = document.head;
beforeEach(() => {
  pages.length = scripts.length = 0;
  fate = 'runs';
  slowly = undefined;
  document.head.append = (...nodes) => {
    for (const node of nodes) if (node instanceof HTMLScriptElement && node.src.endsWith('/stripe.js')) void instead(node);
    append.apply(document.head, nodes);
  };
});
afterEach(() => {
  document.head.append = append;
  for (const script of document.head.querySelectorAll('script:not([src]):empty')) script.remove();
});

/** How the function answers where the embedded page was asked for. */
export const embedded = (more: Record<string, unknown> = {}): Response =>
  json({ clientSecret: 'cs_test_1_secret_1', publishableKey: 'pk_test_sandbox', session: 'cs_test_1', ...more }, 201);
