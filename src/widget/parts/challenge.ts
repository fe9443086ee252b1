import { challengeAction } from '../../shared/challenge.ts';
import type { SupportWidget } from '../support-widget.ts';

/** The part of Turnstile that is used (developers.cloudflare.com/turnstile/get-started/client-side-rendering). */
interface Turnstile {
  render(node: Element, options: Record<string, unknown>): string;
  remove(id: string): void;
}

declare global {
  interface Window {
    turnstile?: Turnstile;
  }
}

const turnstileJs = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';
/** Cloudflare's keys for tests, whose stand-in lies under the owner's own endpoint; the function lets none of them count with a live key. */
const testKey = /^[123]x0{20}[A-F]{2}$/;

/**
 * Shows Turnstile in the widget's `checkout` slot until it is passed.
 * @param stand the stand-in's address, used with the keys for tests only
 * @param stopped told when the reader goes back
 * @returns the token; rejects where there will be none
 */
export async function askChallenge(host: SupportWidget, siteKey: string, stand: string, stopped: AbortSignal): Promise<string> {
  const { load, place } = await import('./embedded.ts');
  await load(testKey.test(siteKey) ? stand : turnstileJs);
  stopped.throwIfAborted();
  const { turnstile } = window;
  const { node, remove } = place(host);
  let id: string | undefined;
  try {
    return await new Promise((resolve, reject) => {
      stopped.addEventListener('abort', () => reject(new Error('stopped')));
      id = turnstile!.render(node, {
        sitekey: siteKey,
        action: challengeAction,
        language: host.language,
        size: 'flexible',
        'response-field': false,
        callback: resolve,
        // It has tried again by itself before it says so.
        'error-callback': (code: string) => reject(new Error(`Turnstile: ${code}`)),
        'unsupported-callback': () => reject(new Error('Turnstile: unsupported')),
      });
    });
  } finally {
    if (id !== undefined) turnstile!.remove(id);
    remove();
  }
}
