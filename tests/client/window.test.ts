// Which rows of a long list stand in the page: few, the right ones, and never without the one that has the focus.
import { describe, expect, it } from 'vitest';
import { type Piece, piecesOf, rangeOf, scrollTo, stepOf } from '../../client-web/src/view/window.ts';

const ROW = 64;
const viewAt = (above: number, count = 100_000) => ({ count, rowHeight: ROW, above, height: 800 });
const rowsOf = (pieces: readonly Piece[]) =>
  pieces.flatMap((piece) => (piece.kind === 'row' ? [piece.row] : []));
const lengthOf = (pieces: readonly Piece[]) =>
  pieces.reduce((all, piece) => all + (piece.kind === 'gap' ? piece.rows : 1), 0);

describe('the rows in the page', () => {
  it('are some dozens, wherever one is in 100,000', () => {
    for (const above of [-500, 0, 63, 64, 1_000, 3_200_000, 100_000 * ROW - 800]) {
      const { from, to } = rangeOf(viewAt(above));
      expect(to - from).toBeLessThanOrEqual(40);
      expect(from * ROW).toBeLessThanOrEqual(Math.max(0, above));
      expect(to * ROW).toBeGreaterThanOrEqual(Math.min(100_000 * ROW, above + 800));
    }
  });

  it('do not change with every pixel', () => {
    const ranges = Array.from({ length: ROW * 4 }, (_, px) => JSON.stringify(rangeOf(viewAt(64_000 + px))));
    expect(new Set(ranges).size).toBeLessThanOrEqual(4);
  });

  it('are all of a short list, and none of an empty one', () => {
    expect(rangeOf(viewAt(0, 5))).toEqual({ from: 0, to: 5 });
    expect(rangeOf(viewAt(0, 0))).toEqual({ from: 0, to: 0 });
  });

  it('are a few before anybody knows how high a row is', () => {
    expect(rangeOf({ count: 50, rowHeight: 0, above: 0, height: 0 })).toEqual({ from: 0, to: 8 });
  });
});

describe('the list as it is drawn', () => {
  it('is as long as if every row stood there', () => {
    for (const kept of [null, 0, 5, 500, 999])
      expect(lengthOf(piecesOf({ from: 200, to: 240 }, 1_000, kept))).toBe(1_000);
  });

  it('keeps the row that has the focus, in its place', () => {
    expect(rowsOf(piecesOf({ from: 200, to: 202 }, 1_000, 7))).toEqual([7, 200, 201]);
    expect(rowsOf(piecesOf({ from: 200, to: 202 }, 1_000, 990))).toEqual([200, 201, 990]);
    expect(rowsOf(piecesOf({ from: 200, to: 202 }, 1_000, 201))).toEqual([200, 201]);
  });

  it('forgets a row that is no longer there', () => {
    expect(rowsOf(piecesOf({ from: 0, to: 2 }, 2, 90))).toEqual([0, 1]);
  });

  it('gives every gap a name of its own', () => {
    const pieces = piecesOf({ from: 200, to: 240 }, 1_000, 990);
    const keys = pieces.flatMap((piece) => (piece.kind === 'gap' ? [piece.key] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(3);
  });
});

describe('keys', () => {
  const step = (pressed: string, here: number) => stepOf(pressed, here, { count: 100, page: 10 });
  it('lead a row, a page, or to either end, and not beyond', () => {
    expect(step('ArrowDown', 5)).toBe(6);
    expect(step('ArrowUp', 0)).toBe(0);
    expect(step('PageDown', 95)).toBe(99);
    expect(step('PageUp', 15)).toBe(5);
    expect(step('Home', 50)).toBe(0);
    expect(step('End', 50)).toBe(99);
    expect(step('a', 50)).toBeUndefined();
  });

  it('scroll as far as it takes, and no further', () => {
    expect(scrollTo(3, viewAt(0), 0)).toBe(0);
    expect(scrollTo(0, viewAt(640), 0)).toBe(-640);
    expect(scrollTo(20, viewAt(0), 0)).toBe(21 * ROW - 800);
  });
});
