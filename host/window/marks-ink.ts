// Which rows of which lines stand on the monitor, and how much of it they may cover and cost: lines grow as far as there is room,
// and the oldest go first. It knows no screen and no time; what it may spend is said each time.
import type { Drawing, Stroke } from '../../shared/channel/drawing.ts';
import type { Pen } from '../../shared/channel/pointing.ts';
import { joined, lineSpans, type Pixel } from './marks-shape.ts';
import type { Span } from './x-window.ts';

/** Half of how thick a line is, with its light edge and without. */
export interface Thickness {
  readonly edge: number;
  readonly line: number;
}

export interface InkRules {
  readonly width: number;
  readonly height: number;
  readonly thick: Thickness;
}

export interface Rows {
  readonly pen: Pen;
  readonly edge: readonly Span[];
  readonly line: readonly Span[];
}

export interface Inked {
  /** Rows that were looked at or sent again: what it cost. */
  readonly cost: number;
  /** Whether all of the drawing stands there that ever will. */
  readonly isDone: boolean;
  /** What stood before has to go first; `rows` is all there is then, and what is new otherwise. */
  readonly isAnew: boolean;
  readonly rows: readonly Rows[];
}

/** Share of the monitor that lines may cover: marks point at things, they do not hide them. */
export const MOST_COVERED = 0.04;
/** A scribble must not keep the X server busy. */
export const MOST_SPANS = 10_000;

/** Points of a line that may not grow any more. */
const FULL = Number.POSITIVE_INFINITY;

interface Line {
  readonly id: string;
  readonly pen: Pen;
  edge: readonly Span[];
  line: readonly Span[];
  /** Points that stand there, or never will. */
  points: number;
  last: Stroke['points'][number] | null;
  /** Pixels, rather too many than too few. */
  area: number;
  spans: number;
}

export interface Ink {
  /** @param room rows that may be looked at; the last piece of a line may go over it, for the caller to pay back */
  follow(drawing: Drawing, room: number): Inked;
}

export function openInk({ width, height, thick }: InkRules): Ink {
  const mostArea = MOST_COVERED * width * height;
  let lines: Line[] = [];
  /** Lines that had to go while the technician's end still has them. */
  let gone = new Set<string>();
  let hasDropped = false;

  const pixelOf = ([x, y]: Stroke['points'][number]): Pixel => ({
    x: x * (width - 1) + 0.5,
    y: y * (height - 1) + 0.5,
  });
  /** Makes older lines go until there is room for this much more of one. @returns whether there is */
  const hasRoom = (line: Line, { area, spans }: { area: number; spans: number }): boolean => {
    const isTooMuch = () =>
      sumOf(lines, 'area') + area > mostArea || sumOf(lines, 'spans') + spans > MOST_SPANS;
    while (isTooMuch()) {
      const [oldest] = lines;
      if (!oldest || oldest === line) return false;
      gone.add(oldest.id);
      hasDropped = true;
      lines = lines.slice(1);
    }
    return true;
  };
  /** Draws as much more of a line as there is room for. @returns what is new of it, and what that cost */
  const grow = (line: Line, { points, isDone }: Stroke, room: number): { rows: Rows; cost: number } => {
    const before = line.last && pixelOf(line.last);
    const pixels = before ? [before] : [];
    let cost = 0;
    for (; line.points < points.length && cost < room; line.points++) {
      const point = points[line.points];
      if (!point) break;
      const pixel = pixelOf(point);
      const piece = pieceOf(pixels.at(-1) ?? null, pixel, thick.edge);
      if (!hasRoom(line, piece)) {
        line.points = FULL;
        break;
      }
      line.last = point;
      line.area += piece.area;
      line.spans += piece.spans;
      // Twice: once with its edge, once without.
      cost += 2 * piece.spans;
      pixels.push(pixel);
    }
    const isMore = pixels.length > (before ? 1 : 0);
    const edge = isMore ? lineSpans(pixels, thick.edge) : [];
    const rows = { pen: line.pen, edge, line: isMore ? lineSpans(pixels, thick.line) : [] };
    // A line that was drawn slowly is many small pieces over each other, until it is whole.
    const isLast = isMore && isDone && line.points >= points.length;
    line.edge = isLast ? joined([...line.edge, ...rows.edge]) : [...line.edge, ...rows.edge];
    line.line = isLast ? joined([...line.line, ...rows.line]) : [...line.line, ...rows.line];
    line.spans = line.edge.length;
    return { rows, cost: isLast ? cost + line.spans : cost };
  };
  return {
    follow(drawing, room) {
      gone = new Set(drawing.flatMap(({ id }) => (gone.has(id) ? [id] : [])));
      const kept = lines.filter((line) => drawing.some((stroke) => isSame(line, stroke)));
      // To take away costs nothing where nothing is left.
      if (kept.length > 0 && kept.length < lines.length && room <= 0)
        return { cost: 0, isDone: false, isAnew: false, rows: [] };
      hasDropped = kept.length < lines.length;
      lines = kept;
      let cost = 0;
      const added: Rows[] = [];
      for (const stroke of drawing) {
        if (cost >= room) break;
        if (gone.has(stroke.id)) continue;
        const known = lines.find(({ id }) => id === stroke.id);
        const line = known ?? lineFor(stroke);
        if (!known) lines.push(line);
        const grown = grow(line, stroke, room - cost);
        cost += grown.cost;
        added.push(grown.rows);
      }
      const again = hasDropped ? lines.map(({ edge, line }) => edge.length + line.length) : [];
      return {
        cost: again.reduce((sum, spans) => sum + spans, cost),
        isDone: drawing.every(({ id, points }) => gone.has(id) || isWhole(lines, id, points.length)),
        isAnew: hasDropped,
        rows: hasDropped ? [...lines] : added,
      };
    },
  };
}

const lineFor = ({ id, pen }: Stroke): Line => ({
  id,
  pen,
  edge: [],
  line: [],
  points: 0,
  last: null,
  area: 0,
  spans: 0,
});

const isWhole = (lines: readonly Line[], id: string, points: number): boolean =>
  (lines.find((line) => line.id === id)?.points ?? 0) >= points;

/** An end that clears and draws under the same name draws another line. */
const isSame = ({ id, pen, points, last }: Line, stroke: Stroke): boolean =>
  stroke.id === id &&
  stroke.pen === pen &&
  (last === null || points === FULL || stroke.points[points - 1] === last);

const sumOf = (lines: readonly Line[], what: 'area' | 'spans'): number =>
  lines.reduce((sum, line) => sum + line[what], 0);

/** One more piece of a line, or its first point: at most so many pixels, in so many rows. */
function pieceOf(from: Pixel | null, to: Pixel, radius: number): { area: number; spans: number } {
  // Whole pixels: each row may have one more than the line is thick.
  const thick = 2 * radius + 1;
  const [dx, dy] = [to.x - (from?.x ?? to.x), to.y - (from?.y ?? to.y)];
  const dot = from ? 0 : (thick + 1) ** 2;
  return { area: thick * Math.hypot(dx, dy) + dot, spans: Math.ceil(Math.abs(dy) + thick + 1) };
}
