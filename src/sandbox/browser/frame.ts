import type { FrameMessage } from './messages.ts';

/**
 * The script of the embedded page. It reaches the browser as its own text (see `scripts.ts`), so nothing in it may
 * refer to anything outside of it but types.
 */
export function frame(): void {
  const host = new URLSearchParams(location.search).get('parent') ?? '';

  /** To the page that shows this one, and only while it is of the origin it said: `*` is no address, so it is no origin. */
  const tell = (message: FrameMessage) => {
    if (window.parent !== window && URL.canParse(host)) window.parent.postMessage(message, host);
  };

  new ResizeObserver(() => tell({ sandbox: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);

  const { news } = document.body.dataset;
  const away = document.querySelector<HTMLAnchorElement>('a[target="_top"]');
  if (news === 'complete') tell({ sandbox: 'complete' });
  if (news === 'redirect' && away) tell({ sandbox: 'redirect', url: away.href });

  /**
   * Without this the forms work too, but each press would be an entry in the history of the page around: the reader's
   * back button would then lead to the choices again instead of to where they came from.
   */
  const send = async (form: HTMLFormElement) => {
    const { redirected, url } = await fetch(form.action, { method: 'POST' });
    if (!redirected) throw new Error('The sandbox failed.');
    location.replace(url);
  };

  let sending = false;
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    for (const button of document.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
    const form = event.target as HTMLFormElement;
    // The browser's own way shows what went wrong. A choice that did arrive is not made twice by it.
    send(form).catch(() => form.submit());
  });
}
