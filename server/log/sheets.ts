// How sessions and events leave the broker as lines of a file: CSV for spreadsheets, JSON Lines for programs, a page for
// people to read and print. Times are ISO and
// in UTC, names of columns English, so that two exports can be compared. It asks nobody whether the reader may have them.
import { canonicalText } from '../../shared/canonical.ts';
import { safeFileName } from '../../shared/channel/file-name.ts';
import { CSV_START, csvLine, isoTime } from '../../shared/csv.ts';
import { escapeHtml } from '../../shared/html.ts';
import type { SessionRow } from '../../shared/protocol/http.ts';
import type { SessionEvent } from '../../shared/session/events.ts';

export type SheetFormat = 'csv' | 'jsonl';

/** A file of one line for each `T`, each line with its end. */
export interface Sheet<T> {
  readonly contentType: string;
  /** What stands before the first line. */
  readonly head: string;
  readonly line: (of: T) => string;
  /** What stands behind the last line. */
  readonly foot: string;
}

type Columns<T> = ReadonlyArray<readonly [title: string, cell: (of: T) => string | number | null]>;

function csv<T>(columns: Columns<T>): Sheet<T> {
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    head: CSV_START + csvLine(columns.map(([title]) => title)),
    line: (of) => csvLine(columns.map(([, cell]) => cell(of))),
    foot: '',
  };
}

const lines = <T>(shape: (of: T) => object): Sheet<T> => ({
  contentType: 'application/jsonl; charset=utf-8',
  head: '',
  line: (of) => `${canonicalText(shape(of))}\n`,
  foot: '',
});

/** What somebody wrote stays text: it was written to be read, not to be run. */
const escaped = (cell: string | number | null): string => escapeHtml(String(cell ?? ''));

/** A page that stands alone: no script, no picture, nothing fetched. */
const page = <T>(title: string, columns: Columns<T>): Sheet<T> => ({
  contentType: 'text/html; charset=utf-8',
  head: [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${escaped(title)}</title>`,
    `<h1>${escaped(title)}</h1><table border="1"><thead><tr>`,
    ...columns.map(([name]) => `<th scope="col">${escaped(name)}</th>`),
    '</tr></thead><tbody>\n',
  ].join(''),
  line: (of) => `<tr>${columns.map(([, cell]) => `<td>${escaped(cell(of))}</td>`).join('')}</tr>\n`,
  foot: '</tbody></table></html>\n',
});

const SESSION: Columns<SessionRow> = [
  ['session', ({ sid }) => sid],
  ['started', ({ createdAt }) => isoTime(createdAt)],
  ['ended', ({ endedAt }) => isoTime(endedAt)],
  ['technician', ({ technicianName }) => technicianName],
  ['technician id', ({ technician }) => technician],
  ['phase', ({ phase }) => phase],
  ['ending', ({ ending }) => ending],
  ['allowed scopes', ({ scopes }) => scopes.join(' ')],
  ['asked', ({ asked }) => asked],
  ['allowed', ({ granted }) => granted],
  ['refused', ({ denied }) => denied],
  ['files', ({ files }) => files],
  ['statements', ({ isUnsigned }) => (isUnsigned ? 'unsigned, before consent v2' : 'signed')],
];

/** One line a session, as the auditor's list shows it. */
export const sessionSheet = (format: SheetFormat): Sheet<SessionRow> =>
  format === 'csv'
    ? csv(SESSION)
    : lines((row) => ({ ...row, createdAt: isoTime(row.createdAt), endedAt: isoTime(row.endedAt) || null }));

/** A member of the event or of its detail, where it has one of that name. */
function has(event: SessionEvent, name: string): string | number | null {
  const all: Readonly<Record<string, unknown>> = { ...event.detail, ...event };
  const value = all[name];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

const EVENT: Columns<SessionEvent> = [
  ['session', ({ sid }) => sid],
  ['number', ({ seq }) => seq],
  ['time', ({ at }) => isoTime(at)],
  ['event', ({ type }) => type],
  ['by', ({ by }) => by.role],
  ['by id', ({ by }) => by.id],
  ...['scope', 'surface', 'screen', 'minutes', 'reason', 'auth', 'why', 'localMs', 'ending', 'result'].map(
    (name) => [name, (event: SessionEvent) => has(event, name)] as const,
  ),
  ['text shown', (event) => ('notice' in event ? nameOf(event.notice) : null)],
  [
    'file',
    (event) => (event.type === 'file.offered' && event.detail ? safeFileName(event.detail.name) : null),
  ],
  ['bytes', (event) => has(event, 'size') ?? has(event, 'bytes')],
  ['frames', (event) => has(event, 'frames')],
  ['statement', (event) => ('statement' in event ? (event.statement?.hash ?? null) : null)],
  ['version', ({ v }) => v],
];

const nameOf = ({ id, version, language }: { id: string; version: string; language: string }): string =>
  `${id} ${version} ${language}`;

/** One line an event. CSV and page hold what a reader wants to see; JSON Lines hold every member, with the signed statements. */
export function eventSheet(format: SheetFormat | 'html', sid: string): Sheet<SessionEvent> {
  if (format === 'html') return page(`Permesso, session ${sid}`, EVENT);
  return format === 'csv' ? csv(EVENT) : lines((event) => event);
}

/** The text of a sheet, a piece for each piece of `parts`, made only when it is read. */
export async function* textOf<T>(
  sheet: Sheet<T>,
  parts: AsyncIterable<readonly T[]>,
): AsyncGenerator<string> {
  yield sheet.head;
  for await (const part of parts) yield part.map(sheet.line).join('');
  yield sheet.foot;
}
