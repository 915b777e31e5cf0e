// When something that did not get through is tried again: soon at first, then ever more seldom, for a day. Spread by chance, so that a
// receiver that comes back does not meet everything at once.

/** What goes out goes out soon after it was written. */
export const ROUND_GAP_MS = 200;

const MINUTE = 60_000;
const WAITS_MS = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 2 * 60 * MINUTE];
const LONGEST_MS = 4 * 60 * MINUTE;
const SPREAD = 0.2;
/** After a day nobody waits for it any more. */
export const GIVEN_UP_MS = 24 * 60 * MINUTE;
/** How long it is kept for the desk to see what became of it. */
export const KEPT_MS = 30 * 24 * 60 * MINUTE;

export interface Tried {
  readonly madeAt: number;
  /** How often it was tried, this time included. */
  readonly tries: number;
}

/** @param chance from 0 to 1  @returns when to try again; null when it is time to give up */
export function nextTry({ madeAt, tries }: Tried, now: number, chance: number): number | null {
  const wait = WAITS_MS[tries - 1] ?? LONGEST_MS;
  const at = now + Math.round(wait * (1 - SPREAD + 2 * SPREAD * chance));
  return at > madeAt + GIVEN_UP_MS ? null : at;
}
