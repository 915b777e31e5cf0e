// A list of requests that is read page by page and changes while somebody looks at it. Pure: it asks nobody and draws nothing.
import { isBefore, type RequestOrder } from '../../../../shared/desk/request-order.ts';
import type { RequestRow, RequestRows } from '../../../../shared/protocol/requests.ts';

type Page = Pick<RequestRows, 'rows' | 'next'>;

export interface Loaded {
  readonly rows: readonly RequestRow[];
  /** Where the next page begins; null when there is no more. */
  readonly next: string | null;
}

/** @param where `from`: how many of the loaded rows stand before the page */
export function splice(loaded: Loaded, page: Page, where: { from: number; order: RequestOrder }): Loaded {
  const { from, order } = where;
  const before = loaded.rows.slice(0, from);
  const last = page.rows.at(-1);
  if (page.next === null || last === undefined) return { rows: [...before, ...page.rows], next: null };
  const after = loaded.rows.slice(from).filter((row) => isBefore(last, row, order));
  return { rows: [...before, ...page.rows, ...after], next: after.length > 0 ? loaded.next : page.next };
}

export interface Shown {
  readonly rows: readonly RequestRow[];
  /** Rows there are by now, and not shown yet. */
  readonly fresh: number;
  /** Ids of rows that are shown and no longer belong here. */
  readonly gone: ReadonlySet<string>;
}

/** Everything up to date, and every row where it was: what is under the pointer must not move. */
export function inPlace(shown: readonly RequestRow[], rows: readonly RequestRow[]): Shown {
  const now = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(shown.map(({ id }) => id));
  return {
    rows: shown.map((row) => now.get(row.id) ?? row),
    fresh: rows.filter(({ id }) => !known.has(id)).length,
    gone: new Set(shown.filter(({ id }) => !now.has(id)).map(({ id }) => id)),
  };
}

/** Shown as it is. */
export const asIs = (rows: readonly RequestRow[]): Shown => ({ rows, fresh: 0, gone: new Set() });
