// A call for a colleague as its row tells it, and as the desk may see it.
import { sql } from 'kysely';
import type { Call } from '../../shared/protocol/calls.ts';
import type { Desk } from '../../shared/protocol/http.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export type StoredCall = Tables['colleague_call'];
/** With the names of the people in it, and what little is told of the request. */
export type NamedCall = StoredCall & {
  readonly caller_name: string;
  readonly to_name: string | null;
  readonly answered_name: string | null;
  readonly request_number: number | null;
  readonly request_name: string | null;
  readonly request_problem: string | null;
};

export const namedCalls = ({ sql: db }: Store) =>
  db
    .selectFrom('colleague_call')
    .innerJoin('person as caller', 'caller.id', 'colleague_call.caller_id')
    .leftJoin('person as called', 'called.id', 'colleague_call.to_id')
    .leftJoin('person as answerer', 'answerer.id', 'colleague_call.answered_by')
    .leftJoin('request', 'request.id', 'colleague_call.request_id')
    .selectAll('colleague_call')
    .select([
      'caller.name as caller_name',
      'called.name as to_name',
      'answerer.name as answered_name',
      'request.number as request_number',
      'request.name as request_name',
      'request.problem as request_problem',
    ]);

/** @param desks whose; another desk's call is none */
export async function callBy(store: Store, desks: readonly Desk[], id: string): Promise<NamedCall | null> {
  const [row] = await store.read<NamedCall>(
    namedCalls(store)
      .where('colleague_call.id', '=', id)
      .where(
        'colleague_call.desk_id',
        'in',
        desks.map((desk) => desk.id),
      ),
  );
  return row ?? null;
}

/** Calls that this session began, or that were accepted with it. */
export const callsAbout = (store: Store, sid: string) =>
  store.read<NamedCall>(
    namedCalls(store)
      .where(sql<boolean>`(colleague_call.session_id = ${sid} or colleague_call.follower_id = ${sid})`)
      .where('colleague_call.state', 'in', ['waiting', 'accepted']),
  );

const TITLE = 120;

/** @param now a call that nobody answered in time has lapsed, whether or not anybody has written that down */
export function publicCall(row: NamedCall, now: number): Call {
  const { state, expires_at: expiresAt } = row;
  return {
    id: row.id,
    how: row.how,
    state: state === 'waiting' && now >= expiresAt ? 'lapsed' : state,
    from: { id: row.caller_id, name: row.caller_name },
    to: named(row.to_id, row.to_name),
    by: named(row.answered_by, row.answered_name),
    word: row.word,
    note: row.note,
    session: row.session_id,
    follower: row.follower_id,
    request:
      row.request_id === null
        ? null
        : {
            id: row.request_id,
            number: row.request_number ?? 0,
            name: row.request_name ?? '',
            title: (row.request_problem?.split('\n')[0] ?? '').slice(0, TITLE),
          },
    madeAt: row.made_at,
    expiresAt,
  };
}

const named = (id: string | null, name: string | null): { id: string; name: string } | null =>
  id === null ? null : { id, name: name ?? '' };

/** Whoever of a desk watches for calls is told that one changed. */
export const callsTopic = (deskId: string): string => `calls:${deskId}`;
