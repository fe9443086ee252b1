// Lit's templates, read when they are built instead of in every page: rollup.config.js and the widget's tests turn
//   html`<p class=${a}>${b}</p>`   into   ({ _$litType$: $t0, values: [a, b] })
// where $t0 says which of the module's templates it is (`n` of `all`) and where its expressions are (`parts`): "0=class 1".
// The number counts elements and places in the order of the document; behind it stands "=" and an attribute, "." and a
// property or "@" and an event; a number alone is a place among the children. The markup of all (`h`, still a template
// strings array: nothing out of JSON can pass for one) is one text, so that a browser parses once for all of them.
// These are Lit's own compiled templates (`CompiledTemplateResult`) but for that and for `parts`, a text; lean-lit.js reads it.
import { parseAst } from 'rollup/parseAst';

const htmlAlone = /^import \{ html \} from "lit";$/m;

/** @returns {{ markup: string, parts: string }} of one template's texts; throws where it is more than is understood */
export function compileTemplate(texts) {
  const parts = [];
  let markup = '';
  let index = -1;
  let inTag = false;
  let quote = '';
  texts.forEach((text, place) => {
    let rest = text;
    if (place > 0 && inTag) {
      // Behind an attribute's expression, whose quotes the minifier may have set.
      if (quote && !rest.startsWith(quote)) throw new Error(`an attribute is one expression alone: …${rest.slice(0, 40)}`);
      rest = rest.slice(quote.length);
      quote = '';
    }
    const isLast = place === texts.length - 1;
    for (const [token] of rest.matchAll(/<!--|<\/?[a-z][\w-]*|"[^"]*"?|'[^']*'?|>|[^<>"']+|</gi)) {
      if (!inTag && token.startsWith('<')) {
        if (token === '<!--' || token === '<') throw new Error(`no comments in templates, and "<" is &lt;: ${rest}`);
        if (!token.startsWith('</')) index += 1;
        inTag = true;
      } else if (inTag && token === '>') inTag = false;
    }
    if (isLast) markup += rest;
    else if (inTag) {
      const [whole, name, open] = /\s([.@]?[\w-]+)=("?)$/.exec(rest) ?? [];
      if (!name) throw new Error(`an expression in a tag is an attribute's, alone: ${rest.slice(-40)}`);
      quote = open;
      markup += rest.slice(0, -whole.length);
      parts.push(`${index}${/^[.@]/.test(name) ? '' : '='}${name}`);
    } else {
      index += 1;
      markup += `${rest}<?>`;
      parts.push(`${index}`);
    }
  });
  return { markup, parts: parts.join(' ') };
}

/** All templates of a module, nested ones included. @returns {string} its code with these compiled; a part needs no `html` any more */
export function compileTemplates(code) {
  if (!code.includes('html`')) return code;
  const found = [];
  const look = (node) => {
    if (typeof node !== 'object' || node === null) return;
    if (node.type === 'TaggedTemplateExpression' && (node.tag.name ?? node.tag.property?.name) === 'html') found.push(node);
    else for (const child of Object.values(node)) look(child);
  };
  const templates = [];
  const literal = [];
  const rewrite = (from, to, root) => {
    found.length = 0;
    look(root);
    const here = found.toSorted((a, b) => a.start - b.start);
    let text = '';
    let at = from;
    for (const { start, end, quasi: { quasis, expressions } } of here) {
      const { markup, parts } = compileTemplate(quasis.map(({ value }) => value.cooked));
      const name = `$t${templates.length}`;
      templates.push(name);
      literal.push(`${markup.replaceAll(/[`\\$]/g, '\\$&')}\${'${parts}'}`);
      text += `${code.slice(at, start)}({ _$litType$: ${name}, values: [${expressions.map((one) => rewrite(one.start, one.end, one)).join(', ')}] })`;
      at = end;
    }
    return text + code.slice(at, to);
  };
  const body = rewrite(0, code.length, parseAst(code));
  // Behind the imports they would be, too: these are hoisted.
  const made = `const [${templates.join(', ')}] = ((h, ...parts) => { const all = { h }; return parts.map((parts, n) => ({ all, n, parts })); })\`${literal.join('')}\`;`;
  return templates.length ? `${made}\n${/\bhtml\b/.test(body.replace(htmlAlone, '')) ? body : body.replace(htmlAlone, '')}` : code;
}
