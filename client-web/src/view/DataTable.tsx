// A table with a caption and headers that sort. It shows rows in the order it is given; the page sorts them and keeps the order in its address.
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { down } from './icons.ts';
import { words } from './parts.text.ts';
import { nextSort, type Sort } from './table-sort.ts';

export interface Column<R> {
  key: string;
  title: string;
  cell: (row: R) => ComponentChildren;
  /** The header gets a button that sorts. */
  sortable?: boolean | undefined;
  /** Numbers and times read better at the end of the line. */
  align?: 'start' | 'end' | undefined;
  /** Only on a wide screen, or only on a narrow one, where a table has room for less. */
  only?: 'wide' | 'narrow' | undefined;
}

interface DataTableProps<R> {
  caption: string;
  /** The caption is read out but not shown, where a heading already says it. */
  hidesCaption?: boolean | undefined;
  columns: ReadonlyArray<Column<R>>;
  rows: readonly R[];
  rowKey: (row: R) => string;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  /** The first cell becomes a button that opens the row; arrow keys, Home and End move between these. */
  onOpen?: ((row: R) => void) | undefined;
  /** The row that is open beside the table. */
  openKey?: string | undefined;
  /** Stands in place of the rows when there are none. */
  empty?: ComponentChildren;
}

export function DataTable<R>(props: DataTableProps<R>) {
  const { caption, hidesCaption, columns, rows, rowKey, sort, onSort, onOpen, openKey, empty } = props;
  const id = useId();
  const body = useRef<HTMLTableSectionElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const openers = [...(body.current?.querySelectorAll<HTMLElement>('.table-open') ?? [])];
    const here = openers.indexOf(document.activeElement as HTMLElement);
    const to = here < 0 ? undefined : stepTo(event.key, here, openers.length);
    if (to === undefined) return;
    event.preventDefault();
    openers[to]?.focus();
  };

  return (
    // biome-ignore lint/a11y: what scrolls sideways must be reachable by keys, yet is no landmark and no fieldset
    <div class="table-frame" role="group" aria-labelledby={id} tabIndex={0}>
      <table class="table">
        <caption id={id} class={hidesCaption ? 'unseen' : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((row) => (
            <tr key={rowKey(row)} aria-current={rowKey(row) === openKey || undefined}>
              {columns.map((column, index) => (
                <td key={column.key} class={looksOf(column)}>
                  {index === 0 && onOpen ? (
                    <button type="button" class="table-open" onClick={() => onOpen(row)}>
                      {column.cell(row)}
                    </button>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && empty !== undefined && (
            <tr>
              <td colSpan={columns.length}>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderProps<R> {
  column: Column<R>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

function Header<R>({ column, sort, onSort }: HeaderProps<R>) {
  const order = sort?.column === column.key ? sort.direction : undefined;
  const end = looksOf(column);
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" class={end}>
        {column.title}
      </th>
    );
  }
  return (
    <th scope="col" class={end} aria-sort={order ?? 'none'}>
      <button
        type="button"
        class="table-sort"
        title={words().sortBy(column.title)}
        onClick={() => onSort(nextSort(sort, column.key))}
      >
        {column.title}
        <Icon draw={down} />
      </button>
    </th>
  );
}

export function looksOf<R>({ align, only }: Column<R>): string | undefined {
  const looks = [align === 'end' && 'table-end', only && `table-${only}`].filter(Boolean);
  return looks.length > 0 ? looks.join(' ') : undefined;
}

function stepTo(pressed: string, here: number, count: number): number | undefined {
  if (pressed === 'ArrowDown') return Math.min(here + 1, count - 1);
  if (pressed === 'ArrowUp') return Math.max(here - 1, 0);
  if (pressed === 'Home') return 0;
  return pressed === 'End' ? count - 1 : undefined;
}
