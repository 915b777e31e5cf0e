// The accounts of the desk: who there is, and which of them are open.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk, Person } from '../../shared/protocol/http.ts';
import { must, type Store, StoreConflict } from '../store/store.ts';
import { dropsLinks } from './invitations.ts';
import { endLogins, type PeopleDeps, type PersonRow, personBy, publicPerson } from './rows.ts';

/** The one desk of this broker; null before the first admin has set it up. */
export async function deskOf(store: Store): Promise<Desk | null> {
  const rows = await store.read<Desk>(store.sql.selectFrom('desk').select(['id', 'name']).limit(1));
  return rows[0] ?? null;
}

export function accounts(deps: PeopleDeps) {
  const { store } = deps;
  const { sql } = store;
  return {
    desk: () => deskOf(store),

    hasAdmin: async (): Promise<boolean> => {
      const admins = sql.selectFrom('person').select('id').where('role', '=', 'admin');
      return (await store.read(admins.where('state', '=', 'active').limit(1))).length > 0;
    },

    list: async (): Promise<Person[]> =>
      (await store.read<PersonRow>(sql.selectFrom('person').selectAll().orderBy('name').orderBy('id'))).map(
        publicPerson,
      ),

    byEmail: async (email: string): Promise<Person | null> => {
      const row = await personBy(store, 'email', email.trim().toLowerCase());
      return row && publicPerson(row);
    },

    /** Opens or closes an account. The last active admin cannot be closed; closing ends all logins at once. */
    setState: async (id: string, state: 'active' | 'disabled'): Promise<Person | Refusal> => {
      const row = await personBy(store, 'id', id);
      if (!row) return refuse('NOT_FOUND');
      // Who never set a password goes back to waiting for it.
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
        await endLogins(deps, id, [must(sets), dropsLinks(store, id)]);
      } catch (error) {
        if (error instanceof StoreConflict) return refuse('LAST_ADMIN');
        throw error;
      }
      return { ...publicPerson(row), state: next };
    },
  };
}
