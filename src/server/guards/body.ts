import { Problem } from '../../shared/problem.ts';

/** More than any honest checkout request holds. */
export const largestBody = 4096;

/** Reads at most `limit` bytes of a body as UTF-8; a longer one is given up as soon as that is known. */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () => new Problem('body_too_large', { detail: `Send at most ${limit} bytes.` });
  const chunks: string[] = [];
  // Nothing is mended or left out: what is read is what was sent, a byte order mark included.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (error) {
      throw new Problem('encoding_invalid', {}, error);
    }
  };
  // HTTP ends a body where its declared length says. Node needs no stream for one that is read whole, and a stream costs more than all the rest.
  const declared = request.headers.get('Content-Length') ?? '';
  if (/^\d{1,9}$/.test(declared) && Number(declared) <= limit) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > limit) throw tooLarge(); // whoever made this request up itself
    return decode(bytes) + decode();
  }
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(decode(chunk));
  }
  return chunks.join('') + decode();
}

/** The text of a small body of one media type and no other, in UTF-8 and not compressed. */
async function readSmall(request: Request, type: string): Promise<string> {
  const said = request.headers.get('content-type') ?? '';
  const [, name, charset = 'utf-8'] = /^([^;\s]+)\s*(?:;\s*(?:charset="?([\w-]+)"?\s*)?)?$/i.exec(said) ?? [];
  if (name?.toLowerCase() !== type || charset.toLowerCase() !== 'utf-8') throw new Problem('media_type_unsupported', { detail: `Send ${type} in UTF-8.` });
  const coding = request.headers.get('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity') throw new Problem('media_type_unsupported', { detail: 'Send the body without a Content-Encoding.' });
  return readText(request, largestBody);
}

/** The fields of a small form, or a Problem. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await readSmall(request, 'application/x-www-form-urlencoded'));
}

/**
 * Whether an object of this JSON has a key twice. Which of the two values counts differs from parser to parser
 * (RFC 8259, 4): one that stood before us may have checked the other amount.
 */
function hasKeyTwice(json: string): boolean {
  const open: Set<unknown>[] = [];
  for (const [token, text, colon] of json.matchAll(/[{}]|("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon) {
      const keys = open.at(-1)!;
      const key: unknown = JSON.parse(text!); // "a" and "\u0061" are one key
      if (keys.has(key)) return true;
      keys.add(key);
    }
  }
  return false;
}

/** The JSON of a small body, or a Problem. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readSmall(request, 'application/json');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem('json_invalid');
  }
  if (hasKeyTwice(text)) throw new Problem('field_invalid', { detail: 'Send each key once.' });
  return json;
}
