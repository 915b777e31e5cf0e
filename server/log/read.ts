// The lists people read: a technician's own sessions, and the auditor's view of all. Keyset pages over an index, so page
// 1,000 costs what page 1 costs.
import type { z } from 'zod/mini';
import type { logQuery, SessionRow, SessionRows } from '../../shared/protocol/http.ts';
import { scope } from '../../shared/session/scopes.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

const PAGE = 50;
/** Rows that an export holds in memory at once. */
const EXPORT_PAGE = 500;

export type LogQuery = z.infer<typeof logQuery>;
type Row = Tables['session'] & { technician_name: string | null; first_version: number | null };

export interface SessionLists {
  list(deskId: string, query: LogQuery): Promise<SessionRows>;
  /** Everything that `list` would show page by page, a few hundred rows at a time and only when asked for the next. */
  all(deskId: string, query: LogQuery): AsyncGenerator<readonly SessionRow[]>;
  one(deskId: string, sid: string): Promise<SessionRow | null>;
}

export function sessionLists(store: Store): SessionLists {
  const rows = (deskId: string) =>
    store.sql
      .selectFrom('session')
      .leftJoin('person', 'person.id', 'session.technician_id')
      .leftJoin('event', (join) => join.onRef('event.session_id', '=', 'session.id').on('event.seq', '=', 1))
      .selectAll('session')
      .select('person.name as technician_name')
      .select((q) =>
        q
          .cast<number | null>(q.fn('json_extract', ['event.body', q.val('$.v')]), 'integer')
          .as('first_version'),
      )
      .where('session.desk_id', '=', deskId);

  const page = async (deskId: string, query: LogQuery, size: number): Promise<SessionRows> => {
    let select = rows(deskId)
      .orderBy('session.created_at', 'desc')
      .orderBy('session.id', 'desc')
      .limit(size + 1);
    const from = readCursor(query.after);
    if (from)
      select = select.where((q) =>
        q(q.refTuple('session.created_at', 'session.id'), '<', q.tuple(from.createdAt, from.id)),
      );
    if (query.desk) select = select.where('session.desk_id', '=', query.desk);
    if (query.technician) select = select.where('session.technician_id', '=', query.technician);
    if (query.ending === 'live') select = select.where('session.phase', '!=', 'ended');
    else if (query.ending) select = select.where('session.ending', '=', query.ending);
    if (query.from) select = select.where('session.created_at', '>=', query.from);
    if (query.to) select = select.where('session.created_at', '<', query.to);
    const { scope: wanted } = query;
    if (wanted)
      select = select.where((q) => q(q.fn('instr', ['session.scopes', q.val(wanted)]), '>', q.lit(0)));
    for (const word of words(query.q))
      select = select.where((q) => q(q.fn('instr', ['session.words', q.val(word)]), '>', q.lit(0)));
    const found = await store.read<Row>(select);
    const last = found.length > size ? found[size - 1] : undefined;
    return {
      rows: found.slice(0, size).map(publicRow),
      next: last ? `${last.created_at}.${last.id}` : null,
    };
  };

  return {
    list: (deskId, query) => page(deskId, query, PAGE),
    all: async function* (deskId, query) {
      for (let after = query.after; ; ) {
        const { rows: found, next } = await page(deskId, { ...query, after }, EXPORT_PAGE);
        yield found;
        if (next === null) return;
        after = next;
      }
    },
    one: async (deskId, sid) => {
      const [row] = await store.read<Row>(rows(deskId).where('session.id', '=', sid));
      return row ? publicRow(row) : null;
    },
  };
}

const words = (q: string | undefined): string[] =>
  // No text holds a NUL, and PostgreSQL does not even take one to look for.
  (q ?? '').replaceAll('\0', '\uFFFD').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

function readCursor(after: string | undefined): { createdAt: number; id: string } | null {
  const match = /^(\d{1,16})\.([\w-]{22})$/.exec(after ?? '');
  return match ? { createdAt: Number(match[1]), id: match[2] ?? '' } : null;
}

const publicRow = (row: Row): SessionRow => ({
  sid: row.id,
  technician: row.technician_id,
  technicianName: row.technician_name ?? '',
  phase: row.phase,
  ending: row.ending as SessionRow['ending'],
  createdAt: row.created_at,
  endedAt: row.ended_at,
  scopes: row.scopes.split(' ').filter((word) => scope.safeParse(word).success) as SessionRow['scopes'],
  asked: row.asked,
  granted: row.granted,
  denied: row.denied,
  files: row.files,
  isUnsigned: row.first_version === 1,
});
