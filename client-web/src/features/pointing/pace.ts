// Lets something happen at most so often, and always once more after it was wanted last: a pointer that has stopped must
// have been told where.
import type { Cancel, Clock } from '../../../../link/deps.ts';

export interface Pace {
  /** Acts now, or as soon as the last time is long enough ago. */
  want(): void;
  /** Acts at once where something still waits. */
  flush(): void;
  /** Forgets what waits. */
  drop(): void;
}

/** @param everyMs the shortest time between two acts */
export function openPace(everyMs: number, act: () => void, clock: Clock): Pace {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: Cancel | null = null;
  const drop = () => {
    waiting?.();
    waiting = null;
  };
  const run = () => {
    drop();
    last = clock.now();
    act();
  };
  return {
    want() {
      if (waiting) return;
      // A clock that was set back must not make us wait for it.
      const left = Math.min(everyMs, last + everyMs - clock.now());
      if (left <= 0) run();
      else waiting = clock.after(left, run);
    },
    flush() {
      if (waiting) run();
    },
    drop,
  };
}
