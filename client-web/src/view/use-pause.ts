// Follows a pause on this page, four times a second. Decides nothing: pause.ts does.
import { useEffect, useState } from 'preact/hooks';
import { lookOn, notBegun, pauseLeft } from './pause.ts';

const LOOK_MS = 250;

/** @returns whole seconds left of `lasts` milliseconds in sight */
export function usePause(lasts: number): number {
  const [pause, setPause] = useState(notBegun);
  const left = pauseLeft(pause, lasts);
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return undefined;
    const look = () =>
      setPause((was) => lookOn(was, document.visibilityState === 'visible', performance.now()));
    look();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isOver]);
  return left;
}
