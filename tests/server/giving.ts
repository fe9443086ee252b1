// Readers without script, as far as a test can be one: it reads the form in a page and sends it with what it chose.
import type { Stand } from './stand.ts';

/** Where the function of `stand.ts` is reached. */
export const own = 'https://give.example';

export type Fields = Record<string, string> | [string, string][];

/** A form as a browser sends it from our own page. */
export const asForm = (fields: Fields, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: own, ...headers },
  body: new URLSearchParams(fields).toString(),
});

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!);

/** The value of each control that a press of the button would send, in a page of ours. */
export function fieldsIn(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input\b[^>]*>/g)].map(([tag]) => {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    return { type: attribute('type'), name: attribute('name')!, value: plain(attribute('value') ?? ''), isChecked: /\schecked[\s>]/.test(tag) };
  });
  return Object.fromEntries(inputs.filter(({ type, isChecked }) => isChecked || type === 'hidden' || type === 'text').map(({ name, value }) => [name, value]));
}

/** The words a reader sees, in a line; but for the reference, which is another each time. */
export const textOf = (page: string): string => plain(page.replace(referenceIn, ' ').replace(/<style>[^]*?<\/style>|<title>.*?<\/title>|<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

/** The request's name, where something went wrong. */
export const referenceIn = /<p class="quiet reference">[^<]*?([0-9a-f]{10})[^<]*<\/p>/;

export interface Shown {
  status: number;
  headers: Headers;
  page: string;
  text: string;
  fields: Record<string, string>;
  /** The address of each link, by its words. */
  links: Record<string, string>;
}

export async function shown(response: Response | Promise<Response>): Promise<Shown> {
  const { status, headers } = await response;
  const page = await (await response).text();
  const links = Object.fromEntries([...page.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)].map(([, href, label]) => [plain(label!), plain(href!)]));
  return { status, headers, page, text: textOf(page), fields: fieldsIn(page), links };
}

/** Opens the form and sends it with a change. */
export async function give({ send }: Pick<Stand, 'send'>, change: Record<string, string | undefined>, query = ''): Promise<Response> {
  const { fields } = await shown(send(`/give${query}`));
  const sent = Object.entries({ ...fields, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return send('/give', asForm(sent));
}
