import type { World } from './world.ts';

/** Something that goes wrong on the wire on request; see `control.ts`. */
export interface Fault {
  /** Method and path, the path with or without a `*` at its end: `POST /v1/checkout/sessions`, `GET /v1/*`. */
  on: string;
  kind: FaultKind;
  /** For `status`. */
  status?: number | undefined;
  /** For `status`: more headers, e.g. `Retry-After`. */
  headers?: Record<string, string> | undefined;
  /** For `delay`. */
  seconds?: number | undefined;
  /** How many more calls it meets. */
  times: number;
}

export const faultKinds = ['cut', 'delay', 'hang', 'html', 'reset-after', 'reset-before', 'status'] as const;

export type FaultKind = (typeof faultKinds)[number];

/** The part of Node's adapter that lets an answer be broken off. */
export interface NodeSide {
  incoming: { socket: { destroy(): void } };
  outgoing: {
    writeHead(status: number, headers: Record<string, string>): void;
    write(part: string, written: () => void): void;
  };
}

export function faults({ store }: World): Fault[] {
  return store.setting<Fault[]>('faults', []);
}

/** Adds a fault, to be met after those that wait already. */
export function addFault(world: World, fault: Fault): Fault[] {
  const all = [...faults(world), fault];
  world.store.set('faults', all);
  return all;
}

export function clearFaults({ store }: World): void {
  store.set('faults', []);
}

/** The fault this call meets, if any; it is one time fewer afterwards. */
export function takeFault(world: World, method: string, path: string): Fault | undefined {
  const all = faults(world);
  const call = `${method} ${path}`;
  const met = all.find(({ on }) => (on.endsWith('*') ? call.startsWith(on.slice(0, -1)) : call === on));
  if (!met) return undefined;
  const rest = all.map((fault) => (fault === met ? { ...fault, times: fault.times - 1 } : fault));
  world.store.set('faults', rest.filter(({ times }) => times > 0));
  return met;
}

/** Tells Node's adapter that there is nothing left for it to send. It looks for this in a plain Response only, which a clone is. */
const nothingMore = () => new Response(null, { headers: { 'x-hono-already-sent': 'true' } }).clone();

/** Breaks the connection off without an answer. */
export function reset(node: NodeSide): Response {
  node.incoming.socket.destroy();
  return nothingMore();
}

/** Sends the head and half of the body, then breaks off. */
export async function cut(node: NodeSide, answer: Response): Promise<Response> {
  const body = await answer.text();
  node.outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': String(Buffer.byteLength(body)) });
  await new Promise<void>((resolve) => {
    node.outgoing.write(body.slice(0, body.length / 2), resolve);
  });
  return reset(node);
}

/** What a proxy between says when it answers itself: 200, and a page. */
export function page(): Response {
  return new Response('<!doctype html><title>Welcome</title><p>Please accept the terms of this network.', {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  });
}

/** Never answers, until the caller gives up. */
export async function hang(request: Request): Promise<Response> {
  await new Promise<void>((resolve) => {
    if (request.signal.aborted) resolve();
    else request.signal.addEventListener('abort', () => resolve());
  });
  return new Response(null, { status: 408 });
}
