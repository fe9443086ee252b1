/**
 * The templates of `shared/form.ts` as text, in the shape in which Lit leaves them in the page: a comment before what an
 * expression among children stands for, and one on either side of each piece of a list. The widget finds its places by
 * these when it takes the form over (`widget/parts/takeover.ts`).
 */
interface Template {
  strings: readonly string[];
  values: unknown[];
}
/** What an expression of these templates can come to. */
type Value = string | number | boolean | null | undefined | Template | readonly Value[];

export const html = (strings: TemplateStringsArray, ...values: unknown[]): Template => ({ strings, values });

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as markup, among children or in an attribute's quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

function child(value: Value): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return escaped(String(value));
  return 'strings' in value ? written(value) : value.map((one) => `<!---->${child(one)}<!---->`).join('');
}

/** What the widget sets as a property, as the attribute a form begins with; listeners and the rest wait for it. */
function attribute(name: string, value: Value): string {
  const plain = name.replace(/^[.@]/, '');
  const text = typeof value === 'object' ? '' : escaped(String(value));
  if (name === plain) return value === undefined ? '' : ` ${name}="${text}"`;
  if (plain === 'value') return ` value="${text}"`;
  return (plain === 'checked' || plain === 'disabled') && value === true ? ` ${plain}` : '';
}

function written({ strings, values }: Template): string {
  return strings.reduce((text, part, place) => {
    // The element's own text comes behind the end of its tag, which the template has next.
    const ends = strings[place - 1]?.endsWith(' .textContent=');
    const string = ends ? `>${escaped(String(values[place - 1]))}${part.slice(1)}` : part;
    const [whole, name] = /\s([.@]?[\w-]+)=$/.exec(string) ?? [];
    if (place >= values.length) return text + string;
    return name ? text + string.slice(0, -whole!.length) + attribute(name, values[place] as Value) : `${text}${string}<!--?-->${child(values[place] as Value)}`;
  }, '');
}

/** What stands in the widget's root: one comment, by which Lit knows the place, and the form. */
export const drawn = (form: unknown): string => `<!---->${child(form as Value)}`;
