// How often customers may take along what they said: each time stands in the desk's log, which nothing is ever taken out of, so that
// whoever asks without end would fill it.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Bus } from '../bus/bus.ts';

const PER_HOUR = { most: 10, windowMs: 3_600_000 };

/** @returns counts one, of this request or session; the refusal where it is one too many */
export const takingAlong =
  (bus: Pick<Bus, 'count'>) =>
  async (of: string): Promise<(Refusal & { seconds: number }) | null> => {
    const { count, resetsInMs } = await bus.count(`along:${of}`, PER_HOUR.windowMs);
    if (count <= PER_HOUR.most) return null;
    return { ...refuse('TOO_MANY_TRIES'), seconds: Math.ceil(resetsInMs / 1_000) };
  };
