// A request that nobody takes: who is told of it, when, and how often.
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { desks } from '../../server/desks/desks.ts';
import { transcripts } from '../../server/log/transcripts.ts';
import { mail as mailOf } from '../../server/mail/mail.ts';
import { requests } from '../../server/requests/requests.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { just } from '../../server/store/store.ts';
import { isRefusal } from '../../shared/errors.ts';
import { COMPUTER } from '../support/actors.ts';
import { fakeClock } from '../support/clock.ts';
import { openHouse } from '../support/house.ts';
import { DESK } from '../support/paper.ts';
import { openPostOffice } from '../support/post-office.ts';

const MINUTE = 60_000;
const HOME = { id: DESK, name: 'Conti Informatica' };

describe('a request that nobody takes', () => {
  it('is told of once, to the desk’s address or to those who could take it', async () => {
    const office = await openPostOffice();
    const clock = fakeClock();
    const house = await openHouse({ now: clock.now });
    const { store } = house;
    const post = mailOf({
      store,
      bus: house.bus,
      secrets: loadSecrets(house.folder),
      smtp: office.config,
      publicUrl: new URL('https://desk.example'),
      now: clock.now,
      onProblem: (problem) => house.problems.push(problem),
      onTrouble: () => {},
    });
    const people = (['technician', 'admin', 'auditor'] as const).map((role) => ({
      id: role.padEnd(22, '0'),
      desk_id: DESK,
      name: 'Maria Rossi',
      email: `${role}@example.org`,
      role,
      state: 'active' as const,
      password: null,
      created_at: 0,
    }));
    const members = people.map(({ id }) => ({ desk_id: DESK, person_id: id }));
    await store.write([
      just(store.sql.insertInto('person').values(people)),
      just(store.sql.insertInto('desk_member').values(members)),
    ]);
    const sessions = { act: house.desk.act, state: house.desk.state };
    const home = desks({ store, log: house.room.log, now: clock.now });
    const queue = requests({
      store,
      bus: house.bus,
      log: house.room.log,
      sessions,
      terms: home.terms,
      policy: home.policy,
      onTaken: () => {},
      transcripts: transcripts({
        store,
        log: house.room.log,
        vault: house.room.vault,
        keys: house.room.dataKeys,
        secret: createSecretKey(randomBytes(32)),
        now: clock.now,
      }),
      now: clock.now,
    });
    const said = { steps: '', messages: '', language: 'en', device: COMPUTER, screen: null } as const;
    const origin = { address: '', browser: '', system: '', device: 'computer', screen: null } as const;
    const opens = () =>
      queue.open(HOME, { ...said, name: 'Carla Neri', email: '', problem: 'secret words' }, origin);

    const opened = await opens();
    if (isRefusal(opened)) throw new Error(opened.refused);
    // Taken for an hour and given back: only now nobody has it.
    const maria = {
      person: { id: people[0]?.id ?? '', name: 'Maria Rossi' },
      desks: [{ ...HOME, slug: 'conti' }],
    };
    await queue.assign(maria, opened.request);
    clock.advance(60 * MINUTE);
    await queue.release(maria, opened.request);
    clock.advance(9 * MINUTE);
    await post.turn();
    expect(office.kept.filter(({ parts }) => parts[0]?.includes('Nobody has taken'))).toEqual([]);
    clock.advance(MINUTE);
    await post.turn();
    await post.turn();
    expect(office.kept.map(({ to }) => to[0]).sort()).toEqual([
      'admin@example.org',
      'technician@example.org',
    ]);
    expect(office.kept[0]?.parts[0]).toContain('https://desk.example/desk');
    expect(office.kept[0]?.raw).not.toContain('secret words');
    await post.settings.set(DESK, { contact: 'help@conti.example', missedMinutes: 1, language: 'it' });
    await opens();
    clock.advance(2 * MINUTE);
    await post.turn();
    expect(office.kept.slice(2).map(({ to }) => to[0])).toEqual(['help@conti.example']);
    expect(office.kept[2]?.parts[0]).toContain('Da 2 minuti nessuno prende in carico la richiesta 2');
    expect(house.problems).toEqual([]);
    await office.closes();
    await house.closes();
  });
});
