interface Options {
  sitekey?: string;
  action?: string;
  callback?: (token: string) => void;
  'error-callback'?: (code: string) => void;
}

/**
 * The stand-in for Turnstile's api.js: `render` and `remove`, and without `?render=explicit` whatever has the class
 * `cf-turnstile`. By Cloudflare's site keys for tests it passes everybody (1x…), nobody (2x…), or whoever presses its
 * button (3x…). It reaches the browser as its own text (see `scripts.ts`), so nothing in it may refer to anything outside
 * of it but types.
 */
export function turnstileJs(): void {
  const own = document.currentScript as HTMLScriptElement | null;
  const widgets = new Map<string, Element>();

  const render = (place: string | Element, { sitekey = '', action = '', ...options }: Options) => {
    const node = typeof place === 'string' ? document.querySelector(place) : place;
    if (!node) throw new Error('[Cloudflare Turnstile] Unable to find a container');
    const box = document.createElement('div');
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = 'cf-turnstile-response';
    const id = `sandbox-${widgets.size}`;
    const pass = () => {
      if (!box.isConnected) return;
      input.value = `sandbox.${btoa(JSON.stringify({ hostname: location.hostname, action, at: Date.now(), id: Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-') }))}`;
      box.replaceChildren('Success! (sandbox challenge)', input);
      options.callback?.(input.value);
    };
    if (sitekey.startsWith('3x')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Verify you are human';
      button.addEventListener('click', pass);
      box.append(button, input);
    } else {
      box.append('Verifying… (sandbox challenge)', input);
      setTimeout(() => (sitekey.startsWith('2x') ? box.isConnected && options['error-callback']?.('300030') : pass()), 100);
    }
    node.append(box);
    widgets.set(id, box);
    return id;
  };

  const remove = (id: string) => widgets.get(id)?.remove();

  Object.assign(window, { turnstile: { render, remove } });
  if (own && !own.src.includes('render=explicit')) {
    const all = () => document.querySelectorAll<HTMLElement>('.cf-turnstile').forEach((node) => render(node, node.dataset));
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', all);
    else all();
  }
}
