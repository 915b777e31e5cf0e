// Events and their personal details: appended, never changed. Rows are stored as the JSON they were told as.
import { uuidv7 } from 'uuidv7';
import type { SessionEvent } from '../../shared/session/events.ts';
import { upcast } from '../../shared/session/upcast.ts';
import { just, type Step, type Store } from './store.ts';

interface Row {
  body: string;
  detail: string | null;
}

/** The steps that append session events; the unique key (session, seq) makes a lost race fail the whole unit. */
export function appendEvents(store: Store, logId: string, events: readonly SessionEvent[]): Step[] {
  return events.flatMap((event) => {
    const { detail, ...body } = event;
    return appendRow(store, { logId, sessionId: event.sid, seq: event.seq, body, detail });
  });
}

interface Entry {
  readonly logId: string;
  readonly sessionId: string | null;
  readonly seq: number | null;
  readonly body: { readonly type: string; readonly at: number };
  readonly detail: object | null;
}

export function appendRow(store: Store, entry: Entry): Step[] {
  const detailId = entry.detail ? uuidv7() : null;
  const row = {
    log_id: entry.logId,
    session_id: entry.sessionId,
    seq: entry.seq,
    at: entry.body.at,
    type: entry.body.type,
    body: JSON.stringify(entry.body),
    detail_id: detailId,
  };
  const insert = just(store.sql.insertInto('event').values(row));
  if (detailId === null) return [insert];
  return [
    just(store.sql.insertInto('detail').values({ id: detailId, body: JSON.stringify(entry.detail) })),
    insert,
  ];
}

/** The events of a session with a number above `after`, in order. An erased detail reads as null. */
export async function eventsAfter(store: Store, sid: string, after: number): Promise<SessionEvent[]> {
  const rows = await store.read<Row>(
    store.sql
      .selectFrom('event')
      .leftJoin('detail', 'detail.id', 'event.detail_id')
      .select(['event.body as body', 'detail.body as detail'])
      .where('event.session_id', '=', sid)
      .where('event.seq', '>', after)
      .orderBy('event.seq'),
  );
  // Written by `decide` and unchangeable since, so not decoded again on every read.
  return rows.map(({ body, detail }) =>
    upcast({ ...JSON.parse(body), detail: detail === null ? null : JSON.parse(detail) }),
  );
}
