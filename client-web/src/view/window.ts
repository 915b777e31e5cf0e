// Which rows of a long list have to stand in the page: those in view, a few around them, and the one that has the focus. Pure
// numbers; WindowedTable.tsx ties them to the page.

export interface View {
  /** Rows there are. */
  readonly count: number;
  /** Pixels, the same for every row. */
  readonly rowHeight: number;
  /** Pixels of the list that lie above the view; negative while the list begins below its top. */
  readonly above: number;
  /** Pixels that can be seen. */
  readonly height: number;
}

/** From the first row up to and without the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Rows that are drawn beyond each edge, so that scrolling shows no gap before the page has caught up. */
const AROUND = 8;
/** Edges move by so many rows at once: not every pixel draws the list anew. */
const STEP = 4;

export function rangeOf({ count, rowHeight, above, height }: View): Range {
  if (rowHeight <= 0) return { from: 0, to: Math.min(count, AROUND) };
  const first = Math.floor(above / rowHeight) - AROUND;
  const last = Math.ceil((above + height) / rowHeight) + AROUND;
  const from = Math.floor(clamp(first, count) / STEP) * STEP;
  return { from, to: clamp(Math.ceil(last / STEP) * STEP, count) };
}

const clamp = (row: number, count: number): number => Math.min(Math.max(0, row), count);

export type Piece =
  | { readonly kind: 'gap'; readonly rows: number; readonly key: string }
  | { readonly kind: 'row'; readonly row: number };

/** The list as it is drawn. @param kept a row that stays wherever it is, so that it does not lose the focus */
export function piecesOf({ from, to }: Range, count: number, kept: number | null): Piece[] {
  const inside = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  const isApart = kept !== null && kept < count && (kept < from || kept >= to);
  const rows = isApart ? [...inside, kept].sort((a, b) => a - b) : inside;
  const pieces: Piece[] = [];
  let next = 0;
  for (const row of rows) {
    if (row > next)
      pieces.push({ kind: 'gap', rows: row - next, key: `gap-${pieces.length === 0 ? 'above' : row}` });
    pieces.push({ kind: 'row', row });
    next = row + 1;
  }
  if (next < count) pieces.push({ kind: 'gap', rows: count - next, key: 'gap-below' });
  return pieces;
}

/** By how many pixels to scroll so that a row is whole in view; 0 where it is. @param margin left free around it */
export function scrollTo(row: number, { rowHeight, above, height }: View, margin: number): number {
  const top = row * rowHeight - margin;
  const bottom = (row + 1) * rowHeight + margin;
  if (top < above) return top - above;
  return bottom > above + height ? bottom - above - height : 0;
}

/** Where a key leads. @param page rows in view @returns undefined for a key that is not ours */
export function stepOf(
  pressed: string,
  here: number,
  { count, page }: { count: number; page: number },
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    PageDown: here + page,
    PageUp: here - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[pressed];
  return to === undefined ? undefined : Math.min(Math.max(0, to), count - 1);
}
