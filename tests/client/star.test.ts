// One customer and two technicians who write: each hears the others by name, through the customer's page, and nothing of before without
// the customer's yes.
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Chat, openChat } from '../../client-web/src/features/chat/chat.ts';
import { openStar } from '../../client-web/src/features/chat/star.ts';
import type { Storage } from '../../link/deps.ts';
import type { Lane } from '../../link/lane.ts';
import { openTalk } from '../../link/talk.ts';
import { readTalk } from '../../shared/channel/talk.ts';
import { fakeClock } from './support/clock.ts';
import { chance, memoryStorage, settle } from './support/kit.ts';
import { wire } from './support/wire.ts';

const clock = fakeClock();
const names = { first: 'Maria Rossi', second: 'Luca Verdi' };

/** A technician and the customer's page in one session. */
async function pair(
  sid = chance.newId(),
  storage = { customer: memoryStorage(), technician: memoryStorage() },
) {
  const lanes = { technician: signal<Lane | null>(null), customer: signal<Lane | null>(null) };
  const open = (role: 'technician' | 'customer', kept: Storage) => {
    const talk = openTalk(lanes[role], clock, role === 'technician' ? 'customer' : 'technician');
    return openChat({ sid, role, talk, storage: kept, now: () => clock.now(), chance });
  };
  const [technician, customer] = await Promise.all([
    open('technician', storage.technician),
    open('customer', storage.customer),
  ]);
  const between = wire();
  lanes.technician.value = between.a;
  lanes.customer.value = between.b;
  await settle();
  return { sid, storage, technician, customer };
}

const told = (chat: Chat) =>
  chat.lines.value.map(({ mine, by, text }) => `${by ?? (mine ? 'me' : 'other')}: ${text}`);

describe('two technicians and a customer', () => {
  let maria: Chat;
  let luca: Chat;
  let first: Awaited<ReturnType<typeof pair>>;
  let second: Awaited<ReturnType<typeof pair>>;
  const meet = (since: number) => openStar({ first: first.customer, second: second.customer, names, since });

  beforeEach(async () => {
    [first, second] = [await pair(), await pair()];
    [maria, luca] = [first.technician, second.technician];
    maria.say('Where does it hurt?');
    await settle();
    first.customer.say('In the tray');
    await settle();
  });

  it('hear each other by name, once, and the customer as themselves', async () => {
    const carla = meet(2);
    carla.say('Now to both');
    await settle();
    luca.say('Good morning');
    await settle();
    maria.say('Good morning, Luca');
    await settle();
    expect(told(maria).slice(2)).toEqual([
      'other: Now to both',
      'Luca Verdi: Good morning',
      'me: Good morning, Luca',
    ]);
    expect(told(luca)).toEqual(['other: Now to both', 'me: Good morning', 'Maria Rossi: Good morning, Luca']);
    expect(told(carla).slice(2)).toEqual([
      'me: Now to both',
      'Luca Verdi: Good morning',
      'other: Good morning, Luca',
    ]);
    expect(carla.unread.value).toBe(3);
    carla.markRead();
    expect(carla.unread.value).toBe(0);
  });

  it('keep what was before from the one who came, unless the customer said that they may read it', async () => {
    const alone = meet(2);
    await settle();
    expect(told(luca)).toEqual([]);
    alone.close();
    meet(0);
    await settle();
    expect(told(luca)).toEqual(['Maria Rossi: Where does it hurt?', 'other: In the tray']);
    // Nothing comes back to whoever wrote it.
    expect(told(maria)).toEqual(['me: Where does it hurt?', 'other: In the tray']);
  });

  it('pass on nothing twice after a reload, and nothing any more once it is over', async () => {
    meet(0);
    await settle();
    luca.say('Hello');
    await settle();
    await Promise.all([first.customer.saved(), second.customer.saved()]);
    const [again, also] = [await pair(first.sid, first.storage), await pair(second.sid, second.storage)];
    const star = openStar({ first: again.customer, second: also.customer, names, since: 0 });
    await settle();
    const lines = ['Maria Rossi: Where does it hurt?', 'other: In the tray', 'me: Hello'];
    expect(told(also.technician)).toEqual(lines);
    star.close();
    again.customer.say('Only to Maria');
    await settle();
    expect(told(also.technician)).toEqual(lines);
  });

  it('end with the same fingerprint at both ends of each pair, also of what was passed on', async () => {
    meet(0);
    luca.say('Hello');
    await settle();
    expect(await maria.digest()).toEqual(await first.customer.digest());
    expect(await luca.digest()).toEqual(await second.customer.digest());
    expect(await luca.digest()).not.toEqual(await maria.digest());
  });
});

describe('a technician’s page', () => {
  it('cannot put words into the mouth of somebody else', () => {
    const line = { k: 'chat', id: chance.newUuid(), n: 1, text: 'Pay now', at: 1, by: 'The director' };
    expect(readTalk(JSON.stringify(line), 'technician')).toBeNull();
    expect(readTalk(JSON.stringify(line), 'customer')).toMatchObject({ by: 'The director' });
  });
});
