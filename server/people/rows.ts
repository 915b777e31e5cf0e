// What the people's parts share: reading a person's row, and what others may see of it.
import type { Selectable } from 'kysely';
import type { Person } from '../../shared/protocol/http.ts';
import type { Bus } from '../bus/bus.ts';
import { hashSecret } from '../secrets.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { technicianKeys } from './technician-keys.ts';

export interface PeopleDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly now: () => number;
}

export type PersonRow = Selectable<Tables['person']>;

export const publicPerson = ({ id, name, email, role, state, frozen_at }: PersonRow): Person => ({
  id,
  name,
  email,
  role,
  state: state === 'active' && frozen_at !== null ? 'frozen' : state,
});

export async function personBy(
  store: Store,
  column: 'id' | 'email',
  value: string,
): Promise<PersonRow | null> {
  const rows = await store.read<PersonRow>(
    store.sql.selectFrom('person').selectAll().where(column, '=', value),
  );
  return rows[0] ?? null;
}

/** Told on the bus when logins of a person end, so that open sockets close at once: one login, or null for all. */
export interface LoginsEnded {
  readonly login: string | null;
}
export const personTopic = (id: string): string => `person:${id}`;

/** The step that lets this token stand for the person from now on. */
export function makesLogin({ store, now }: PeopleDeps, personId: string, token: string): Step {
  const row = {
    hash: hashSecret(token),
    person_id: personId,
    created_at: now(),
    seen_at: now(),
    desk_id: null,
  };
  return just(store.sql.insertInto('login').values(row));
}

export const dropsLogins = (store: Store, personId: string): Step =>
  just(store.sql.deleteFrom('login').where('person_id', '=', personId));

/** Ends all logins and signing keys of a person, in one unit with `also`, and says so. */
export async function endLogins(
  { store, bus, now }: PeopleDeps,
  personId: string,
  also: readonly Step[] = [],
): Promise<void> {
  await store.write([...also, dropsLogins(store, personId), technicianKeys(store, now).revokes(personId)]);
  bus.publish(personTopic(personId), { login: null } satisfies LoginsEnded);
}
