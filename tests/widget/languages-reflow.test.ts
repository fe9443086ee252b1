// In each language, and where an owner's own words are longer, all of it fits, and nothing covers anything.
import '../../src/widget/index.ts';
import type { OwnStrings } from '../../src/widget/index.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { resize } from '../support/reader.ts';
import { table } from './engine.ts';
import { sayings, tongues } from './sayings.ts';
import { narrowest } from './states.ts';
import { longer, reachIn, tongueStates, type Layout } from './tongue-states.ts';

const widths = [280, 320, 375, 900];
const main = (): HTMLElement => document.querySelector('main')!;
const frame = (): HTMLElement => ['dialog', '.frame'].map((one) => document.querySelector('support-widget')!.shadowRoot!.querySelector<HTMLElement>(one)).find(Boolean)!;
const isUnseen = (element: Element): boolean => !element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).clipPath !== 'none';

interface Piece { node: Text; box: DOMRect }

/** Each line of text that is drawn, without the room above and below its letters. */
function pieces(): Piece[] {
  const found: Piece[] = [];
  for (const element of document.querySelectorAll('support-widget, support-goal')) {
    const walker = document.createTreeWalker(element.shadowRoot!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      // The opener lies behind its dialog.
      if (!node.data.trim() || isUnseen(node.parentElement!) || node.parentElement!.matches('.bare > button')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { x, y, width, height } of range.getClientRects()) if (width > 1) found.push({ node, box: new DOMRect(x, y + height * 0.25, width, height * 0.5) });
    }
  }
  return found;
}

const crosses = (one: DOMRect, other: DOMRect): boolean =>
  one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
const short = ({ data }: Text): string => `"${data.trim().slice(0, 30)}"`;

function wrong(): string[] {
  const found: string[] = [];
  const all = pieces();
  ok(all.length > 2, 'something is drawn');
  const edge = frame().getBoundingClientRect();
  for (const [index, { node, box }] of all.entries()) {
    const room = node.parentElement!.closest('label, button, a, .free')?.getBoundingClientRect();
    if (room && (box.left < room.left - 1 || box.right > room.right + 1 || box.top < room.top - 1 || box.bottom > room.bottom + 1)) found.push(`${short(node)} leaves its box`);
    if (box.left < edge.left - 1 || box.right > edge.right + 1) found.push(`${short(node)} leaves the widget`);
    for (const other of all.slice(index + 1)) if (other.node !== node && crosses(box, other.box)) found.push(`${short(node)} and ${short(other.node)} cross`);
  }
  const root = document.querySelector('support-widget')!.shadowRoot!;
  for (const element of root.querySelectorAll<HTMLElement>('.frame, form, .stack, .choice, .panel, fieldset, .tiers, .tier, .field, .fees, .note, button, .free')) {
    if (!isUnseen(element) && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) found.push(`<${element.localName} ${element.className}> has ${element.scrollWidth} px in ${element.clientWidth}`);
  }
  // The cross of a dialog has a corner of its own.
  const close = root.querySelector('.close')?.getBoundingClientRect();
  if (close) for (const { node, box } of all) if (crosses(box, close)) found.push(`${short(node)} is under the cross`);
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the page has ${scrollWidth} px in ${clientWidth}`);
  return [...new Set(found)];
}

async function inEveryWidth(layout: Layout, only = widths): Promise<string[]> {
  const found: string[] = [];
  for (const width of only) {
    // A dialog is as wide as the window lets it be, any other as its column.
    if (layout === 'bar' || layout === 'button') await resize(Math.max(width, narrowest), 900);
    else main().style.width = `${width}px`;
    found.push(...wrong().map((what) => `${width} px: ${what}`));
  }
  return found;
}

before(() => resize(1000, 900));
afterEach(() => resize(1000, 900));

for (const tongue of tongues) {
  for (const [how, strings, only] of [['', undefined, widths], [', all of it longer by 40 %', longer(tongue, 0.4), [280, 375]]] as [string, OwnStrings | undefined, number[]][]) {
    test(`${tongue} fits in 280 px and in 900${how}`, async () => {
      const found: string[] = [];
      for (const state of table(Object.keys(tongueStates), ['question', 'fees, every year', 'failed', 'thanks'])) {
        await reachIn(tongue, state, { strings });
        found.push(...(await inEveryWidth('card', only)).map((what) => `${state}, ${what}`));
      }
      deepEqual(found, []);
    });

    test(`${tongue} fits in the other layouts${how}`, async () => {
      const found: string[] = [];
      for (const layout of ['compact', 'bar', 'button'] as const) {
        for (const state of layout === 'compact' ? ['choosing', 'question', 'thanks'] : ['fees, every year', 'failed']) {
          await reachIn(tongue, state, { layout, strings });
          found.push(...(await inEveryWidth(layout, layout === 'compact' ? only : [280, 900])).map((what) => `${layout}, ${state}, ${what}`));
        }
      }
      deepEqual(found, []);
    });
  }

  test(`${tongue}: whatever is said under the button has its room, so that nothing moves`, async () => {
    const { complaints, checkAgain, cancelled, starting, leaving, confirming, copied, note, wait } = sayings(tongue);
    const { unavailable, offline, refused, unconfirmed, expired } = complaints;
    const count = new Intl.NumberFormat(tongue).format(25);
    const sentences = [unavailable, offline, refused, `${unconfirmed} ${checkAgain}`, expired, cancelled, starting, leaving, confirming, copied, ...Object.values(note), ...Object.values(wait).map((one) => one.replace('{count}', count))];
    await reachIn(tongue, 'choosing');
    const place = document.querySelector('support-widget')!.shadowRoot!.querySelector<HTMLElement>('.note')!;
    const kept = place.dataset.room!;
    const found: string[] = [];
    for (const width of [280, 300, 320, 360, 375, 414, 480, 600, 720, 900]) {
      main().style.width = `${width}px`;
      place.dataset.room = kept;
      const room = place.offsetHeight;
      for (const sentence of sentences) {
        place.dataset.room = sentence;
        if (place.offsetHeight > room) found.push(`${width} px: "${sentence}"`);
      }
    }
    deepEqual(found, []);
    equal(sentences.length > 13, true);
  });
}
