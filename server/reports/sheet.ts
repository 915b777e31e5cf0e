// A report as lines for a spreadsheet: one a technician, then one for the desk. Lengths are seconds.
import { CSV_START, csvLine } from '../../shared/csv.ts';
import type { Report, TechnicianReport } from '../../shared/protocol/reports.ts';

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1_000));

const COLUMNS: ReadonlyArray<
  readonly [title: string, cell: (of: TechnicianReport) => string | number | null]
> = [
  ['technician', ({ name }) => name],
  ['requests taken', ({ taken }) => taken],
  ['requests closed', ({ closed }) => closed],
  ['sessions', ({ sessions }) => sessions],
  ['asked', ({ asked }) => asked],
  ['allowed', ({ granted }) => granted],
  ['refused', ({ denied }) => denied],
  ['unanswered', ({ unanswered }) => unanswered],
  ['ended early by the customer', ({ revoked }) => revoked],
  ['median answer in seconds', ({ answer }) => seconds(answer.median)],
  ['ratings', ({ ratings }) => ratings],
  ['mean rating', ({ ratingMean }) => (ratingMean === null ? null : ratingMean / 100)],
];

export function reportSheet({ requests, technicians }: Pick<Report, 'requests' | 'technicians'>): string {
  const head = csvLine(COLUMNS.map(([title]) => title));
  const rows = technicians.map((each) => csvLine(COLUMNS.map(([, cell]) => cell(each))));
  const desk = [
    ['requests opened', requests.opened],
    ['requests closed', requests.closed],
    ['median wait in seconds', seconds(requests.wait.median)],
    ['median handling in seconds', seconds(requests.handling.median)],
    ...Object.entries(requests.outcomes).map(([name, n]) => [`outcome ${name}`, n] as const),
    ...requests.ratings.map((n, i) => [`rated ${i + 1}`, n] as const),
  ] as const;
  return [CSV_START, head, ...rows, '\r\n', ...desk.map((line) => csvLine([...line]))].join('');
}
