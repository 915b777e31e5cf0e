// Two ends that are Node processes meet through the real broker and connect by real WebRTC.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveGrant } from '../../shared/session/state.ts';
import { until } from '../client/support/kit.ts';
import { type Desk, newUuid, startDesk } from '../support/actors.ts';
import { camera, firstFrame, type Guest, openFlow, type Peer, readBy, twoPeers } from '../support/peers.ts';

let desk: Desk;
let maria: Peer;
let guest: Guest;
let carla: Peer;

beforeEach(async () => {
  desk = await startDesk();
  const two = await twoPeers(desk);
  maria = two.maria;
  guest = two.carla;
  carla = guest.peer;
  await until(carla.ledger.auth, (auth) => auth === 'pake');
  await carla.session.wish({ type: 'admit' });
  await Promise.all([until(maria.talk.isUp, Boolean), until(carla.talk.isUp, Boolean)]);
});
afterEach(async () => {
  maria.close();
  carla.close();
  await desk.closes();
});

const asks = (surface: 'tab' | 'window' | 'monitor') =>
  maria.speech.say({
    type: 'ask',
    askId: newUuid(),
    scope: 'view',
    surface,
    minutes: 15,
    reason: 'to look',
  });

/** Carla's consent flow, brought as far as this step of a question that Maria asked. */
async function asked(
  surface: 'tab' | 'window' | 'monitor',
  picks: typeof surface,
  step: 'preview' | 'wider',
) {
  const picker = camera(picks);
  const flow = openFlow(carla, picker);
  await asks(surface);
  await until(flow.prompt, (prompt) => prompt?.step === 'asked');
  flow.allow(readBy(surface));
  await until(flow.prompt, (prompt) => prompt?.step === step);
  const track = () => picker.captures[0]?.stream.getVideoTracks()[0]?.readyState;
  return { flow, track };
}

describe('when two peers meet', () => {
  it('lets them write to each other, and the broker hear nothing', async () => {
    maria.chat.say('a very secret word');
    await until(carla.chat.lines, (lines) => lines.some(({ text }) => text === 'a very secret word'));
    await until(maria.chat.lines, (lines) => lines.every(({ state }) => state === 'got'));
    expect(desk.log.join('')).not.toContain('a very secret word');
    const rows = await desk.store.read(desk.store.sql.selectFrom('event').selectAll());
    expect(JSON.stringify(rows)).not.toContain('a very secret word');
  });
});

describe('when the technician asks to see', () => {
  it('shows the picture after the grant is recorded, and cuts it at Stop', async () => {
    const { flow, track } = await asked('window', 'window', 'preview');
    expect(maria.lanes.picture.value).toBeNull();
    expect(liveGrant(carla.session.state.value, 'view', Date.now())).toBeNull();
    await flow.show();
    const picture = await until(maria.lanes.picture, (seen) => seen !== null);
    expect(await firstFrame((picture as NonNullable<typeof picture>).stream)).toMatchObject({
      width: 64,
      height: 48,
    });
    await until(maria.session.events, (events) => events.some(({ type }) => type === 'scope.started'));

    flow.stop('stop');
    expect(track()).toBe('ended');
    expect(carla.lanes.shown.value).toBe('off');
    await until(maria.lanes.picture, (seen) => seen === null);
    await until(maria.session.events, (events) => events.some(({ type }) => type === 'consent.revoked'));
    flow.close();
  });

  it('keeps a wider picture to itself', async () => {
    const { flow, track } = await asked('tab', 'monitor', 'wider');
    expect(track()).toBe('ended');
    await flow.show();
    expect(maria.session.events.value.some(({ type }) => type === 'consent.granted')).toBe(false);
    flow.close();
  });

  it('ends the picture at once when the session is stopped in mid-recording', async () => {
    const { flow } = await asked('window', 'window', 'preview');
    const showing = flow.show();
    flow.stop('keys');
    await showing;
    expect(flow.showing.value).toBeNull();
    expect(maria.lanes.picture.value).toBeNull();
    await until(carla.session.events, (events) => events.at(-1)?.type === 'consent.revoked');
    flow.close();
  });

  it('cuts the picture when the broker sends this page away', async () => {
    const { flow, track } = await asked('window', 'window', 'preview');
    await flow.show();
    await until(maria.lanes.picture, (seen) => seen !== null);
    // A second connection with the same right takes the place of the first.
    const other = await guest.again();
    await until(carla.session.status, ({ kind }) => kind === 'closed');
    expect(flow.showing.value).toBeNull();
    expect(track()).toBe('ended');
    await until(maria.lanes.picture, (seen) => seen === null);
    other.close();
    flow.close();
  });

  it('cuts the picture when the technician gives it back', async () => {
    const { flow, track } = await asked('window', 'window', 'preview');
    await flow.show();
    const gid = flow.showing.value?.grant.gid ?? '';
    await maria.speech.say({ type: 'relinquish', gid });
    await until(flow.showing, (showing) => showing === null);
    expect(flow.ended.value).toBe('technician');
    expect(track()).toBe('ended');
    flow.close();
  });
});
