// Connections to Redis, by the address that an operator writes down; with Sentinel it names the sentinels and the master they watch.
import { Redis, type RedisOptions } from 'ioredis';

/** Nobody is kept waiting: what cannot be answered now is refused now. */
const AT_ONCE = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2_000,
  connectTimeout: 3_000,
  // Whoever listens asks again by itself. The library's own asking hears of no failure, and Node ends a process for one that nobody hears.
  autoResubscribe: false,
} satisfies RedisOptions;
/** Tried again for ever, soon at first. @returns milliseconds */
const again = (tries: number): number => Math.min(100 * 2 ** tries, 2_000);

type Watched = Pick<RedisOptions, 'sentinels' | 'name' | 'username' | 'password' | 'db'>;

const SENTINEL = 'redis+sentinel:';

/** @returns whether it is `redis://`, `rediss://` or `redis+sentinel://[user:password@]host:port[,host:port…]/master[/db]` */
export function isRedisUrl(url: string): boolean {
  if (url.startsWith(SENTINEL)) return sentinels(url) !== null;
  return (
    URL.canParse(url) && ['redis:', 'rediss:'].includes(new URL(url).protocol) && new URL(url).hostname !== ''
  );
}

/** @param url as isRedisUrl takes it */
export function connectRedis(url: string): () => Redis {
  const found = sentinels(url);
  return () => {
    const redis = found
      ? new Redis({ ...AT_ONCE, ...found, retryStrategy: again, sentinelRetryStrategy: again })
      : new Redis(url, { ...AT_ONCE, retryStrategy: again });
    // Heard by whoever uses it; without a listener each failed try would be printed.
    redis.on('error', () => {});
    return redis;
  };
}

function sentinels(url: string): Watched | null {
  const match = /^redis\+sentinel:\/\/(?:([^:@/]*):([^@/]*)@)?([^/]+)\/([\w.-]+)(?:\/(\d+))?$/.exec(url);
  if (!match) return null;
  const [, user, password, hosts = '', name = '', db] = match;
  const places = hosts.split(',').map((place) => /^([\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(place));
  if (places.includes(null)) return null;
  return {
    name,
    sentinels: places.map((place) => ({
      host: (place?.[1] ?? '').replace(/[[\]]/g, ''),
      port: Number(place?.[2]),
    })),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(user ? { username: decodeURIComponent(user) } : {}),
    ...(db ? { db: Number(db) } : {}),
  };
}
