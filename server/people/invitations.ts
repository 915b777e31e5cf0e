// One-time links: enrolment for the first admin, for new people and for lost passwords, and the demo's sign-in. Each is
// 256 bits, shown once, stored as a hash, and used up in the same unit as what it allows.

import { slugOf } from '../../shared/desk/slug.ts';
import { type ErrorCode, isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { EnrolCard, Person } from '../../shared/protocol/http.ts';
import { hashSecret, newId, newSecret } from '../secrets.ts';
import { just, must, type Step, type Store, StoreConflict } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { firstDesk } from './accounts.ts';
import { belongs, desksOf } from './belonging.ts';
import { hashPassword, isGoodPassword } from './passwords.ts';
import {
  dropsLogins,
  endLogins,
  type LoginsEnded,
  makesLogin,
  type PeopleDeps,
  personBy,
  personTopic,
  publicPerson,
} from './rows.ts';

const LIFE_MS = { enrol: 24 * 3_600_000, 'sign-in': 3_600_000 } as const;
type Purpose = keyof typeof LIFE_MS;

export interface FirstAdmin {
  readonly name: string;
  readonly email: string;
  readonly desk: string;
}
export interface Link {
  readonly token: string;
  readonly expiresAt: number;
}
/** Somebody who has just come in. `login` is the secret of the cookie. */
export interface Entered {
  readonly login: string;
  readonly person: Person;
}

/** What goes out in one unit with the link: nobody is written to about a link that was never made. */
export type Sends = (person: Person) => (token: string) => readonly Step[];

const noLetter: Sends = () => () => [];

/** An older link of the same person stops working when a new one is made. */
export function dropsLinks(store: Store, personId: string | null): Step {
  const open = store.sql.deleteFrom('invitation').where('used_at', 'is', null);
  return just(
    personId === null ? open.where('person_id', 'is', null) : open.where('person_id', '=', personId),
  );
}

/** The resolved value, or this refusal where somebody else was faster. */
async function once<T>(late: ErrorCode, use: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof StoreConflict) return refuse(late);
    throw error;
  }
}

