// One tick a second for everything on the page that shows time, and none while nothing shows it.
import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const present = signal(Date.now());
let watchers = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** The present moment, to the second, as a signal; the component that reads it is drawn again each second. */
export function useNow(): Signal<number> {
  useEffect(() => {
    watchers += 1;
    present.value = Date.now();
    ticking ??= setInterval(() => {
      present.value = Date.now();
    }, 1000);
    return () => {
      watchers -= 1;
      if (watchers > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  }, []);
  return present;
}

/** The moments a countdown is worth saying aloud, in milliseconds before its end. */
export const spokenMoments = [5 * 60_000, 60_000, 10_000] as const;

/** Which of the spoken moments was passed between two looks at a countdown; the latest, if several were. */
export function momentPassed(leftBefore: number, leftNow: number): number | undefined {
  return spokenMoments.filter((moment) => leftBefore > moment && leftNow <= moment && leftNow > 0).at(-1);
}
