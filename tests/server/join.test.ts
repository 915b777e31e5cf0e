// The customer's way in, back, and out with a receipt; and what the broker does while its store cannot write.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { joined } from '../../shared/protocol/http.ts';
import { COMPUTER, type Desk, meet, meetAndView, PHONE, proofBy, startDesk } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import { newKey } from '../support/statements.ts';
import { type FaultyStore, faulty } from '../support/stores.ts';

const HOUR = 3_600_000;

describe('joining', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.closes());

  it('tells the customer who is there, and nothing else about them', async () => {
    const maria = await desk.technician();
    const { code, sid } = await maria.opensSession();
    const reply = await desk.visitor().tries(code);
    expect(joined.parse(reply.json)).toMatchObject({
      sid,
      technician: { name: 'Maria Rossi' },
      desk: { name: 'Conti Informatica' },
    });
    expect(reply.text).not.toContain(maria.staff.person.email);
    expect(reply.text).not.toContain(maria.id);
  });

  it('keeps little of where the customer comes from', async () => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    await desk.visitor('198.51.100.77').joins(code);
    expect(await maria.hears('session.joined')).toMatchObject({
      device: COMPUTER,
      detail: { browser: 'Firefox 140', system: 'Linux', address: '198.51.100.0/24' },
    });
  });

  it('keeps nothing of a browser that tells stories', async () => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const headers = { 'user-agent': '<script>alert(1)</script> Windows Bank Support' };
    await desk
      .tab('2001:db8:1:2:3::4')
      .post('/api/join', { code: code.slice(0, 5), device: PHONE }, { headers });
    expect(await maria.hears('session.joined')).toMatchObject({
      detail: { browser: '', system: 'Windows', address: '2001:db8:1::/48' },
    });
  });

  it('leaves the session in the list of its technician', async () => {
    const { maria, sid } = await meet(desk);
    expect((await maria.listsSessions()).rows).toMatchObject([{ sid, phase: 'open', technician: maria.id }]);
  });
});

describe('coming back', () => {
  let clock: Clock;
  let desk: Desk;
  beforeEach(async () => {
    clock = fakeClock();
    desk = await startDesk({ now: clock.now });
  });
  afterEach(() => desk.closes());

  it('needs the value that the code earned, for that session', async () => {
    const one = await meet(desk);
    const two = await meet(desk);
    for (const [sid, resume] of [
      [one.sid, two.carla.joined.resume],
      [two.sid, one.carla.joined.resume],
      [one.sid, 'A'.repeat(43)],
    ] as const)
      for (const path of ['/api/resume', '/api/challenge', '/api/receipt']) {
        const reply = await one.carla.tab.post(path, { sid, resume });
        expect(reply.json.error).toBe('NOT_FOUND');
      }
  });

  it('is the same member in the same session', async () => {
    const { carla, sid } = await meet(desk);
    await carla.line.vanishes();
    const welcome = await carla.connects();
    expect(welcome).toMatchObject({ sid, you: { role: 'customer', id: carla.id } });
  });

  it('takes the customer’s own key as well, over something fresh, once the two have met', async () => {
    const { carla, sid } = await meet(desk);
    const { resume } = carla.joined;
    const tries = async (proof?: string) =>
      (await carla.tab.post('/api/resume', { sid, resume, ...(proof ? { proof } : {}) })).status;
    expect(await tries()).toBe(404);
    expect(await tries(await proofBy(await newKey(), { tab: carla.tab, sid, resume }))).toBe(404);
    const proof = await proofBy(carla.key, { tab: carla.tab, sid, resume });
    const other = await meet(desk);
    const elsewhere = { sid: other.sid, resume: other.carla.joined.resume, proof };
    expect((await carla.tab.post('/api/resume', elsewhere)).status).toBe(404);
    expect(await tries(proof)).toBe(200);
    // The right key over what is used up: a page that was slow asks for another, and must not take its session to be gone.
    expect(await tries(proof)).toBe(401);
    clock.advance(HOUR);
  });

  it('is not possible for somebody who only knows the code', async () => {
    const { code } = await meet(desk);
    await expect(desk.visitor().joins(code)).rejects.toThrow('CODE_NOT_USABLE');
  });

  it('ends the minute that the customer was missed for', async () => {
    const { maria, carla, gid } = await meetAndView(desk);
    await carla.line.vanishes();
    await carla.connects();
    expect(maria.line.state).toMatchObject({ grants: { view: { gid } } });
  });

  it('is possible for thirty days after the end, and so is the receipt', async () => {
    const { carla } = await meetAndView(desk);
    await carla.ends();
    clock.advance(30 * 24 * HOUR);
    expect((await carla.savesReceipt()).events.at(-1)?.type).toBe('session.ended');
    await carla.connects();
    clock.advance(1);
    await expect(carla.savesReceipt()).rejects.toThrow('NOT_FOUND');
    await expect(carla.ticket()).rejects.toThrow('NOT_FOUND');
  });
});

describe('while the store cannot write', () => {
  let desk: Desk;
  let disk: FaultyStore;
  beforeEach(async () => {
    desk = await startDesk({
      around: (store) => {
        disk = faulty(store);
        return disk;
      },
    });
  });
  afterEach(() => desk.closes());

  it('health says so, and well again when it is', async () => {
    expect((await desk.tab().get('/health')).json).toEqual({ status: 'ok', version: '0.0.0-story' });
  });

  it('health answers 503', async () => {
    disk.isFull = true;
    const reply = await desk.tab().get('/health');
    expect(reply.status).toBe(503);
    expect(reply.json).toEqual({ status: 'unwell', version: '0.0.0-story' });
  });

  it('a permission is not given, nobody hears of one, and the customer is told why', async () => {
    const { maria, carla } = await meet(desk);
    await maria.asks();
    await carla.hears('consent.asked');
    disk.isFull = true;
    await expect(carla.grants()).rejects.toThrow('4503');
    expect(maria.line.events.map(({ type }) => type)).not.toContain('consent.granted');
    disk.isFull = false;
    await carla.connects();
    await carla.saysAgain();
    await maria.hears('consent.granted');
  });

  it('no session begins and no code is used up', async () => {
    const maria = await desk.technician();
    const { code } = await maria.createsSession();
    disk.isFull = true;
    await expect(maria.createsSession()).rejects.toMatchObject({ message: 'STORE_UNAVAILABLE', status: 503 });
    const reply = await desk.visitor().tries(code);
    expect(reply.json).toMatchObject({ error: 'STORE_UNAVAILABLE', retryAfter: 5 });
    expect(reply.headers['retry-after']).toBe('5');
    disk.isFull = false;
    await desk.visitor().joins(code);
  });

  it('the log is not read, since the reading could not be written down', async () => {
    const admin = await desk.admin();
    disk.isFull = true;
    await expect(admin.readsLog()).rejects.toThrow('STORE_UNAVAILABLE');
  });

  it('nothing is said of what the disk said', async () => {
    const maria = await desk.technician();
    disk.isFull = true;
    const reply = await maria.tab.post('/api/sessions');
    expect(reply.text).not.toContain('disk full');
  });
});