export function invitations(deps: PeopleDeps) {
  const { store, bus, now } = deps;
  const { sql } = store;

  const find = async (token: string, purpose: Purpose): Promise<Tables['invitation'] | null> => {
    const rows = await store.read<Tables['invitation']>(
      sql
        .selectFrom('invitation')
        .selectAll()
        .where('hash', '=', hashSecret(token))
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now()),
    );
    return rows[0] ?? null;
  };
  const usesUp = (token: string): Step =>
    must(
      sql
        .updateTable('invitation')
        .set({ used_at: now() })
        .where('hash', '=', hashSecret(token))
        .where('used_at', 'is', null),
    );
  const make = async (
    personId: string | null,
    purpose: Purpose,
    {
      also = [],
      sends = () => [],
    }: { also?: readonly Step[]; sends?: (token: string) => readonly Step[] } = {},
  ): Promise<Link> => {
    const token = newSecret();
    const expiresAt = now() + LIFE_MS[purpose];
    const row = {
      hash: hashSecret(token),
      person_id: personId,
      purpose,
      expires_at: expiresAt,
      used_at: null,
    };
    await store.write([...also, just(sql.insertInto('invitation').values(row)), ...sends(token)]);
    return { token, expiresAt };
  };

  return {
    /** The link with which the first admin sets up the desk. Only the newest one works. */
    firstLink: () => make(null, 'enrol', { also: [dropsLinks(store, null)] }),

    /** @returns the new person of that desk, and a link that works once within a day */
    invite: async (
      deskId: string,
      { name, email, role }: Pick<Person, 'name' | 'email' | 'role'>,
      sends: Sends = noLetter,
    ): Promise<(Link & { person: Person }) | Refusal> => {
      const person: Person = { id: newId(), name, email, role, state: 'invited' };
      const also = begins(person, deskId);
      const link = await once('ALREADY_EXISTS', () =>
        make(person.id, 'enrol', { also, sends: sends(person) }),
      );
      return isRefusal(link) ? link : { person, ...link };
    },

    /** A new enrolment link for somebody who lost the password; ends all of that person's logins. */
    reinvite: async (id: string, sends: Sends = noLetter): Promise<(Link & { person: Person }) | Refusal> => {
      const row = await personBy(store, 'id', id);
      if (!row || row.state === 'disabled') return refuse('NOT_FOUND');
      // The old password goes at once: whoever has learned it must not come in while the link is on its way.
      const forgets = must(sql.updateTable('person').set({ password: null }).where('id', '=', id));
      await endLogins(deps, id, [forgets, dropsLinks(store, id)]);
      const person = publicPerson(row);
      return { person, ...(await make(id, 'enrol', { sends: sends(person) })) };
    },

    /** A link that signs in without a password, once, within an hour: for the throw-away demo. */
    signInLink: (id: string) => make(id, 'sign-in'),

    lookAtEnrolment: async (token: string): Promise<EnrolCard | Refusal> => {
      const invitation = await find(token, 'enrol');
      if (!invitation) return refuse('LINK_NOT_USABLE');
      if (invitation.person_id === null)
        return { isFirst: true, name: '', email: '', role: 'admin', desk: '' };
      const row = await personBy(store, 'id', invitation.person_id);
      if (!row || row.state === 'disabled') return refuse('LINK_NOT_USABLE');
      const desks = await desksOf(store, row.id);
      const home = desks.find(({ id }) => id === row.desk_id) ?? desks[0];
      if (!home) return refuse('LINK_NOT_USABLE');
      return { isFirst: false, name: row.name, email: row.email, role: row.role, desk: home.name };
    },

    /** Uses an enrolment link: sets the password and signs in; the first one also makes desk and admin. */
    enrol: async (
      token: string,
      password: string,
      first: FirstAdmin | undefined,
    ): Promise<Entered | Refusal> => {
      const invitation = await find(token, 'enrol');
      if (!invitation) return refuse('LINK_NOT_USABLE');
      const target = await targetOf(invitation, first);
      if (isRefusal(target)) return target;
      const { person, steps } = target;
      if (!isGoodPassword(password, [person.name, person.email])) return refuse('BAD_PASSWORD');
      const stored = await hashPassword(password);
      const login = newSecret();
      const opens = must(
        sql.updateTable('person').set({ password: stored, state: 'active' }).where('id', '=', person.id),
      );
      return once('LINK_NOT_USABLE', async () => {
        const enters = [dropsLogins(store, person.id), makesLogin(deps, person.id, login)];
        await store.write([usesUp(token), ...steps, opens, ...enters]);
        bus.publish(personTopic(person.id), { login: null } satisfies LoginsEnded);
        return { login, person: { ...person, state: 'active' as const } };
      });
    },

    signInByLink: async (token: string): Promise<Entered | Refusal> => {
      const invitation = await find(token, 'sign-in');
      const row = invitation?.person_id ? await personBy(store, 'id', invitation.person_id) : null;
      if (row?.state !== 'active') return refuse('LINK_NOT_USABLE');
      if (row.frozen_at !== null) return refuse('ACCOUNT_FROZEN');
      const login = newSecret();
      return once('LINK_NOT_USABLE', async () => {
        await store.write([usesUp(token), makesLogin(deps, row.id, login)]);
        return { login, person: publicPerson(row) };
      });
    },
  };

  function begins(person: Person, deskId: string): Step[] {
    const row = {
      ...person,
      state: 'invited' as const,
      desk_id: deskId,
      password: null,
      created_at: now(),
    };
    return [just(sql.insertInto('person').values(row)), belongs(store, deskId, person.id)];
  }

  async function targetOf(
    invitation: Tables['invitation'],
    first: FirstAdmin | undefined,
  ): Promise<{ person: Person; steps: Step[] } | Refusal> {
    if (invitation.person_id !== null) {
      const row = await personBy(store, 'id', invitation.person_id);
      // A new password must not be a way around what an admin has to decide.
      if (row && row.frozen_at !== null) return refuse('ACCOUNT_FROZEN');
      return row && row.state !== 'disabled'
        ? { person: publicPerson(row), steps: [] }
        : refuse('LINK_NOT_USABLE');
    }
    if (!first) return refuse('BAD_INPUT');
    if (await firstDesk(store)) return refuse('LINK_NOT_USABLE');
    const home = {
      id: newId(),
      name: first.desk,
      created_at: now(),
      slug: slugOf(first.desk),
      settings: null,
      logo: null,
      logo_type: null,
    };
    const person: Person = {
      id: newId(),
      name: first.name,
      email: first.email,
      role: 'admin',
      state: 'invited',
    };
    return { person, steps: [just(sql.insertInto('desk').values(home)), ...begins(person, home.id)] };
  }
}
