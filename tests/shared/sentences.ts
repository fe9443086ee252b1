// A language's sentences, whatever they are grouped in, and the places in them.

/** Each sentence by its name: `heading`, `give.month`. */
export const sentencesOf = (words: object, within = ''): [name: string, text: string][] =>
  Object.entries(words).flatMap(([name, value]: [string, string | object]): [string, string][] => (typeof value === 'string' ? [[within + name, value]] : sentencesOf(value, `${within}${name}.`)));

/** The names of the places in a sentence, each once. */
export const placesIn = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name!))].sort();

/** The places of each sentence, by its name. */
export const placesOf = (words: object): Record<string, string[]> => Object.fromEntries(sentencesOf(words).map(([name, text]) => [name, placesIn(text)]));

/** What no sentence may have, in any language. @returns what is wrong with it */
export function faultIn(text: string): string | undefined {
  if (!text || text !== text.trim()) return 'empty, or with a space at an end';
  if (/[{}]/.test(text.replaceAll(/\{\w+\}/g, ''))) return 'a brace of no place';
  if (/[<>&]/.test(text)) return 'markup';
  if (/\.{3}|  | $/.test(text)) return 'three dots or two spaces';
  // What is isolated ends where it began: nothing after it may stand in another order.
  const signs = text.replaceAll(/[^\u2066-\u2069]/g, '');
  return /^(?:[\u2066-\u2068]\u2069)*$/.test(signs) ? undefined : 'an isolate that is left open';
}
