// The auditor's list of sessions with its filters, and every state it can be in.
import type { Me, SessionRow } from '../../../../shared/protocol/http.ts';
import { inWords } from '../../features/account/refusals.ts';
import { words as timeline } from '../../features/timeline/timeline.text.ts';
import { Button } from '../../view/Button.tsx';
import type { Column } from '../../view/DataTable.tsx';
import { useTitle } from '../../view/document-title.ts';
import { EmptyState } from '../../view/EmptyState.tsx';
import { count, dateAndMinute, duration, list } from '../../view/format.ts';
import { book, search } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { WindowedTable } from '../../view/WindowedTable.tsx';
import { LogHealth } from './check/LogHealth.tsx';
import { ListDownloads } from './Downloads.tsx';
import { FilterForm, showAll } from './FilterForm.tsx';
import { type Filters, hasFilters } from './filters.ts';
import { words } from './log.text.ts';
import { RecordNote } from './RecordNote.tsx';
import type { Listed } from './sessions.ts';

interface LogListProps {
  me: Me;
  listed: Listed;
  filters: Filters;
  /** False while a session lies over it. */
  isShown: boolean;
  lastOpen: string | null;
  onRead: () => void;
  onMore: () => void;
  /** The same by the button, which the last page takes away. */
  onMorePressed: () => void;
  onOpen: (row: SessionRow) => void;
}

export function LogList(props: LogListProps) {
  const { me, listed, filters, isShown, lastOpen, onRead, onMore, onMorePressed, onOpen } = props;
  const t = words();
  const { phase, rows, next, problem } = listed;
  const isLoading = phase === 'idle' || phase === 'loading';
  return (
    <div class="page">
      {isShown && <LogTitle />}
      <header class="page-head">
        <h1>{t.title}</h1>
        <p class="soft">{t.lead(me.desk.name)}</p>
      </header>
      <LogHealth isShown={isShown} />
      <RecordNote />
      <FilterForm me={me} filters={filters} />
      <p class="small soft log-count" role="status">
        {countWords(listed)}
      </p>
      {rows.length > 0 && <ListDownloads filters={filters} />}
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={rows.length > 0 ? onMore : onRead}>{t.again}</Button>
        </Notice>
      )}
      {rows.length === 0 && isLoading && <Waiting />}
      {rows.length > 0 && (
        <div class="log-list" aria-busy={isLoading}>
          <WindowedTable
            caption={t.table}
            columns={columns()}
            rows={rows}
            rowKey={(row) => row.sid}
            hasMore={next !== null}
            onNearEnd={onMore}
            onOpen={onOpen}
            openKey={lastOpen ?? undefined}
            isShown={isShown && !isLoading && problem === null}
          />
        </div>
      )}
      {rows.length === 0 && !isLoading && problem === null && <Nothing filters={filters} />}
      {next !== null && !isLoading && (
        <Button busy={phase === 'adding' ? t.moreComing : undefined} onClick={onMorePressed}>
          {t.more}
        </Button>
      )}
    </div>
  );
}

function countWords({ phase, rows, next }: Listed): string {
  if (phase === 'idle' || phase === 'loading') return `${words().loading}…`;
  if (rows.length === 0) return '';
  return next === null ? words().shownAll(rows.length) : words().shown(rows.length);
}

function LogTitle() {
  useTitle(words().title);
  return null;
}

/** The first look takes a moment. */
function Waiting() {
  return (
    <div class="log-waiting" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}

function Nothing({ filters }: { filters: Filters }) {
  const t = words();
  if (!hasFilters(filters))
    return (
      <EmptyState draw={book} title={t.noneYet}>
        <p>{t.noneYetWhy}</p>
      </EmptyState>
    );
  return (
    <EmptyState draw={search} title={t.noneFound} action={<Button onClick={showAll}>{t.clear}</Button>}>
      <p>{t.noneFoundWhy}</p>
    </EmptyState>
  );
}

function columns(): Column<SessionRow>[] {
  const t = words();
  return [
    { key: 'started', title: t.started, cell: (row) => dateAndMinute(row.createdAt) },
    { key: 'brief', title: t.inBrief, only: 'narrow', cell: inBrief },
    { key: 'technician', title: t.technician, only: 'wide', cell: (row) => row.technicianName },
    { key: 'scopes', title: t.scopes, only: 'wide', cell: scopesOf },
    { key: 'asked', title: t.asked, align: 'end', only: 'wide', cell: (row) => count(row.asked) },
    { key: 'allowed', title: t.allowed, align: 'end', only: 'wide', cell: (row) => count(row.granted) },
    { key: 'refused', title: t.refused, align: 'end', only: 'wide', cell: (row) => count(row.denied) },
    { key: 'files', title: t.files, align: 'end', only: 'wide', cell: (row) => count(row.files) },
    {
      key: 'length',
      title: t.length,
      align: 'end',
      only: 'wide',
      cell: ({ createdAt, endedAt }) => (endedAt === null ? '' : duration(endedAt - createdAt)),
    },
    { key: 'state', title: t.state, only: 'wide', cell: standingWithMark },
  ];
}

/** The whole row in one cell, where there is room for no more. */
function inBrief(row: SessionRow) {
  const { technicianName, asked, granted, denied, files } = row;
  return (
    <span class="log-brief">
      <strong>{technicianName}</strong>
      <span>{standing(row)}</span>
      <span class="small soft">
        {row.isUnsigned && `${words().before}; `}
        {words().brief(count(asked), count(granted), count(denied), count(files))}
      </span>
    </span>
  );
}

function scopesOf({ scopes }: SessionRow) {
  if (scopes.length === 0) return <span class="soft">{words().nothing}</span>;
  return list(scopes.map((scope) => timeline().scope[scope]));
}

function standingWithMark(row: SessionRow) {
  if (!row.isUnsigned) return standing(row);
  return (
    <>
      <span class="log-line">{standing(row)}</span>
      <span class="log-line small soft">{words().before}</span>
    </>
  );
}

/** Live ones carry a dot beside their words. */
export function standing({ phase, ending }: SessionRow) {
  const t = words();
  if (phase === 'ended') return ending === null ? '' : t.endings[ending];
  return (
    <span class="log-live">
      <i aria-hidden="true" />
      {t.phases[phase]}
    </span>
  );
}
