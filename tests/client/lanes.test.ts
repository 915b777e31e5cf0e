// The keeper of lanes at both ends of a session: which connections come to exist, are made anew, or never exist.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import wrtc from 'wrtc';
import type { Lane } from '../../client-web/src/link/lane.ts';
import { refuse } from '../../shared/errors.ts';
import type { Signal } from '../../shared/protocol/signal.ts';
import type { Command } from '../../shared/session/commands.ts';
import { type Grant, liveGrant } from '../../shared/session/state.ts';
import { Broker } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { chance, isThere, settle, until } from './support/kit.ts';
import { closed, messages } from './support/lanes.ts';
import { type Page, pageOf } from './support/page.ts';

// Real connections: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describe('the keeper of lanes', () => {
  let clock: FakeClock;
  let broker: Broker;
  let technician: Page;
  let customer: Page;
  const talks = () =>
    Promise.all([until(technician.lanes.talk, isThere), until(customer.lanes.talk, isThere)]);
  const idsOf = (kind: Signal['kind']) =>
    new Set(broker.signals.filter((s) => s.kind === kind).map((s) => s.lane));
  const offer = (kind: Signal['kind']) =>
    broker.signals.find((s) => s.kind === kind && s.data.type === 'offer');
  const inject = (signal: Signal, to: 'technician' | 'customer') => {
    broker.tell(signal, to);
    return settle();
  };
  const grantView = async (): Promise<Grant> => {
    const askId = chance.newUuid();
    const gid = chance.newUuid();
    const ask: Command = { type: 'ask', askId, scope: 'view', surface: 'window', minutes: 5, reason: '' };
    broker.act(ask, 'technician');
    const notice = { id: 'view', version: '1', language: 'en' } as const;
    broker.act({ type: 'grant', askId, gid, surface: 'window', minutes: 5, notice }, 'customer');
    const seq = broker.state.seq;
    await Promise.all([technician, customer].map((page) => until(page.session.state, (s) => s.seq === seq)));
    const grant = liveGrant(broker.state, 'view', broker.now());
    if (!grant) throw new Error('no grant');
    return grant;
  };
  const screen = () => new wrtc.MediaStream([new wrtc.nonstandard.RTCVideoSource().createTrack()]);
  /** Every open lane of both pages, so that each test ends with none. */
  const openLanes = () =>
    [technician, customer].flatMap(({ lanes }) => [
      lanes.talk.value,
      lanes.showing.value,
      lanes.picture.value?.lane,
    ]);

  beforeEach(() => {
    clock = fakeClock();
    broker = new Broker(clock.now);
    technician = pageOf(broker, 'technician', clock);
    customer = pageOf(broker, 'customer', clock);
  });
  afterEach(async () => {
    const ends = openLanes().filter((lane) => lane !== null && lane !== undefined);
    const over = Promise.all(ends.map((lane: Lane) => closed(lane)));
    technician.close();
    customer.close();
    await over;
  });

  it('joins the two by one talk lane, which the technician begins', async () => {
    const [mine, theirs] = await talks();
    const heard = messages(theirs, 1);
    await mine.send('here I am');
    expect(await heard).toEqual(['here I am']);
    expect(idsOf('talk').size).toBe(1);
    expect(offer('talk')?.from).toBe(broker.ids.technician);
  });

  it('leaves a connected lane alone when sockets come and go', async () => {
    const [mine] = await talks();
    broker.cut('customer');
    broker.cut('technician');
    clock.advance(15_000);
    await until(technician.session.welcomes, (n) => n === 2);
    await until(customer.session.welcomes, (n) => n === 2);
    await settle();
    expect(technician.lanes.talk.value).toBe(mine);
    expect(idsOf('talk').size).toBe(1);
  });

  it('makes a broken lane anew under a new id', async () => {
    const [, theirs] = await talks();
    theirs.close();
    await until(technician.lanes.talk, (lane) => lane === null);
    clock.advance(0);
    await talks();
    expect(idsOf('talk').size).toBe(2);
  });

  it('begins anew when a lane is not up within ten seconds', async () => {
    const offered = new Promise<void>((resolve) => {
      broker.onSignal = (signal) => {
        if (signal.data.type === 'offer') resolve();
        return null;
      };
    });
    await offered;
    broker.onSignal = (signal) => signal;
    clock.advance(10_000);
    await talks();
    expect(idsOf('talk').size).toBe(2);
  });

  it('begins anew when signals may have been lost with a connection', async () => {
    const offered = new Promise<void>((resolve) => {
      broker.onSignal = (signal) => {
        if (signal.data.type === 'offer') resolve();
        return null;
      };
    });
    await offered;
    broker.onSignal = (signal) => signal;
    broker.cut('technician');
    clock.advance(300);
    await talks();
    expect(idsOf('talk').size).toBe(2);
  });

  it('waits for a member who is away', async () => {
    customer.close();
    await until(technician.session.present, (present) => present.technician && !present.customer);
    const before = idsOf('talk').size;
    clock.advance(60_000);
    await settle();
    expect(idsOf('talk').size).toBe(before);
    customer = pageOf(broker, 'customer', clock);
    await talks();
  });

  it('drops signals of ids that are unknown, old, or of another sender', async () => {
    await talks();
    const real = offer('talk');
    if (!real) throw new Error('no offer');
    const { dropped } = customer.lanes;
    await inject({ ...real, lane: chance.newId(), data: { type: 'answer', sdp: 'v=0' } }, 'customer');
    expect(dropped.value).toBe(1);
    await inject({ ...real, from: chance.newId(), lane: chance.newId() }, 'customer');
    expect(dropped.value).toBe(2);
    await inject(
      { ...real, from: broker.ids.customer, to: broker.ids.technician, lane: chance.newId() },
      'technician',
    );
    expect(technician.lanes.dropped.value).toBe(1);
    const replaced = until(customer.lanes.talk, (lane) => lane === null);
    await inject({ ...real, lane: chance.newId() }, 'customer');
    await replaced;
    await inject(real, 'customer');
    expect(dropped.value).toBe(3);
  });

  it('shows a screen while its grant lives, and not a moment longer', async () => {
    const grant = await grantView();
    const stream = screen();
    expect(customer.lanes.showScreen(grant, stream)).toBeNull();
    const picture = await until(technician.lanes.picture, isThere);
    expect(picture.gid).toBe(grant.gid);
    expect(picture.stream.getVideoTracks()).toHaveLength(1);
    await until(customer.lanes.shown, (stage) => stage === 'up');
    const ended = closed(picture.lane);
    customer.lanes.closeScreen();
    await ended;
    expect(technician.lanes.picture.value).toBeNull();
    expect(customer.lanes.shown.value).toBe('off');
    await settle();
    expect(broker.signals.at(-1)).toMatchObject({ kind: 'screen', data: { type: 'close' } });
  });

  it('ends the picture at both ends when the grant is revoked elsewhere, or runs out', async () => {
    const grant = await grantView();
    customer.lanes.showScreen(grant, screen());
    await until(technician.lanes.picture, isThere);
    broker.act({ type: 'relinquish', gid: grant.gid }, 'technician');
    await until(technician.lanes.picture, (picture) => picture === null);
    await until(customer.lanes.shown, (stage) => stage === 'off');

    const second = await grantView();
    customer.lanes.showScreen(second, screen());
    await until(technician.lanes.picture, isThere);
    await until(customer.lanes.shown, (stage) => stage === 'up');
    clock.advance(second.expiresAt - broker.now());
    expect(technician.lanes.picture.value).toBeNull();
    expect(customer.lanes.shown.value).toBe('off');
  });

  it('makes a broken picture anew for a minute, then leaves it', async () => {
    const grant = await grantView();
    customer.lanes.showScreen(grant, screen());
    const first = await until(technician.lanes.picture, isThere);
    await until(customer.lanes.shown, (stage) => stage === 'up');
    first.lane.close();
    await until(customer.lanes.shown, (stage) => stage === 'connecting');
    clock.advance(0);
    const second = await until(technician.lanes.picture, isThere);
    await until(customer.lanes.shown, (stage) => stage === 'up');
    expect(idsOf('screen').size).toBe(2);
    broker.onSignal = () => null;
    second.lane.close();
    await until(customer.lanes.shown, (stage) => stage === 'connecting');
    clock.advance(60_000);
    expect(customer.lanes.shown.value).toBe('lost');
    const { size } = idsOf('screen');
    clock.advance(60_000);
    await settle();
    expect(idsOf('screen').size).toBe(size);
  });

  it('does not show anything without a live grant', async () => {
    const grant = await grantView();
    broker.act({ type: 'revoke', gid: grant.gid, why: 'stop', localMs: 1 }, 'customer');
    await until(customer.session.state, (state) => state.seq === broker.state.seq);
    expect(customer.lanes.showScreen(grant, screen())).toEqual(refuse('NO_LIVE_GRANT'));
    expect(technician.lanes.showScreen(grant, screen())).toEqual(refuse('NO_LIVE_GRANT'));
  });

  it('drops the offer of a picture that no live grant covers, and any towards the customer', async () => {
    const grant = await grantView();
    customer.lanes.showScreen(grant, screen());
    await until(technician.lanes.picture, isThere);
    const real = offer('screen');
    if (!real) throw new Error('no offer');
    const { from, to } = real;
    await inject({ ...real, lane: chance.newId(), ref: chance.newUuid() }, 'technician');
    expect(technician.lanes.dropped.value).toBe(1);
    const before = customer.lanes.dropped.value;
    await inject({ ...real, lane: chance.newId(), from: to, to: from }, 'customer');
    await inject({ ...real, lane: chance.newId(), from: to, to: from, kind: 'control' }, 'customer');
    expect(customer.lanes.dropped.value).toBe(before + 2);
    const { lane } = technician.lanes.picture.value ?? {};
    broker.act({ type: 'revoke', gid: grant.gid, why: 'stop', localMs: 1 }, 'customer');
    await until(technician.lanes.picture, (picture) => picture === null);
    await inject({ ...real, lane: chance.newId() }, 'technician');
    expect(technician.lanes.dropped.value).toBe(2);
    expect(lane).toBeDefined();
  });

  it('drops the offer of a lane for a file that was not accepted', async () => {
    await talks();
    const real = offer('talk');
    if (!real) throw new Error('no offer');
    const fileId = chance.newUuid();
    broker.act({ type: 'offer-file', fileId, name: 'a.txt', size: 3 }, 'technician');
    await settle();
    await inject({ ...real, kind: 'files', ref: fileId, lane: chance.newId() }, 'customer');
    expect(customer.lanes.dropped.value).toBe(1);
    customer.lanes.keepFile(fileId);
    technician.lanes.keepFile(fileId);
    await settle();
    expect(idsOf('files').size).toBe(0);
  });

  it('closes everything when the session ends', async () => {
    const [mine, theirs] = await talks();
    const ends = Promise.all([closed(mine), closed(theirs)]);
    broker.act({ type: 'end' }, 'customer');
    await ends;
    expect(technician.lanes.talk.value).toBeNull();
    expect(customer.lanes.talk.value).toBeNull();
  });
});
