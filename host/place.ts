// What the link needs of the place it runs in, on this computer: Node's clock and chance, sockets that say where they come from,
// a memory that ends with the process, and WebRTC. Nothing of a session is ever written to the disk.
import { randomBytes, randomUUID } from 'node:crypto';
import os from 'node:os';
import wrtc from 'wrtc';
import { WebSocket } from 'ws';
import type { Chance, Clock, Rtc, SocketConstructor, Storage } from '../link/deps.ts';
import type { SocketDeps } from '../link/socket.ts';

export const clock: Clock & Chance = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  newId: () => randomBytes(16).toString('base64url'),
  newUuid: () => randomUUID(),
  bytes: (count) => new Uint8Array(randomBytes(count)),
};

/** @param origin the broker's own, which it asks of everybody who opens a socket */
export function socketDeps(origin: string): SocketDeps & Chance {
  class FromHere extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { origin }, perMessageDeflate: false });
    }
  }
  const nothing = () => () => {};
  return {
    ...clock,
    WebSocket: FromHere as unknown as SocketConstructor,
    onWake: nothing,
    onAway: nothing,
    onMove: nothing,
  };
}

export const rtc = (): Rtc => ({ ...wrtc, cores: os.cpus().length });

export function memory(): Storage {
  const kept = new Map<string, unknown>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    del: async (key) => void kept.delete(key),
    names: async () => [...kept.keys()],
  };
}
