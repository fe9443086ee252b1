import { parseArgs } from 'node:util';
import { RenderError, renderWidget, widgetStyles } from '../server/app.ts';

/** `support-widget render '<support-widget …></support-widget>'`: the tag with its form inside, drawn before any script. */
export async function render(words: readonly string[]): Promise<void> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options: { lang: { type: 'string' }, nonce: { type: 'string' }, styles: { type: 'string' }, css: { type: 'boolean' } } });
  } catch (error) {
    throw new RenderError((error as Error).message);
  }
  const { values: { css, ...options }, positionals: [tag, ...more] } = parsed;
  if (css) return void process.stdout.write(widgetStyles());
  if (tag === undefined || more.length > 0) throw new RenderError(`write one tag in quotes: support-widget render '<support-widget endpoint="/"></support-widget>'`);
  process.stdout.write(`${renderWidget(tag, options)}\n`);
}
