// How fast bytes move, smoothed so that the figure can be read.
import type { Clock } from '../../../../link/deps.ts';

const LOOK_EVERY_MS = 500;
const NEW_SHARE = 0.4;

/** @returns a function that takes the bytes so far and gives bytes a second, or null while it is too early to say */
export function openRate(clock: Pick<Clock, 'now'>): (bytes: number) => number | null {
  let from: { at: number; bytes: number } | null = null;
  let rate: number | null = null;
  return (bytes) => {
    const at = clock.now();
    from ??= { at, bytes };
    if (at - from.at < LOOK_EVERY_MS) return rate;
    const latest = ((bytes - from.bytes) * 1000) / (at - from.at);
    rate = Math.round(rate === null ? latest : rate * (1 - NEW_SHARE) + latest * NEW_SHARE);
    from = { at, bytes };
    return rate;
  };
}
