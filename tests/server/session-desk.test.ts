// The one door: races, failures and deadlines.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../server/store/store.ts';
import { isRefusal } from '../../shared/errors.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { liveGrant } from '../../shared/session/state.ts';
import { type House, openHouse } from '../support/house.ts';
import { CUSTOMER, TECHNICIAN, uuid } from '../support/paper.ts';

let house: House;
beforeEach(() => {
  // Only these: the store's thread and its messages go on in real time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.closes();
  vi.useRealTimers();
});

/** For what the store's thread does in its own time. */
const PATIENCE = { timeout: 5_000 };
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const outcomes = (results: unknown[]) => ({
  done: results.filter((result) => !isRefusal(result)).length,
  refused: results.filter(isRefusal).map(({ refused }) => refused),
});

describe('when many wishes come at once', () => {
  it('takes them one after another', async () => {
    const sid = await house.opens();
    const asking = Array.from({ length: 20 }, (_, n) => house.asks(sid, n + 1));
    const { done, refused } = outcomes(await Promise.all(asking));
    expect(done).toBe(1);
    expect(refused).toEqual(Array(19).fill('ASK_OPEN'));
  });

  it('gives every event a number of its own', async () => {
    const sid = await house.opens();
    const offers = Array.from({ length: 20 }, (_, n) =>
      house.desk.act(sid, { type: 'offer-file', fileId: uuid(n), name: 'a', size: 1 }, TECHNICIAN),
    );
    await Promise.all(offers);
    const events = await house.desk.eventsAfter(sid, 0);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  });

  it('does not let a wish of one session hold up another', async () => {
    const [one, two] = [await house.opens(), await house.opens()];
    const both = await Promise.all([house.asks(one, 1), house.asks(two, 1)]);
    expect(outcomes(both).done).toBe(2);
  });
});

describe('when two brokers decide about one session at once', () => {
  let neighbour: House;
  beforeEach(async () => {
    neighbour = await openHouse({ folder: house.folder, beside: house });
  });
  afterEach(() => neighbour.closes());

  it('has one winner; the other reads again and decides again', async () => {
    for (let round = 0; round < 10; round++) {
      const sid = await house.opens();
      await neighbour.desk.state(sid);
      const both = await Promise.all([house.asks(sid, 1), neighbour.asks(sid, 2)]);
      const { done, refused } = outcomes(both);
      expect(done).toBe(1);
      // The second statement may even come before the first one that it follows.
      expect(['ASK_OPEN', 'OUT_OF_ORDER']).toContain(refused[0]);
      expect((await house.types(sid)).filter((type) => type === 'consent.asked')).toHaveLength(1);
    }
  });

  it('does not lose a wish that is still good after the lost race', async () => {
    const sid = await house.opens();
    await neighbour.desk.state(sid);
    const offer = (n: number) => ({ type: 'offer-file', fileId: uuid(n), name: 'a', size: 1 }) as const;
    const both = await Promise.all([
      house.desk.act(sid, offer(1), TECHNICIAN),
      neighbour.desk.act(sid, offer(2), CUSTOMER),
    ]);
    expect(outcomes(both).done).toBe(2);
    expect((await house.types(sid)).filter((type) => type === 'file.offered')).toHaveLength(2);
  });
});

describe('when the store cannot write', () => {
  it('gives no permission, and nobody hears of one', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    house.told.length = 0;
    house.store.isFull = true;
    await expect(house.grants(sid, 1, 101)).rejects.toThrow(StoreUnavailable);
    expect(house.told).toEqual([]);
    expect(liveGrant(await house.desk.state(sid), 'view', Date.now())).toBeNull();
  });

  it('can be asked again when there is room again', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    house.store.isFull = true;
    await expect(house.grants(sid, 1, 101)).rejects.toThrow(StoreUnavailable);
    house.store.isFull = false;
    expect(isRefusal(await house.saysAgain(sid, 'customer'))).toBe(false);
    expect(liveGrant(await house.desk.state(sid), 'view', Date.now())?.gid).toBe(uuid(101));
  });

  it('leaves what already runs as it is', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await house.grants(sid, 1, 101);
    house.store.isFull = true;
    await expect(house.asks(sid, 2)).rejects.toThrow(StoreUnavailable);
    expect(liveGrant(await house.desk.state(sid), 'view', Date.now())?.gid).toBe(uuid(101));
  });

  it('writes an end down as soon as it can', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await house.grants(sid, 1, 101);
    house.store.isFull = true;
    await passes(15 * 60_000 + LIMITS.expiryGraceMs);
    await vi.waitFor(() => expect(house.problems).not.toEqual([]), PATIENCE);
    // Not a hundred times a second either.
    expect(house.problems.length).toBeLessThan(5);
    house.store.isFull = false;
    await passes(1_000);
    await vi.waitFor(() => expect(house.told.at(-1)).toBe('consent.expired'), PATIENCE);
  });
});

