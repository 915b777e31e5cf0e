// Which pixels a line or a dot covers, as rows of a window's region, and what stands at the pointer. Pure: it knows no screen.
import { type Drawing, type Item, type Measure, shorten } from './drawing.ts';
import { box, FONT, LEADING } from './theme.ts';
import type { Span } from './x-window.ts';

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Rows of a line with round ends through these points. A single point is a dot. @param radius half of its thickness */
export function lineSpans(points: readonly Pixel[], radius: number): Span[] {
  const [first] = points;
  if (first && points.length === 1) return rowsBetween(first, first, radius);
  return joined(points.slice(1).flatMap((to, at) => rowsBetween(points[at] ?? to, to, radius)));
}

/** The same pixels in fewer stretches: pieces of a line that was drawn slowly lie over each other. */
export function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
    const last = all.at(-1);
    const [left, row, width] = span;
    if (last?.[1] !== row || left > last[0] + last[2]) all.push(span);
    else all[all.length - 1] = [last[0], row, Math.max(last[2], left + width - last[0]), 1];
  }
  return all;
}

/** One piece of it. It bulges nowhere inwards, so each row of it is one stretch. */
function rowsBetween(from: Pixel, to: Pixel, radius: number): Span[] {
  const spans: Span[] = [];
  const bottom = Math.ceil(Math.max(from.y, to.y) + radius);
  for (let row = Math.floor(Math.min(from.y, to.y) - radius); row < bottom; row++) {
    const edges = edgesAt(row + 0.5, [from, to], radius);
    const left = Math.round(Math.min(...edges));
    const right = Math.round(Math.max(...edges));
    if (edges.length > 0 && right > left) spans.push([left, row, right - left, 1]);
  }
  return spans;
}

/** Where this height meets the two round ends and the two long sides. */
function edgesAt(y: number, [from, to]: readonly [Pixel, Pixel], radius: number): number[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const ends = [from, to].flatMap((end) => {
    const half = radius ** 2 - (y - end.y) ** 2;
    return half < 0 ? [] : [end.x - Math.sqrt(half), end.x + Math.sqrt(half)];
  });
  if (length === 0 || dy === 0) return ends;
  const sides = [radius, -radius].flatMap((side) => {
    const along = (y - from.y - (dx / length) * side) / dy;
    return along < 0 || along > 1 ? [] : [from.x - (dy / length) * side + along * dx];
  });
  return [...ends, ...sides];
}

/** On which side of the dot the name stands, so that it stays on the monitor. */
export interface Corner {
  readonly isLeft: boolean;
  readonly isAbove: boolean;
}

const DOT = 24;
const PAD = 8;
const LABEL = Math.ceil(FONT.smallStrong.size * LEADING) + 4;
const LONGEST_NAME = 160;
/** As on the page: black, white, and the colour of the first pen. */
const RINGS = [
  ['#000000', 11],
  ['#ffffff', 10],
  ['#c71585', 7],
] as const;

/** The dot and who points, and how far its middle lies from the upper left corner, all in units. */
export function drawPointer(
  name: string,
  { isLeft, isAbove }: Corner,
  measure: Measure,
): { readonly drawing: Drawing; readonly middle: Pixel; readonly label: Span } {
  const font = FONT.smallStrong;
  const said = shorten(name, LONGEST_NAME, (line) => measure(line, font));
  const labelWidth = Math.ceil(measure(said, font)) + 2 * PAD;
  const middle = { x: (isLeft ? labelWidth : 0) + DOT / 2, y: (isAbove ? LABEL : 0) + DOT / 2 };
  const at = { x: isLeft ? 0 : DOT, y: isAbove ? 0 : DOT };
  const dots = RINGS.map(([fill, radius]): Item => {
    const place = { x: middle.x - radius, y: middle.y - radius, width: 2 * radius, height: 2 * radius };
    return box(place, { fill, radius });
  });
  const items: Item[] = [
    ...dots,
    box({ ...at, width: labelWidth, height: LABEL }, { fill: '#000000' }),
    { kind: 'text', x: at.x + PAD, y: at.y + font.size + 5, text: said, font, colour: '#ffffff' },
  ];
  const size = { width: DOT + labelWidth, height: DOT + LABEL };
  return {
    drawing: { ...size, ground: '#000000', items, areas: [] },
    middle,
    label: [at.x, at.y, labelWidth, LABEL],
  };
}

/** Half of how thick the dot is. */
export const DOT_RADIUS = RINGS[0][1];
