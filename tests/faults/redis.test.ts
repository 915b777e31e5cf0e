// Redis freezes, forgets everything, is out of reach for one node alone, and hands over to its replica, while two people are in one session, each at another node. Redis is
// nobody's truth: what is wished for is acknowledged all the while, and the other hears all of it, in order, when the nodes reach each
// other again.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Customer, type Desk, startDesk, type Technician } from '../support/actors.ts';
import { stopAll } from '../support/children.ts';
import { newLane } from '../support/member.ts';
import { openPassageIn } from '../support/passage.ts';
import { freePort } from '../support/ports.ts';
import { startRedis } from '../support/redis.ts';
import { CANDIDATE } from '../support/sdp.ts';
import { startWatched } from '../support/sentinels.ts';
import { waitFor } from '../support/wait.ts';

/** Wishes while Redis is in trouble. */
const WISHES = 30;

const desks: Desk[] = [];
afterEach(async () => {
  const [one, two] = desks.splice(0);
  await two?.ends();
  await one?.closes();
});
afterAll(stopAll);

const until = <T>(probe: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> =>
  waitFor(async () => probe(), { what, timeoutMs: 30_000 });

interface Across {
  readonly one: Desk;
  readonly two: Desk;
  readonly maria: Technician;
  readonly carla: Customer;
}

/** @param other how the second node reaches Redis, if not as the first one does */
async function meetsAcross(redisUrl: string, other = redisUrl): Promise<Across> {
  const one = await startDesk({ redisUrl });
  const two = await startDesk({ redisUrl: other, beside: one });
  desks.push(one, two);
  const maria = await one.technician();
  const { code } = await maria.opensSession();
  const carla = await two.visitor().joins(code);
  await carla.admits();
  await maria.hears('session.admitted');
  return { one, two, maria, carla };
}

const isWhole = ({ one, two }: Across, is: boolean) =>
  until(() => (one.bus.isWhole === is && two.bus.isWhole === is) || undefined, `whole: ${is}`);

/** Each is acknowledged before the next. */
async function works({ maria }: Across): Promise<number> {
  for (let n = 0; n < WISHES; n++) {
    const fileId = await maria.offersFile();
    await maria.finishesFile(fileId, { result: 'cancelled', bytes: 0, sha256: null });
  }
  return maria.line.state.phase === 'open' ? maria.line.state.seq : 0;
}

async function hasHeardAll({ maria, carla }: Across): Promise<void> {
  const heard = [maria.line.events, carla.line.events];
  const last = Math.max(...heard.map(({ length }) => length));
  await until(() => heard.every(({ length }) => length >= last) || undefined, 'all events');
  expect(carla.line.events.map(({ seq }) => seq)).toEqual(maria.line.events.map((_, i) => i + 1));
  expect(carla.line.events).toEqual(maria.line.events);
}

/** Signals get through again, both ways. One that is sent while nobody can be reached is lost, as pages know. */
async function reachEachOther({ maria, carla }: Across): Promise<void> {
  for (const [from, to] of [
    [maria, carla],
    [carla, maria],
  ] as const) {
    const before = to.line.unheard('signal').length;
    const comesThrough = () => {
      if (to.line.unheard('signal').length > before) return true;
      from.signals({ type: 'candidate', candidate: CANDIDATE }, { lane: newLane() });
      return undefined;
    };
    await until(comesThrough, 'a signal');
  }
}

describe('two in one session, each at another node', () => {
  it('go on while Redis answers nothing, and hear of everything afterwards', async () => {
    const redis = await startRedis();
    const across = await meetsAcross(redis.url);
    redis.freezes();
    const seq = await works(across);
    await isWhole(across, false);
    expect(across.maria.line.events.at(-1)?.seq).toBe(seq);
    await across.carla.offersFile();
    redis.thaws();
    await isWhole(across, true);
    await hasHeardAll(across);
    await reachEachOther(across);
  }, 60_000);

  it('go on when Redis has forgotten everything', async () => {
    const redis = await startRedis();
    const across = await meetsAcross(redis.url);
    await reachEachOther(across);
    await redis.asks('flushall');
    await works(across);
    await hasHeardAll(across);
    await redis.asks('flushall');
    await across.carla.line.settles();
    await reachEachOther(across);
  }, 60_000);

  it('go on while one of the nodes alone is cut off from it', async () => {
    const redis = await startRedis();
    const port = await freePort();
    const way = await openPassageIn(['env'], '127.0.0.1', { host: '127.0.0.1', port: redis.port }, port);
    const across = await meetsAcross(redis.url, `redis://127.0.0.1:${port}`);
    const { one, two, maria, carla } = across;
    way.kill('SIGSTOP');
    await until(() => !two.bus.isWhole || undefined, 'the cut');
    expect(one.bus.isWhole).toBe(true);
    const seq = await works(across);
    await carla.offersFile();
    // The store is the same for both, so whoever asks it is told everything, of the other's doing too.
    await until(() => carla.line.events.at(-1)?.seq === seq + 1 || undefined, 'what the store has');
    await until(async () => !(await maria.line.next('present')).customer || undefined, 'the other is gone');
    way.kill('SIGCONT');
    await isWhole(across, true);
    await hasHeardAll(across);
    await reachEachOther(across);
  }, 60_000);

  it('go on when the replica takes the place of the master', async () => {
    const redis = await startWatched();
    const across = await meetsAcross(redis.url);
    await reachEachOther(across);
    const [first, second] = redis.servers;
    expect(await redis.master()).toBe(first?.port);
    await first?.kill();
    await works(across);
    await until(async () => ((await redis.master()) === second?.port ? true : undefined), 'another master');
    await isWhole(across, true);
    await works(across);
    await hasHeardAll(across);
    await reachEachOther(across);
    // And what is counted is counted there: a code is used once.
    const luca = await across.one.technician('Luca Verdi');
    const { code } = await luca.opensSession();
    const tries = await Promise.all([across.one, across.two].map((desk) => desk.visitor().tries(code)));
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 404]);
  }, 90_000);
});
