// A report of one desk, put together from its requests and its sessions. It writes nothing, and knows no HTTP.
import type { Report, ReportQuery, TechnicianReport } from '../../shared/protocol/reports.ts';
import type { Store } from '../store/store.ts';
import { type ByTechnician, cases } from './cases.ts';
import { type Answers, answersBy, noAnswers } from './consent.ts';
import { spreadOf } from './spread.ts';

export type Reports = ReturnType<typeof reports>;

export function reports(store: Store) {
  const { requests, feedback } = cases(store);
  const names = async (ids: readonly string[]): Promise<Map<string, string>> => {
    if (ids.length === 0) return new Map();
    const rows = await store.read<{ id: string; name: string }>(
      store.sql
        .selectFrom('person')
        .select(['id', 'name'])
        .where('id', 'in', [...ids]),
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  };

  return {
    of: async (deskId: string, query: ReportQuery): Promise<Report> => {
      const [found, answers, words] = await Promise.all([
        requests(deskId, query),
        answersBy(store, deskId, query),
        feedback(deskId, query),
      ]);
      const { by } = found;
      const people = [...new Set([...answers.keys(), ...by.taken.keys(), ...by.closed.keys()])];
      const known = await names(people);
      const technicians = people
        .map((id) => technicianOf({ id, name: known.get(id) ?? '' }, answers.get(id) ?? noAnswers(), by))
        .sort((a, b) => a.name.localeCompare(b.name));
      const sessions = [...answers.values()].reduce((sum, each) => sum + each.sessions, 0);
      return { requests: found.requests, sessions, technicians, feedback: words };
    },
  };
}

function technicianOf(
  { id, name }: Pick<TechnicianReport, 'id' | 'name'>,
  { answers, ...counts }: Answers,
  by: ByTechnician,
): TechnicianReport {
  const ratings = by.ratings.get(id) ?? [];
  const sum = ratings.reduce((all, each) => all + each, 0);
  return {
    id,
    name,
    taken: by.taken.get(id) ?? 0,
    closed: by.closed.get(id) ?? 0,
    ...counts,
    answer: spreadOf(answers),
    ratings: ratings.length,
    ratingMean: ratings.length === 0 ? null : Math.round((sum * 100) / ratings.length),
  };
}
