// A limit that all nodes count together.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Bus } from './bus.ts';

export interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

/** Counts one more. @returns seconds to wait, or null while it is within the limit @throws BusUnavailable */
export async function secondsOver(
  bus: Pick<Bus, 'count'>,
  key: string,
  { most, windowMs }: Limit,
): Promise<number | null> {
  const { count, resetsInMs } = await bus.count(key, windowMs);
  return count > most ? Math.ceil(resetsInMs / 1_000) : null;
}

export type TooMany = Refusal & { readonly seconds: number };

/** The same as a refusal. @returns null while it is within the limit */
export async function tooMany(bus: Pick<Bus, 'count'>, key: string, limit: Limit): Promise<TooMany | null> {
  const seconds = await secondsOver(bus, key, limit);
  return seconds === null ? null : { ...refuse('TOO_MANY_TRIES'), seconds };
}
