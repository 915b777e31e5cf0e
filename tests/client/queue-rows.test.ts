// A list of requests that grows by pages and changes under a technician's eyes: complete, in order, and still under the pointer.
import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inPlace, type Loaded, splice } from '../../client-web/src/technician/queue/rows.ts';
import {
  cursorAfter as afterIn,
  isBefore,
  REQUEST_ORDERS,
  type RequestOrder,
  readCursor,
} from '../../shared/desk/request-order.ts';
import { requestCursor } from '../../shared/protocol/requests.ts';
import { rowAt, rowsFor } from './support/requests.ts';

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const PAGE = 5;

const cursorAfter = (row: ReturnType<typeof rowAt>) => afterIn(row, 'newest');

/** What a broker would answer. */
function pageOf(all: readonly ReturnType<typeof rowAt>[], after: string | null) {
  const at = after === null ? 0 : all.findIndex((row) => cursorAfter(row) === after) + 1;
  const rows = all.slice(at, at + PAGE);
  const last = rows.at(-1);
  return { rows, next: last && at + PAGE < all.length ? cursorAfter(last) : null };
}

describe('when a page is read again', () => {
  it('names the page behind a row as the broker does', () => {
    expect(requestCursor.safeParse(cursorAfter(rowAt(3))).success).toBe(true);
  });

  it('takes in what is new at the top, and keeps what is loaded below', () => {
    const all = rowsFor(12);
    const loaded: Loaded = { rows: all.slice(2, 12), next: null };
    const { rows, next } = splice(loaded, pageOf(all, null), { from: 0, order: 'newest' });
    expect(ids(rows)).toEqual(ids(all));
    expect(next).toBe(null);
  });

  it('drops what has left the view inside the page, and nothing behind it', () => {
    const all = rowsFor(12);
    const left = all.filter((_, index) => index !== 6);
    const before = all[4];
    if (!before) throw new Error('too few rows');
    const loaded: Loaded = { rows: all, next: null };
    const page = pageOf(left, cursorAfter(before));
    expect(ids(splice(loaded, page, { from: 5, order: 'newest' }).rows)).toEqual(ids(left));
  });

  it('empties a list of which nothing is left', () => {
    const emptied = splice(
      { rows: rowsFor(3), next: null },
      { rows: [], next: null },
      { from: 0, order: 'newest' },
    );
    expect(emptied).toEqual({ rows: [], next: null });
  });

  it('can be read in every order, and each cursor leads back to its row', () => {
    const rows = [
      rowAt(1, { name: 'Zoe. Ricci' }),
      rowAt(2, { name: 'Anna', changedAt: 5, assignee: { id: 'L'.repeat(22), name: 'Luca' } }),
      rowAt(3, { name: 'Anna', changedAt: 7 }),
    ];
    for (const order of Object.keys(REQUEST_ORDERS) as RequestOrder[]) {
      const sorted = [...rows].sort((a, b) => (isBefore(a, b, order) ? -1 : 1));
      for (const [i, row] of sorted.entries()) {
        const cursor = afterIn(row, order);
        expect(requestCursor.safeParse(cursor).success, cursor).toBe(true);
        const { by } = REQUEST_ORDERS[order];
        const key = by === 'assignee' ? (row.assignee?.id ?? '') : row[by];
        expect(readCursor(cursor, order)).toEqual({ id: row.id, key });
        for (const later of sorted.slice(i + 1)) expect(isBefore(row, later, order)).toBe(true);
      }
    }
    expect(readCursor(`${'A'.repeat(22)}.Zoe`, 'newest')).toBe(null);
  });

  it('tells rows of one moment apart by their ids, as the broker does', () => {
    const [a, b] = [rowAt(1, { id: 'A'.repeat(22) }), rowAt(1, { id: 'B'.repeat(22) })];
    expect([isBefore(a, b, 'oldest'), isBefore(b, a, 'oldest')]).toEqual([true, false]);
    expect([isBefore(a, b, 'newest'), isBefore(b, a, 'newest')]).toEqual([false, true]);
    expect([isBefore(a, a, 'newest'), isBefore(a, a, 'oldest')]).toEqual([false, false]);
  });

  it('ends up with what the broker has, whatever came and went, once every page was read again', () => {
    const size = 60;
    for (let run = 0; run < 40; run += 1) {
      const seed = randomInt(2 ** 31);
      const next = chance(seed);
      const all = rowsFor(size);
      const now = all.filter(() => next() > 0.3);
      let loaded: Loaded = { rows: all.filter(() => next() > 0.2), next: null };
      let from = 0;
      while (from >= 0) {
        const before = loaded.rows[from - 1];
        const page = pageOf(now, before ? cursorAfter(before) : null);
        loaded = splice(loaded, page, { from, order: 'newest' });
        const last = page.rows.at(-1);
        from = page.next === null || last === undefined ? -1 : loaded.rows.indexOf(last) + 1;
      }
      expect(ids(loaded.rows), `seed ${seed}, size ${size}`).toEqual(ids(now));
    }
  });
});

describe('when a pointer is on the list', () => {
  it('moves no row, tells how many are held back, and marks what no longer belongs here', () => {
    const all = rowsFor(6);
    const shown = all.slice(2);
    const taken = all[3];
    if (!taken) throw new Error('too few rows');
    const rows = all.filter((row) => row !== taken).map((row) => ({ ...row, unread: 1 }));
    const held = inPlace(shown, rows);
    expect(ids(held.rows)).toEqual(ids(shown));
    expect(held.fresh).toBe(2);
    expect([...held.gone]).toEqual([taken.id]);
    expect(held.rows.map(({ unread }) => unread)).toEqual([1, 0, 1, 1]);
  });
});

/** mulberry32: small, and the same from the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
