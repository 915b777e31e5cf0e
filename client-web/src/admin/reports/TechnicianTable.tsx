// How customers answered each technician: a share that is refused or taken back often is a reason to look at how somebody asks.
import { useState } from 'preact/hooks';
import type { TechnicianReport } from '../../../../shared/protocol/reports.ts';
import { type Column, DataTable } from '../../view/DataTable.tsx';
import { count, percent, took } from '../../view/format.ts';
import { type Sort, sortRows } from '../../view/table-sort.ts';
import { words } from './reports.text.ts';

const share = (part: number, whole: number): string => (whole === 0 ? '–' : percent(part, whole));

export function TechnicianTable({ rows }: { rows: readonly TechnicianReport[] }) {
  const t = words();
  const [sort, setSort] = useState<Sort>({ column: 'name', direction: 'ascending' });
  return (
    <section class="report-part">
      <h2>{t.technicians}</h2>
      <p class="soft small">{t.techniciansLead}</p>
      <DataTable
        caption={t.technicians}
        hidesCaption
        columns={columns()}
        rows={sortRows(rows, sort.direction, SORTED[sort.column] ?? (({ name }) => name))}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={setSort}
        empty={<p>{t.nobody}</p>}
      />
    </section>
  );
}

const rate = (part: number, whole: number): number => (whole === 0 ? -1 : part / whole);
const SORTED: Record<string, (of: TechnicianReport) => string | number> = {
  name: ({ name }) => name,
  closed: ({ closed }) => closed,
  sessions: ({ sessions }) => sessions,
  asked: ({ asked }) => asked,
  denied: ({ denied, asked }) => rate(denied, asked),
  revoked: ({ revoked, granted }) => rate(revoked, granted),
  answer: ({ answer }) => answer.median ?? -1,
  rating: ({ ratingMean }) => ratingMean ?? -1,
};

function columns(): Column<TechnicianReport>[] {
  const t = words();
  const end = { align: 'end', sortable: true } as const;
  return [
    { key: 'name', title: t.technician, sortable: true, cell: ({ name }) => <strong>{name}</strong> },
    { key: 'closed', title: t.closed, ...end, cell: ({ closed }) => count(closed) },
    { key: 'sessions', title: t.sessions, ...end, cell: ({ sessions }) => count(sessions) },
    { key: 'asked', title: t.asked, ...end, cell: ({ asked }) => count(asked) },
    {
      key: 'denied',
      title: t.denied,
      ...end,
      cell: ({ denied, unanswered, asked }) => (
        <span title={t.deniedOf(count(denied), count(asked), count(unanswered))}>{share(denied, asked)}</span>
      ),
    },
    {
      key: 'revoked',
      title: t.revoked,
      ...end,
      cell: ({ revoked, granted }) => (
        <span title={t.revokedOf(count(revoked), count(granted))}>{share(revoked, granted)}</span>
      ),
    },
    {
      key: 'answer',
      title: t.answer,
      ...end,
      cell: ({ answer }) => (answer.median === null ? '–' : took(answer.median)),
    },
    {
      key: 'rating',
      title: t.rating,
      ...end,
      cell: ({ ratingMean, ratings }) =>
        ratingMean === null ? '–' : t.ratingOf((ratingMean / 100).toLocaleString(), count(ratings)),
    },
  ];
}
