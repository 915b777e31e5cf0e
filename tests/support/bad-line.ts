// A line before a server that is slow and loses some of what is sent on it, as a program of its own, so that it can run in any network. UDP in, UDP
// out, each client from a port of its own; what is lost is drawn by a seed. Its first line of input says what it is like; it answers when it listens.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { chance } from '../faults/chance.ts';

export interface BadLine {
  readonly listen: { readonly address: string; readonly port: number };
  readonly to: { readonly address: string; readonly port: number };
  /** On each way. */
  readonly delayMs: number;
  /** Packets of a thousand that are lost on each way. */
  readonly lost: number;
  readonly seed: number;
}

const [first] = await once(createInterface({ input: process.stdin }), 'line');
const { listen, to, delayMs, lost, seed } = JSON.parse(String(first)) as BadLine;
const luck = chance(seed);
const count = { carried: 0, lost: 0 };

/** One way. A packet is overtaken by none that was sent after it: the delay is the same for all. */
const carry = (send: () => void) => {
  if (luck.between(1, 1_000) <= lost) {
    count.lost += 1;
    return;
  }
  count.carried += 1;
  setTimeout(send, delayMs);
};

const door = createSocket('udp4');
const beyond = new Map<string, Socket>();
door.on('message', (bytes, { address, port }) => {
  const client = `${address}:${port}`;
  let socket = beyond.get(client);
  if (!socket) {
    socket = createSocket('udp4');
    socket.on('message', (back) => carry(() => door.send(back, port, address)));
    beyond.set(client, socket);
  }
  const out = socket;
  carry(() => out.send(bytes, to.port, to.address));
});
door.bind(listen.port, listen.address, () => process.stdout.write('listening\n'));
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(count)}\n`);
  process.exit();
});
