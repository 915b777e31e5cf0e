// A request as its rows tell it, and as others may see it.
import type { Desk } from '../../shared/protocol/http.ts';
import type { RequestDetails, RequestRow } from '../../shared/protocol/requests.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export type Stored = Tables['request'];
/** With the name of whoever has taken it, and of its desk. */
export type Named = Stored & {
  readonly assignee_name: string | null;
  readonly desk_name: string;
  readonly desk_slug: string | null;
};
export type Origin = RequestDetails['origin'];

export const namedRequests = (store: Store) =>
  store.sql
    .selectFrom('request')
    .leftJoin('person', 'person.id', 'request.assignee_id')
    .selectAll('request')
    .innerJoin('desk', 'desk.id', 'request.desk_id')
    .select(['person.name as assignee_name', 'desk.name as desk_name', 'desk.slug as desk_slug']);

/** @param desks whose; another desk's request is none */
export async function requestBy(store: Store, desks: readonly Desk[], id: string): Promise<Named | null> {
  const [row] = await store.read<Named>(
    namedRequests(store)
      .where('request.id', '=', id)
      .where(
        'request.desk_id',
        'in',
        desks.map((desk) => desk.id),
      ),
  );
  return row ?? null;
}

export const deskOfRow = ({ desk_name: name, desk_slug: slug }: Named): RequestRow['desk'] => ({
  name,
  slug: slug ?? 'desk',
});

const TITLE = 120;

export const publicRow = (row: Named): RequestRow => ({
  id: row.id,
  number: row.number,
  state: row.state,
  name: row.name,
  title: (row.problem.split('\n')[0] ?? '').slice(0, TITLE),
  desk: deskOfRow(row),
  assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
  openedAt: row.opened_at,
  changedAt: row.changed_at,
  outcome: row.outcome,
  unread: row.unread,
  answerBy: row.answer_by,
});

/** Whoever watches a desk's queue, and the customer who waits for one request, is told that something changed. */
export const queueTopic = (deskId: string): string => `queue:${deskId}`;
export const requestTopic = (id: string): string => `request:${id}`;
