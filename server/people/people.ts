// The people of the desk: accounts, their one-time links, and their logins. It knows no HTTP.
import { isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { Role } from '../../shared/people/roles.ts';
import type { Desk, EnrolCard, Person } from '../../shared/protocol/http.ts';
import type { Bus } from '../bus/bus.ts';
import { hashSecret, newId, newSecret } from '../secrets.ts';
import { just, must, type Step, type Store, StoreConflict } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { checkPassword, hashPassword, isGoodPassword } from './passwords.ts';

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
const ENROL_MS = 24 * 3_600_000;
const SIGN_IN_LINK_MS = 3_600_000;
/** A login's last sign of life is written at most this often. */
const TOUCH_MS = 60_000;

export interface Login {
  readonly hash: string;
  readonly person: Person;
}
/** Told on the bus when a person's logins end, so that open sockets close at once. */
export const personTopic = (id: string): string => `person:${id}`;

export interface FirstAdmin {
  readonly name: string;
  readonly email: string;
  readonly desk: string;
}

export type People = ReturnType<typeof people>;

export function people(store: Store, bus: Bus, now: () => number) {
  const { sql } = store;

  const personBy = async (column: 'id' | 'email', value: string): Promise<Tables['person'] | null> => {
    const rows = await store.read<Tables['person']>(
      sql.selectFrom('person').selectAll().where(column, '=', value),
    );
    return rows[0] ?? null;
  };
  const desk = async (): Promise<Desk | null> => {
    const rows = await store.read<Desk>(sql.selectFrom('desk').select(['id', 'name']).limit(1));
    return rows[0] ?? null;
  };
  const invitationOf = async (token: string, purpose: 'enrol' | 'sign-in') => {
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
  const makesLogin = (personId: string, token: string): Step =>
    just(
      sql
        .insertInto('login')
        .values({ hash: hashSecret(token), person_id: personId, created_at: now(), seen_at: now() }),
    );
  const link = async (personId: string | null, purpose: 'enrol' | 'sign-in', also: readonly Step[] = []) => {
    const token = newSecret();
    const expiresAt = now() + (purpose === 'enrol' ? ENROL_MS : SIGN_IN_LINK_MS);
    const row = {
      hash: hashSecret(token),
      person_id: personId,
      purpose,
      expires_at: expiresAt,
      used_at: null,
    };
    await store.write([...also, just(sql.insertInto('invitation').values(row))]);
    return { token, expiresAt };
  };
  /** An older link of the same person stops working when a new one is made. */
  const dropsLinks = (personId: string | null): Step =>
    just(
      sql
        .deleteFrom('invitation')
        .where('used_at', 'is', null)
        .where('person_id', personId === null ? 'is' : '=', personId as string),
    );
  const endLogins = async (personId: string, also: readonly Step[] = []) => {
    await store.write([...also, just(sql.deleteFrom('login').where('person_id', '=', personId))]);
    bus.publish(personTopic(personId), 'signed-out');
  };

  return {
    desk,
    person: async (id: string): Promise<Person | null> => {
      const row = await personBy('id', id);
      return row && publicPerson(row);
    },

    hasAdmin: async (): Promise<boolean> => {
      const query = sql
        .selectFrom('person')
        .select('id')
        .where('role', '=', 'admin')
        .where('state', '=', 'active')
        .limit(1);
      return (await store.read(query)).length > 0;
    },

    /** The link with which the first admin sets up the desk. Only the newest one works. */
    firstLink: () => link(null, 'enrol', [dropsLinks(null)]),

    list: async (): Promise<Person[]> =>
      (
        await store.read<Tables['person']>(sql.selectFrom('person').selectAll().orderBy('name').orderBy('id'))
      ).map(publicPerson),

    /** @returns the new person and a link that works once within a day */
    invite: async (
      name: string,
      email: string,
      role: Role,
    ): Promise<{ person: Person; token: string; expiresAt: number } | Refusal> => {
      const home = await desk();
      if (!home) return refuse('NOT_NOW');
      const row = {
        id: newId(),
        desk_id: home.id,
        name,
        email,
        role,
        state: 'invited' as const,
        password: null,
        created_at: now(),
      };
      try {
        return {
          person: publicPerson(row),
          ...(await link(row.id, 'enrol', [just(sql.insertInto('person').values(row))])),
        };
      } catch (error) {
        if (error instanceof StoreConflict) return refuse('ALREADY_EXISTS');
        throw error;
      }
    },

    /** A new enrolment link for somebody who lost the password; ends all of that person's logins. */
    reinvite: async (id: string): Promise<{ person: Person; token: string; expiresAt: number } | Refusal> => {
      const row = await personBy('id', id);
      if (!row || row.state === 'disabled') return refuse('NOT_FOUND');
      await endLogins(id);
      return { person: publicPerson(row), ...(await link(id, 'enrol', [dropsLinks(id)])) };
    },

    byEmail: async (email: string): Promise<Person | null> => {
      const row = await personBy('email', email.trim().toLowerCase());
      return row && publicPerson(row);
    },

    /** A link that signs in without a password, once, within an hour: for the throw-away demo. */
    signInLink: (id: string) => link(id, 'sign-in'),

    lookAtEnrolment: async (token: string): Promise<EnrolCard | Refusal> => {
      const invitation = await invitationOf(token, 'enrol');
      if (!invitation) return refuse('LINK_NOT_USABLE');
      if (invitation.person_id === null)
        return { isFirst: true, name: '', email: '', role: 'admin', desk: '' };
      const row = await personBy('id', invitation.person_id);
      const home = await desk();
      if (!row || row.state === 'disabled' || !home) return refuse('LINK_NOT_USABLE');
      return { isFirst: false, name: row.name, email: row.email, role: row.role, desk: home.name };
    },

    /** Uses an enrolment link: sets the password, and for the first one makes desk and admin. @returns a login token */
    enrol: async (
      token: string,
      password: string,
      first: FirstAdmin | undefined,
    ): Promise<{ login: string; person: Person } | Refusal> => {
      const invitation = await invitationOf(token, 'enrol');
      if (!invitation) return refuse('LINK_NOT_USABLE');
      const target = await targetOf(invitation, first);
      if (isRefusal(target)) return target;
      if (!isGoodPassword(password, [target.person.name, target.person.email])) return refuse('BAD_PASSWORD');
      const stored = await hashPassword(password);
      const login = newSecret();
      const sets = must(
        sql
          .updateTable('person')
          .set({ password: stored, state: 'active' })
          .where('id', '=', target.person.id),
      );
      try {
        await store.write([usesUp(token), ...target.steps, sets, makesLogin(target.person.id, login)]);
      } catch (error) {
        if (error instanceof StoreConflict) return refuse('LINK_NOT_USABLE');
        throw error;
      }
      return { login, person: { ...target.person, state: 'active' } };
    },

    signIn: async (email: string, password: string): Promise<{ login: string; person: Person } | Refusal> => {
      const row = await personBy('email', email);
      const isRight = await checkPassword(row?.state === 'active' ? row.password : null, password);
      if (!row || !isRight) return refuse('SIGN_IN_FAILED');
      const login = newSecret();
      await store.write([makesLogin(row.id, login)]);
      return { login, person: publicPerson(row) };
    },

    signInByLink: async (token: string): Promise<{ login: string; person: Person } | Refusal> => {
      const invitation = await invitationOf(token, 'sign-in');
      const row = invitation?.person_id ? await personBy('id', invitation.person_id) : null;
      if (row?.state !== 'active') return refuse('LINK_NOT_USABLE');
      const login = newSecret();
      try {
        await store.write([usesUp(token), makesLogin(row.id, login)]);
      } catch (error) {
        if (error instanceof StoreConflict) return refuse('LINK_NOT_USABLE');
        throw error;
      }
      return { login, person: publicPerson(row) };
    },

    /** Who holds this login token, while it is neither idle for 30 minutes nor 12 hours old. */
    whoIs: async (token: string): Promise<Login | null> => {
      const hash = hashSecret(token);
      const rows = await store.read<Tables['person'] & { seen_at: number }>(
        sql
          .selectFrom('login')
          .innerJoin('person', 'person.id', 'login.person_id')
          .selectAll('person')
          .select('login.seen_at as seen_at')
          .where('login.hash', '=', hash)
          .where('login.seen_at', '>', now() - IDLE_MS)
          .where('login.created_at', '>', now() - ABSOLUTE_MS)
          .where('person.state', '=', 'active'),
      );
      const row = rows[0];
      if (!row) return null;
      if (row.seen_at < now() - TOUCH_MS)
        await store.write([just(sql.updateTable('login').set({ seen_at: now() }).where('hash', '=', hash))]);
      return { hash, person: publicPerson(row) };
    },

    /** True while an open account has a login that is neither idle nor too old. */
    isSignedIn: async (personId: string): Promise<boolean> => {
      const query = sql
        .selectFrom('login')
        .innerJoin('person', 'person.id', 'login.person_id')
        .select('person.id')
        .where('person.id', '=', personId)
        .where('person.state', '=', 'active')
        .where('login.seen_at', '>', now() - IDLE_MS)
        .where('login.created_at', '>', now() - ABSOLUTE_MS)
        .limit(1);
      return (await store.read(query)).length > 0;
    },

    /** A technician at work over the socket is not idle. */
    touch: (personId: string) =>
      store.write([
        just(
          sql
            .updateTable('login')
            .set({ seen_at: now() })
            .where('person_id', '=', personId)
            .where('seen_at', '>', now() - IDLE_MS),
        ),
      ]),

    signOut: async (login: Login): Promise<void> => {
      await store.write([just(sql.deleteFrom('login').where('hash', '=', login.hash))]);
      bus.publish(personTopic(login.person.id), 'signed-out');
    },

    /** Opens or closes an account. The last active admin cannot be closed. */
    setState: async (id: string, state: 'active' | 'disabled'): Promise<Person | Refusal> => {
      const row = await personBy('id', id);
      if (!row) return refuse('NOT_FOUND');
      const next = state === 'active' && row.password === null ? 'invited' : state;
      const update = sql.updateTable('person').set({ state: next }).where('id', '=', id);
      if (next !== 'disabled') {
        await store.write([must(update)]);
        return { ...publicPerson(row), state: next };
      }
      const others = sql
        .selectFrom('person as other')
        .select('other.id')
        .where('other.role', '=', 'admin')
        .where('other.state', '=', 'active')
        .where('other.id', '!=', id);
      // Asked in the same breath: two admins may close each other at once.
      const sets = row.role === 'admin' ? update.where((q) => q.exists(others)) : update;
      try {
        await endLogins(id, [must(sets), dropsLinks(id)]);
      } catch (error) {
        if (error instanceof StoreConflict) return refuse('LAST_ADMIN');
        throw error;
      }
      return { ...publicPerson(row), state: next };
    },
  };

  async function targetOf(
    invitation: Tables['invitation'],
    first: FirstAdmin | undefined,
  ): Promise<{ person: Person; steps: Step[] } | Refusal> {
    if (invitation.person_id !== null) {
      const row = await personBy('id', invitation.person_id);
      return row && row.state !== 'disabled'
        ? { person: publicPerson(row), steps: [] }
        : refuse('LINK_NOT_USABLE');
    }
    if (!first || (await desk())) return refuse(first ? 'LINK_NOT_USABLE' : 'BAD_INPUT');
    const home = { id: newId(), name: first.desk, created_at: now() };
    const person: Person = {
      id: newId(),
      name: first.name,
      email: first.email,
      role: 'admin',
      state: 'invited',
    };
    const row = { ...person, desk_id: home.id, password: null, created_at: now() };
    return {
      person,
      steps: [just(sql.insertInto('desk').values(home)), just(sql.insertInto('person').values(row))],
    };
  }
}

const publicPerson = ({ id, name, email, role, state }: Tables['person']): Person => ({
  id,
  name,
  email,
  role,
  state,
});
