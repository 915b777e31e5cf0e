// The accounts of the desks: which of them are open, and that no desk loses its last admin.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk, Person } from '../../shared/protocol/http.ts';
import { must, type Store, wins } from '../store/store.ts';
import { dropsLinks } from './invitations.ts';
import { endLogins, type PeopleDeps, personBy, publicPerson } from './rows.ts';

/** The desk that was there first; null before the first admin has set it up. */
export async function firstDesk(store: Store): Promise<Desk | null> {
  const rows = await store.read<Desk>(
    store.sql.selectFrom('desk').select(['id', 'name', 'slug']).orderBy('created_at').orderBy('id').limit(1),
  );
  return rows[0] ?? null;
}

/** Desks that would have no active admin without this one. */
export const leftAlone = (store: Store, personId: string) =>
  store.sql
    .selectFrom('desk_member as mine')
    .select('mine.desk_id')
    .where('mine.person_id', '=', personId)
    .where((q) =>
      q.not(
        q.exists(
          q
            .selectFrom('desk_member as theirs')
            .innerJoin('person as other', 'other.id', 'theirs.person_id')
            .select('other.id')
            .whereRef('theirs.desk_id', '=', 'mine.desk_id')
            .where('other.role', '=', 'admin')
            .where('other.state', '=', 'active')
            .where('other.frozen_at', 'is', null)
            .where('other.id', '!=', personId),
        ),
      ),
    );

export function accounts(deps: PeopleDeps) {
  const { store } = deps;
  const { sql } = store;
  return {
    firstDesk: () => firstDesk(store),

    hasAdmin: async (): Promise<boolean> => {
      const admins = sql.selectFrom('person').select('id').where('role', '=', 'admin');
      const open = admins.where('state', '=', 'active').where('frozen_at', 'is', null);
      return (await store.read(open.limit(1))).length > 0;
    },

    byEmail: async (email: string): Promise<Person | null> => {
      const row = await personBy(store, 'email', email.trim().toLowerCase());
      return row && publicPerson(row);
    },

    /** Opens or closes an account. The last active admin of a desk cannot be closed; closing ends all logins at once. */
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
      // Asked in the same breath: two admins may close each other at once.
      const sets = row.role === 'admin' ? update.where((q) => q.not(q.exists(leftAlone(store, id)))) : update;
      if (!(await wins(endLogins(deps, id, [must(sets), dropsLinks(store, id)]))))
        return refuse('LAST_ADMIN');
      return { ...publicPerson(row), state: next };
    },
  };
}
