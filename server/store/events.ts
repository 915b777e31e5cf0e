// Events and their personal details: appended, never changed. The `body` of a row is the exact leaf of the transparency log:
// canonical JSON of the event without its detail, and `c`, which commits to the detail that stands sealed beside it.
import { uuidv7 } from 'uuidv7';
import type { DeskEvent } from '../../shared/desk/events.ts';
import { leafText } from '../../shared/log/leaf.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { upcast } from '../../shared/session/upcast.ts';
import type { DetailKey, DetailKeys } from '../log/detail-keys.ts';
import { eraseAfter } from '../log/retention.ts';
import type { Vault } from '../log/vault.ts';
import { type DetailRow, openDetail, withDetail } from './details.ts';
import { just, type Step, type Store } from './store.ts';
import { drawn, type Tap } from './tap.ts';

/** Told on this node when it has written events, so that what follows them need not wait for its next look. Carries nothing. */
export const LOG_TOPIC = 'log';

export interface Journal {
  /**
   * The steps that append session events to the desk's log. The unique key (session, seq) makes a lost race fail the
   * whole unit, and so does a session key that another node has just made.
   */
  appendEvents(deskId: string, events: readonly SessionEvent[]): Promise<Step[]>;
  /** The steps that append what happened outside sessions. @param deskId null for the log of the installation */
  appendRow(deskId: string | null, event: DeskEvent, detail: object | null): Promise<Step[]>;
  /** The events of a session with a number above `after`, in order. An erased detail reads as null. */
  eventsAfter(sid: string, after: number): Promise<SessionEvent[]>;
}

export interface JournalDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly keys: DetailKeys;
  /** The id of the log to which a desk's events go now. */
  readonly logOf: (deskId: string | null) => Promise<string>;
  readonly taps?: readonly Tap[];
}

export function journal({ store, vault, keys, logOf, taps = [] }: JournalDeps): Journal {
  const rows = (entry: Entry, key: WrappedFor) => {
    if (entry.detail === null || key === null) return [insertEvent(store, { ...entry, c: null }, null)];
    const id = uuidv7();
    const { c, nonce, ct } = vault.seal(key, id, entry.detail);
    const due = eraseAfter(entry.body.type, entry.body.at);
    const detail = { id, body: '', key_id: key.id, nonce, ct, erase_after: due };
    return [just(store.sql.insertInto('detail').values(detail)), insertEvent(store, { ...entry, c }, id)];
  };

  return {
    appendEvents: async (deskId, events) => {
      const logId = await logOf(deskId);
      const [first] = events;
      const hasDetail = events.some(({ detail }) => detail !== null);
      const found = first && hasDetail ? await keys.ofSession(first.sid, first.at) : null;
      return [
        ...(found?.steps ?? []),
        ...events.flatMap(({ detail, ...body }) =>
          rows({ logId, sessionId: body.sid, seq: body.seq, body, detail }, found?.key ?? null),
        ),
        ...(await drawn(taps, (tap) => tap.ofSession?.(deskId, events))),
      ];
    },

    appendRow: async (deskId, body, detail) => {
      const logId = await logOf(deskId);
      const found = detail === null ? null : await keys.ofMonth(logId, body.at);
      const entry = { logId, sessionId: null, seq: null, body, detail };
      const more = deskId === null ? [] : await drawn(taps, (tap) => tap.ofDesk?.(deskId, body));
      return [...(found?.steps ?? []), ...rows(entry, found?.key ?? null), ...more];
    },

    eventsAfter: async (sid, after) => {
      const found = await store.read<DetailRow & { body: string }>(
        withDetail(store)
          .select('event.body as body')
          .where('event.session_id', '=', sid)
          .where('event.seq', '>', after)
          .orderBy('event.seq'),
      );
      return found.map((row) => eventOf(row.body, openDetail(vault, row)?.detail ?? null));
    },
  };
}

type WrappedFor = DetailKey['key'] | null;

interface Entry {
  readonly logId: string;
  readonly sessionId: string | null;
  readonly seq: number | null;
  readonly body: Omit<SessionEvent, 'detail'> | DeskEvent;
  readonly detail: object | null;
}

/** The step that inserts an event without a detail, for whoever has to open a log before a journal can write to it. */
export const bareRow = (store: Store, logId: string, body: DeskEvent): Step =>
  insertEvent(store, { logId, sessionId: null, seq: null, body, c: null }, null);

function insertEvent(
  store: Store,
  { logId, sessionId, seq, body, c }: Omit<Entry, 'detail'> & { c: string | null },
  detailId: string | null,
): Step {
  const row = {
    log_id: logId,
    session_id: sessionId,
    seq,
    at: body.at,
    type: body.type,
    body: leafText(body, c),
    detail_id: detailId,
  };
  return just(store.sql.insertInto('event').values(row));
}

/** Written by `decide` and unchangeable since, so not decoded again on every read. */
export function eventOf(body: string, detail: object | null): SessionEvent {
  const { c: _commitment, ...event } = JSON.parse(body);
  return upcast({ ...event, detail });
}
