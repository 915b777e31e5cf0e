// How much a technician's lines may cover and cost, counted in pixels and rows: whatever is drawn, cleared and drawn again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPurse } from '../../host/purse.ts';
import { WORK_A_SECOND } from '../../host/window/marks.ts';
import { type Ink, MOST_COVERED, MOST_SPANS, openInk, type Rows } from '../../host/window/marks-ink.ts';
import type { Drawing, Stroke } from '../../shared/channel/drawing.ts';

const SEED = 20_261;
const RUNS = 100;
const SCREEN = { width: 1280, height: 800 };
const THICK = { edge: 3.5, line: 2 };
const HD = { width: 1920, height: 1080, thick: THICK };
/** The longest piece there is, which may go over what there is. */
const ONE_PIECE = 2 * (1080 + 12);

type Points = Stroke['points'];
const stroke = (id: string, points: Points, isDone = false): Stroke => ({ id, pen: 'blue', points, isDone });
/** From one corner to the other and back, as often as one message has points. */
const zigzag = (count: number, by = 0): Points =>
  Array.from({ length: count }, (_, at) => [((at * 13 + by) % 97) / 97, at % 2] as const);

/** What stands there, as the windows have it. */
function paper(ink: Ink) {
  let rows: Rows[] = [];
  return {
    follow(drawing: Drawing, room: number) {
      const inked = ink.follow(drawing, room);
      rows = inked.isAnew ? [...inked.rows] : [...rows, ...inked.rows];
      return inked;
    },
    spans: () => rows.reduce((sum, { edge, line }) => sum + edge.length + line.length, 0),
    covered({ width, height }: typeof SCREEN) {
      const seen = new Uint8Array(width * height);
      for (const [x, y, long] of rows.flatMap(({ edge, line }) => [...edge, ...line]))
        if (y >= 0 && y < height)
          seen.fill(1, y * width + Math.max(0, x), y * width + Math.min(width, x + long));
      return seen.reduce((sum, each) => sum + each, 0) / (width * height);
    },
  };
}

describe('what one message costs', () => {
  it('is no more than there is room for, and one piece of a line', () => {
    const { follow, spans } = paper(openInk(HD));
    const { cost, isDone } = follow([stroke('a', zigzag(64))], WORK_A_SECOND);
    expect(cost).toBeLessThanOrEqual(WORK_A_SECOND + ONE_PIECE);
    expect(spans()).toBeLessThanOrEqual(cost);
    // A hundred and thirty-eight thousand rows would be all of it.
    expect(isDone).toBe(false);
  });

  it('is nothing where nothing is left, and clearing still works', () => {
    const { follow, spans } = paper(openInk(HD));
    const first = stroke('a', zigzag(3));
    follow([first], WORK_A_SECOND);
    expect(follow([first, stroke('b', zigzag(64))], 0)).toMatchObject({
      cost: 0,
      isDone: false,
    });
    expect(spans()).toBeGreaterThan(0);
    expect(follow([], -5_000)).toMatchObject({ cost: 0, isDone: true, isAnew: true });
    expect(spans()).toBe(0);
  });

  it('is bounded over a second of drawing and clearing, thirty times', () => {
    const ink = openInk(HD);
    let now = 0;
    const purse = openPurse(WORK_A_SECOND, () => now);
    let paid = 0;
    for (let frame = 0; frame < 10 * 30; frame++) {
      now += 1_000 / 30;
      const drawing = frame % 2 === 0 ? [stroke(String(frame), zigzag(64, frame))] : [];
      const { cost } = ink.follow(drawing, purse.left());
      purse.pay(cost);
      paid += cost;
    }
    // Ten seconds, what was there at first, and one piece too many.
    expect(paid).toBeLessThanOrEqual(11 * WORK_A_SECOND + ONE_PIECE);
  });

  it('is paid back before there is more', () => {
    let now = 0;
    const purse = openPurse(100, () => now);
    purse.pay(250);
    expect(purse.left()).toBe(-150);
    now = 2_000;
    expect(purse.left()).toBe(50);
    now = 60_000;
    expect(purse.left()).toBe(100);
  });
});

describe('what lines cover', () => {
  const LOTS = Number.POSITIVE_INFINITY;

  it('is a few hundredths of the monitor, whatever is drawn', () => {
    console.log(`coverage of lines: seed ${SEED}, ${RUNS} drawings`);
    const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    const points = fc.array(fc.tuple(share, share), { maxLength: 120 });
    const ids = (all: readonly Points[]) => all.map((each, at) => stroke(String(at), each));
    fc.assert(
      fc.property(fc.array(points, { maxLength: 20 }), (all) => {
        const { follow, covered, spans } = paper(openInk({ ...SCREEN, thick: THICK }));
        for (let count = 1; count <= all.length; count++) follow(ids(all.slice(0, count)), LOTS);
        return covered(SCREEN) <= MOST_COVERED && spans() <= 2 * MOST_SPANS;
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('is so for the worst zigzag, at once or bit by bit', () => {
    const at = [...zigzag(1_000)];
    for (const step of [1, 7, 1_000]) {
      const { follow, covered } = paper(openInk({ ...SCREEN, thick: THICK }));
      for (let count = step; count <= at.length; count += step)
        follow([stroke('a', at.slice(0, count))], LOTS);
      expect(covered(SCREEN)).toBeLessThanOrEqual(MOST_COVERED);
      expect(covered(SCREEN)).toBeGreaterThan(MOST_COVERED / 4);
    }
  });

  it('is what was drawn last: the oldest lines go first, and stay away', () => {
    const across = (y: number): Points => [
      [0, y],
      [1, y],
    ];
    const all = [1, 2, 3, 4, 5, 6].map((n) => stroke(String(n), across(n / 10), true));
    const { follow, covered } = paper(openInk({ ...SCREEN, thick: THICK }));
    // Three lines from side to side, and a fourth that takes the place of the first.
    expect(follow(all.slice(0, 3), LOTS)).toMatchObject({ isAnew: false, isDone: true });
    const inked = follow(all, LOTS);
    expect(inked).toMatchObject({ isAnew: true, isDone: true });
    const rows = inked.rows.map(({ edge }) => edge[0]?.[1] ?? 0);
    expect(rows.every((row) => row > 0.25 * 800)).toBe(true);
    expect(covered(SCREEN)).toBeGreaterThan(0.02);
    expect(follow(all, LOTS).cost).toBe(0);
    // The same names again are other lines.
    follow([], LOTS);
    follow(all.slice(0, 1), LOTS);
    expect(covered(SCREEN)).toBeGreaterThan(0.005);
  });

  it('lets a line that is drawn slowly be as long as one that is drawn at once', () => {
    const slow = Array.from({ length: 900 }, (_, at) => [0.1 + at / 1_200, 0.5] as const);
    const { follow, spans } = paper(openInk({ ...SCREEN, thick: THICK }));
    for (let count = 1; count < slow.length; count++) follow([stroke('a', slow.slice(0, count))], LOTS);
    follow([stroke('a', slow, true)], LOTS);
    const other = stroke('b', [[0.5, 0.9]], true);
    follow([stroke('a', slow, true), other], LOTS);
    follow([stroke('a', slow, true)], LOTS);
    expect(spans()).toBeLessThan(50);
  });
});
