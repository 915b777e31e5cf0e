// Sorting a table by one column. Knows nothing of how the table looks.

export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}

/** What a press on a column's header makes of the present order: the same column turns round, another starts ascending. */
export function nextSort(present: Sort | undefined, column: string): Sort {
  const turns = present?.column === column && present.direction === 'ascending';
  return { column, direction: turns ? 'descending' : 'ascending' };
}

/** A sorted copy; `sortedBy` gives what a row is sorted by. Equal rows keep their places; rows without a value come last. */
export function sortRows<R>(
  rows: readonly R[],
  direction: Sort['direction'],
  sortedBy: (row: R) => string | number | undefined,
): R[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [sortedBy(a), sortedBy(b)];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return (
      sign * String(left).localeCompare(String(right), undefined, { numeric: true, sensitivity: 'base' })
    );
  });
}
