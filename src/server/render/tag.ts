/** An element as it is written: its name, attributes and, where it is a tag of its own, what stands inside. */
export interface Tag {
  name: string;
  attributes: Map<string, string>;
  /** From `<` to `>`, as it was written. */
  start: string;
  inside: string;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text out of markup: the references that are usual in attributes, and all numbers. */
export const unescaped = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return named[name] ?? whole;
    const point = Number(hex ? `0x${hex}` : decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** A tag's name and attributes, each as HTML reads them: the first of two counts, names have no capitals. */
const startTag = /<([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/iy;

function attributesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single, bare] of text.matchAll(/([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g)) {
    const key = name!.toLowerCase();
    if (!found.has(key)) found.set(key, unescaped(double ?? single ?? bare ?? ''));
  }
  return found;
}

/** Elements that never have an end. */
const isVoid = (name: string) => ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'].includes(name);

/**
 * Reads the element that begins at `from`.
 * @returns it and where it ends, or `undefined` where none begins there or it has no end
 */
export function readTag(html: string, from: number): { tag: Tag; end: number } | undefined {
  startTag.lastIndex = from;
  const [start, written, text] = startTag.exec(html) ?? [];
  if (!start) return undefined;
  const name = written!.toLowerCase();
  const begin = from + start.length;
  const tag = (inside: string): Tag => ({ name, attributes: attributesIn(text!), start, inside });
  if (isVoid(name)) return { tag: tag(''), end: begin };
  // Its end is the one that is not an inner one's of the same name; what stands in comments or quotes is no end.
  let depth = 1;
  const tags = /<!--[\s\S]*?-->|<(\/?)([a-z][\w-]*)(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
  tags.lastIndex = begin;
  for (let match = tags.exec(html); match; match = tags.exec(html)) {
    if (match[2]?.toLowerCase() !== name) continue;
    depth += match[1] ? -1 : 1;
    if (depth === 0) return { tag: tag(html.slice(begin, match.index)), end: tags.lastIndex };
  }
  return undefined;
}

/** The elements that stand directly in `html`. */
export function childrenIn(html: string): Tag[] {
  const found: Tag[] = [];
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const comment = html.startsWith('<!--', at) ? html.indexOf('-->', at) : -1;
    const read = comment === -1 ? readTag(html, at) : undefined;
    if (read) found.push(read.tag);
    at = read?.end ?? (comment === -1 ? at + 1 : comment + 3);
  }
  return found;
}

/** What a reader would read of it. */
export const textIn = (html: string): string => unescaped(html.replace(/<!--[\s\S]*?-->|<(?:[^>"']|"[^"]*"|'[^']*')*>/g, ''));
