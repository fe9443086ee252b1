/** A form's fields as a tree: `a[b][0]=x` is `{a: {b: {0: 'x'}}}`. Lists are trees with numbers for names. */
export interface Tree {
  [name: string]: string | Tree;
}

/** No prototype: a field named `__proto__` or `constructor` is then only a name. */
const emptyTree = (): Tree => Object.create(null) as Tree;

/** `a[b][]` in its parts, or the whole name where its brackets do not match: it is then refused as unknown. */
function partsOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) return [name];
  return [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
}

/** Reads form fields, from a body or a query, into a tree. The last of two equal names wins. */
export function parseForm(text: string): Tree {
  const root = emptyTree();
  for (const [name, value] of new URLSearchParams(text)) {
    let tree = root;
    const parts = partsOf(name);
    parts.forEach((part, depth) => {
      // `expand[]=a&expand[]=b`: an empty name means "the next one".
      const key = part === '' && depth > 0 ? String(Object.keys(tree).length) : part;
      if (depth === parts.length - 1) {
        tree[key] = value;
        return;
      }
      const below = tree[key];
      const next = typeof below === 'object' ? below : emptyTree();
      tree[key] = next;
      tree = next;
    });
  }
  return root;
}

/** The name of a field below another, as a caller wrote it: `line_items[0]`. */
export function below(path: string, name: string): string {
  return path ? `${path}[${name}]` : name;
}
