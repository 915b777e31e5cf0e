// The bus of a broker that runs alone.
import { EventEmitter } from 'node:events';
import type { Bus } from './bus.ts';

interface Window {
  count: number;
  endsAt: number;
}

/** Windows that are over are swept when this many are kept, so that a flood of addresses cannot fill the memory. */
const SWEEP_AT = 10_000;

export function memoryBus(now: () => number = Date.now): Bus {
  const topics = new EventEmitter().setMaxListeners(0);
  const windows = new Map<string, Window>();

  const sweep = () => {
    for (const [key, window] of windows) if (window.endsAt <= now()) windows.delete(key);
  };
  const countNow = (key: string, windowMs: number): Window => {
    const known = windows.get(key);
    if (known && known.endsAt > now()) {
      known.count += 1;
      return known;
    }
    if (windows.size >= SWEEP_AT) sweep();
    const fresh = { count: 1, endsAt: now() + windowMs };
    windows.set(key, fresh);
    return fresh;
  };

  return {
    publish: (topic, message) => void topics.emit(topic, message),
    subscribe: (topic, listener) => {
      topics.on(topic, listener);
      return () => topics.off(topic, listener);
    },
    count: async (key, windowMs) => {
      const { count, endsAt } = countNow(`count:${key}`, windowMs);
      return { count, resetsInMs: endsAt - now() };
    },
    claim: async (key, ttlMs) => countNow(`claim:${key}`, ttlMs).count === 1,
    close: async () => {
      topics.removeAllListeners();
    },
  };
}
