// Who belongs to which desk. Whoever belongs to none can do nothing anywhere; an admin answers for people of their own desks alone.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk, Person } from '../../shared/protocol/http.ts';
import { just, must, type Step, type Store, wins } from '../store/store.ts';
import { leftAlone } from './accounts.ts';
import { type PeopleDeps, type PersonRow, personBy, publicPerson } from './rows.ts';

/** In the order of their names. */
export const desksOf = (store: Store, personId: string): Promise<Desk[]> =>
  store.read<Desk>(
    store.sql
      .selectFrom('desk_member')
      .innerJoin('desk', 'desk.id', 'desk_member.desk_id')
      .select(['desk.id', 'desk.name', 'desk.slug'])
      .where('desk_member.person_id', '=', personId)
      .orderBy('desk.name')
      .orderBy('desk.id'),
  );

/** The step that makes a person one of this desk. A conflict where they are already. */
export const belongs = (store: Store, deskId: string, personId: string): Step =>
  just(store.sql.insertInto('desk_member').values({ desk_id: deskId, person_id: personId }));

const isOneOf = (desks: readonly Desk[], id: string): boolean => desks.some((desk) => desk.id === id);

export function belonging({ store }: PeopleDeps) {
  const { sql } = store;
  const peopleAt = (desks: readonly Desk[]) =>
    sql
      .selectFrom('person')
      .selectAll()
      .where((q) =>
        q(
          'person.id',
          'in',
          q
            .selectFrom('desk_member')
            .select('person_id')
            .where(
              'desk_id',
              'in',
              desks.map(({ id }) => id),
            ),
        ),
      );

  return {
    desksOf: (personId: string) => desksOf(store, personId),

    /** The people of some desks, in the order of their names. */
    peopleOf: async (desks: readonly Desk[]): Promise<Person[]> =>
      (await store.read<PersonRow>(peopleAt(desks).orderBy('name').orderBy('id'))).map(publicPerson),

    /**
     * Whether an admin of `mine` may decide about a whole account.
     * @returns NOT_FOUND where the person is of none of these desks, OTHER_DESKS where also of one that is not theirs
     */
    answersFor: async (mine: readonly Desk[], personId: string): Promise<null | Refusal> => {
      const theirs = await desksOf(store, personId);
      if (!theirs.some(({ id }) => isOneOf(mine, id))) return refuse('NOT_FOUND');
      return theirs.every(({ id }) => isOneOf(mine, id)) ? null : refuse('OTHER_DESKS');
    },

    /** Somebody of one of my desks is of this one too. Nobody is fetched from a desk that is not mine. */
    addTo: async (deskId: string, mine: readonly Desk[], personId: string): Promise<Person | Refusal> => {
      const [row] = await store.read<PersonRow>(peopleAt(mine).where('person.id', '=', personId));
      if (!row) return refuse('NOT_FOUND');
      if (!(await wins(store.write([belongs(store, deskId, personId)])))) return refuse('ALREADY_EXISTS');
      return publicPerson(row);
    },

    /** No longer of this desk. @returns LAST_DESK where there is no other: that account is closed instead */
    takeFrom: async (deskId: string, personId: string): Promise<Person | Refusal> => {
      const row = await personBy(store, 'id', personId);
      if (!row || !isOneOf(await desksOf(store, personId), deskId)) return refuse('NOT_FOUND');
      const elsewhere = sql
        .selectFrom('desk_member as other')
        .select('other.desk_id')
        .where('other.person_id', '=', personId)
        .where('other.desk_id', '!=', deskId);
      const leaves = sql
        .deleteFrom('desk_member')
        .where('desk_id', '=', deskId)
        .where('person_id', '=', personId)
        .where((q) => q.exists(elsewhere));
      const isLast = leftAlone(store, personId).where('mine.desk_id', '=', deskId);
      const isFree = row.role === 'admin' ? leaves.where((q) => q.not(q.exists(isLast))) : leaves;
      if (await wins(store.write([must(isFree)]))) return publicPerson(row);
      return refuse((await desksOf(store, personId)).length > 1 ? 'LAST_ADMIN' : 'LAST_DESK');
    },
  };
}
