// What a reader does to the page, with real mouse and keyboard, in every engine.
import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';

/** Puts markup into the page and returns its first element; what is Lit's of all that is updated once, its language's words loaded. */
export async function show<Shown extends Element = HTMLElement>(markup: string): Promise<Shown> {
  document.body.innerHTML = markup;
  const elements = [...document.body.querySelectorAll<Shown & { updateComplete?: Promise<unknown> }>('*')];
  for (const { updateComplete } of elements) await updateComplete;
  return elements[0]!;
}

/** The middle of what the reader sees of an element: of its first line, where a link breaks over two. */
async function middleOf(element: Element): Promise<[number, number]> {
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  await new Promise((resolve) => { requestAnimationFrame(resolve); });
  const box = element.getClientRects()[0];
  if (!box || box.width === 0 || box.height === 0) throw new Error(`<${element.localName}> takes no room on the page: nobody could click it`);
  return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
}

export const click = async (element: Element): Promise<void> => sendMouse({ type: 'click', position: await middleOf(element) });
export const hover = async (element: Element): Promise<void> => sendMouse({ type: 'move', position: await middleOf(element) });

/** `press('Tab')`, `press('Shift', 'Tab')`, `press('Enter')`: the last key, with the others held. */
export async function press(...keys: [string, ...string[]]): Promise<void> {
  await executeServerCommand('chord', keys.map((key) => (key === 'Space' ? ' ' : key)));
}

/** Key by key: WebKit's driver holds all keys of one text down at once, and so loses the second 0 of "100". */
export async function type(text: string): Promise<void> {
  for (const key of text) await sendKeys({ type: key });
}

/** The size of the page in CSS pixels. WebKit's window is never narrower than 447. */
export async function resize(width: number, height: number): Promise<void> {
  await executeServerCommand('window-size', { width, height });
}

/**
 * What the reader has asked their system for: `await prefers({ 'prefers-color-scheme': 'dark', 'forced-colors': 'active' })`.
 * False in an engine that cannot be told (all but Chromium); each call forgets the one before.
 */
export const prefers = (media: Record<string, string>): Promise<boolean> => executeServerCommand('media', media);

/** Writes shots/<engine>/<name>.png; in WebKit always of the whole window. */
export async function screenshot(name: string, selector?: string): Promise<void> {
  await executeServerCommand('screenshot', { name, selector });
}

/** One turn of the engine's loop: unlike a timer, a message is not held back to four milliseconds. */
const turn = (): Promise<void> => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
});

/** Waits for something to become true, and says what it waited for. */
export async function until(what: string, holds: () => boolean, milliseconds = 5_000): Promise<void> {
  const end = performance.now() + milliseconds;
  for (let looks = 0; !holds(); looks++) {
    if (performance.now() > end) throw new Error(`waited ${milliseconds} ms in vain until ${what}`);
    // Most of it is true within a few turns; what is not is waited for without keeping the machine busy.
    if (looks < 20) await turn();
    else await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}
