/** The part of Stripe.js that is used (docs.stripe.com/js/embedded_checkout). */
interface StripeJs {
  createEmbeddedCheckoutPage(options: { fetchClientSecret: () => Promise<string>; onComplete: () => void }): Promise<{ mount(node: Element): void; destroy(): void }>;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): unknown };
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => StripeJs;
    trustedTypes?: TrustedTypes;
  }
}

/** Named after Stripe's release train, as its API versions are. It may not be pinned or hosted elsewhere. */
const stripeJs = 'https://js.stripe.com/endive/stripe.js';
/** The key of the sandbox, whose stand-in for Stripe.js lies under the owner's own endpoint. */
const sandboxKey = 'pk_test_sandbox';

let policy: { createScriptURL(address: string): unknown } | undefined;
const loaded = new Map<string, Promise<void>>();
/** Stripe allows one in a page: the next waits until the one before stands, and takes it away. */
let current: Promise<() => void> | undefined;

/** Runs a script that is no module; the addresses are Stripe's, Turnstile's, and those of their stand-ins. */
export function load(address: string): Promise<void> {
  let loading = loaded.get(address);
  if (!loading) {
    loading = new Promise<void>((resolve, reject) => {
      const script = document.createElement('script');
      policy ??= window.trustedTypes?.createPolicy('support-widget', { createScriptURL: (url) => url });
      script.src = (policy?.createScriptURL(address) ?? address) as string;
      script.onload = () => resolve();
      script.onerror = () => {
        script.remove();
        loaded.delete(address);
        reject(new Error(`${address} cannot be loaded`));
      };
      document.head.append(script);
    });
    loaded.set(address, loading);
  }
  return loading;
}

/**
 * A node in the page's own tree that shows in the widget's slot: Stripe's frames refuse shadow roots, so where the widget
 * stands in one, a slot leads on from each root to the next.
 * @returns the node, and the way to take all of it away
 */
export function place(host: Element): { node: Element; remove: () => void } {
  const added: Element[] = [];
  let inside = host;
  let slot = 'checkout';
  for (let root = host.getRootNode(); root instanceof ShadowRoot; root = inside.getRootNode()) {
    const bridge = document.createElement('slot');
    bridge.slot = slot;
    slot = bridge.name = `support-checkout-${added.length}`;
    inside.append(bridge);
    added.push(bridge);
    inside = root.host;
  }
  const node = document.createElement('div');
  node.slot = slot;
  // A page's style sheet reaches this node; what it must be is said where that cannot change it.
  node.style.setProperty('display', 'block', 'important');
  node.style.setProperty('inline-size', '100%', 'important');
  inside.append(node);
  added.push(node);
  return { node, remove: () => added.forEach((element) => element.remove()) };
}

/**
 * Shows Stripe's embedded page in the widget's `checkout` slot.
 * @param sandbox the stand-in's address, used with the sandbox's key only
 * @param onTaken another widget of the page shows its own from now on
 * @returns the way to take it away
 */
export function mountCheckout(host: Element, clientSecret: string, publishableKey: string, sandbox: string, onComplete: () => void, onTaken: () => void): Promise<() => void> {
  const before = current;
  const mounting = (async () => {
    await load(publishableKey === sandboxKey ? sandbox : stripeJs);
    (await before?.catch(() => undefined))?.();
    const page = await window.Stripe!(publishableKey).createEmbeddedCheckoutPage({ fetchClientSecret: () => Promise.resolve(clientSecret), onComplete });
    const { node, remove } = place(host);
    let isMounted = true;
    const unmount = () => {
      if (!isMounted) return;
      isMounted = false;
      page.destroy();
      remove();
    };
    try {
      page.mount(node);
    } catch (error) {
      unmount();
      throw error;
    }
    return unmount;
  })();
  current = mounting.then((unmount) => () => {
    unmount();
    onTaken();
  });
  // Whoever asked for it hears of a failure.
  current.catch(() => undefined);
  return mounting;
}
