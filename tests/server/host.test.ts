// The program on the customer's computer, as the broker sees it: how it comes in, what it hears and when, and whom it reaches.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMPUTER,
  type Customer,
  type Desk,
  type Host,
  meet,
  startDesk,
  type Technician,
} from '../support/actors.ts';
import { screenSdp } from '../support/sdp.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.closes());

interface Trio {
  readonly maria: Technician;
  readonly carla: Customer;
  readonly host: Host;
}

/** The host has come with the address; nobody has vouched for it. */
async function arrived(): Promise<Trio> {
  const { maria, carla } = await meet(desk);
  const host = await desk.host();
  await host.joins(await carla.invitesHost());
  await carla.hears('host.joined');
  return { maria, carla, host };
}

/** And now somebody has. */
async function paired(): Promise<Trio> {
  const trio = await arrived();
  await trio.carla.vouchesFor(trio.host);
  await trio.host.hears('host.paired');
  return trio;
}

async function granted(): Promise<Trio & { gid: string }> {
  const trio = await paired();
  await trio.maria.asks({ scope: 'view' });
  await trio.host.hears('consent.asked');
  await trio.host.confirms(trio.carla);
  const { statement } = await trio.carla.hears('consent.confirmed');
  const gid = await trio.carla.grants({ method: 'host', confirm: statement?.hash ?? '' });
  await trio.host.hears('consent.granted');
  return { ...trio, gid };
}

const offer = { type: 'offer', sdp: screenSdp() } as const;

describe.concurrent('an address for a host', () => {
  it('leads in once, and nowhere else', async () => {
    const { carla } = await meet(desk);
    const address = await carla.invitesHost();
    const stranger = desk.visitor();
    expect((await stranger.tab.post('/api/join', { code: address, device: COMPUTER })).status).toBe(404);
    const host = await desk.host();
    await host.joins(address);
    expect((await (await desk.host()).tries(address)).status).toBe(404);
  });

  it('is only for the customer, under the customer’s key', async () => {
    const { carla } = await meet(desk);
    const { sid, resume } = carla.joined;
    expect((await carla.tab.post('/api/host/invite', { sid, resume })).status).toBe(404);
  });

  it('is not made before the customer went on, nor while a host is there', async () => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const early = await desk.visitor().joins(code);
    await expect(early.invitesHost()).rejects.toThrow('NOT_NOW');
    const { carla } = await paired();
    await expect(carla.invitesHost()).rejects.toThrow('NOT_NOW');
  });
});

describe('the host for customers', () => {
  it('is offered where the operator packed one, and nothing else of that folder is', async () => {
    const { tab } = desk.visitor();
    expect((await tab.get('/download/permesso-host-linux-x64.tar.gz')).status).toBe(404);
    const folder = join(desk.folder, 'download');
    mkdirSync(folder);
    for (const name of ['permesso-host-linux-x64.tar.gz', 'notes.txt'])
      writeFileSync(join(folder, name), name);
    const origin = `http://127.0.0.1:${desk.where.port}/download`;
    const answer = await fetch(`${origin}/permesso-host-linux-x64.tar.gz`);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(await answer.text()).toBe('permesso-host-linux-x64.tar.gz');
    expect((await fetch(`${origin}/notes.txt`)).status).toBe(404);
  });
});

