// When the broker tells of its relay, and whom: nobody before the two ends know each other's keys, then each end under its own name, and
// anew before the hour is over. The relay is a real one: what was told is tried there.
import { createSecretKey } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servers } from '../../server/ice/servers.ts';
import { openServersTold, RENEW_MS } from '../../server/signalling/servers-told.ts';
import type { IceServer } from '../../shared/protocol/down.ts';
import { fold } from '../../shared/session/state.ts';
import { fakeClock } from '../client/support/clock.ts';
import { type Desk, meet, startDesk } from '../support/actors.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { type Answer, openTurnClient } from '../support/turn-client.ts';

const STUN = { urls: 'stun:stun.example.org:3478' };
const HOUR_MS = 3_600_000;
let relay: Coturn;
let desk: Desk;
let late = 0;
beforeAll(async () => {
  relay = await startCoturn();
  const secret = createSecretKey(relay.secrets[0] ?? '', 'utf8');
  desk = await startDesk({
    now: () => Date.now() + late,
    config: { iceServers: [STUN], turn: { urls: Object.values(relay.urls), secret } },
  });
});
afterAll(async () => {
  await desk.closes();
  await stopAll();
});

const turnIn = (told: readonly IceServer[]): IceServer | undefined => told.find(({ username }) => username);
const untilIn = (told: readonly IceServer[]): number => Number(turnIn(told)?.username?.split(':')[0]);
const ownerIn = (told: readonly IceServer[]): string | undefined => turnIn(told)?.username?.split(':')[1];

async function tries(told: readonly IceServer[]): Promise<Answer> {
  const { username = '', credential = '' } = turnIn(told) ?? {};
  const { address, port } = relay;
  const client = await openTurnClient({ address, port, transport: 'udp' }, { username, credential });
  const answer = await client.allocate();
  if (answer === 'ok') await client.refresh(0);
  client.close();
  return answer;
}

describe('before the two ends know each other', () => {
  it('neither hears of the relay', async () => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const carla = await desk.visitor().joins(code);
    await maria.hears('session.joined');
    for (const { line } of [maria, carla]) {
      await line.settles();
      expect(line.unheard('servers')).toEqual([]);
      expect(line.raw.join('\n')).toContain(STUN.urls);
      expect(line.raw.join('\n')).not.toMatch(/turns?:|credential/);
    }
  });

  it('a host that nobody has vouched for hears of no server at all', async () => {
    const { carla } = await meet(desk);
    const host = await desk.host();
    const { iceServers } = await host.joins(await carla.invitesHost());
    await host.line.settles();
    expect(iceServers).toEqual([]);
    expect(host.line.unheard('servers')).toEqual([]);
  });
});

describe('once they do', () => {
  it('each of the three is told, under its own name, and let in by the relay', async () => {
    const { maria, carla, sid } = await meet(desk);
    const host = await desk.host();
    await host.joins(await carla.invitesHost());
    await carla.hears('host.joined');
    await carla.vouchesFor(host);
    await host.hears('host.paired');
    for (const [role, { line }] of Object.entries({ technician: maria, customer: carla, host })) {
      const { iceServers } = await line.next('servers');
      expect(ownerIn(iceServers)).toBe(`${sid}-${role}`);
      expect(iceServers[0]).toEqual(STUN);
      expect(turnIn(iceServers)?.urls).toEqual(Object.values(relay.urls));
      expect(await tries(iceServers)).toBe('ok');
    }
  });

  it('they are told before the customer goes on, and once', async () => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const carla = await desk.visitor().joins(code);
    await maria.introduces(carla);
    await carla.hears('peer.authenticated');
    await carla.line.next('servers');
    expect(carla.line.state.phase).toBe('meeting');
    await carla.admits();
    await carla.line.settles();
    expect(carla.line.unheard('servers')).toEqual([]);
  });

  it('whoever comes back is told in the welcome, for another hour', async () => {
    const { carla } = await meet(desk);
    const first = (await carla.line.next('servers')).iceServers;
    late = 2 * HOUR_MS;
    const { iceServers } = await carla.connects();
    late = 0;
    expect(untilIn(iceServers) - untilIn(first)).toBeGreaterThanOrEqual(2 * 3_600);
    expect(ownerIn(iceServers)).toBe(ownerIn(first));
  });

  it('nobody is told once it is over', async () => {
    const { maria, carla, sid } = await meet(desk);
    await carla.ends();
    await maria.hears('session.ended');
    const line = await maria.dialsWith(await maria.ticket(sid));
    expect((await line.greets()).iceServers).toEqual([STUN]);
  });

  it('no credential is ever logged', () => {
    const log = desk.log.join('\n');
    expect(log).not.toMatch(/turns?:|credential/);
    expect(log).not.toContain(relay.secrets[0]);
  });
});

describe('in a long session', () => {
  it('the relay is told anew before the hour is over, for as long as the session lives', async () => {
    const { maria } = await meet(desk);
    const met = fold(maria.line.events);
    const clock = fakeClock(Date.now());
    const told: IceServer[][] = [];
    const secret = createSecretKey(relay.secrets[0] ?? '', 'utf8');
    let state = met;
    const teller = openServersTold({
      servers: servers({ iceServers: [], turn: { urls: [relay.urls.udp], secret } }),
      member: { sid: 'a'.repeat(22), role: 'technician', id: maria.id },
      state: async () => state,
      tell: (iceServers) => told.push(iceServers),
      clock,
    });
    /** Each step after the answer to what the last one asked. */
    const passes = async (hours: number) => {
      for (let ms = 0; ms < hours * HOUR_MS; ms += RENEW_MS) {
        clock.advance(RENEW_MS);
        await setImmediate();
      }
    };
    const first = teller.atFirst(met);
    await passes(3);
    const all = [first, ...told];
    expect(all.length).toBe((3 * HOUR_MS) / RENEW_MS + 1);
    // At no moment does a page hold what has run out.
    for (const [i, each] of all.slice(0, -1).entries())
      expect(untilIn(each)).toBeGreaterThan(untilIn(all[i + 1] ?? []) - 3_600);
    state = { phase: 'new', seq: 0 };
    await passes(3);
    expect(told.length).toBe(all.length - 1);
    teller.close();
    expect(clock.waiting).toBe(0);
  });
});
