// A broker behind the real nginx with the file that we ship: sockets, event streams, uploads, whose address counts, and a node that is gone.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, meetAndView, newLane, startDesk } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { sends } from '../support/attaching.ts';
import { stopAll } from '../support/children.ts';
import { checks, startNginx, written } from '../support/nginx.ts';
import { watchesQueue } from '../support/queue-watch.ts';
import { dataSdp } from '../support/sdp.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ config: { metricsToken: 'a-token-of-at-least-thirty-two-characters' } });
  // The first node does not answer: nobody listens on port 9 here.
  desk.where.port = await startNginx({ nodes: [9, desk.where.port] });
}, 60_000);
afterAll(async () => {
  await desk.closes();
  await stopAll();
});

describe('the file for nginx', () => {
  it('is one that nginx takes, with TLS as it stands there', async () => {
    expect(await checks(await written({ nodes: [3000, 3001], hasTls: true }, 8443))).toContain(
      'is successful',
    );
  });
});

describe('a broker behind nginx', () => {
  it('serves a whole session over sockets, though one node is gone', async () => {
    const { maria, carla, gid } = await meetAndView(desk);
    carla.signals({ type: 'offer', sdp: dataSdp() }, { lane: newLane() });
    await maria.hearsSignal();
    await carla.stops(gid);
    await maria.hears('consent.revoked');
  });

  it('takes a customer’s file, and tells the queue at once', async () => {
    const maria = await desk.technician('Dora Neri');
    const watch = await watchesQueue(maria.tab);
    const carla = await asks(desk);
    await watch.hears(carla.request);
    watch.stops();
    const bytes = randomBytes(600_000);
    expect(await sends(carla, 'photo.jpg', bytes)).toMatchObject({ received: bytes.length });
  });

  it('counts tries by the address that nginx saw, whatever a visitor claims', async () => {
    const tries: number[] = [];
    for (let i = 0; i < 7; i++) tries.push((await desk.visitor().tries('0000000000')).status);
    expect(tries).toContain(429);
  });

  it('hides its numbers from outside', async () => {
    const headers = { authorization: 'Bearer a-token-of-at-least-thirty-two-characters' };
    const reply = await desk.tab().get('/metrics', { headers });
    expect(reply.status).toBe(404);
    expect(reply.text).not.toContain('permesso_');
  });
});
