// axe finds nothing wrong in any language; what is seen of a control is in its name (WCAG 2.5.3).
import '../../src/widget/index.ts';
import 'axe-core/axe.min.js';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { resize } from '../support/reader.ts';
import { all, nameOf } from './by-role.ts';
import { isChromium, table } from './engine.ts';
import { line, tongues } from './sayings.ts';
import { reachIn, tongueStates } from './tongue-states.ts';

const { axe } = globalThis as unknown as { axe: typeof import('axe-core') & { commons: { text: { accessibleText(element: Element): string } } } };

async function wrong(where: string): Promise<string[]> {
  const { violations, passes } = await axe.run(document.body, { resultTypes: ['violations', 'passes'] });
  ok(passes.some(({ nodes }) => nodes.some(({ target }) => target.flat().length > 1)), 'it must have looked into the shadow root');
  return violations.map(({ id, nodes }) => [where, id, ...nodes.map(({ target }) => target.flat().join(' '))].join(', '));
}

/** What is written on a control or beside it, where the mouse would go. */
function seenOf(control: HTMLElement): string {
  const drawn = control.closest('label') ?? control;
  return line(drawn.localName === 'input' ? '' : drawn.innerText).replace(/[\u2066-\u2069\u200e\u200f]/g, '');
}
const plain = (text: string): string => line(text.replace(/[\u2066-\u2069\u200e\u200f]/g, '')).toLowerCase();

/** Controls whose name lacks what is seen of them, or that axe names otherwise than these tests. */
function misnamed(where: string): string[] {
  const found: string[] = [];
  axe.setup(document.body);
  try {
    for (const control of ['radio', 'checkbox', 'button', 'link'].flatMap((role) => all(role))) {
      const name = nameOf(control);
      const visible = seenOf(control);
      if (!name) found.push(`${where}: a <${control.localName}> has no name`);
      // The free tier's "$0" is for the eye: nobody says it.
      const words = plain(visible).replace(plain(control.closest('label')?.querySelector<HTMLElement>('[aria-hidden=true]')?.innerText ?? ''), '').trim();
      if (!plain(name).includes(words)) found.push(`${where}: "${visible}" is named "${name}"`);
      if (plain(axe.commons.text.accessibleText(control)) !== plain(name)) found.push(`${where}: axe names "${name}" "${axe.commons.text.accessibleText(control)}"`);
    }
    // The field stands under the tier of its name: with the tier's words it is found, too.
    for (const field of all('textbox')) {
      const beside = document.querySelector('support-widget')!.shadowRoot!.querySelector<HTMLElement>('.other')!;
      const currency = document.querySelector('support-widget')!.shadowRoot!.querySelector<HTMLElement>('.field span')!;
      for (const words of [beside.innerText, currency.innerText]) if (!plain(nameOf(field)).includes(plain(words))) found.push(`${where}: the field "${nameOf(field)}" lacks "${words}"`);
    }
  } finally {
    axe.teardown();
  }
  return found;
}

before(() => resize(1000, 900));

for (const tongue of tongues) {
  test(`${tongue}: nothing is wrong, and every name holds what is seen`, async () => {
    const found: string[] = [];
    let controls = 0;
    for (const state of table(Object.keys(tongueStates), ['question', 'thanks'])) {
      await reachIn(tongue, state);
      controls += all('radio').length + all('button').length;
      found.push(...(await wrong(state)), ...misnamed(state));
    }
    deepEqual(found, []);
    ok(controls > (isChromium ? 60 : 10), `${controls} controls were looked at`);
  });

  test(`${tongue}: nothing is wrong in the dialog and in the bar`, async () => {
    const found: string[] = [];
    for (const layout of table(['button', 'bar'] as const, ['button'])) {
      await reachIn(tongue, 'fees, every year', { layout });
      found.push(...(await wrong(layout)), ...misnamed(layout));
    }
    deepEqual(found, []);
    equal(all('dialog').length, 1);
  });
}
