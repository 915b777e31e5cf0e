// A way to Redis that breaks, while it flaps, in the very moment in which a connection is ready: after the answer by which ioredis knows that it is.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { stopLater } from './children.ts';

export interface FlappingDoor {
  readonly url: string;
  /** Whether it breaks; what is open when it begins to is broken too. */
  flaps(does: boolean): void;
  /** How many connections broke in that moment. */
  readonly broken: number;
}

export async function openFlappingDoor(port: number): Promise<FlappingDoor> {
  let isFlapping = false;
  let broken = 0;
  const open = new Set<Socket>();
  const server = createServer((outside) => {
    const inside = connect(port, '127.0.0.1');
    open.add(outside);
    for (const socket of [outside, inside]) socket.on('error', () => {});
    outside.pipe(inside);
    inside.on('data', (bytes) => {
      if (!isFlapping || !bytes.includes('redis_version')) return void outside.write(bytes);
      broken += 1;
      outside.end(bytes);
      inside.destroy();
    });
    inside.once('close', () => outside.destroy());
    outside.once('close', () => {
      open.delete(outside);
      inside.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breaksAll = () => {
    for (const socket of open) socket.destroy();
  };
  stopLater(async () => {
    breaksAll();
    server.close();
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port was free');
  return {
    url: `redis://127.0.0.1:${at.port}`,
    flaps: (does) => {
      isFlapping = does;
      if (does) breaksAll();
    },
    get broken() {
      return broken;
    },
  };
}
