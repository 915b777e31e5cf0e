// Where the broker keeps what must not be lost, and over what several of them find each other. Each setting is an address, or names a
// file that holds one, so that a password need not stand in the environment.
import { existsSync, readFileSync } from 'node:fs';
import { isRedisUrl } from '../bus/open-redis.ts';
import type { PostgresAddresses } from '../store/open-postgres.ts';

export const ENGINE_SETTINGS = [
  'PERMESSO_DATABASE_URL',
  'PERMESSO_DATABASE_OWNER_URL',
  'PERMESSO_REDIS_URL',
] as const;

export interface Engines {
  /** Null: SQLite in the data folder. */
  readonly postgres: PostgresAddresses | null;
  /** Null: this broker is alone. */
  readonly redisUrl: string | null;
}

type Env = Readonly<Record<string, string | undefined>>;
type Tell = (problem: string) => null;

export function readEngines(env: Env, tell: Tell): Engines {
  const read = (
    name: (typeof ENGINE_SETTINGS)[number],
    isRight: (url: string) => boolean,
    example: string,
  ) => {
    const value = env[name];
    if (!value) return null;
    const isFile = !value.includes('://');
    if (isFile && !existsSync(value)) return tell(`${name} names "${value}", where there is no file.`);
    const url = isFile ? readFileSync(value, 'utf8').trim() : value;
    // Never repeated in words: it may hold a password.
    return isRight(url) ? url : tell(`${name} must be an address such as ${example}.`);
  };
  const url = read(
    'PERMESSO_DATABASE_URL',
    isPostgresUrl,
    'postgres://permesso:password@db.example.org/permesso',
  );
  const ownerUrl = read(
    'PERMESSO_DATABASE_OWNER_URL',
    isPostgresUrl,
    'postgres://owner:password@db.example.org/permesso',
  );
  const redisUrl = read(
    'PERMESSO_REDIS_URL',
    isRedisUrl,
    'redis://:password@redis.example.org:6379 or redis+sentinel://:password@one:26379,two:26379/master',
  );
  if (ownerUrl !== null && url === null)
    tell('PERMESSO_DATABASE_OWNER_URL goes with PERMESSO_DATABASE_URL, which is not set.');
  if (redisUrl !== null && url === null && !env['PERMESSO_DATABASE_URL'])
    tell(
      'PERMESSO_REDIS_URL is for several brokers, and those need one database: set PERMESSO_DATABASE_URL too.',
    );
  return { postgres: url === null ? null : { url, ownerUrl }, redisUrl };
}

const isPostgresUrl = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, pathname } = new URL(url);
  return (
    ['postgres:', 'postgresql:'].includes(protocol) &&
    hostname !== '' &&
    username !== '' &&
    pathname.length > 1
  );
};
