// What nodes say is so, kept in Redis beside the name of whoever said it: gone when that node is, and said again when Redis has
// forgotten it.
import type { Redis } from 'ioredis';
import type { Bus, Fact } from './bus.ts';
import type { NodeRoll } from './nodes.ts';

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

/** @param roll the nodes that are believed; of one that is not known to live it is asked, and what the dead said is removed */
export function redisFacts(redis: Redis, node: string, roll: Pick<NodeRoll, 'living' | 'beat'>): RedisFacts {
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
      const said = Object.entries(await redis.hgetall(placeOf(key))).map(read);
      if (said.some(({ node: by }) => !roll.living().has(by))) await roll.beat();
      const [known, gone] = parted(said, ({ node: by }) => roll.living().has(by));
      if (gone.length > 0) await redis.hdel(placeOf(key), ...gone.map(({ name }) => name));
      known.sort((a, b) => a.order - b.order);
      return new Map(known.map(({ field, node: by, value }) => [field, { node: by, value }]));
    },
    sayAgain: () => {
      for (const [key, said] of own) for (const [field, value] of said) write(key, field, value);
    },
  };
}

interface Said extends Fact {
  readonly name: string;
  readonly field: string;
  readonly order: number;
}

function read([name, said]: [string, string]): Said {
  const [node, field] = cut(name);
  const [order, value] = cut(said);
  return { name, node, field, order: Number(order), value };
}

const parted = <T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];

const cut = (text: string): [string, string] => {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
};
