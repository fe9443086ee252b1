import type { FrameMessage } from './messages.ts';

interface Options {
  clientSecret?: string;
  fetchClientSecret?: () => Promise<string>;
  onComplete?: () => void;
}

/**
 * The stand-in for https://js.stripe.com/endive/stripe.js: the part of it that shows an embedded page. The sentences of
 * its errors are Stripe's where they are known. It reaches the browser as its own text (see `scripts.ts`), so nothing
 * in it may refer to anything outside of it but types; and it must work on a page that allows neither markup from text
 * nor style sheets but its own (`require-trusted-types-for 'script'`, `style-src 'self'`).
 */
export function stripeJs(): void {
  const own = document.currentScript as HTMLScriptElement | null;
  if (!own?.src) throw new Error('Load the sandbox\'s Stripe.js with <script src>, as a classic script.');
  // Whatever name this computer was reached by: the page's policy may know no other.
  const { origin } = new URL(own.src);

  /** Whether an Embedded Checkout is there that was not destroyed. */
  let taken = false;

  const refusal = (message: string) => Object.assign(new Error(message), { name: 'IntegrationError' });

  const placeFor = (location: string | Element) => {
    const place = typeof location === 'string' ? document.querySelector(location) : location;
    if (!(place instanceof Element)) {
      throw refusal(typeof location === 'string'
        ? `The selector you specified (${location}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`
        : 'Invalid DOM element. Make sure to call mount() with a valid DOM element or selector.');
    }
    if (place.getRootNode() instanceof ShadowRoot) throw refusal('Elements cannot be mounted in a ShadowRoot.');
    return place;
  };

  const frameFor = (secret: string) => {
    const frame = document.createElement('iframe');
    frame.title = 'Secure checkout (sandbox)';
    frame.src = `${origin}/sandbox/embed/${secret}?parent=${encodeURIComponent(location.origin)}`;
    // `important`, in the element itself: nothing in the page's style sheets comes before that. The page's choice of
    // light or dark is the one thing let in.
    const looks = { all: 'initial', 'color-scheme': 'inherit', display: 'block', flex: 'none', width: '100%', height: '400px', 'min-height': '240px', border: '0' };
    for (const [name, value] of Object.entries(looks)) frame.style.setProperty(name, value, 'important');
    return frame;
  };

  const embeddedCheckout = (secret: string, onComplete: () => void) => {
    let frame: HTMLIFrameElement | undefined;
    let complete = false;
    let destroyed = false;

    const hear = (event: MessageEvent<FrameMessage>) => {
      // Every window that knows this one can post to it. The frame's window stays the same when something else is
      // loaded into it, and the origin is shared by other windows: only both together say who spoke.
      if (!frame || event.source !== frame.contentWindow || event.origin !== origin) return;
      const { data } = event;
      if (data.sandbox === 'height') frame.style.setProperty('height', `${data.height}px`, 'important');
      if (data.sandbox === 'redirect') location.assign(data.url);
      if (data.sandbox === 'complete' && !complete) {
        complete = true;
        onComplete();
      }
    };

    const alive = () => {
      if (destroyed) throw refusal("This Embedded Checkout instance has been destroyed and can't be used anymore. Please create a new one.");
    };
    const unmount = () => {
      alive();
      removeEventListener('message', hear);
      frame?.remove();
      frame = undefined;
    };

    return {
      mount(location: string | Element) {
        alive();
        if (frame) throw refusal('This Embedded Checkout is already mounted. Call unmount() before you mount it elsewhere.');
        const place = placeFor(location);
        frame = frameFor(secret);
        addEventListener('message', hear);
        place.append(frame);
      },
      unmount,
      destroy() {
        unmount();
        destroyed = true;
        taken = false;
      },
    };
  };

  const createEmbeddedCheckoutPage = async ({ clientSecret, fetchClientSecret, onComplete = () => {} }: Options) => {
    if (taken) throw refusal('You cannot have multiple Embedded Checkout objects.');
    taken = true;
    try {
      const secret: unknown = fetchClientSecret ? await fetchClientSecret() : clientSecret;
      // Whatever it was is not shown: it may be a secret all the same.
      if (typeof secret !== 'string' || !/^cs_\w+_secret_\w+$/.test(secret)) throw refusal('Pass the client secret of a Checkout Session as clientSecret, or a function that fetches it as fetchClientSecret.');
      return embeddedCheckout(secret, onComplete);
    } catch (error) {
      taken = false;
      throw error;
    }
  };

  function Stripe(publishableKey: unknown) {
    if (typeof publishableKey !== 'string') throw refusal('Missing value for Stripe(): apiKey should be a string.');
    if (!publishableKey.startsWith('pk_')) throw refusal('Stripe() takes your publishable key, which begins with pk_, and no other.');
    return {
      createEmbeddedCheckoutPage,
      initEmbeddedCheckout() {
        throw refusal('stripe.initEmbeddedCheckout() has been removed. Please use stripe.createEmbeddedCheckoutPage() instead.');
      },
    };
  }

  Object.assign(window, { Stripe });
}
