import '../../src/widget/index.ts';
import 'axe-core/axe.min.js';
import { deepEqual, ok } from '../support/assert.ts';
import { resize } from '../support/reader.ts';
import { all } from './by-role.ts';
import { table } from './engine.ts';
import { dark, light, narrowest, reach, states } from './states.ts';

const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };

async function nothingIsWrong(where: string, rules?: string[]): Promise<void> {
  const options = rules ? { runOnly: { type: 'rule' as const, values: rules } } : {};
  const { violations, passes } = await axe.run(document.body, { ...options, resultTypes: ['violations', 'passes'] });
  deepEqual(violations.map(({ id, nodes }) => [where, id, ...nodes.map(({ target, any }) => `${target.join(' ')}: ${any.map(({ message }) => message).join()}`)]), []);
  ok(passes.some(({ id, nodes }) => id === 'color-contrast' && nodes.some(({ target }) => target.flat().length > 1)), 'it must have looked into the shadow root');
}

const ofColours = ['color-contrast', 'link-in-text-block'];
const widths = [...new Set([280, 375, 1280].map((width) => Math.max(width, narrowest)))];

/** On a small screen a bar is chosen in as a dialog, on a large one where it stands. */
for (const [layout, begins] of table([['bar', 1280], ['bar', 375], ['button', 1280]] as const, [['bar', 375]])) {
  for (const state of Object.keys(states)) {
    test(`axe finds nothing wrong: ${layout} that is opened in ${begins} px, ${state}`, async () => {
      await reach(state, { layout, window: begins });
      ok(all('dialog').length === 1, 'it is open');
      for (const [scheme, style] of [['light', light], ['dark', dark]] as const) {
        document.querySelector('main')!.style.cssText = style;
        for (const width of table(widths, scheme === 'light' ? widths.slice(0, 1) : [])) {
          await resize(width, 900);
          await nothingIsWrong(`${scheme}, ${width} px`, scheme === 'dark' ? ofColours : undefined);
        }
      }
    });
  }
}