describe.concurrent('a host that nobody has vouched for', () => {
  it('hears nothing of the session, and gets no servers', async () => {
    const { maria, host } = await arrived();
    expect(host.line.events).toEqual([]);
    await maria.asks({ scope: 'view' });
    await host.line.settles();
    expect(host.line.events).toEqual([]);
  });

  it('reaches the customer’s page about keys, and nobody about anything else', async () => {
    const { maria, carla, host } = await arrived();
    host.line.says({ t: 'meet', from: host.id, to: carla.id, data: { k: 'ready' } });
    expect(await carla.line.next('meet')).toMatchObject({ from: host.id, data: { k: 'ready' } });
    host.line.says({ t: 'meet', from: host.id, to: maria.id, data: { k: 'ready' } });
    expect(await host.line.next('wrong')).toMatchObject({ code: 'NOT_A_MEMBER' });
    host.line.signals({
      from: host.id,
      to: maria.id,
      lane: 'l'.repeat(22),
      kind: 'screen',
      ref: null,
      data: { type: 'close' },
    });
    expect(await host.line.next('wrong')).toMatchObject({ code: 'NOT_NOW' });
  });

  it('cannot come back, and is sent away when the page does not know it', async () => {
    const { carla, host } = await arrived();
    await expect(host.dials()).rejects.toThrow('NOT_FOUND');
    await carla.wishes({ type: 'fail-host', why: 'mismatch' });
    expect((await host.line.closed).reason).toBe('NOT_FOUND');
  });
});

describe.concurrent('a host that the customer vouched for', () => {
  it('hears the whole session from its beginning, and comes back under its key', async () => {
    const { maria, host } = await paired();
    expect(host.line.events.map(({ type }) => type)).toEqual(maria.line.events.map(({ type }) => type));
    const welcome = await host.connects();
    expect(welcome.events.at(-1)?.type).toBe('host.paired');
    expect(welcome.present).toMatchObject({ host: true, customer: true, technician: true });
  });

  it('carries out what was allowed in its window, with the broker’s receipt', async () => {
    const { maria, carla, host, gid } = await granted();
    const about = { from: host.id, to: maria.id, lane: 'l'.repeat(22), kind: 'screen', ref: gid } as const;
    host.line.signals({ ...about, data: { ...offer, statement: 'a.b.c' } });
    expect(await maria.hearsSignal()).toMatchObject({ from: host.id, ref: gid });
    await host.wishes({ type: 'start', gid });
    await maria.hears('scope.started');
    const { receipts } = await host.connects();
    expect(receipts).toHaveLength(1);
    // The page of the same customer did not get to show anything by it.
    carla.signals(offer, { kind: 'screen', ref: gid });
    expect(await carla.line.next('wrong')).toMatchObject({ code: 'NO_LIVE_GRANT' });
  });

  it('is not begun by the technician, and has no line to the page', async () => {
    const { maria, carla, host, gid } = await granted();
    const lane = { lane: 'l'.repeat(22), kind: 'screen', ref: gid } as const;
    maria.line.signals({ from: maria.id, to: host.id, ...lane, data: { ...offer, statement: 'a.b.c' } });
    expect(await maria.line.next('wrong')).toMatchObject({ code: 'NOT_YOURS' });
    host.line.signals({ from: host.id, to: carla.id, ...lane, data: { ...offer, statement: 'a.b.c' } });
    expect(await host.line.next('wrong')).toMatchObject({ code: 'NOT_A_MEMBER' });
  });

  it('makes the page’s own yes worth nothing', async () => {
    const { maria, carla } = await paired();
    await maria.asks({ scope: 'view' });
    await expect(carla.grants()).rejects.toThrow('NOT_CONFIRMED');
  });

  it('stops under its own signature, and ends all when it goes', async () => {
    const { maria, host, gid } = await granted();
    await host.says({ type: 'stop', gid, why: 'keys', localMs: 2 });
    expect(await maria.hears('consent.revoked')).toMatchObject({
      by: { role: 'host' },
      why: 'keys',
      localMs: 2,
    });
    await host.wishes({ type: 'drop-host' });
    expect((await host.line.closed).reason).toBe('NOT_FOUND');
    expect(await maria.hears('host.left')).toMatchObject({ why: 'left' });
  });

  it('is sent away by the customer, and by the end of the session', async () => {
    const { carla, host } = await paired();
    await carla.wishes({ type: 'drop-host' });
    expect((await host.line.closed).reason).toBe('NOT_FOUND');
    await expect(host.dials()).rejects.toThrow('NOT_FOUND');
    const other = await paired();
    await other.carla.ends();
    await other.host.line.closed;
  });
});
