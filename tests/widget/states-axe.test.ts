import '../../src/widget/index.ts';
import 'axe-core/axe.min.js';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { resize } from '../support/reader.ts';
import { all, nameOf } from './by-role.ts';
import { table } from './engine.ts';
import { dark, light, reach, showPage, states } from './states.ts';

const { axe } = globalThis as unknown as { axe: typeof import('axe-core') & { commons: { text: { accessibleText(element: Element): string } } } };

async function nothingIsWrong(where: string, rules?: string[]): Promise<void> {
  const options = rules ? { runOnly: { type: 'rule' as const, values: rules } } : {};
  const { violations, passes } = await axe.run(document.body, { ...options, resultTypes: ['violations', 'passes'] });
  deepEqual(violations.map(({ id, nodes }) => [where, id, ...nodes.map(({ target, any }) => `${target.join(' ')}: ${any.map(({ message }) => message).join()}`)]), []);
  ok(passes.some(({ id, nodes }) => id === 'color-contrast' && nodes.some(({ target }) => target.flat().length > 1)), 'it must have looked into the shadow root');
}

const main = (): HTMLElement => document.querySelector('main')!;
const ofColours = ['color-contrast', 'link-in-text-block'];

before(() => resize(1300, 900));

for (const layout of table(['card', 'compact'] as const, ['card'])) {
  for (const state of Object.keys(states)) {
    test(`axe finds nothing wrong: ${layout}, ${state}`, async () => {
      await reach(state, { layout });
      for (const [scheme, style] of [['light', light], ['dark', dark]] as const) {
        for (const width of table([280, 375, 1280], scheme === 'light' ? [280] : [])) {
          main().style.cssText = `${style}; width: ${width}px`;
          await nothingIsWrong(`${scheme}, ${width} px`, scheme === 'dark' ? ofColours : undefined);
        }
      }
    });
  }
}

test('axe computes the same names as these tests do', async () => {
  await showPage();
  const elements = ['radio', 'textbox', 'button', 'group', 'heading'].flatMap((role) => all(role)).filter(({ localName }) => localName !== 'h1');
  axe.setup(document.body);
  try {
    for (const element of elements) equal(axe.commons.text.accessibleText(element).replace(/\s+/g, ' ').trim(), nameOf(element));
  } finally {
    axe.teardown();
  }
  equal(elements.length, 9);
});
