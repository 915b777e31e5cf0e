// An account that rests: its logins end at once, and nobody comes in with it until it thaws. Neither closed by an admin nor open. Its
// browsers' keys stay enrolled: without a login they open nothing, and afterwards they are the same person's. It does not know why.
import { just, must, type Step } from '../store/store.ts';
import { dropsLogins, type LoginsEnded, type PeopleDeps, personTopic } from './rows.ts';

export function freezing({ store, bus, now }: PeopleDeps) {
  const { sql } = store;
  return {
    /** A conflict where it rests already. Call `hasFrozen` when they are written. */
    freezes: (id: string): Step[] => [
      must(
        sql
          .updateTable('person')
          .set({ frozen_at: now() })
          .where('id', '=', id)
          .where('frozen_at', 'is', null),
      ),
      dropsLogins(store, id),
    ],
    /** Open sockets of theirs close. */
    hasFrozen: (id: string): void => bus.publish(personTopic(id), { login: null } satisfies LoginsEnded),
    thaws: (id: string): Step =>
      just(sql.updateTable('person').set({ frozen_at: null }).where('id', '=', id)),
    isFrozen: async (id: string): Promise<boolean> => {
      const rows = sql
        .selectFrom('person')
        .select('id')
        .where('id', '=', id)
        .where('frozen_at', 'is not', null);
      return (await store.read(rows)).length > 0;
    },
  };
}
