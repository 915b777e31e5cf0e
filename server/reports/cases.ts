// A desk's requests in a span of days: how many, how long they waited and took, how they ended, and what customers said of them.
import type { Report, ReportQuery } from '../../shared/protocol/reports.ts';
import { type Outcome, outcome } from '../../shared/protocol/requests.ts';
import type { Store } from '../store/store.ts';
import { spreadOf } from './spread.ts';

/** What a report needs of a request. */
interface Case {
  readonly id: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly outcome: Outcome | null;
  readonly rating: number | null;
  readonly assignee_id: string | null;
}
const DAY_MS = 24 * 3_600_000;
const FEEDBACK = 20;

export interface ByTechnician {
  readonly taken: Map<string, number>;
  readonly closed: Map<string, number>;
  readonly ratings: Map<string, number[]>;
}
const addTo = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

export function cases(store: Store) {
  const { sql } = store;
  const named = ['id', 'opened_at', 'closed_at', 'outcome', 'rating', 'assignee_id'] as const;
  const openedIn = (desk: string, { from, to }: ReportQuery) =>
    sql
      .selectFrom('request')
      .select([...named])
      .where('desk_id', '=', desk)
      .where('opened_at', '>=', from)
      .where('opened_at', '<', to);
  const firstTaken = (desk: string, { from, to }: ReportQuery) =>
    store.read<{ id: string; at: number }>(
      sql
        .selectFrom('request')
        .innerJoin('request_step', 'request_step.request_id', 'request.id')
        .select(['request.id as id'])
        .select((q) => q.fn.min<number>('request_step.at').as('at'))
        .where('request.desk_id', '=', desk)
        .where('request.opened_at', '>=', from)
        .where('request.opened_at', '<', to)
        .where('request_step.what', '=', 'assigned')
        .groupBy('request.id'),
    );
  const closedIn = (desk: string, { from, to }: ReportQuery) =>
    store.read<Case>(
      sql
        .selectFrom('request')
        .select([...named])
        .where('desk_id', '=', desk)
        .where('state', '=', 'completed')
        .where('closed_at', '>=', from)
        .where('closed_at', '<', to),
    );

  return {
    requests: async (
      desk: string,
      query: ReportQuery,
    ): Promise<{ requests: Report['requests']; by: ByTechnician }> => {
      const [opened, taken, closed, [waiting]] = await Promise.all([
        store.read<Case>(openedIn(desk, query)),
        firstTaken(desk, query),
        closedIn(desk, query),
        store.read<{ n: number }>(
          sql
            .selectFrom('request')
            .select((q) => q.fn.countAll<number>().as('n'))
            .where('desk_id', '=', desk)
            .where('state', '=', 'new'),
        ),
      ]);
      const takenAt = new Map(taken.map(({ id, at }) => [id, at]));
      const waits = opened.flatMap(({ id, opened_at }) => {
        const at = takenAt.get(id);
        return at === undefined ? [] : [at - opened_at];
      });
      const handled = opened.flatMap(({ id, closed_at }) => {
        const at = takenAt.get(id);
        return at === undefined || closed_at === null ? [] : [closed_at - at];
      });
      const outcomes = Object.fromEntries(outcome.options.map((one) => [one, 0])) as Record<Outcome, number>;
      const ratings: Report['requests']['ratings'] = [0, 0, 0, 0, 0];
      const by: ByTechnician = { taken: new Map(), closed: new Map(), ratings: new Map() };
      for (const { outcome: how, rating, assignee_id } of closed) {
        if (how !== null) outcomes[how] += 1;
        if (rating !== null) ratings[rating - 1] = (ratings[rating - 1] ?? 0) + 1;
        if (assignee_id === null) continue;
        if (how !== 'withdrawn') addTo(by.closed, assignee_id);
        if (rating !== null) by.ratings.set(assignee_id, [...(by.ratings.get(assignee_id) ?? []), rating]);
      }
      for (const { assignee_id } of opened) if (assignee_id !== null) addTo(by.taken, assignee_id);
      const requests = {
        opened: opened.length,
        closed: closed.length,
        waiting: waiting?.n ?? 0,
        wait: spreadOf(waits),
        handling: spreadOf(handled),
        outcomes,
        ratings,
        days: daysOf(query, opened, closed),
      };
      return { requests, by };
    },

    feedback: (desk: string, { from, to }: ReportQuery): Promise<Report['feedback']> =>
      store.read<Report['feedback'][number]>(
        sql
          .selectFrom('request')
          .leftJoin('person', 'person.id', 'request.assignee_id')
          .select([
            'request.id as request',
            'request.number as number',
            'request.rating as rating',
            'request.feedback as words',
            'person.name as technician',
            'request.closed_at as at',
          ])
          .where('request.desk_id', '=', desk)
          .where('request.state', '=', 'completed')
          .where('request.rating', 'is not', null)
          .where('request.closed_at', '>=', from)
          .where('request.closed_at', '<', to)
          .orderBy('request.closed_at', 'desc')
          .limit(FEEDBACK) as never,
      ),
  };
}

/** One entry for each day of the reader's own clock, also for those on which nothing happened. */
function daysOf(
  { from, to, offset }: ReportQuery,
  opened: readonly Case[],
  closed: readonly Case[],
): Report['requests']['days'] {
  const shift = offset * 60_000;
  const dayOf = (at: number) => Math.floor((at + shift) / DAY_MS);
  const count = (times: readonly number[]) => {
    const days = new Map<number, number>();
    for (const at of times) days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + 1);
    return days;
  };
  const openedBy = count(opened.map(({ opened_at }) => opened_at));
  const closedBy = count(closed.flatMap(({ closed_at }) => (closed_at === null ? [] : [closed_at])));
  const [first, last] = [dayOf(from), dayOf(to - 1)];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    at: Math.max(0, (first + i) * DAY_MS - shift),
    opened: openedBy.get(first + i) ?? 0,
    closed: closedBy.get(first + i) ?? 0,
  }));
}
