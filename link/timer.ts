// Time that a wrong clock, or one that is set anew, cannot stretch.
import type { Cancel, Clock } from './deps.ts';

/** Runs `act` after `ms` of a clock that nobody can turn back. Looks every second, since timers sleep with the computer. */
export function monotonicTimer(ms: number, act: () => void, clock: Clock, monotonic: () => number): Cancel {
  const endsAt = monotonic() + ms;
  let cancel: Cancel = () => {};
  const look = () => {
    const left = endsAt - monotonic();
    if (left <= 0) act();
    else cancel = clock.after(Math.min(left, 1_000), look);
  };
  look();
  return () => cancel();
}
