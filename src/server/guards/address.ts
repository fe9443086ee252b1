/**
 * What counts as one visitor: an IPv4 address, or the first half of an IPv6 one, since whoever has one of those has the
 * whole /64 around it. `undefined` where it is no address.
 */
export function visitorOf(address: string | undefined): string | undefined {
  const text = (address ?? '').trim().replace(/%.*$/, ''); // the zone of a link-local address
  // Some proxies write the port too.
  const [, plain] = /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(text) ?? [];
  if (plain) return URL.parse(`http://${plain}/`)?.hostname;
  const inside = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text;
  // The URL parser knows every way to write one, and answers with the shortest.
  const host = inside.includes(':') ? URL.parse(`http://[${inside}]/`)?.hostname.slice(1, -1) : undefined;
  if (!host) return undefined;
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(host) ?? [];
  if (high && low) {
    // An IPv4 address as a socket of both kinds sees it.
    const number = parseInt(high, 16) * 65_536 + parseInt(low, 16);
    return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
  }
  const [before = '', after] = host.split('::');
  const left = before.split(':').filter(Boolean);
  const right = (after ?? '').split(':').filter(Boolean);
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/**
 * The address in a header that the owner's own proxy writes. Of a list the right-most counts: each proxy adds at the end
 * what it saw, and whatever stands before that the caller may have written.
 */
export const lastInHeader = (value: string | null | undefined): string | undefined => value?.split(',').at(-1)?.trim() || undefined;

/** HMAC with SHA-256 under a secret. */
export type Hmac = (secret: string) => (text: string) => Promise<Uint8Array> | Uint8Array;

/** As every runtime has it; Node's own takes a tenth of the time, and its adapter brings it along. */
const webHmac: Hmac = (secret) => {
  const encode = (text: string) => new TextEncoder().encode(text);
  let key: Promise<CryptoKey> | undefined;
  return async (text) => {
    key ??= crypto.subtle.importKey('raw', encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', await key, encode(text)));
  };
};

/**
 * Names for what must not be kept in the clear. Whoever reads the database alone cannot find out which address a name
 * stands for: that takes the secret too. Every process with the same secret gives the same names.
 */
export function keyedNames(secret: string, hmac: Hmac = webHmac): (kind: string, text: string) => Promise<string> {
  const sign = hmac(secret);
  return async (kind, text) => {
    const mac = await sign(`${kind} ${text}`);
    return `${kind}:${btoa(String.fromCharCode(...mac.subarray(0, 18)))}`;
  };
}
