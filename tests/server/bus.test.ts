// The bus over a real Redis: what nodes tell each other, count together and say of themselves; and what is left while Redis is away,
// frozen, empty again, or in the hands of somebody else.
import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Bus, BusUnavailable } from '../../server/bus/bus.ts';
import { memoryBus } from '../../server/bus/memory.ts';
import { connectRedis, isRedisUrl } from '../../server/bus/open-redis.ts';
import { redisBus } from '../../server/bus/redis.ts';
import { stopAll } from '../support/children.ts';
import { openFlappingDoor } from '../support/flapping-door.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait.ts';

let redis: RedisServer;
const key = createSecretKey(randomBytes(32));
const nodes: Bus[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close()));
});
afterAll(stopAll);

const joins = async (with_ = key, url = redis.url): Promise<Bus> => {
  const bus = await redisBus({ connect: connectRedis(url), key: with_, onState: () => {} });
  nodes.push(bus);
  return bus;
};
const collects = (bus: Bus, topic: string): unknown[] => {
  const heard: unknown[] = [];
  bus.subscribe(topic, (message) => heard.push(message));
  return heard;
};
const comes = (heard: readonly unknown[], count = 1) =>
  waitFor(async () => (heard.length >= count ? true : undefined), { what: `${count} messages` });
const becomes = (bus: Bus, isWhole: boolean) =>
  waitFor(async () => (bus.isWhole === isWhole ? true : undefined), {
    what: `whole: ${isWhole}`,
    timeoutMs: 20_000,
  });

