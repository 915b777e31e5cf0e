// The orders in which a queue can be read, one definition for the broker's pages and for the list that splices them.
import type { RequestRow } from '../protocol/requests.ts';

type Sorted = Pick<RequestRow, 'id' | 'openedAt' | 'changedAt' | 'name' | 'assignee'>;

export const REQUEST_ORDERS = {
  newest: { by: 'openedAt', way: 'desc' },
  oldest: { by: 'openedAt', way: 'asc' },
  /** Where something happened last. */
  recent: { by: 'changedAt', way: 'desc' },
  customer: { by: 'name', way: 'asc' },
  /** Those of one technician stand together; first those that nobody has. */
  technician: { by: 'assignee', way: 'asc' },
} as const;
export type RequestOrder = keyof typeof REQUEST_ORDERS;

/** What a row is sorted by. */
const keyOf = (row: Sorted, order: RequestOrder): string | number => {
  const { by } = REQUEST_ORDERS[order];
  return by === 'assignee' ? (row.assignee?.id ?? '') : row[by];
};

/** Names the page behind this row: its id, and what it is sorted by. */
export const cursorAfter = (row: Sorted, order: RequestOrder): string => `${row.id}.${keyOf(row, order)}`;

/** @returns null where it is no cursor of this order */
export function readCursor(cursor: string, order: RequestOrder): { id: string; key: string | number } | null {
  const [id, key] = [cursor.slice(0, 22), cursor.slice(23)];
  const { by } = REQUEST_ORDERS[order];
  if (by !== 'openedAt' && by !== 'changedAt') return { id, key };
  return /^\d{1,16}$/.test(key) ? { id, key: Number(key) } : null;
}

/** Whether `a` stands before `b`. Rows of one moment stand in the order of their ids. */
export function isBefore(a: Sorted, b: Sorted, order: RequestOrder): boolean {
  const [first, second] = REQUEST_ORDERS[order].way === 'asc' ? [a, b] : [b, a];
  const [one, two] = [keyOf(first, order), keyOf(second, order)];
  return one === two ? first.id < second.id : one < two;
}
