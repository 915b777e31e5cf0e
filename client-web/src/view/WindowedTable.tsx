// A table of any length: only the rows in view stand in the page, all of one height, and more are asked for near the end. Keys and
// screen readers find it as long as it is; the row that has the focus never goes away. It sorts nothing.
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Column, looksOf } from './DataTable.tsx';
import { piecesOf, type Range, rangeOf, scrollTo, stepOf, type View } from './window.ts';

interface WindowedTableProps<R> {
  /** Read out, not shown: a heading already says it. */
  caption: string;
  columns: ReadonlyArray<Column<R>>;
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** More rows can be had. */
  hasMore: boolean;
  /** The end of what is here comes into view. */
  onNearEnd: () => void;
  /** The first cell is a button that opens the row. */
  onOpen: (row: R) => void;
  /** The row that was opened last. */
  openKey: string | undefined;
  /** False while something else lies over the list. */
  isShown: boolean;
}

/** Rows before the end at which more are asked for. */
const NEAR = 40;

export function WindowedTable<R>(props: WindowedTableProps<R>) {
  const { caption, columns, rows, rowKey, hasMore, onNearEnd, onOpen, openKey, isShown } = props;
  const id = useId();
  const { body, view, range } = useWindow(rows.length, isShown);
  const [kept, setKept] = useState<number | null>(null);
  const goal = useRef<number | null>(null);

  useEffect(() => {
    if (hasMore && isShown && range.to > rows.length - NEAR) onNearEnd();
  }, [hasMore, isShown, range.to, rows.length]);

  // The row that a key leads to may not have been in the page before.
  useLayoutEffect(() => {
    if (goal.current === null) return;
    body.current
      ?.querySelector<HTMLElement>(`[data-row="${goal.current}"] .table-open`)
      ?.focus({ preventScroll: true });
    goal.current = null;
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const here = rowOf(event.target);
    const seen = view();
    if (here === null || seen === null) return;
    const page = Math.max(1, Math.floor(seen.height / seen.rowHeight) - 1);
    const to = stepOf(event.key, here, { count: rows.length, page });
    if (to === undefined) return;
    event.preventDefault();
    goal.current = to;
    setKept(to);
    scroller()?.scrollBy({ top: scrollTo(to, seen, seen.rowHeight), behavior: 'instant' });
  };

  return (
    // biome-ignore lint/a11y: what scrolls sideways must be reachable by keys, yet is no landmark and no fieldset
    <div class="table-frame windowed" role="group" aria-labelledby={id} tabIndex={0}>
      {/* A table that does not know its end yet says so: aria-rowcount of WAI-ARIA 1.2. */}
      <table class="table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <caption id={id} class="unseen">
          {caption}
        </caption>
        <Head columns={columns} />
        <tbody
          ref={body}
          onKeyDown={onKeyDown}
          onFocusIn={(event) => setKept(rowOf(event.target))}
          onFocusOut={(event) => setKept(rowOf(event.relatedTarget))}
        >
          {piecesOf(range, rows.length, kept).map((piece) => {
            if (piece.kind === 'gap')
              return <Gap key={piece.key} rows={piece.rows} height={view()?.rowHeight ?? 0} />;
            const row = rows[piece.row];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <Row
                key={key}
                row={row}
                at={piece.row}
                columns={columns}
                isOpen={key === openKey}
                onOpen={onOpen}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Head<R>({ columns }: { columns: ReadonlyArray<Column<R>> }) {
  return (
    <>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} class={[`col-${column.key}`, looksOf(column)].filter(Boolean).join(' ')} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <th key={column.key} scope="col" class={looksOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

interface RowProps<R> {
  row: R;
  /** Its place in the list, from 0. */
  at: number;
  columns: ReadonlyArray<Column<R>>;
  isOpen: boolean;
  onOpen: (row: R) => void;
}

function Row<R>({ row, at, columns, isOpen, onOpen }: RowProps<R>) {
  return (
    <tr data-row={at} aria-rowindex={at + 2} aria-current={isOpen || undefined}>
      {columns.map((column, index) => (
        <td key={column.key} class={looksOf(column)}>
          <div class="windowed-cell">
            {index === 0 ? (
              <button type="button" class="table-open" onClick={() => onOpen(row)}>
                {column.cell(row)}
              </button>
            ) : (
              column.cell(row)
            )}
          </div>
        </td>
      ))}
    </tr>
  );
}

function Gap({ rows, height }: { rows: number; height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
    <tr class="windowed-gap" aria-hidden="true">
      <td style={{ blockSize: `${rows * height}px` }} />
    </tr>
  );
}

function rowOf(target: EventTarget | null): number | null {
  const row =
    target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
  return row === undefined ? null : Number(row);
}

/** What scrolls on the pages of staff. */
const scroller = (): HTMLElement | null => document.getElementById('content');

/** Follows the scrolling: which rows to draw, and how the list lies in the view. */
function useWindow(count: number, isShown: boolean) {
  const body = useRef<HTMLTableSectionElement>(null);
  const rowHeight = useRef(0);
  const [range, setRange] = useState<Range>(() => rangeOf({ count, rowHeight: 0, above: 0, height: 0 }));

  const view = (): View | null => {
    const [content, list] = [scroller(), body.current];
    if (content === null || list === null) return null;
    const row = list.querySelector<HTMLElement>('[data-row]');
    if (row !== null && row.offsetHeight > 0) rowHeight.current = row.getBoundingClientRect().height;
    const above = content.getBoundingClientRect().top - list.getBoundingClientRect().top;
    return { count, rowHeight: rowHeight.current, above, height: content.clientHeight };
  };

  useLayoutEffect(() => {
    const content = scroller();
    if (!isShown || content === null) return;
    const follow = () => {
      const seen = view();
      if (seen === null || seen.rowHeight === 0) return;
      const next = rangeOf(seen);
      setRange((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    follow();
    content.addEventListener('scroll', follow, { passive: true });
    const observer = new ResizeObserver(follow);
    observer.observe(content);
    return () => {
      content.removeEventListener('scroll', follow);
      observer.disconnect();
    };
  }, [count, isShown]);

  const inside = { from: Math.min(range.from, count), to: Math.min(range.to, count) };
  return { body, view, range: inside };
}
