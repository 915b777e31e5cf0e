// What a technician's pointer and pen say, wherever the picture comes from: to the customer's page on the talk lane, to the host on
// the screen lane. It knows neither lane.
import * as z from 'zod/mini';
import { uuid } from '../field.ts';

/** Pens to draw with. A closed list, so that no page can be told to draw in what looks like its own words. */
export const PENS = ['magenta', 'blue', 'black'] as const;
export type Pen = (typeof PENS)[number];
/** Points that one message may bring. */
export const POINTS_LIMIT = 64;
const share = z.number().check(z.minimum(0), z.maximum(1));

/** Members of the two unions that carry them. */
export const POINTING = [
  /** The technician's pointer, as shares of the shown picture from its upper left corner. */
  z.strictObject({ k: z.literal('point'), x: share, y: share }),
  /** The pointer has left the picture. */
  z.strictObject({ k: z.literal('point-off') }),
  /** More of a line that the technician draws on the picture; `isEnd` with the last of it. */
  z.strictObject({
    k: z.literal('stroke'),
    id: uuid,
    pen: z.enum(PENS),
    points: z.array(z.tuple([share, share])).check(z.maxLength(POINTS_LIMIT)),
    isEnd: z.boolean(),
  }),
  z.strictObject({ k: z.literal('strokes-clear') }),
] as const;
export type Pointing = z.infer<(typeof POINTING)[number]>;
