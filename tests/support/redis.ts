// A Redis of our own on a free port of this computer, which forgets everything when it ends, as an operator's may.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Redis } from 'ioredis';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** What is said on all its channels from now on. */
  listens(): Promise<readonly string[]>;
  /** As somebody does who has got into it. */
  asks(...command: readonly [string, ...string[]]): Promise<unknown>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  starts(): Promise<void>;
  /** It answers nothing and closes nothing, as behind a network that swallows everything. */
  freezes(): void;
  thaws(): void;
  stop(): Promise<void>;
}

export async function startRedis(more: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...more];
  let child: ReturnType<typeof startChild> | undefined;
  const reaches = (): Redis => {
    const redis = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => {});
    return redis;
  };
  const starts = async () => {
    child = startChild('redis-server', args, { cwd: folder });
    const redis = async () => {
      const client = reaches();
      const answer = await client.ping().catch(() => undefined);
      client.disconnect();
      return answer;
    };
    await waitFor(redis, { what: 'Redis', timeoutMs: 10_000 });
  };
  const signals = (signal: NodeJS.Signals) => {
    if (child?.pid !== undefined && isRunning(child)) process.kill(child.pid, signal);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    signals('SIGCONT');
    if (child) await stopChild(child, signal);
  };
  const stop = stopLater(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await starts();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    listens: async () => {
      const heard: string[] = [];
      const client = reaches();
      stopLater(async () => client.disconnect());
      await client.psubscribe('*');
      client.on('pmessage', (_pattern, channel, message) => heard.push(`${channel} ${message}`));
      return heard;
    },
    asks: async (command, ...rest) => {
      const client = reaches();
      return client.call(command, ...rest).finally(() => client.disconnect());
    },
    kill,
    starts,
    freezes: () => signals('SIGSTOP'),
    thaws: () => signals('SIGCONT'),
    stop,
  };
}
