import { Problem } from '../../shared/problem.ts';

/** More than any honest checkout request holds. */
const largestBody = 4096;

/** Reads at most `limit` bytes of a body as UTF-8; a longer one is given up as soon as that is known. */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () => new Problem('body_too_large', { detail: `Send at most ${limit} bytes.` });
  // HTTP ends a body where its declared length says. Node needs no stream for one that is read whole, and a stream costs more than all the rest.
  const declared = request.headers.get('Content-Length') ?? '';
  if (/^\d{1,9}$/.test(declared) && Number(declared) <= limit) {
    const text = await request.text();
    if (text.length > limit) throw tooLarge(); // whoever made this request up itself
    return text;
  }
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(decoder.decode(chunk, { stream: true }));
  }
  return chunks.join('') + decoder.decode();
}

/** The fields of a small form, or a Problem. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) throw new Problem('media_type_unsupported', { detail: 'Send application/x-www-form-urlencoded.' });
  return new URLSearchParams(await readText(request, largestBody));
}

/** The JSON of a small body, or a Problem. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('media_type_unsupported', { detail: 'Send application/json.' });
  const text = await readText(request, largestBody);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('json_invalid');
  }
}
