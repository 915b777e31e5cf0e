// A wait that cannot be sat out elsewhere: only time during which the page was in sight counts. Pure; use-pause.ts looks at the page
// and the clock.

export interface Pause {
  /** Milliseconds in sight so far. */
  readonly spent: number;
  /** The last look, by a clock that only grows; null while out of sight. */
  readonly lookedAt: number | null;
}

export const notBegun: Pause = { spent: 0, lookedAt: null };

/** Between two looks of a page that is awake passes less; more means that it slept, and nobody read anything. */
const LONGEST_GAP_MS = 1_500;

export function lookOn({ spent, lookedAt }: Pause, isInSight: boolean, now: number): Pause {
  if (!isInSight) return { spent, lookedAt: null };
  const passed = lookedAt === null ? 0 : now - lookedAt;
  return { spent: spent + (passed > LONGEST_GAP_MS ? 0 : Math.max(0, passed)), lookedAt: now };
}

/** Whole seconds that are still to come; 0 when it is over. */
export const pauseLeft = ({ spent }: Pause, lasts: number): number =>
  Math.max(0, Math.ceil((lasts - spent) / 1_000));