describe('what time does by itself', () => {
  it('ends a session whose code nobody took', async () => {
    const sid = await house.opens();
    expect(await house.types(sid)).not.toContain('session.ended');
    const lonely = 'l'.repeat(22);
    const names = { technicianName: 'Maria', deskName: 'Conti' };
    const wish = {
      type: 'create',
      desk: 'd'.repeat(22),
      code: 'pake',
      codeExpiresAt: Date.now() + 1_000,
      ...names,
    } as const;
    await house.desk.act(lonely, wish, TECHNICIAN);
    await passes(1_000);
    await vi.waitFor(async () => expect((await house.desk.state(lonely)).phase).toBe('ended'), PATIENCE);
    expect(await house.desk.state(lonely)).toMatchObject({ ending: 'lonely' });
  });

  it('takes silence for a no', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await passes(LIMITS.answerMs - 1);
    expect(await house.desk.state(sid)).toMatchObject({ ask: { askId: uuid(1) } });
    await passes(11);
    await vi.waitFor(() => expect(house.told.at(-1)).toBe('consent.timed-out'), PATIENCE);
  });

  it('ends a permission a minute after the customer has gone, and not when the customer returns in time', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await house.grants(sid, 1, 101);
    house.desk.away(sid, 'customer', Date.now());
    await house.desk.state(sid);
    await passes(LIMITS.disconnectMs - 1_000);
    house.desk.away(sid, 'customer', null);
    await house.desk.state(sid);
    await passes(LIMITS.disconnectMs);
    expect(house.told.at(-1)).toBe('consent.granted');
    house.desk.away(sid, 'customer', Date.now());
    await house.desk.state(sid);
    await passes(LIMITS.disconnectMs);
    await vi.waitFor(() => expect(house.told.at(-1)).toBe('consent.disconnected'), PATIENCE);
  });

  it('forgets nobody who left while it could not be known who is connected', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await house.grants(sid, 1, 101);
    house.knowsWho(false);
    house.desk.away(sid, 'customer', Date.now());
    await house.desk.state(sid);
    await passes(LIMITS.disconnectMs + 20_000);
    await house.desk.state(sid);
    expect(house.told.at(-1)).toBe('consent.granted');
    house.knowsWho(true);
    await passes(10_000);
    await vi.waitFor(() => expect(house.told.at(-1)).toBe('consent.disconnected'), PATIENCE);
  });

  it('counts a customer who joined and never opened a connection as away', async () => {
    const sid = await house.opensUnconnected();
    await passes(LIMITS.lostMs);
    await vi.waitFor(
      async () => expect(await house.desk.state(sid)).toMatchObject({ ending: 'lost' }),
      PATIENCE,
    );
  });

  it('goes on after a start, for every session that has not ended', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await house.desk.close();
    const next = await openHouse({ folder: house.folder });
    await next.desk.resumeAll();
    await passes(LIMITS.lostMs);
    await vi.waitFor(
      async () => expect(await next.desk.state(sid)).toMatchObject({ ending: 'lost' }),
      PATIENCE,
    );
    await next.desk.close();
    await next.store.close();
  });

  it('does nothing more once the desk is closed', async () => {
    const sid = await house.opens();
    await house.asks(sid, 1);
    await house.desk.close();
    await passes(LIMITS.answerMs * 2);
    expect(await house.types(sid)).not.toContain('consent.timed-out');
  });
});
