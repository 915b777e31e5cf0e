// Coming back after a restart: digits find the session, the key from before is the proof, and nobody else gets in by them.
import { describe, expect } from 'vitest';
import { sealWith } from '../../shared/consent/jws.ts';
import { partyName } from '../../shared/consent/keys.ts';
import * as http from '../../shared/protocol/http.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { COMPUTER, type Customer, meet, type Technician } from '../support/actors.ts';
import { it } from '../support/desk-test.ts';

const offers = async (maria: Technician, sid: string) =>
  http.returnOffered.parse((await maria.tab.post(`/api/sessions/${sid}/return`, {})).json);

const proves = async ({ key }: Pick<Customer, 'key'>, { sid, challenge }: http.Back['back']) => {
  const statement = { v: 2, type: 'resume', sid, iss: partyName('customer', key.thumbprint), challenge };
  return (await sealWith(key, statement)).jws;
};

describe('digits to come back with', () => {
  it('lead the same key into the same session, as the first code did', async ({ desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const { code } = await offers(maria, sid);
    await maria.hears('return.offered');
    const { tab } = desk.visitor();
    const { back } = http.back.parse((await tab.post('/api/join', { code, device: COMPUTER })).json);
    expect(back).toMatchObject({ sid, customer: carla.joined.customer });
    const answer = await tab.post('/api/return', { sid, proof: await proves(carla, back) });
    const joined = http.joined.parse(answer.json);
    expect(joined).toMatchObject({ sid, customer: carla.joined.customer, desk: carla.joined.desk });
    // What the browser held before the restart opens nothing any more.
    const { resume } = carla.joined;
    expect((await tab.post('/api/challenge', { sid, resume })).status).toBe(404);
    expect((await tab.post('/api/challenge', { sid, resume: joined.resume })).status).toBe(200);
  });

  it('open nothing for whoever only heard them', async ({ desk }) => {
    const { maria, sid } = await meet(desk);
    const other = await meet(desk);
    const { code } = await offers(maria, sid);
    const { tab } = desk.visitor();
    const { back } = http.back.parse((await tab.post('/api/join', { code, device: COMPUTER })).json);
    const before = (await tab.post('/api/return', { sid, proof: await proves(other.carla, back) })).status;
    expect(before).toBe(404);
    const elsewhere = { ...back, sid: other.sid };
    expect(
      (await tab.post('/api/return', { sid: other.sid, proof: await proves(other.carla, elsewhere) })).status,
    ).toBe(404);
  });

  it('are the technician’s of this session to make, while it is open', async ({ desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician();
    expect((await luca.tab.post(`/api/sessions/${sid}/return`, {})).status).toBe(404);
    const { code } = await offers(maria, sid);
    await carla.wishes({ type: 'end' });
    expect((await maria.tab.post(`/api/sessions/${sid}/return`, {})).status).toBe(409);
    const { tab } = desk.visitor();
    expect((await tab.post('/api/join', { code, device: COMPUTER })).status).toBe(404);
  });

  it('are good for a quarter of an hour', async ({ desk, clock }) => {
    const { maria, sid } = await meet(desk);
    const { code, until } = await offers(maria, sid);
    expect(until).toBe(clock.now() + LIMITS.returnMs);
    clock.advance(LIMITS.returnMs);
    const { tab } = desk.visitor();
    expect((await tab.post('/api/join', { code, device: COMPUTER })).status).toBe(404);
  });
});
