// A session as a page sees it, through lost connections, reloads and lies.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../client-web/src/link/session.ts';
import { refuse } from '../../shared/errors.ts';
import type { Command } from '../../shared/session/commands.ts';
import { Broker } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { chance, memoryStorage, settle, until } from './support/kit.ts';
import { sessionOf } from './support/page.ts';

const ask = (): Command => ({
  type: 'ask',
  askId: chance.newUuid(),
  scope: 'view',
  surface: 'window',
  minutes: 5,
  reason: 'the printer',
});

describe('a session', () => {
  let clock: FakeClock;
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
    await settle();
  };
  /** A grant of the customer's that lives. */
  const granted = (): string => {
    const wish = ask() as Extract<Command, { type: 'ask' }>;
    const gid = chance.newUuid();
    broker.act(wish, 'technician');
    const notice = { id: 'view', version: '1', language: 'en' } as const;
    broker.act({ type: 'grant', askId: wish.askId, gid, surface: 'window', minutes: 5, notice }, 'customer');
    return gid;
  };

  beforeEach(async () => {
    clock = fakeClock();
    broker = new Broker(() => clock.now() + 5_000);
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

  it('answers a wish when the state already contains it', async () => {
    broker.act(ask(), 'technician');
    await settle();
    const { askId } = (session.state.value as { ask: { askId: string } }).ask;
    const answer = await session.wish({ type: 'deny', askId });
    expect(answer).toEqual({ seq: broker.state.seq });
    expect(session.state.value.seq).toBe(broker.state.seq);
  });

  it('hands on a refusal by its name', async () => {
    expect(await session.wish({ type: 'deny', askId: chance.newUuid() })).toEqual(refuse('NO_OPEN_ASK'));
  });

  it('does not send what has no form', async () => {
    const strange = { type: 'deny', askId: 'mine' } as const;
    expect(await session.wish(strange)).toEqual(refuse('BAD_INPUT'));
    expect(broker.heard.some(({ message }) => message.t === 'wish')).toBe(false);
  });

  it('takes up after the last event it has', async () => {
    await offline();
    const seq = broker.state.seq;
    broker.act(ask(), 'technician');
    await back();
    expect(broker.heard.at(-1)?.message).toEqual({ t: 'hello', v: 1, lastSeq: seq });
    expect(session.state.value).toEqual(broker.state);
    expect(session.welcomes.value).toBe(2);
  });

  it('refuses to widen anything while offline', async () => {
    await offline();
    expect(await session.wish({ type: 'admit' })).toEqual(refuse('CLOSED'));
  });

  it('keeps a stop that was pressed offline, and has it recorded later', async () => {
    const gid = granted();
    await settle();
    await offline();
    const answer = session.wish({ type: 'revoke', gid, why: 'stop', localMs: 3 });
    await back();
    expect(await answer).toEqual({ seq: broker.state.seq });
    expect(broker.events.at(-1)).toMatchObject({ type: 'consent.revoked', gid, localMs: 3 });
  });

  it('sends again, in order, what was under way when the connection broke', async () => {
    const gid = granted();
    await settle();
    broker.onWish = () => false;
    const stopped = session.wish({ type: 'revoke', gid, why: 'stop', localMs: 3 });
    const ended = session.wish({ type: 'end' });
    const widened = session.wish({ type: 'admit' });
    await settle();
    broker.onWish = () => true;
    await offline();
    expect(await widened).toEqual(refuse('CLOSED'));
    await back();
    await Promise.all([stopped, ended]);
    expect(broker.events.slice(-2).map((event) => event.type)).toEqual(['consent.revoked', 'session.ended']);
  });

  it('keeps the stop through a reload of the page', async () => {
    const storage = memoryStorage();
    session.close();
    session = sessionOf(broker, 'customer', { clock, storage });
    await online();
    const gid = granted();
    await settle();
    await offline();
    void session.wish({ type: 'revoke', gid, why: 'stop', localMs: 3 });
    await settle();
    session.close();
    broker.isUp = true;
    session = sessionOf(broker, 'customer', { clock, storage });
    await online();
    await settle();
    await settle();
    expect(broker.events.at(-1)).toMatchObject({ type: 'consent.revoked', gid });
    expect(storage.kept.size).toBe(0);
  });

  it('tries a stop again that the store could not take', async () => {
    const gid = granted();
    await settle();
    const real = broker.act.bind(broker);
    broker.act = () => refuse('STORE_UNAVAILABLE');
    const answer = session.wish({ type: 'revoke', gid, why: 'stop', localMs: 3 });
    await settle();
    broker.act = real;
    clock.advance(1_000);
    expect(await answer).toEqual({ seq: broker.state.seq });
  });

  it('asks again when an event is missing', async () => {
    const before = broker.state.seq;
    broker.act(ask(), 'technician');
    const real = broker.events[before];
    if (!real) throw new Error('the broker recorded nothing');
    await settle();
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
    const other = new Broker(() => clock.now());
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
