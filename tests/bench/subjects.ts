// What is measured in the browser: the widget, and what an owner could put in its place. Each has the same features in
// sight: once or monthly, $0 $100 $2,500 $5,000, another amount, the button that says the sum, a meter of a fetched campaign.
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markup } from './floors/markup.ts';
import { styles } from './floors/styles.ts';

const here = import.meta.dirname;
const dist = join(here, '../../dist');

export interface Subject {
  name: string;
  title: string;
  /** What finds each instance in the page. */
  host: string;
  /** For the page's `<head>`. */
  head: string;
  /** One instance. */
  tag: string;
  /** What is served beside the page, by path. */
  files: ReadonlyMap<string, string | Uint8Array>;
  /** Somebody else's: where it does not work in a scenario it is left out there, and said so. */
  isPeer?: true;
  /** JavaScript in the page, where it is not as with ours: `(host) => element | undefined`, the tier to press. */
  tier?: string;
  /** `(host) => boolean`: whether that press was heard. */
  chosen?: string;
}

const attributes = 'endpoint="/" amounts="0 100 2500 5000" frequencies="once month"';

/** A floor as one minified file. */
async function floor(file: string, intl: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'floors', file)], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, define: { INTL: String(intl) },
    conditions: ['production'], tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } }, legalComments: 'none',
  });
  return outputFiles[0]!.text;
}

const script = (path: string) => `<script type="module" src="${path}"></script>`;
/** `font` is the page's; what a style sheet says of a host it does not say of a form in the page. */
const echoes = ['100', '2500', '5000'].map((value) => `.support:has([name=amount][value="${value}"]:checked) button::after{content:" with $${Number(value).toLocaleString('en')}"}`).join('\n');

async function floors(): Promise<Subject[]> {
  // Read when it is used: `money.ts` wants to be told whether to use Intl.
  const drawn = `<hand-written ${attributes}><template shadowrootmode="open"><style>${styles}</style>${markup({ amounts: '0 100 2500 5000', frequencies: 'once month' })}</template></hand-written>`;
  const one = async (name: string, title: string, file: string, intl: boolean, host: string, tag = `<${host} ${attributes}></${host}>`): Promise<Subject> =>
    ({ name, title, host, head: script(`/${name}.js`), tag, files: new Map([[`/${name}.js`, await floor(file, intl)]]) });
  return [
    { name: 'form', title: 'plain HTML form', host: '.support', head: `<style>${styles}\n${echoes}</style>`, tag: readFileSync(join(here, 'floors/form.html'), 'utf8'), files: new Map() },
    await one('element', 'hand-written element', 'element.ts', false, 'hand-written'),
    await one('element-drawn', 'hand-written, drawn before script', 'element.ts', false, 'hand-written', drawn),
    await one('element-intl', 'hand-written, with Intl', 'element.ts', true, 'hand-written'),
    await one('lit', 'Lit', 'lit.ts', false, 'lit-form'),
    await one('lit-intl', 'Lit, with Intl', 'lit.ts', true, 'lit-form'),
  ];
}

/** The room the README tells owners to reserve. */
const reserved = (): string => /<!-- reserve -->\s*```css([^]*?)```/.exec(readFileSync(join(here, '../../README.md'), 'utf8'))?.[1] ?? '';

async function widget(): Promise<Subject[]> {
  if (!existsSync(join(dist, 'support-widget.js'))) throw new Error('dist/support-widget.js is missing: run `npm run build` first');
  const files = new Map<string, string | Uint8Array>([['/support-widget.js', readFileSync(join(dist, 'support-widget.js'))]]);
  for (const part of readdirSync(join(dist, 'parts'))) if (part.endsWith('.js')) files.set(`/parts/${part}`, readFileSync(join(dist, 'parts', part)));
  const tag = `<support-widget ${attributes} currency="USD"><support-goal slot="goal" ticks="0 2500 5000"></support-goal><a href="/give">Support us on a page of its own</a></support-widget>`;
  const subjects: Subject[] = [{ name: 'widget', title: 'support-widget', host: 'support-widget', head: `<style>${reserved()}</style>${script('/support-widget.js')}`, tag, files }];
  const { renderWidget } = (await import(pathToFileURL(join(dist, 'server.js')).href)) as { renderWidget?: (tag: string) => string };
  // What is drawn has its room already.
  if (renderWidget) subjects.push({ ...subjects[0]!, name: 'widget-drawn', title: 'support-widget, drawn before script', head: script('/support-widget.js'), tag: renderWidget(tag) });
  return subjects;
}

export const subjects = async (): Promise<Subject[]> => [...(await floors()), ...(await widget())];

const words = 'The tide came up the lane at four in the morning, and by six the bakery had moved its bread to the first floor. ';

/** A page of an owner's, with so many of them in its text, and with a link as every page has one: the first on a page costs a browser some milliseconds. */
export const pageOf = ({ head, tag }: Subject, count: number): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The Harbour Post</title>
<link rel="icon" href="data:,">
<style>body{max-inline-size:40rem;margin:1rem auto;padding-inline:1rem;font:1rem/1.5 system-ui,sans-serif}</style>
${head}
</head>
<body>
<h1><a href="/">The Harbour Post</a></h1>
<p>${words}</p>
${Array.from({ length: count }, () => tag).join('\n')}
<p>${words.repeat(6)}</p>
</body>
</html>
`;
