// A session as a page sees it, through lost connections, reloads and lies.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../link/session.ts';
import { refuse } from '../../shared/errors.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/up.ts';
import type { Command } from '../../shared/session/commands.ts';
import { Broker } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { asks, type Couple, deny, grants, met, revoke } from './support/couple.ts';
import { chance, memoryStorage, settle, until } from './support/kit.ts';
import { sessionOf } from './support/page.ts';

describe('a session', () => {
  let clock: FakeClock;
  let couple: Couple;
  let broker: Broker;
  let session: Session;
  const online = (which = session) => until(which.status, (status) => status.kind === 'online');
  const offline = async () => {
    broker.isUp = false;
    broker.cut('customer');
    await settle();
  };
  const back = async () => {
    broker.isUp = true;
    clock.advance(15_000);
    await online();
    await caughtUp();
  };
  const caughtUp = () => until(session.state, (state) => state.seq === broker.state.seq);
  /** The customer's stop, signed. */
  const stop = async (gid: string): Promise<Command> => {
    const { jws } = await couple.hands.customer.signs(revoke(gid));
    return { type: 'state', jws };
  };

  beforeEach(async () => {
    clock = fakeClock();
    couple = await met({ now: () => clock.now() + 5_000 });
    broker = couple.broker;
    session = sessionOf(broker, 'customer', { clock });
    await online();
  });
  afterEach(() => session.close());

  it('folds what the broker tells and knows who is who', () => {
    expect(session.state.value).toEqual(broker.state);
    expect(session.events.value).toEqual(broker.events);
    expect(session.you.value).toEqual({ role: 'customer', id: broker.ids.customer });
    expect(session.clockOffset.value).toBe(5_000);
    expect(session.now()).toBe(broker.now());
  });

  it('goes by the newest servers that it was told', async () => {
    const relay = { urls: ['turn:relay.example.org'], username: '1:sid-customer', credential: 'c' };
    broker.tell({ t: 'servers', iceServers: [relay] }, 'customer');
    expect(await until(session.iceServers, (servers) => servers.length > 0)).toEqual([relay]);
    broker.tell({ t: 'servers', iceServers: [] }, 'customer');
    await until(session.iceServers, (servers) => servers.length === 0);
  });

  it('answers a wish when the state already contains it', async () => {
    const asked = await asks(couple);
    const { jws } = await couple.hands.customer.signs(deny(asked));
    const answer = await session.wish({ type: 'state', jws });
    expect(answer).toEqual({ seq: broker.state.seq });
    expect(session.state.value.seq).toBe(broker.state.seq);
    expect(broker.events.at(-1)?.type).toBe('consent.denied');
  });

  it('hands on a refusal by its name', async () => {
    const askId = chance.newUuid();
    expect(await session.wish({ type: 'extend', askId })).toEqual(refuse('NO_OPEN_ASK'));
  });

  it('does not send what has no form', async () => {
    const strange = { type: 'extend', askId: 'mine' } as const;
    expect(await session.wish(strange)).toEqual(refuse('BAD_INPUT'));
    expect(broker.heard.some(({ message }) => message.t === 'wish')).toBe(false);
  });

  it('takes up after the last event it has', async () => {
    await offline();
    const seq = broker.state.seq;
    await asks(couple);
    await back();
    expect(broker.heard.at(-1)?.message).toEqual({ t: 'hello', v: PROTOCOL_VERSION, lastSeq: seq });
    expect(session.state.value).toEqual(broker.state);
    expect(session.welcomes.value).toBe(2);
  });

  it('refuses to widen anything while offline', async () => {
    await offline();
    expect(await session.wish({ type: 'admit' })).toEqual(refuse('CLOSED'));
  });

  it('keeps a stop that was pressed offline, and has it recorded later', async () => {
    const gid = await grants(couple);
    await caughtUp();
    await offline();
    const answer = session.wish(await stop(gid));
    await back();
    expect(await answer).toEqual({ seq: broker.state.seq });
    expect(broker.events.at(-1)).toMatchObject({ type: 'consent.revoked', gid, localMs: 3 });
  });

  it('sends again, in order, what was under way when the connection broke', async () => {
    const gid = await grants(couple);
    await caughtUp();
    broker.onWish = () => 'lose';
    const all = Promise.all([session.wish(await stop(gid)), session.wish({ type: 'end' })]);
    const widened = session.wish({ type: 'admit' });
    await settle();
    broker.onWish = () => 'take';
    await offline();
    expect(await widened).toEqual(refuse('CLOSED'));
    await back();
    await all;
    expect(broker.events.slice(-2).map((event) => event.type)).toEqual(['consent.revoked', 'session.ended']);
  });

  it('keeps the stop through a reload of the page', async () => {
    const storage = memoryStorage();
    session.close();
    session = sessionOf(broker, 'customer', { clock, storage });
    await online();
    const gid = await grants(couple);
    await caughtUp();
    await offline();
    void session.wish(await stop(gid));
    await settle();
    session.close();
    broker.isUp = true;
    session = sessionOf(broker, 'customer', { clock, storage });
    await until(session.events, (events) => events.at(-1)?.type === 'consent.revoked');
    await settle();
    expect(broker.events.at(-1)).toMatchObject({ type: 'consent.revoked', gid });
    expect(storage.kept.size).toBe(0);
  });

  it('tries a stop again that the store could not take', async () => {
    const gid = await grants(couple);
    await caughtUp();
    broker.onWish = () => refuse('STORE_UNAVAILABLE');
    const answer = session.wish(await stop(gid));
    await settle();
    broker.onWish = () => 'take';
    clock.advance(1_000);
    expect(await answer).toEqual({ seq: broker.state.seq });
  });

  it('asks again when an event is missing', async () => {
    const before = broker.state.seq;
    await asks(couple);
    const real = broker.events[before];
    if (!real) throw new Error('the broker recorded nothing');
    await caughtUp();
    broker.tell({ t: 'event', event: { ...real, seq: real.seq + 5 } });
    await settle();
    expect(session.status.value.kind).toBe('waiting');
    await back();
    expect(session.state.value).toEqual(broker.state);
  });

  it('folds anew when the broker sends the whole history', async () => {
    await offline();
    const { enter } = broker;
    broker.enter = (role, socket) => enter.call(broker, role, socket, 0);
    await back();
    expect(session.state.value).toEqual(broker.state);
    expect(session.events.value).toEqual(broker.events);
  });

  it('closes on a history that no honest broker tells', async () => {
    const joined = broker.events[1];
    if (!joined) throw new Error('nobody joined');
    broker.tell({ t: 'event', event: { ...joined, seq: broker.state.seq + 1 } });
    await until(session.status, (status) => status.kind === 'forged-history');
    expect(await session.wish({ type: 'end' })).toEqual(refuse('INTERNAL'));
  });

  it('closes on events of another session', async () => {
    const other = new Broker({ now: clock.now });
    const [event] = other.events;
    if (!event) throw new Error('no event');
    broker.tell({ t: 'event', event: { ...event, seq: broker.state.seq + 1 } });
    await until(session.status, (status) => status.kind === 'forged-history');
  });

  it('lets a page ask in vain once the broker has dismissed it', async () => {
    await offline();
    const answer = session.wish({ type: 'end' });
    broker.isUp = true;
    broker.enter = (_role, socket) => socket.deliver({ t: 'bye', code: 'ENDED' });
    clock.advance(15_000);
    expect(await answer).toEqual(refuse('ENDED'));
    expect(session.status.value).toEqual({ kind: 'closed', code: 'ENDED' });
    expect(await session.wish({ type: 'end' })).toEqual(refuse('ENDED'));
  });
});
