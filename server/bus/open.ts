// The bus that the configuration names.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Bus } from './bus.ts';
import { memoryBus } from './memory.ts';
import { connectRedis } from './open-redis.ts';
import { redisBus } from './redis.ts';

export interface BusPlace {
  /** Null: this node is alone. */
  readonly redisUrl: string | null;
  /** A secret that all nodes have and that never changes. */
  readonly master: KeyObject;
  /** Told when the other nodes are lost, and when they are back. */
  readonly onState: (isWhole: boolean) => void;
}

export async function openBus({ redisUrl, master, onState }: BusPlace): Promise<Bus> {
  if (redisUrl === null) return memoryBus();
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', 'permesso/bus', 32)));
  return redisBus({ connect: connectRedis(redisUrl), key, onState });
}
