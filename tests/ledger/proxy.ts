// Stands between a client and its server and breaks off in the middle of an answer, to the byte.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Proxy {
  port: number;
  /** Ends the connections there are, waits until that is noticed, and ends every later one after so many bytes of answers. */
  cut(bytes: number, how: 'end' | 'reset'): Promise<void>;
  /** How many connections there have been. */
  connections(): number;
  close(): Promise<void>;
}

export async function startProxy(to: number): Promise<Proxy> {
  const open = new Set<Socket>();
  let left = Infinity;
  let how: 'end' | 'reset' = 'end';
  let count = 0;
  const breakOff = (socket: Socket) => (how === 'reset' ? socket.resetAndDestroy() : socket.destroy());
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    open.add(client);
    count += 1;
    for (const [socket, other] of [[client, upstream], [upstream, client]] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => other.destroy());
    }
    client.on('close', () => open.delete(client));
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      const part = data.subarray(0, left);
      left -= part.length;
      client.write(part, () => left <= 0 && breakOff(client));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async cut(bytes, by) {
      for (const socket of open) socket.destroy();
      await sleep(10);
      [left, how] = [bytes, by];
    },
    connections: () => count,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
