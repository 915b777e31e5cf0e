// The bus of a broker that runs alone.
import type { Bus, Fact } from './bus.ts';
import { topics } from './topics.ts';

interface Window {
  count: number;
  endsAt: number;
}

/** There is no other. */
const NODE = 'alone';

/** Windows that are over are swept when this many are kept, so that a flood of addresses cannot fill the memory. */
const SWEEP_AT = 10_000;

export function memoryBus(now: () => number = Date.now): Bus {
  const { tell, subscribe, onGap, clear } = topics();
  const facts = new Map<string, Map<string, Fact>>();
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
    node: NODE,
    isWhole: true,
    publish: tell,
    tell,
    subscribe,
    onGap,
    send: () => {},
    receive: () => {},
    say: (key, field, value) => {
      const said = facts.get(key) ?? new Map<string, Fact>();
      facts.set(key, said.set(field, { node: NODE, value }));
    },
    takeBack: (key, field) => {
      const said = facts.get(key);
      said?.delete(field);
      if (said?.size === 0) facts.delete(key);
    },
    hear: async (key) => new Map(facts.get(key)),
    count: async (key, windowMs) => {
      const { count, endsAt } = countNow(`count:${key}`, windowMs);
      return { count, resetsInMs: endsAt - now() };
    },
    claim: async (key, ttlMs) => countNow(`claim:${key}`, ttlMs).count === 1,
    close: async () => clear(),
  };
}
