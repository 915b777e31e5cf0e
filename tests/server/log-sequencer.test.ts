// Events become leaves: all of them, once each, without gaps, however many brokers do it at once and wherever one of them stops.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heads } from '../../server/log/heads.ts';
import { sequencer } from '../../server/log/sequencer.ts';
import { just, type Step, type Store, StoreUnavailable } from '../../server/store/store.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventIds, faultsOf, leavesOf, outboxOf, typesOf } from '../support/log-book.ts';
import { DESK, TECHNICIAN } from '../support/paper.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.closes());

const signsIn = (at: House) => at.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' });
const many = (at: House, count: number) => Promise.all(Array.from({ length: count }, () => signsIn(at)));
/** The same in few units, where their number does not matter. */
const heaps = async ({ store, room }: House, hundreds: number) => {
  const event = () => ({ type: 'tech.login', v: 2, n: randomUUID(), at: 0, by: TECHNICIAN.id }) as const;
  for (let i = 0; i < hundreds; i++) {
    const rows = Array.from({ length: 100 }, () => room.journal.appendRow(DESK, event(), null));
    await store.write((await Promise.all(rows)).flat());
  }
};
const faults = () => faultsOf(house.store, house.room, DESK);
const signedSizes = async (): Promise<number[]> => {
  const rows = house.store.sql.selectFrom('checkpoint').select('size').where('log_id', '=', DESK);
  return (await house.store.read<{ size: number }>(rows.orderBy('size'))).map(({ size }) => size);
};

describe('a log', () => {
  it('begins with its own opening and goes on with what happened, in order', async () => {
    const sid = await house.opens();
    await house.room.sequencer.pass();
    expect(await typesOf(house.store, DESK)).toEqual([
      'log.opened',
      'session.created',
      'session.joined',
      'peer.authenticated',
      'session.admitted',
    ]);
    const told = await house.desk.eventsAfter(sid, 0);
    const leaves = (await leavesOf(house.store, DESK)).slice(1).map(({ body }) => JSON.parse(body));
    expect(leaves.map(({ c: _c, ...event }) => event)).toEqual(told.map(({ detail: _d, ...event }) => event));
    expect(await faults()).toEqual([]);
  });

  it('holds no two equal leaves, though the same thing happens twice in one millisecond', async () => {
    const still = await openHouse({ now: () => 1_800_000_000_000 });
    await many(still, 20);
    await still.room.sequencer.pass();
    const bodies = (await leavesOf(still.store, DESK)).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
    await still.closes();
  });

  it('is signed only when there is something new', async () => {
    await many(house, 3);
    await house.room.sequencer.pass();
    await house.room.sequencer.pass();
    expect(await signedSizes()).toEqual([4]);
    await signsIn(house);
    await house.room.sequencer.pass();
    expect(await signedSizes()).toEqual([4, 5]);
    expect(await faults()).toEqual([]);
  });

  it('has a correct head at every size, across the width of a tile', async () => {
    for (let round = 0; round < 6; round++) {
      await many(house, 117);
      await house.room.sequencer.pass();
    }
    expect(await signedSizes()).toHaveLength(6);
    expect(await faults()).toEqual([]);
    const full = house.store.sql.selectFrom('subtree').select(['level', 'idx']).where('log_id', '=', DESK);
    expect(await house.store.read(full.orderBy('idx'))).toEqual([
      { level: 1, idx: 0 },
      { level: 1, idx: 1 },
    ]);
  });

  it('takes more than one unit can hold', async () => {
    await many(house, 1_234);
    await house.room.sequencer.pass();
    expect(await signedSizes()).toEqual([1_235]);
    expect(await faults()).toEqual([]);
  });

  it('is signed in between when there is very much to do', { timeout: 90_000 }, async () => {
    await heaps(house, 110);
    await house.room.sequencer.pass();
    const sizes = await signedSizes();
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.at(-1)).toBe(11_001);
    expect(await faults()).toEqual([]);
  });

  it('of the installation is another one', async () => {
    await house.room.log.recordOwn({ type: 'release.deployed', version: '1.0.0' });
    await signsIn(house);
    await house.room.sequencer.pass();
    const own = await house.room.logs.current(null);
    expect(await typesOf(house.store, own.id)).toEqual(['log.opened', 'release.deployed']);
    expect(await typesOf(house.store, DESK)).toEqual(['log.opened', 'tech.login']);
    expect(await faultsOf(house.store, house.room, own.id)).toEqual([]);
  });
});

