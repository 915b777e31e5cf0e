// Which nodes live: each says so every other second, and who has not said so for a while is gone.
import type { Redis } from 'ioredis';

const BEAT_MS = 2_000;
/** Longer than a node may be busy, shorter than anybody is missed for. */
const LIFE_MS = 7_000;
const ROLL = 'permesso:nodes';
const signOf = (node: string): string => `permesso:node:${node}`;

export interface NodeRoll {
  /** Those that are known to live, this one among them. */
  living(): ReadonlySet<string>;
  /** Resolves after the first try, however it went. */
  start(): Promise<void>;
  /** Says it now, and looks who else does. */
  beat(): Promise<void>;
  /** Signs off. */
  close(): Promise<void>;
}

export interface NodeRollOptions {
  /** Another node has come or gone. */
  readonly onChange: () => void;
  /** Whether Redis has just answered. */
  readonly onReach: (isReached: boolean) => void;
}

export function nodeRoll(redis: Redis, node: string, { onChange, onReach }: NodeRollOptions): NodeRoll {
  let living: ReadonlySet<string> = new Set([node]);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isOver = false;

  const look = async (): Promise<void> => {
    const [before, , names] = await all(
      redis.multi().set(signOf(node), 1, 'PX', LIFE_MS, 'GET').sadd(ROLL, node).smembers(ROLL),
    );
    // Too late: the others took this node for dead, and what it had said is gone with that.
    if (before === null) onReach(false);
    const others = (names as string[]).filter((name) => name !== node);
    const signs = others.length > 0 ? await redis.mget(others.map(signOf)) : [];
    const gone = others.filter((_, i) => signs[i] === null);
    if (gone.length > 0) await redis.srem(ROLL, ...gone);
    const now = new Set([node, ...others.filter((name) => !gone.includes(name))]);
    const isOther = now.size !== living.size || [...now].some((name) => !living.has(name));
    living = now;
    onReach(true);
    if (isOther) onChange();
  };
  const beat = (): Promise<void> => {
    running ??= look()
      .catch(() => onReach(false))
      .finally(() => {
        running = null;
      });
    return running;
  };

  return {
    living: () => living,
    beat: async () => {
      if (!isOver) await beat();
    },
    start: async () => {
      timer = setInterval(() => void beat(), BEAT_MS).unref();
      await beat();
    },
    close: async () => {
      isOver = true;
      clearInterval(timer);
      await running;
      await all(redis.multi().del(signOf(node)).srem(ROLL, node)).catch(() => {});
    },
  };
}

/** The answers of a transaction. @throws what one of its commands threw */
async function all(transaction: ReturnType<Redis['multi']>): Promise<unknown[]> {
  const answers = (await transaction.exec()) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}
