// A broker that leads a customer to somebody else than the colleague who was announced.
import { describe, expect, it } from 'vitest';
import { isAnnounced } from '../../client-web/src/customer/room/called.ts';
import { chance } from './support/kit.ts';

const follower = chance.newId();
const desk = { id: chance.newId(), name: 'Conti Informatica' };
const announced = { follower, name: 'Luca Verdi', deskId: desk.id };
const entered = { sid: follower, technician: { name: 'Luca Verdi', since: 1 }, desk };

describe('whoever is met', () => {
  it('is the colleague who was announced, at the same desk, in the session that was named', () => {
    expect(isAnnounced(entered, announced)).toBe(true);
  });

  it('is nobody else, however the broker leads there', () => {
    const others = [
      { ...entered, technician: { name: 'Luca Verdi ', since: 1 } },
      { ...entered, technician: { name: 'Mallory', since: 1 } },
      { ...entered, sid: chance.newId() },
      { ...entered, desk: { ...desk, id: chance.newId() } },
    ];
    for (const other of others) expect(isAnnounced(other, announced)).toBe(false);
    const nameless = { ...entered, technician: { name: '', since: 1 } };
    expect(isAnnounced(nameless, { ...announced, name: '' })).toBe(false);
  });
});
