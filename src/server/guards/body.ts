import { Problem } from '../../shared/problem.ts';

/** More than any honest checkout request holds. */
export const largestBody = 4096;

const tooLarge = (limit: number) => new Problem('body_too_large', { detail: `Send at most ${limit} bytes.` });

/** Reads at most `limit` bytes of a body; a longer one is given up as soon as that is known. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  // HTTP ends a body where its declared length says. Node needs no stream for one that is read whole, and a stream costs more than all the rest.
  const declared = request.headers.get('Content-Length') ?? '';
  if (/^\d{1,9}$/.test(declared) && Number(declared) <= limit) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > limit) throw tooLarge(limit); // whoever made this request up itself
    return bytes;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Nothing is mended or left out: what is read is what was sent, a byte order mark included. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads at most `limit` bytes of a body as UTF-8. */
export async function readText(request: Request, limit: number): Promise<string> {
  const bytes = await readBytes(request, limit);
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new Problem('encoding_invalid', {}, error);
  }
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

/** How many keys all objects in it have. */
function countKeys(json: unknown): number {
  let keys = 0;
  const left = [json];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    const inside = Object.values(one) as unknown[];
    if (!Array.isArray(one)) keys += inside.length;
    left.push(...inside);
  }
  return keys;
}

/**
 * Whether an object of this JSON has a key twice: then more are written than are left. Which of the two values counts
 * differs from parser to parser (RFC 8259, 4): one that stood before us may have checked the other amount.
 */
function hasKeyTwice(text: string, json: unknown): boolean {
  const written = text.match(/"(?:[^"\\]|\\.)*"(?:\s*:)?/g)?.filter((string) => string.endsWith(':')) ?? [];
  return written.length !== countKeys(json);
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
  if (hasKeyTwice(text, json)) throw new Problem('field_invalid', { detail: 'Send each key once.' });
  return json;
}