describe('when several brokers do it at once', () => {
  it('every event becomes one leaf, and no place is left out', async () => {
    const others = [await openHouse({ folder: house.folder }), await openHouse({ folder: house.folder })];
    const all = [house, ...others];
    await signsIn(house);
    const writing = all.map((at) => many(at, 300));
    let isWriting = true;
    const written = Promise.all(writing).then(() => {
      isWriting = false;
    });
    const signing = all.map(async (at) => {
      while (isWriting) await at.room.sequencer.pass();
    });
    await Promise.all([written, ...signing]);
    await Promise.all(all.map((at) => at.room.sequencer.pass()));
    await Promise.all(all.map((at) => at.room.sequencer.pass()));
    const ids = (await leavesOf(house.store, DESK)).map(({ event_id }) => event_id);
    expect(await outboxOf(house.store)).toEqual([]);
    expect([...ids].sort((a, b) => a - b)).toEqual(await eventIds(house.store));
    expect(ids).toHaveLength(902);
    expect(await faults()).toEqual([]);
    expect(all.flatMap(({ problems }) => problems)).toEqual([]);
    // Only the last one to close removes the folder.
    for (const other of others) await other.store.close();
  });
});

/** A store whose n-th write fails before it changes anything, or after it has: a broker that dies on either side. */
function failingAt(store: Store, n: number, when: 'before' | 'after'): Store {
  let writes = 0;
  return {
    ...store,
    write: async (steps: readonly Step[]) => {
      writes += 1;
      if (writes === n && when === 'before') throw new StoreUnavailable('gone before the write');
      await store.write(steps);
      if (writes === n) throw new StoreUnavailable('gone after the write');
    },
  };
}

describe('when the broker dies between two steps', () => {
  for (const when of ['before', 'after'] as const)
    for (const n of [1, 2, 3])
      it(`nothing is lost and nothing is signed twice: ${when} write ${n}`, async () => {
        await many(house, 30);
        const problems: unknown[] = [];
        const store = failingAt(house.store, n, when);
        const { notary, logs } = house.room;
        const dying = sequencer({
          store,
          logs,
          notary,
          heads: heads(`${house.folder}/heads`, notary),
          now: Date.now,
          onProblem: (problem) => void problems.push(problem),
          onRefusal: (_log, reason) => void problems.push(reason),
        });
        await dying.pass();
        await many(house, 5);
        await house.room.sequencer.pass();
        expect(problems).toHaveLength(1);
        expect(await leavesOf(house.store, DESK)).toHaveLength(36);
        expect(await outboxOf(house.store)).toEqual([]);
        expect(await faults()).toEqual([]);
        expect((await signedSizes()).at(-1)).toBe(36);
      });
});

describe('the rows of a log', () => {
  beforeEach(async () => {
    await many(house, 300);
    await house.room.sequencer.pass();
  });
  for (const table of ['leaf', 'subtree', 'checkpoint'] as const)
    it(`of ${table} are never changed or removed`, async () => {
      const change = house.store.sql.updateTable(table).set({ log_id: DESK });
      await expect(house.store.write([just(change)])).rejects.toThrow('append-only');
      await expect(house.store.write([just(house.store.sql.deleteFrom(table))])).rejects.toThrow(
        'append-only',
      );
    });
});
