// Logins: opaque 256-bit secrets in a cookie, hashed in the store, at most 30 minutes idle and 12 hours old
// (security-rules.md 40).
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk, Person } from '../../shared/protocol/http.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { just, StoreUnavailable } from '../store/store.ts';
import { desksOf } from './belonging.ts';
import type { Entered } from './invitations.ts';
import { checkPassword } from './passwords.ts';
import {
  type LoginsEnded,
  makesLogin,
  type PeopleDeps,
  type PersonRow,
  personBy,
  personTopic,
  publicPerson,
} from './rows.ts';

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
/** A login's last sign of life is written at most this often. */
const TOUCH_MS = 60_000;

export interface Login {
  readonly hash: string;
  /** When this person proved who they are, in milliseconds since 1970. */
  readonly since: number;
  readonly person: Person;
  /** Where this person works now: one of `desks`. */
  readonly desk: Desk;
  /** All that this person belongs to, at least one; nothing of any other desk is there for them. */
  readonly desks: readonly Desk[];
}

export function logins(deps: PeopleDeps) {
  const { store, bus, now } = deps;
  const { sql } = store;

  /** Where nothing can be written, whoever is signed in still reads, and counts as idle a little sooner. */
  const touch = async (hash: string): Promise<void> => {
    const seen = sql.updateTable('login').set({ seen_at: now() }).where('hash', '=', hash);
    await store.write([just(seen)]).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
    });
  };

  return {
    signIn: async (email: string, password: string): Promise<Entered | Refusal> => {
      const row = await personBy(store, 'email', email);
      const isRight = await checkPassword(row?.state === 'active' ? row.password : null, password);
      if (!row || !isRight) return refuse('SIGN_IN_FAILED');
      // Only to whoever has the password: nobody else learns how an account stands.
      if (row.frozen_at !== null) return refuse('ACCOUNT_FROZEN');
      const login = newSecret();
      await store.write([makesLogin(deps, row.id, login)]);
      return { login, person: publicPerson(row) };
    },

    /** Who holds this secret, while it is neither idle nor too old and the account is open. */
    whoIs: async (token: string): Promise<Login | null> => {
      const hash = hashSecret(token);
      const rows = await store.read<
        PersonRow & { seen_at: number; login_at: number; at_desk: string | null }
      >(
        sql
          .selectFrom('login')
          .innerJoin('person', 'person.id', 'login.person_id')
          .selectAll('person')
          .select(['login.seen_at as seen_at', 'login.created_at as login_at', 'login.desk_id as at_desk'])
          .where('login.hash', '=', hash)
          .where('login.seen_at', '>', now() - IDLE_MS)
          .where('login.created_at', '>', now() - ABSOLUTE_MS)
          .where('person.state', '=', 'active')
          .where('person.frozen_at', 'is', null),
      );
      const row = rows[0];
      if (!row) return null;
      const desks = await desksOf(store, row.id);
      const here = (id: string | null) => desks.find((desk) => desk.id === id);
      const desk = here(row.at_desk) ?? here(row.desk_id) ?? desks[0];
      if (!desk) return null;
      if (row.seen_at < now() - TOUCH_MS) await touch(hash);
      return { hash, since: row.login_at, person: publicPerson(row), desk, desks };
    },

    /** True where this is the password of this person. */
    isPassword: async (id: string, password: string): Promise<boolean> => {
      const row = await personBy(store, 'id', id);
      return checkPassword(row?.state === 'active' ? row.password : null, password);
    },

    /** True while this login, by its hash, is neither idle nor too old and its account is open. */
    isLive: async (hash: string): Promise<boolean> => {
      const query = sql
        .selectFrom('login')
        .innerJoin('person', 'person.id', 'login.person_id')
        .select('person.id')
        .where('login.hash', '=', hash)
        .where('person.state', '=', 'active')
        .where('person.frozen_at', 'is', null)
        .where('login.seen_at', '>', now() - IDLE_MS)
        .where('login.created_at', '>', now() - ABSOLUTE_MS);
      return (await store.read(query)).length > 0;
    },

    /** A technician at work over the socket is not idle. Never wakes a login that has already run out. */
    touch: (hash: string): Promise<void> =>
      store.write([
        just(
          sql
            .updateTable('login')
            .set({ seen_at: now() })
            .where('hash', '=', hash)
            .where('seen_at', '>', now() - IDLE_MS),
        ),
      ]),

    /** This login works at that desk from now on. @returns NOT_FOUND where its person does not belong there */
    moveTo: async (login: Login, deskId: string): Promise<Desk | Refusal> => {
      const desk = login.desks.find(({ id }) => id === deskId);
      if (!desk) return refuse('NOT_FOUND');
      await store.write([
        just(sql.updateTable('login').set({ desk_id: deskId }).where('hash', '=', login.hash)),
      ]);
      return desk;
    },

    signOut: async (login: Login): Promise<void> => {
      await store.write([just(sql.deleteFrom('login').where('hash', '=', login.hash))]);
      bus.publish(personTopic(login.person.id), { login: login.hash } satisfies LoginsEnded);
    },
  };
}
