// Reads what a TypeScript file imports: values and types, static and dynamic. TypeScript 7 has no API for it, and
// compilers drop type-only imports, so the words of the file are read one by one; comments and text never count.
export type Import = { from: string; line: number };

type Word = { kind: 'name' | 'text' | 'mark'; value: string; line: number };

const name = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const skipped = /\s+|\/\/.*|\/\*[^]*?\*\/|\d[\w.]*/y;
const text = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y;
const pattern = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

/** After these a slash begins a pattern; after a name, a number or a closing bracket it divides. */
const beforePattern = new Set(['return', 'typeof', 'case', 'await', 'yield', 'in', 'of', 'void', 'delete', 'throw', 'else', 'do']);

function wordsOf(source: string): Word[] {
  const words: Word[] = [];
  const templates: number[] = []; // for each open template, how many braces are open inside its current ${ }
  let at = source.startsWith('#!') ? source.indexOf('\n') : 0;
  let line = 1;
  let afterNumber = false;

  const take = (expression: RegExp): string | undefined => {
    expression.lastIndex = at;
    const found = expression.exec(source)?.[0];
    if (found !== undefined) move(found.length);
    return found;
  };
  const move = (length: number): void => {
    line += source.slice(at, at + length).split('\n').length - 1;
    at += length;
  };
  const startsPattern = (): boolean => {
    const last = words.at(-1);
    if (afterNumber) return false;
    if (!last) return true;
    return last.kind === 'mark' ? !')]}`'.includes(last.value) : last.kind === 'name' && beforePattern.has(last.value);
  };
  /** Reads on to the end of the template, or to the `${` that interrupts it; the text itself is left out. */
  const readTemplate = (): void => {
    while (at < source.length) {
      if (source[at] === '`') {
        move(1);
        templates.pop();
        words.push({ kind: 'mark', value: '`', line });
        return;
      }
      if (source.startsWith('${', at)) {
        move(2);
        words.push({ kind: 'mark', value: '${', line });
        return;
      }
      move(source[at] === '\\' ? 2 : 1);
    }
  };

  while (at < source.length) {
    const before = line;
    const space = take(skipped);
    if (space !== undefined) {
      if (/^\d/.test(space)) afterNumber = true;
      continue;
    }
    const quoted = take(text);
    const word = quoted ?? take(name);
    if (word !== undefined) words.push({ kind: quoted ? 'text' : 'name', value: quoted ? quoted.slice(1, -1) : word, line: before });
    else if (source[at] === '/' && startsPattern() && take(pattern)) words.push({ kind: 'mark', value: ')', line: before }); // ends an expression, as `)` does
    else {
      const mark = source[at] ?? '';
      move(1);
      if (mark === '`') {
        templates.push(0);
        readTemplate();
      } else if (mark === '}' && templates.at(-1) === 0) {
        readTemplate();
      } else {
        if (mark === '{' && templates.length > 0) templates[templates.length - 1] = (templates.at(-1) ?? 0) + 1;
        if (mark === '}' && templates.length > 0) templates[templates.length - 1] = (templates.at(-1) ?? 0) - 1;
        words.push({ kind: 'mark', value: mark, line: before });
      }
    }
    afterNumber = false;
  }
  return words;
}

/** An import whose address is computed is given as `(computed)`: no table can hold it, so none allows it. */
export function importsOf(source: string): Import[] {
  const words = wordsOf(source);
  const imports: Import[] = [];
  words.forEach((word, index) => {
    if (word.kind !== 'name' || words[index - 1]?.value === '.') return;
    const next = words[index + 1];
    if (word.value === 'import' && next?.value === '(' && next.kind === 'mark') {
      const address = words[index + 2];
      imports.push({ from: address?.kind === 'text' ? address.value : '(computed)', line: word.line });
    } else if (word.value === 'import' && next?.kind === 'text') {
      imports.push({ from: next.value, line: word.line });
    } else if (word.value === 'import' || word.value === 'export') {
      const from = fromClause(words, index + 1);
      if (from) imports.push({ from: from.value, line: word.line });
    }
  });
  return imports;
}

/** `{ a, type B as c }`, `* as d`, `type E`, then `from` and its text: nothing else may stand between. */
function fromClause(words: Word[], start: number): Word | undefined {
  for (let index = start; index < words.length; index += 1) {
    const word = words[index];
    const next = words[index + 1];
    if (word?.kind === 'name' && word.value === 'from' && next?.kind === 'text') return next;
    if (word?.kind === 'mark' && !'{},*'.includes(word.value)) return undefined;
    if (word?.kind === 'name' && (word.value === 'import' || word.value === 'export')) return undefined;
  }
  return undefined;
}
