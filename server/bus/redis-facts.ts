// What nodes say is so, kept in Redis beside the name of whoever said it: gone when that node is, and said again when Redis has
// forgotten it.
import type { Redis } from 'ioredis';
import type { Bus, Fact } from './bus.ts';

/** Redis itself numbers what is said, for the nodes' clocks may differ: of two that speak of one field the later one is heard. */
const SAY = `redis.call('HSET', KEYS[1], ARGV[1], redis.call('INCR', KEYS[2]) .. ' ' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])`;
const ORDER = 'permesso:order';
/** Nobody stays that long without it being said again. */
const KEPT_MS = 24 * 3_600_000;

export interface RedisFacts extends Pick<Bus, 'say' | 'takeBack' | 'hear'> {
  /** Everything that this node says, after Redis was away. */
  sayAgain(): void;
}

/** @param living the nodes that are believed */
export function redisFacts(redis: Redis, node: string, living: () => ReadonlySet<string>): RedisFacts {
  const own = new Map<string, Map<string, string>>();
  const placeOf = (key: string): string => `permesso:fact:${key}`;
  const fieldOf = (field: string): string => `${node} ${field}`;
  const write = (key: string, field: string, value: string): void => {
    redis.eval(SAY, 2, placeOf(key), ORDER, fieldOf(field), value, KEPT_MS).catch(() => {});
  };

  return {
    say: (key, field, value) => {
      const said = own.get(key) ?? new Map<string, string>();
      own.set(key, said.set(field, value));
      write(key, field, value);
    },
    takeBack: (key, field) => {
      const said = own.get(key);
      said?.delete(field);
      if (said?.size === 0) own.delete(key);
      redis.hdel(placeOf(key), fieldOf(field)).catch(() => {});
    },
    hear: async (key) => {
      const rows = Object.entries(await redis.hgetall(placeOf(key))).map(read);
      const heard = new Map<string, Fact>();
      for (const { field, ...fact } of rows.sort((a, b) => a.order - b.order))
        if (living().has(fact.node)) heard.set(field, fact);
      return heard;
    },
    sayAgain: () => {
      for (const [key, said] of own) for (const [field, value] of said) write(key, field, value);
    },
  };
}

function read([name, said]: [string, string]): Fact & { field: string; order: number } {
  const [node, field] = cut(name);
  const [order, value] = cut(said);
  return { node, field, order: Number(order), value };
}

const cut = (text: string): [string, string] => {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
};
