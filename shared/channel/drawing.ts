// The lines on a picture, as both ends hold them: two pages, or a page and the host. All add to them with the same function, so
// that the same lines stand, and the oldest go first, everywhere. It draws nothing.

import type { Pen, Pointing } from './pointing.ts';

export interface Stroke {
  readonly id: string;
  readonly pen: Pen;
  /** Shares of the picture. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly isDone: boolean;
}
export type Drawing = readonly Stroke[];

/** More than anybody draws on one picture; memory must end somewhere. */
export const MOST_STROKES = 60;
export const MOST_POINTS = 4_000;
const MOST_POINTS_OF_ONE = 1_000;

/** What the message adds. @returns null where it makes no sense: more of a line that is done, or in another pen */
export function withStroke(drawing: Drawing, said: Extract<Pointing, { k: 'stroke' }>): Drawing | null {
  const known = drawing.find(({ id }) => id === said.id);
  if (known && (known.isDone || known.pen !== said.pen)) return null;
  const points = [...(known?.points ?? []), ...said.points].slice(0, MOST_POINTS_OF_ONE);
  const stroke: Stroke = { id: said.id, pen: said.pen, points, isDone: said.isEnd };
  const all = known ? drawing.map((each) => (each === known ? stroke : each)) : [...drawing, stroke];
  return bounded(all);
}

function bounded(drawing: Drawing): Drawing {
  let kept = drawing.slice(-MOST_STROKES);
  while (kept.length > 1 && pointsIn(kept) > MOST_POINTS) kept = kept.slice(1);
  return kept;
}

const pointsIn = (drawing: Drawing): number => drawing.reduce((sum, { points }) => sum + points.length, 0);
