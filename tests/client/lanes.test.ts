// The keeper of lanes at both ends of a session: which connections come to exist, are made anew, or never exist.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import wrtc from 'wrtc';
import type { Lane } from '../../link/lane.ts';
import { vouched } from '../../link/vouching.ts';
import { refuse } from '../../shared/errors.ts';
import type { Down } from '../../shared/protocol/down.ts';
import type { Signal } from '../../shared/protocol/signal.ts';
import { type Grant, liveGrant } from '../../shared/session/state.ts';
import type { Broker, Role } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { asks, type Couple, met, peerFor, revoke, says, yesTo } from './support/couple.ts';
import { chance, isThere, settle, until } from './support/kit.ts';
import { closed, messages } from './support/lanes.ts';
import { type Page, pageOf } from './support/page.ts';

// Real connections: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describe('the keeper of lanes', () => {
  let clock: FakeClock;
  let couple: Couple;
  let broker: Broker;
  let technician: Page;
  let customer: Page;
  const talks = () =>
    Promise.all([until(technician.lanes.talk, isThere), until(customer.lanes.talk, isThere)]);
  const idsOf = (kind: Signal['kind']) =>
    new Set(broker.signals.filter((s) => s.kind === kind).map((s) => s.lane));
  const offer = (kind: Signal['kind']) =>
    broker.signals.find((s) => s.kind === kind && s.data.type === 'offer');
  const inject = (signal: Signal, to: Role) => {
    broker.tell(signal, to);
    return settle();
  };
  /** As its sender's key vouches for it, whatever lane it was made for. */
  const vouchedBy = async (role: Role, signal: Signal): Promise<Signal> => {
    const { data } = signal;
    if (data.type !== 'offer') throw new Error('no offer');
    const plain = { type: data.type, sdp: data.sdp } as const;
    const told = await vouched(plain, signal, {
      pair: couple.pairs[role],
      to: peerFor(role === 'technician' ? 'customer' : 'technician', couple.pairs[role]),
      now: clock.now(),
    });
    if (!told) throw new Error('no fingerprint');
    return { ...signal, data: told };
  };
  const dropped = (page: Page, count: number) => until(page.lanes.dropped, (n) => n === count);
  const grantView = async (): Promise<Grant> => {
    const draft = yesTo(couple, await asks(couple));
    await says(couple, 'customer', draft);
    await Promise.all(
      [technician, customer].map((page) => until(page.ledger.grants, (all) => all.has(draft.gid))),
    );
    const grant = liveGrant(broker.state, 'view', broker.now());
    if (!grant) throw new Error('no grant');
    return grant;
  };
  const withoutSignals = (message: Down) => (message.t === 'signal' ? null : message);
  const screen = () => new wrtc.MediaStream([new wrtc.nonstandard.RTCVideoSource().createTrack()]);
  /** Every open lane of both pages, so that each test ends with none. */
  const openLanes = () =>
    [technician, customer].flatMap(({ lanes }) => [
      lanes.talk.value,
      lanes.showing.value,
      lanes.picture.value?.lane,
    ]);

  const page = (role: Role) => pageOf(broker, role, { clock, pair: couple.pairs[role] });

  beforeEach(async () => {
    clock = fakeClock();
    couple = await met({ now: clock.now });
    broker = couple.broker;
    technician = page('technician');
    customer = page('customer');
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
      broker.onTell = (message) => {
        if (message.t === 'signal' && message.data.type === 'offer') resolve();
        return withoutSignals(message);
      };
    });
    await offered;
    broker.onTell = (message) => message;
    clock.advance(10_000);
    await talks();
    expect(idsOf('talk').size).toBe(2);
  });

  it('begins anew when signals may have been lost with a connection', async () => {
    const offered = new Promise<void>((resolve) => {
      broker.onTell = (message) => {
        if (message.t === 'signal' && message.data.type === 'offer') resolve();
        return withoutSignals(message);
      };
    });
    await offered;
    broker.onTell = (message) => message;
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
    customer = page('customer');
    await talks();
  });

  it('drops signals of ids that are unknown, old, or of another sender', async () => {
    await talks();
    const real = offer('talk');
    if (!real) throw new Error('no offer');
    const candidate = { candidate: '', sdpMid: null, sdpMLineIndex: null };
    await inject({ ...real, lane: chance.newId(), data: { type: 'candidate', candidate } }, 'customer');
    await dropped(customer, 1);
    await inject({ ...real, from: chance.newId() }, 'customer');
    await dropped(customer, 2);
    const { customer: from, technician: to } = broker.ids;
    await inject({ ...real, from, to }, 'technician');
    await dropped(technician, 1);
    const replaced = until(customer.lanes.talk, (lane) => lane === null);
    await inject(await vouchedBy('technician', { ...real, lane: chance.newId() }), 'customer');
    await replaced;
    await inject(real, 'customer');
    await dropped(customer, 3);
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
    await says(couple, 'technician', { type: 'relinquish', gid: grant.gid });
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
    broker.onTell = withoutSignals;
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
    await says(couple, 'customer', revoke(grant.gid));
    await until(customer.session.state, (state) => state.seq === broker.state.seq);
    expect(customer.lanes.showScreen(grant, screen())).toEqual(refuse('NO_LIVE_GRANT'));
    expect(technician.lanes.showScreen(grant, screen())).toEqual(refuse('NO_LIVE_GRANT'));
  });

  it('does not show anything whose grant no receipt covers, nor take the offer of it', async () => {
    broker.onTell = (message) => {
      if (message.t !== 'event') return message;
      const { receipt: _receipt, ...rest } = message;
      return rest;
    };
    const draft = yesTo(couple, await asks(couple));
    await says(couple, 'customer', draft);
    await Promise.all(
      [technician, customer].map(({ session }) =>
        until(session.state, ({ seq }) => seq === broker.state.seq),
      ),
    );
    const grant = liveGrant(customer.session.state.value, 'view', broker.now());
    if (!grant) throw new Error('no grant');
    expect(customer.lanes.showScreen(grant, screen())).toEqual(refuse('NO_LIVE_GRANT'));
    await talks();
    const real = offer('talk');
    if (!real) throw new Error('no offer');
    const { from: to, to: from } = real;
    const picture = { ...real, from, to, kind: 'screen', ref: grant.gid, lane: chance.newId() } as const;
    await inject(await vouchedBy('customer', picture), 'technician');
    await dropped(technician, 1);
    expect(technician.lanes.picture.value).toBeNull();
  });

  it('drops the offer of a picture that no live grant covers, and any towards the customer', async () => {
    const grant = await grantView();
    customer.lanes.showScreen(grant, screen());
    await until(technician.lanes.picture, isThere);
    const real = offer('screen');
    if (!real) throw new Error('no offer');
    const { from, to } = real;
    const anew = { lane: chance.newId() };
    const other = { ...real, ...anew, ref: chance.newUuid() };
    await inject(await vouchedBy('customer', other), 'technician');
    await dropped(technician, 1);
    const before = customer.lanes.dropped.value;
    const back = { ...real, ...anew, from: to, to: from };
    await inject(await vouchedBy('technician', back), 'customer');
    await inject(await vouchedBy('technician', { ...back, kind: 'control' }), 'customer');
    await dropped(customer, before + 2);
    await says(couple, 'customer', revoke(grant.gid));
    await until(technician.lanes.picture, (picture) => picture === null);
    await inject(await vouchedBy('customer', { ...real, ...anew }), 'technician');
    await dropped(technician, 2);
  });

  it('drops the offer of a lane for a file that was not accepted', async () => {
    await talks();
    const real = offer('talk');
    if (!real) throw new Error('no offer');
    const fileId = chance.newUuid();
    broker.act({ type: 'offer-file', fileId, name: 'a.txt', size: 3 }, 'technician');
    await settle();
    const forFile = { ...real, kind: 'files', ref: fileId, lane: chance.newId() } as const;
    await inject(await vouchedBy('technician', forFile), 'customer');
    await dropped(customer, 1);
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
