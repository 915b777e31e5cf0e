// How often a code may be tried. Every try is counted before it is looked at, so that parallel tries cannot slip
// through; the global budget, not the length of the code, is what defeats a botnet (security-rules.md 27).
import { isIPv6 } from 'node:net';
import type { Bus } from '../bus/bus.ts';
import { type Limit, secondsOver } from '../bus/over.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PER_ADDRESS = [
  { most: 5, windowMs: MINUTE },
  { most: 20, windowMs: HOUR },
];
const PER_CODE = { most: 5, windowMs: 10 * MINUTE };
const MISSES = { most: 60, windowMs: MINUTE };
const CODES_PER_TECHNICIAN = { most: 20, windowMs: HOUR };

export interface Budget {
  /** One try from this address. @returns seconds to wait, or null when the try may go on */
  tryFrom(address: string): Promise<number | null>;
  /** One try of this very code, by its hash. @returns false when it has been tried too often */
  tryOf(codeHash: string): Promise<boolean>;
  /** The try came to nothing. */
  miss(): Promise<void>;
  /** One more code for this technician. @returns seconds to wait, or null */
  makeFor(technician: string): Promise<number | null>;
}

/** @param onFlood told once a minute while so many codes miss that all joining has to pause */
export function budget(bus: Bus, now: () => number, onFlood: () => void): Budget {
  let missesUntil = 0;
  const over = (key: string, limit: Limit) => secondsOver(bus, key, limit);
  return {
    tryFrom: async (address) => {
      const key = network(address);
      const waits = await Promise.all(PER_ADDRESS.map((rule) => over(`join:${rule.windowMs}:${key}`, rule)));
      const everybody = missesUntil > now() ? Math.ceil((missesUntil - now()) / 1000) : 0;
      const longest = Math.max(everybody, ...waits.map((wait) => wait ?? 0));
      return longest > 0 ? longest : null;
    },
    tryOf: async (codeHash) => (await over(`code:${codeHash}`, PER_CODE)) === null,
    miss: async () => {
      const { count, resetsInMs } = await bus.count('join:misses', MISSES.windowMs);
      if (count < MISSES.most) return;
      if (missesUntil <= now()) onFlood();
      missesUntil = now() + resetsInMs;
    },
    makeFor: (technician) => over(`make:${technician}`, CODES_PER_TECHNICIAN),
  };
}

/** The part of an address that one customer has: all of IPv4, the first 64 bits of IPv6. */
export function network(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const groups = address.includes('::')
    ? [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
    : front;
  return groups.slice(0, 4).join(':');
}
