// How often customers may take along what they said: each time stands in the desk's log, which nothing is ever taken out of, so that
// whoever asks without end would fill it.
import type { Bus } from '../bus/bus.ts';
import { type TooMany, tooMany } from '../bus/over.ts';

const PER_HOUR = { most: 10, windowMs: 3_600_000 };

/** @returns counts one, of this request or session; the refusal where it is one too many */
export const takingAlong =
  (bus: Pick<Bus, 'count'>) =>
  (of: string): Promise<TooMany | null> =>
    tooMany(bus, `along:${of}`, PER_HOUR);
