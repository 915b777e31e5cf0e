// The broker goes away and comes back on the same data: what was agreed still is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, meetAndView, startDesk } from '../support/actors.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.closes());

describe('when the broker starts again', () => {
  it('says goodbye first, and everybody takes up where they were', async () => {
    const { maria, carla, sid, gid } = await meetAndView(desk);
    const waiting = await (await desk.technician('Dora Neri')).createsSession();
    const before = carla.line.state;
    const closing = Promise.all([maria.line.closed, carla.line.closed]);
    await desk.restarts();
    for (const closed of await closing) expect(closed).toEqual({ code: 4503, reason: 'CLOSED' });

    const seq = before.seq;
    expect((await carla.connects(sid, seq)).events).toEqual([]);
    expect((await maria.connects(sid, seq)).present).toEqual({
      technician: true,
      customer: true,
      host: false,
    });
    await carla.connects(sid, 0);
    expect(carla.line.state).toEqual(before);

    await carla.stops(gid);
    await maria.asks();
    await maria.ends();
    expect((await carla.savesReceipt()).events.at(-1)).toMatchObject({
      type: 'session.ended',
      ending: 'completed',
    });
    await desk.visitor().joins(waiting.code);
  });

  it('takes nobody for present who has not come back', async () => {
    const { maria, sid } = await meetAndView(desk);
    await desk.restarts();
    expect((await maria.connects(sid)).present).toEqual({ technician: true, customer: false, host: false });
  });

  it('does not open for the tickets of used links and codes again', async () => {
    const { carla } = await meetAndView(desk);
    const admin = await desk.admin();
    const { link } = await admin.invites({ name: 'Ugo Sala', email: 'ugo@example.org', role: 'technician' });
    const body = { token: link.split('#')[1], password: 'a good long sentence 7' };
    expect((await desk.tab().post('/api/enrol', body)).status).toBe(200);
    await desk.restarts();
    expect((await desk.tab().post('/api/enrol', body)).status).toBe(404);
    await carla.connects();
  });
});
