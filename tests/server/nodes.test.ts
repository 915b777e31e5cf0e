// Several nodes of one broker: whoever is in a session may be at any of them, what is counted is counted once, and while they cannot
// reach each other nothing is lost, nobody is taken to be away, and what one node can do alone goes on.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as requests from '../../shared/protocol/requests.ts';
import { type Desk, meet, newLane, startDesk, type Technician } from '../support/actors.ts';
import { asks, SLUG } from '../support/asking.ts';
import { stopAll } from '../support/children.ts';
import { watchesQueue, watchesRequest } from '../support/queue-watch.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { CANDIDATE } from '../support/sdp.ts';
import { waitFor } from '../support/wait.ts';

const TOKEN = 'a-token-of-at-least-thirty-two-characters';
let redis: RedisServer;
let one: Desk;
let two: Desk;
let maria: Technician;
beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  // What an earlier test has counted is not this one's.
  await redis.asks('flushall');
  one = await startDesk({ redisUrl: redis.url, config: { metricsToken: TOKEN } });
  two = await startDesk({ redisUrl: redis.url, beside: one });
  maria = await one.technician();
});
afterEach(async () => {
  await two.ends();
  await one.closes();
});
afterAll(stopAll);

/** A technician at one node, a customer at the other. */
async function meetsAcross() {
  const { sid, code } = await maria.opensSession();
  const carla = await two.visitor().joins(code);
  await carla.admits();
  return { sid, carla };
}
const until = <T>(probe: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> =>
  waitFor(async () => probe(), { what, timeoutMs: 15_000 });
const isWhole = (is: boolean) =>
  until(() => (one.bus.isWhole === is && two.bus.isWhole === is) || undefined, `whole: ${is}`);

describe('two in one session, each at a node of their own', () => {
  it('go from the code to the receipt', async () => {
    const { carla } = await meetsAcross();
    await maria.asks({ minutes: 10 });
    expect((await carla.hears('consent.asked')).detail?.reason).toBe('Vedere la stampante');
    const gid = await carla.grants({ surface: 'window' });
    expect(await maria.hears('consent.granted')).toMatchObject({ gid, surface: 'window', minutes: 10 });
    await carla.wishes({ type: 'start', gid });
    await carla.stops(gid);
    expect(await maria.hears('consent.revoked')).toMatchObject({ gid, why: 'stop' });
    await maria.ends({ count: 4, sha256: 'cd'.repeat(32) });
    expect(await carla.hears('session.ended')).toMatchObject({ ending: 'completed' });
    const { events } = await carla.savesReceipt();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  });

  it('are told of each other, and that the other is gone', async () => {
    const { carla } = await meetsAcross();
    await until(async () => (await maria.line.next('present')).customer || undefined, 'the customer');
    await carla.line.vanishes();
    await until(async () => !(await maria.line.next('present')).customer || undefined, 'nobody');
  });

  it('reach each other with signals, in both directions, as they were sent', async () => {
    const { carla } = await meetsAcross();
    await until(async () => (await maria.line.next('present')).customer || undefined, 'the customer');
    const candidate = { type: 'candidate', candidate: CANDIDATE } as const;
    for (const [from, to] of [
      [maria, carla],
      [carla, maria],
    ] as const) {
      const lane = newLane();
      from.signals(candidate, { lane });
      expect(await to.hearsSignal()).toMatchObject({ lane, from: from.id, to: to.id, data: candidate });
    }
  });

  it('are one member each: whoever comes again at the other node takes the place', async () => {
    const { sid, carla } = await meetsAcross();
    const older = maria.line;
    maria.tab.where = two.where;
    await maria.connects(sid);
    expect((await older.next('bye')).code).toBe('OTHER_TAB');
    await maria.asks();
    await carla.hears('consent.asked');
    // And once they leave the one that took it, nobody is left of them anywhere.
    await maria.line.vanishes();
    await until(async () => !(await carla.line.next('present')).technician || undefined, 'nobody');
    await until(
      async () => ((await one.bus.hear(`present:${sid}`)).has('technician') ? undefined : true),
      'no trace',
    );
  });

  it('decide about the same thing at once, and one of them has been faster', async () => {
    const { carla } = await meetsAcross();
    await maria.asks({ minutes: 10 });
    const { askId } = await carla.hears('consent.asked');
    const both = await Promise.allSettled([carla.grants(), maria.withdraws(askId)]);
    const [isGiven, isWithdrawn] = both.map(({ status }) => status === 'fulfilled');
    expect([isGiven, isWithdrawn]).toContain(true);
    // Taken back before it was answered, or answered and still good; never withdrawn and granted.
    await carla.line.settles();
    const types = carla.line.events.map(({ type }) => type);
    expect(types.filter((type) => type === 'consent.granted' || type === 'consent.withdrawn')).toHaveLength(
      1,
    );
    expect(types.includes('consent.granted')).toBe(isGiven);
    const seqs = carla.line.events.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });
});

describe('what is counted and used', () => {
  it('is counted and used once, at whichever node', async () => {
    const { code } = await maria.opensSession();
    const tries = await Promise.all([one, two, one, two].map((desk) => desk.visitor().tries(code)));
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    const [here, there] = [one.visitor('203.0.113.9'), two.visitor('203.0.113.9')];
    const statuses = [];
    for (const visitor of [here, there, here, there, here, there, here])
      statuses.push((await visitor.tries('1234567890')).status);
    expect(statuses.slice(0, 5)).not.toContain(429);
    expect(statuses.slice(5)).toEqual([429, 429]);
  });

  it('opens a socket at the other node too, and no second one', async () => {
    const { sid } = await meetsAcross();
    const ticket = await maria.ticket(sid);
    maria.tab.where = two.where;
    await maria.dialsWith(ticket);
    await expect(maria.dialsWith(ticket)).rejects.toThrow();
  });
});

describe('the desk', () => {
  it('knows at each node who is there, and hears of requests that came in at the other', async () => {
    const portal = async (desk: Desk) =>
      requests.portal.parse((await desk.visitor().tab.get(`/api/portal/${SLUG}`)).json);
    const luca = await one.technician('Luca Verdi');
    luca.tab.where = two.where;
    const queues = [await watchesQueue(maria.tab), await watchesQueue(luca.tab)] as const;
    await until(
      async () => ((await portal(one)).available === 2 ? true : undefined),
      'both at the first node',
    );
    expect((await portal(two)).available).toBe(2);
    await luca.tab.send('PUT', '/api/me/availability', { body: { availability: 'away' } });
    await until(async () => ((await portal(one)).available === 1 ? true : undefined), 'one of them');
    const { request } = await asks(two);
    await queues[0].hears(request);
    await maria.tab.post(`/api/requests/${request}/assign`, undefined);
    await queues[1].hears(maria.id);
    for (const { stops } of queues) stops();
    await until(async () => ((await portal(two)).available === 0 ? true : undefined), 'nobody');
  });

  it('ends at every node what ends for a person', async () => {
    const { sid } = await maria.opensSession();
    maria.tab.where = two.where;
    await maria.connects(sid);
    const anna = await one.admin();
    await anna.setsState(maria.id, 'disabled');
    expect(['NOT_SIGNED_IN', 'ENDED']).toContain((await maria.line.next('bye')).code);
  });

  it('has one log, whose heads contradict nothing, however many write and sign', async () => {
    const { carla } = await meetsAcross();
    await maria.asks();
    await carla.hears('consent.asked');
    await carla.denies();
    await maria.ends();
    const auditor = await one.auditor();
    for (const { where } of [one, two]) {
      auditor.tab.where = where;
      const status = await until(async () => {
        const { json } = await auditor.tab.get('/api/log/status');
        const all = json.logs as readonly { state: string; unsigned: number }[];
        return all.every(({ state, unsigned }) => state === 'signed' && unsigned === 0) ? all : undefined;
      }, 'all leaves');
      expect(status.length).toBeGreaterThan(1);
    }
  });
});

describe('while the nodes cannot reach each other', () => {
  afterEach(async () => {
    await redis.kill();
    await redis.starts();
  });

  it('who is at one node goes on, and nobody is kept waiting', async () => {
    const { maria: nina, carla } = await meet(one);
    await redis.kill();
    await isWhole(false);
    await nina.asks();
    await carla.hears('consent.asked');
    const gid = await carla.grants();
    await nina.hears('consent.granted');
    await carla.stops(gid);
    await nina.hears('consent.revoked');
    const refused = await one.visitor().tries('1234567890');
    expect([refused.status, refused.json.error]).toEqual([503, 'BUS_UNAVAILABLE']);
    expect(refused.headers['retry-after']).toBe('5');
    const read = await one.tab().send('GET', '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(read.text).toContain('permesso_nodes_reached 0');
    expect((await one.visitor().tab.get(`/api/portal/${SLUG}`)).status).toBe(200);
  });

  it('who is at two waits, says so, loses nothing, and is not taken to be away', async () => {
    const { carla } = await meetsAcross();
    await until(async () => (await maria.line.next('present')).customer || undefined, 'the customer');
    await maria.asks();
    await carla.hears('consent.asked');
    const gid = await carla.grants();
    await maria.hears('consent.granted');
    await redis.kill();
    await isWhole(false);
    const told = async () => {
      const { customer, apart = false } = await maria.line.next('present');
      return customer ? 'there' : apart ? 'not to be reached' : 'gone';
    };
    await until(async () => (await told()) === 'not to be reached' || undefined, 'nobody to be reached');
    await carla.stops(gid);
    await redis.starts();
    await isWhole(true);
    await maria.hears('consent.revoked');
    await until(async () => (await told()) === 'there' || undefined, 'the customer again');
    const seqs = maria.line.events.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });
});

describe('when the nodes reach each other again', () => {
  it('whoever watches a queue or waits in it is told to look, for news of the other node were lost', async () => {
    const luca = await one.technician('Luca Verdi');
    luca.tab.where = two.where;
    const carla = await asks(two);
    const lines = [await watchesQueue(luca.tab), await watchesRequest(carla)] as const;
    const [queue, waiting] = lines;
    await redis.kill();
    await isWhole(false);
    await maria.tab.post(`/api/requests/${carla.request}/assign`, undefined);
    await redis.starts();
    await isWhole(true);
    await queue.hears('missed');
    await waiting.hears('{}');
    expect(queue.heard()).not.toContain(maria.id);
    for (const { stops } of lines) stops();
  });
});

describe('a node that has not heard yet what happened at another', () => {
  it('asks the store before it takes a page for one that knows too much', async () => {
    const deaf = await startDesk({ beside: one });
    try {
      const { sid, code } = await maria.opensSession();
      const carla = await deaf.visitor().joins(code);
      await carla.admits();
      await maria.asks();
      const seq = maria.line.state.seq;
      maria.tab.where = deaf.where;
      expect((await maria.connects(sid, seq)).events).toEqual([]);
      // And it knows of the question from now on.
      await maria.ends();
      expect(maria.line.events.map((event) => event.seq)[0]).toBe(seq + 1);
    } finally {
      await deaf.ends();
    }
  });
});

describe('a node that did not hear of a customer’s key', () => {
  it('lets nobody come back without it', async () => {
    const deaf = await startDesk({ beside: one });
    try {
      const { sid, code } = await maria.opensSession();
      const carla = await deaf.visitor().joins(code);
      const { resume } = carla.joined;
      expect((await carla.tab.post('/api/resume', { sid, resume })).status).toBe(200);
      await maria.introduces(carla, 'pake');
      const stolen = await deaf.tab().post('/api/resume', { sid, resume });
      expect([stolen.status, stolen.json.error]).toEqual([404, 'NOT_FOUND']);
      await carla.ticket(sid);
    } finally {
      await deaf.ends();
    }
  });
});

describe('when a node goes', () => {
  it('takes nobody in any more, and sends whoever is there to another one', async () => {
    const { sid, carla } = await meetsAcross();
    const visitor = two.visitor();
    const leaving = two.app.drain();
    expect((await carla.line.next('bye')).code).toBe('CLOSED');
    await leaving;
    await expect(visitor.tries('1234567890')).rejects.toThrow('ECONNREFUSED');
    carla.tab.where = one.where;
    await carla.connects(sid);
    await maria.asks();
    await carla.hears('consent.asked');
  });

  it('whoever was there is missed, and goes on at another one from where they were', async () => {
    const { sid, carla } = await meetsAcross();
    await until(async () => (await maria.line.next('present')).customer || undefined, 'the customer');
    const seq = carla.line.events.length;
    await two.ends();
    await until(async () => !(await maria.line.next('present')).customer || undefined, 'nobody');
    await maria.asks();
    carla.tab.where = one.where;
    const { events } = await carla.connects(sid, seq);
    expect(events.map(({ type }) => type)).toEqual(['consent.asked']);
    await until(async () => (await maria.line.next('present')).customer || undefined, 'the customer again');
  });
});