for (const [name, opens] of [
  ['of one node', async () => memoryBus()],
  ['over Redis', joins],
] as const)
  describe(`a bus ${name}`, () => {
    it('tells whoever listens, until they do not', async () => {
      const bus = await opens();
      const heard: unknown[] = [];
      const stop = bus.subscribe('news', (message) => heard.push(message));
      bus.publish('news', { n: 1 });
      bus.publish('other', { n: 2 });
      bus.tell('news', { n: 3 });
      stop();
      bus.publish('news', { n: 4 });
      expect(heard).toEqual([{ n: 1 }, { n: 3 }]);
    });

    it('counts within a window, and lets one claim a thing', async () => {
      const bus = await opens();
      const of = randomBytes(6).toString('hex');
      const counts = [await bus.count(of, 60_000), await bus.count(of, 60_000)];
      expect(counts.map(({ count }) => count)).toEqual([1, 2]);
      for (const { resetsInMs } of counts) {
        expect(resetsInMs).toBeGreaterThan(0);
        expect(resetsInMs).toBeLessThanOrEqual(60_000);
      }
      const claims = await Promise.all(Array.from({ length: 20 }, () => bus.claim(of, 60_000)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('says what is so until it takes it back', async () => {
      const bus = await opens();
      bus.say('room', 'customer', 'carla one');
      bus.say('room', 'host', '');
      expect([...(await bus.hear('room'))].sort()).toEqual([
        ['customer', { node: bus.node, value: 'carla one' }],
        ['host', { node: bus.node, value: '' }],
      ]);
      bus.takeBack('room', 'host');
      bus.takeBack('room', 'customer');
      expect([...(await bus.hear('room'))]).toEqual([]);
    });
  });

describe('two nodes', () => {
  it('hear each other, each once, and less where less is said abroad', async () => {
    const [one, two] = [await joins(), await joins()];
    const [here, there] = [collects(one, 'news'), collects(two, 'news')];
    one.publish('news', { secret: 'Carla' }, { seq: 7 });
    one.tell('news', 'here alone');
    two.publish('news', 'back');
    await comes(here, 3);
    await comes(there, 2);
    expect(here).toEqual([{ secret: 'Carla' }, 'here alone', 'back']);
    expect([...there].sort()).toEqual(['back', { seq: 7 }].sort());
  });

  it('send one of them something as it is', async () => {
    const [one, two, three] = [await joins(), await joins(), await joins()];
    const got: string[][] = [];
    const stray: string[][] = [];
    two.receive((to, raw) => got.push([to, raw]));
    three.receive((to, raw) => stray.push([to, raw]));
    one.send(two.node, 'session carla', '{"t":"signal",\n"x":"è"}');
    await comes(got);
    expect(got).toEqual([['session carla', '{"t":"signal",\n"x":"è"}']]);
    expect(stray).toEqual([]);
  });

  it('count and claim together', async () => {
    const [one, two] = [await joins(), await joins()];
    const of = randomBytes(6).toString('hex');
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, i) => (i % 2 ? one : two).count(of, 60_000)),
    );
    expect(all.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    const claims = await Promise.all([one, two, one, two].map((bus) => bus.claim(of, 60_000)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('hear of two that say the same thing the later one, and the earlier one again when that is taken back', async () => {
    const [one, two] = [await joins(), await joins()];
    one.say('seat', 'technician', 'first');
    await one.hear('seat');
    two.say('seat', 'technician', 'second');
    await two.hear('seat');
    expect((await one.hear('seat')).get('technician')).toEqual({ node: two.node, value: 'second' });
    two.takeBack('seat', 'technician');
    await two.hear('seat');
    expect((await one.hear('seat')).get('technician')).toEqual({ node: one.node, value: 'first' });
    one.takeBack('seat', 'technician');
  });

  it('do not believe what one says that has gone, and hear that it has', async () => {
    const [one, two] = [await joins(), await joins()];
    await waitFor(async () => ((await two.hear('x')) ? true : undefined), { what: 'an answer' });
    let gaps = 0;
    one.onGap(() => {
      gaps += 1;
    });
    two.say('seat', 'customer', 'carla');
    await waitFor(async () => (await one.hear('seat')).get('customer'), { what: 'what the other says' });
    const before = gaps;
    await two.close();
    await waitFor(async () => ((await one.hear('seat')).size === 0 ? true : undefined), { what: 'silence' });
    expect(gaps).toBeGreaterThan(before);
  });
});

describe('a node that was silent for too long', () => {
  it('says again what was taken for the word of the dead', async () => {
    const [one, two] = [await joins(), await joins()];
    one.say('seat', 'host', 'here');
    await waitFor(async () => ((await two.hear('seat')).size === 1 ? true : undefined), { what: 'the seat' });
    let gaps = 0;
    one.onGap(() => {
      gaps += 1;
    });
    // As when it was stopped for longer than a node may be: its sign ran out, and another one looked.
    await redis.asks('del', `permesso:node:${one.node}`);
    await redis.asks('hdel', 'permesso:fact:seat', `${one.node} host`);
    await waitFor(async () => ((await two.hear('seat')).size === 1 ? true : undefined), {
      what: 'the seat again',
    });
    expect(gaps).toBeGreaterThan(0);
    expect(one.isWhole).toBe(true);
  });
});

describe('while Redis is away', () => {
  it('a node goes on by itself, keeps nobody waiting, and says again what it said', async () => {
    const [one, two] = [await joins(), await joins()];
    one.say('seat', 'host', 'here');
    let gaps = 0;
    two.onGap(() => {
      gaps += 1;
    });
    await redis.kill();
    await becomes(one, false);
    await becomes(two, false);
    const here = collects(one, 'news');
    one.publish('news', 'alone');
    one.say('seat', 'customer', 'later');
    expect(here).toEqual(['alone']);
    await expect(one.count('x', 1_000)).rejects.toThrow(BusUnavailable);
    await expect(one.claim('x', 1_000)).rejects.toThrow(BusUnavailable);
    await expect(one.hear('seat')).rejects.toThrow(BusUnavailable);
    const before = gaps;
    await redis.starts();
    await becomes(one, true);
    await becomes(two, true);
    expect(gaps).toBeGreaterThan(before);
    await waitFor(async () => ((await two.hear('seat')).size === 2 ? true : undefined), {
      what: 'both seats',
    });
    const there = collects(two, 'news');
    one.publish('news', 'together');
    await comes(there);
    expect(there).toEqual(['together']);
  });

  it('a node starts all the same', async () => {
    await redis.kill();
    const bus = await joins();
    expect(bus.isWhole).toBe(false);
    await redis.starts();
    await becomes(bus, true);
  });

  it('frozen, it is away too', async () => {
    const bus = await joins();
    redis.freezes();
    await becomes(bus, false);
    await expect(bus.count('x', 1_000)).rejects.toThrow(BusUnavailable);
    redis.thaws();
    await becomes(bus, true);
  });
});

describe('a Redis that is gone again as soon as it has come', () => {
  it('ends nobody, and is used once it stays', async () => {
    const door = await openFlappingDoor(redis.port);
    const bus = await joins(key, door.url);
    // A failure that nobody hears ends a process of Node, and fails this run.
    door.flaps(true);
    await becomes(bus, false);
    await waitFor(async () => door.broken > 4 || undefined, { what: 'five breaks', timeoutMs: 20_000 });
    door.flaps(false);
    await becomes(bus, true);
    const heard = collects(await joins(), 'news');
    bus.publish('news', { n: 1 });
    await comes(heard);
    expect(heard).toEqual([{ n: 1 }]);
  });
});

describe('somebody who has got into Redis', () => {
  it('can make no message that a node takes for one of the others', async () => {
    const [one, two] = [await joins(), await joins()];
    const heard = await redis.listens();
    const [here, got] = [collects(two, 'news'), [] as string[]];
    two.receive((_to, raw) => got.push(raw));
    one.publish('news', 'true');
    one.send(two.node, 'a', 'true');
    await comes(here);
    await comes(got);
    const [said = ''] = heard.filter((line) => line.startsWith('permesso:all') && line.includes('true'));
    const message = said.slice('permesso:all '.length);
    // As it was, on the channel where it does not belong; changed; and without a proof.
    await redis.asks('publish', `permesso:inbox:${two.node}`, message);
    await redis.asks('publish', 'permesso:all', message.replace('true', 'false'));
    await redis.asks('publish', 'permesso:all', 'news\n["x","false"]');
    const stranger = await joins(createSecretKey(randomBytes(32)));
    stranger.publish('news', 'false');
    one.publish('news', 'last');
    await comes(here, 2);
    expect(here).toEqual(['true', 'last']);
    expect(got).toEqual(['true']);
  });
});

describe('the address of Redis', () => {
  it('is one of these', () => {
    for (const url of [
      'redis://127.0.0.1:6379',
      'rediss://user:secret@redis.example.org/2',
      'redis+sentinel://one:26379/main',
      'redis+sentinel://user:se%40cret@one:26379,[::1]:26380/main/3',
    ])
      expect([url, isRedisUrl(url)]).toEqual([url, true]);
    for (const url of [
      '',
      'redis',
      'http://x',
      'redis://',
      'redis+sentinel://one/main',
      'redis+sentinel://one:1',
      'redis+sentinel:///main',
    ])
      expect([url, isRedisUrl(url)]).toEqual([url, false]);
  });
});
