// A whole session over the wire, from code to receipt: the story that every other one varies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, meet, startDesk } from '../support/actors.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.closes());

describe('a session', () => {
  it('goes from the code to the receipt', async () => {
    const { maria, carla } = await meet(desk);
    await maria.asks({ minutes: 10 });
    const asked = await carla.hears('consent.asked');
    expect(asked.detail?.reason).toBe('Vedere la stampante');
    const gid = await carla.grants({ surface: 'window' });
    expect(await maria.hears('consent.granted')).toMatchObject({ gid, surface: 'window', minutes: 10 });
    await carla.wishes({ type: 'start', gid });
    await carla.stops(gid);
    expect(await maria.hears('consent.revoked')).toMatchObject({ gid, why: 'stop', localMs: 12 });
    await maria.ends({ count: 4, sha256: 'cd'.repeat(32) });
    expect(await carla.hears('session.ended')).toMatchObject({ ending: 'completed' });
    const receipt = await carla.savesReceipt();
    expect(receipt).toMatchObject({ technician: 'Maria Rossi', desk: 'Conti Informatica' });
    expect(receipt.events.map(({ type }) => type)).toEqual([
      'session.created',
      'session.joined',
      'peer.authenticated',
      'session.admitted',
      'consent.asked',
      'consent.granted',
      'scope.started',
      'scope.stopped',
      'consent.revoked',
      'chat.closed',
      'session.ended',
    ]);
  });
});
