// The queue as lists show it: keyset pages over an index, counts, and what a waiting customer may be told of it.
import { sql } from 'kysely';
import { cursorAfter, isBefore, REQUEST_ORDERS, readCursor } from '../../shared/desk/request-order.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { RequestQuery, RequestRows, Waiting } from '../../shared/protocol/requests.ts';
import { findsWords, wordsIn } from '../store/words.ts';
import type { RequestDeps } from './requests.ts';
import { type Named, namedRequests, publicRow, type Stored } from './rows.ts';
import type { Who } from './taking.ts';

const PAGE = 50;
/** In the words of their indexes, or none would be used. */
const COLUMN = {
  openedAt: sql<number>`request.opened_at`,
  changedAt: sql<number>`request.changed_at`,
  name: sql<string>`request.name`,
  assignee: sql<string>`coalesce(request.assignee_id, '')`,
} as const;
/** How many of the last waits an estimate goes by. */
const LAST = 20;

export function queue({ store, transcripts }: RequestDeps) {
  /** Each from an index alone: a long past is counted at every look, and never read. */
  const counts = async ({ person }: Who, desks: readonly string[]): Promise<RequestRows['counts']> => {
    const of = (state: Stored['state']) =>
      store.sql
        .selectFrom('request')
        .select((q) => q.fn.countAll<number>().as('n'))
        .where('desk_id', 'in', [...desks])
        .where('state', '=', state);
    const [fresh, mine, active, completed] = await Promise.all(
      [of('new'), of('active').where('assignee_id', '=', person.id), of('active'), of('completed')].map(
        async (query) => (await store.read<{ n: number }>(query))[0]?.n ?? 0,
      ),
    );
    return { new: fresh ?? 0, mine: mine ?? 0, active: active ?? 0, completed: completed ?? 0 };
  };

  const chosen = async ({ desks }: Who, slug: string | undefined): Promise<string[]> => {
    const all = desks.map(({ id }) => id);
    if (slug === undefined) return all;
    const query = store.sql.selectFrom('desk').select('id').where('slug', '=', slug).where('id', 'in', all);
    return (await store.read<{ id: string }>(query)).map(({ id }) => id);
  };

  const pageOf = (deskId: string, who: Who, query: RequestQuery) => {
    const { view, after, q, order = 'newest', assignee, since } = query;
    const { by, way } = REQUEST_ORDERS[order];
    const column = COLUMN[by];
    let select = namedRequests(store)
      .where('request.desk_id', '=', deskId)
      .orderBy(column, way)
      .orderBy('request.id', way)
      .limit(PAGE + 1);
    if (assignee) select = select.where('request.assignee_id', '=', assignee);
    if (since !== undefined) select = select.where('request.opened_at', '>=', since);
    if (view === 'mine')
      select = select.where('request.assignee_id', '=', who.person.id).where('request.state', '=', 'active');
    else if (view !== 'all') select = select.where('request.state', '=', view);
    const from = after === undefined ? null : readCursor(after, order);
    if (from)
      select = select.where(
        way === 'asc'
          ? sql<boolean>`(${column}, request.id) > (${from.key}, ${from.id})`
          : sql<boolean>`(${column}, request.id) < (${from.key}, ${from.id})`,
      );
    const words = wordsIn(q ?? '');
    if (words.length > 0)
      select = select.where((e) => {
        const said = transcripts.requestsWith(q ?? '');
        return e.or([
          e('request.id', 'in', findsWords(store, words)),
          ...(said ? [e('request.id', 'in', said.$castTo<{ request_id: string }>())] : []),
        ]);
      });
    return store.read<Named>(select);
  };

  return {
    /** @returns NOT_FOUND where the desk that is asked for is not one of theirs */
    list: async (who: Who, query: RequestQuery): Promise<RequestRows | Refusal> => {
      const desks = await chosen(who, query.desk);
      if (desks.length === 0) return refuse('NOT_FOUND');
      // A page of each desk by its own index, then the first ones of all: what is asked for stays as small as a page.
      const pages = await Promise.all(desks.map((desk) => pageOf(desk, who, query)));
      const { order = 'newest' } = query;
      const found = pages
        .flat()
        .map(publicRow)
        .sort((a, b) => (isBefore(a, b, order) ? -1 : 1));
      const rows = found.slice(0, PAGE);
      const last = found.length > PAGE ? rows.at(-1) : undefined;
      return {
        rows,
        next: last ? cursorAfter(last, order) : null,
        counts: await counts(who, desks),
      };
    },

    /** How many are waiting before this one, and for how long the last ones waited. */
    place: async (row: Stored): Promise<Pick<Waiting, 'position' | 'estimateMin'>> => {
      if (row.state !== 'new') return { position: null, estimateMin: null };
      const [before] = await store.read<{ n: number }>(
        store.sql
          .selectFrom('request')
          .select((q) => q.fn.countAll<number>().as('n'))
          .where('desk_id', '=', row.desk_id)
          .where('state', '=', 'new')
          .where('number', '<', row.number),
      );
      const waits = await store.read<{ ms: number }>(
        store.sql
          .selectFrom('request')
          .select(sql<number>`taken_at - opened_at`.as('ms'))
          .where('desk_id', '=', row.desk_id)
          .where('taken_at', 'is not', null)
          .orderBy('taken_at', 'desc')
          .limit(LAST),
      );
      const sorted = waits.map(({ ms }) => ms).sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      return {
        position: (before?.n ?? 0) + 1,
        estimateMin: median === undefined ? null : Math.ceil(median / 60_000),
      };
    },

    waiting: async (deskId: string): Promise<number> => {
      const [row] = await store.read<{ n: number }>(
        store.sql
          .selectFrom('request')
          .select((q) => q.fn.countAll<number>().as('n'))
          .where('desk_id', '=', deskId)
          .where('state', '=', 'new'),
      );
      return row?.n ?? 0;
    },
  };
}
