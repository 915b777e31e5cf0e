// The bus of several nodes: one channel for all of them and an inbox for each, over Redis. Nothing that matters lives there. While Redis
// is away this node goes on alone, says so, and asks again for what it may have missed; nobody ever waits for it.
import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { type Bus, BusUnavailable } from './bus.ts';
import { type NodeRoll, nodeRoll } from './nodes.ts';
import { redisFacts } from './redis-facts.ts';
import { topics } from './topics.ts';

export interface RedisBusOptions {
  /** Makes a connection; two are needed, since one that listens can do nothing else. */
  readonly connect: () => Redis;
  /** All nodes have it and Redis has not, so that whoever has got into Redis can keep messages back but never make one. */
  readonly key: KeyObject;
  readonly onState: (isWhole: boolean) => void;
}

const ALL = 'permesso:all';
const inboxOf = (node: string): string => `permesso:inbox:${node}`;
/** A node that was away says it: what it published meanwhile nobody has heard. */
const BACK = 'back';
const MAC_CHARS = 22;
/** A node starts without Redis too, yet not before it had a chance. */
const FIRST_MS = 3_000;

/** Counts within a window that begins with the first one. */
const COUNT = `local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {n, redis.call('PTTL', KEYS[1])}`;

export async function redisBus({ connect, key, onState }: RedisBusOptions): Promise<Bus> {
  const node = randomBytes(9).toString('base64url');
  const { tell, subscribe, onGap, gap, clear } = topics();
  const asking = connect();
  const listening = connect();
  let receiver = (_to: string, _raw: string): void => {};
  let isWhole = false;
  /** Subscribed, so that what is said from now on is heard. */
  let isListening = false;

  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      throw new BusUnavailable((error as Error).message);
    }
  };
  const macOf = (channel: string, text: string): string =>
    createHmac('sha256', key)
      .update(channel)
      .update('\n')
      .update(text)
      .digest('base64url')
      .slice(0, MAC_CHARS);
  /** What cannot be sent is lost, as any message may be. */
  const sendTo = (channel: string, topic: string, text: string): void => {
    if (!isWhole) return;
    const said = `${topic}\n${text}`;
    asking.publish(channel, macOf(channel, said) + said).catch(() => {});
  };
  const hearsOf = (topic: string, [from, news]: [string, unknown]): void => {
    if (from === node) return;
    if (topic === BACK) gap();
    else tell(topic, news);
  };
  const hears = (channel: string, message: string): void => {
    const said = message.slice(MAC_CHARS);
    if (!isSame(message.slice(0, MAC_CHARS), macOf(channel, said))) return;
    const end = said.indexOf('\n');
    const topic = said.slice(0, end);
    const text = said.slice(end + 1);
    if (channel === ALL) hearsOf(topic, JSON.parse(text));
    else receiver(topic, text);
  };

  const roll: NodeRoll = nodeRoll(asking, node, {
    onChange: gap,
    onReach: (isReached) => {
      const isNow = isReached && isListening;
      if (isNow === isWhole) return;
      if (isNow) return turnsWhole();
      isWhole = false;
      onState(false);
      gap();
    },
  });
  const facts = redisFacts(asking, node, roll);
  const turnsWhole = (): void => {
    isWhole = true;
    facts.sayAgain();
    sendTo(ALL, BACK, JSON.stringify([node, null]));
    onState(true);
    gap();
  };

  listening.on('message', hears);
  // What was said before is lost.
  listening.on('ready', () => {
    listening.subscribe(ALL, inboxOf(node)).then(
      () => {
        isListening = true;
        return roll.beat();
      },
      () => {},
    );
  });
  listening.on('close', () => {
    isListening = false;
  });
  for (const connection of [asking, listening]) {
    connection.on('error', () => {});
    connection.on('close', () => void roll.beat());
  }
  await Promise.race([Promise.all([readiness(asking), readiness(listening)]), wait(FIRST_MS)]);
  await roll.start();

  return {
    node,
    get isWhole() {
      return isWhole;
    },
    publish: (topic, message, abroad = message) => {
      tell(topic, message);
      sendTo(ALL, topic, JSON.stringify([node, abroad]));
    },
    tell,
    subscribe,
    onGap,
    send: (to, topic, raw) => sendTo(inboxOf(to), topic, raw),
    receive: (takes) => {
      receiver = takes;
    },
    say: facts.say,
    takeBack: facts.takeBack,
    hear: (of) => ask(() => facts.hear(of)),
    count: (of, windowMs) =>
      ask(async () => {
        const [count, resetsInMs] = (await asking.eval(COUNT, 1, `permesso:count:${of}`, windowMs)) as [
          number,
          number,
        ];
        return { count, resetsInMs };
      }),
    claim: (of, ttlMs) =>
      ask(async () => (await asking.set(`permesso:claim:${of}`, 1, 'PX', ttlMs, 'NX')) === 'OK'),
    close: async () => {
      clear();
      await roll.close();
      asking.disconnect();
      listening.disconnect();
    },
  };
}

const readiness = (redis: Redis): Promise<unknown> =>
  redis.status === 'ready' ? Promise.resolve() : new Promise((resolve) => redis.once('ready', resolve));

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
