// What still goes on by the hands of somebody who may not come in any more: a broker that died between closing an account, or taking
// somebody out of a desk, and ending what they had there would otherwise leave their picture running and their requests with nobody.
import type { Store } from '../store/store.ts';

export interface LeavingDeps {
  readonly store: Store;
  /** Ends their sessions at this desk and puts back what they had taken. */
  readonly drop: (personId: string, deskId: string) => Promise<void>;
}
interface Left {
  readonly person: string;
  readonly desk: string;
}

/** @returns what looks for it, and drops it; for after a start */
export function leaving({ store, drop }: LeavingDeps): () => Promise<void> {
  const { sql } = store;
  const comesIn = sql
    .selectFrom('desk_member')
    .innerJoin('person', 'person.id', 'desk_member.person_id')
    .select('person.id')
    .where('person.state', '=', 'active')
    .where('person.frozen_at', 'is', null);
  const sessions = sql
    .selectFrom('session')
    .select(['technician_id as person', 'desk_id as desk'])
    .distinct()
    .where('phase', '!=', 'ended')
    .where((q) =>
      q.not(
        q.exists(
          comesIn
            .whereRef('desk_member.person_id', '=', q.ref('session.technician_id'))
            .whereRef('desk_member.desk_id', '=', q.ref('session.desk_id')),
        ),
      ),
    );
  const requests = sql
    .selectFrom('request')
    .select(['assignee_id as person', 'desk_id as desk'])
    .distinct()
    .where('state', '=', 'active')
    .where('assignee_id', 'is not', null)
    .where((q) =>
      q.not(
        q.exists(
          comesIn
            .whereRef('desk_member.person_id', '=', q.ref('request.assignee_id'))
            .whereRef('desk_member.desk_id', '=', q.ref('request.desk_id')),
        ),
      ),
    );
  return async () => {
    const left = [...(await store.read<Left>(sessions)), ...(await store.read(requests.$castTo<Left>()))];
    for (const { person, desk } of left) await drop(person, desk);
  };
}
