// Away by itself when no hand touched the page for a while, and back with the first touch. It knows neither page nor broker.
import type { Clock } from '../../../../link/deps.ts';

export const AWAY_AFTER_MS = 10 * 60_000;

export interface AwayTimer {
  /** A hand on the page: a key, a pointer, a wheel. */
  hand(): void;
  close(): void;
}

export interface AwayDeps {
  readonly clock: Clock;
  onAway(): void;
  onBack(): void;
}

export function awayTimer({ clock, onAway, onBack }: AwayDeps): AwayTimer {
  let last = clock.now();
  let isAway = false;
  let cancel = clock.after(AWAY_AFTER_MS, check);

  // By the clock and not by the timer, which stands still while the computer sleeps.
  function check(): void {
    const idleMs = clock.now() - last;
    if (idleMs < AWAY_AFTER_MS) {
      cancel = clock.after(AWAY_AFTER_MS - idleMs, check);
      return;
    }
    isAway = true;
    onAway();
  }

  return {
    hand() {
      last = clock.now();
      if (!isAway) return;
      isAway = false;
      cancel = clock.after(AWAY_AFTER_MS, check);
      onBack();
    },
    close: () => cancel(),
  };
}
