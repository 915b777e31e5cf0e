// A Redis with a replica, and three sentinels that watch over them: when the master is gone, two of the three agree and the replica
// takes its place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startChild, stopChild, stopLater } from './children.ts';
import { freePort } from './ports.ts';
import { type RedisServer, startRedis } from './redis.ts';
import { waitFor } from './wait.ts';

const NAME = 'permesso';
const SENTINELS = 3;

export interface Watched {
  /** As an operator writes it down. */
  readonly url: string;
  readonly servers: readonly RedisServer[];
  /** The port of the one that is the master, as the sentinels say. */
  master(): Promise<number>;
}

/** Resolves when the sentinels know of each other and of the replica. */
export async function startWatched(): Promise<Watched> {
  const first = await startRedis();
  const second = await startRedis(['--replicaof', '127.0.0.1', String(first.port)]);
  const ports: number[] = [];
  for (let n = 0; n < SENTINELS; n++) ports.push(await startSentinel(first.port));
  const knows = async () => {
    const all = await Promise.all(ports.map((port) => factsAt(port)));
    return (
      all.every((facts) => facts['num-other-sentinels'] === '2' && facts['num-slaves'] === '1') || undefined
    );
  };
  await waitFor(knows, { what: 'the sentinels to know of each other', timeoutMs: 30_000 });
  return {
    url: `redis+sentinel://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/${NAME}`,
    servers: [first, second],
    master: async () => Number((await factsAt(ports[0] ?? 0))['port']),
  };
}

async function startSentinel(master: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-sentinel-'));
  const port = await freePort();
  // It writes what it learns into this file.
  const file = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${master} 2`,
    `sentinel down-after-milliseconds ${NAME} 1000`,
    `sentinel failover-timeout ${NAME} 5000`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = startChild('redis-server', [file, '--sentinel'], { cwd: folder });
  stopLater(async () => {
    await stopChild(child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await waitFor(async () => factsAt(port).catch(() => undefined), { what: 'a sentinel' });
  return port;
}

/** What a sentinel says of the master that it watches. */
async function factsAt(port: number): Promise<Record<string, string>> {
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    const said = (await client.call('SENTINEL', 'MASTER', NAME)) as string[];
    return Object.fromEntries(said.flatMap((name, i) => (i % 2 === 0 ? [[name, said[i + 1] ?? '']] : [])));
  } finally {
    client.disconnect();
  }
}
