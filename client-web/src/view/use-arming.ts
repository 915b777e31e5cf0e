// Watches one button on the page and keeps its arming up to date, frame by frame. Decides nothing: arming.ts does.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Arming, look, type Sight, secondsLeft, unarmed } from './arming.ts';

interface Watched {
  phase: Arming['phase'];
  /** Whole seconds until it works. */
  left: number;
  /** Changes whenever the arming starts anew. */
  since: number;
  /** Looks at this very moment: an event may come before the next frame. */
  lookNow: () => Arming;
}

/** Any change of `restart` begins the arming anew. */
export function useArming(
  element: { current: HTMLElement | null },
  armMs: number,
  restart: unknown,
): Watched {
  const arming = useRef<Arming>(unarmed);
  const isUncovered = useRef(true);
  const [shown, setShown] = useState<Omit<Watched, 'lookNow'>>({ phase: 'away', since: 0, left: 0 });

  const lookNow = () => {
    const button = element.current;
    arming.current = button
      ? look(arming.current, see(button, isUncovered.current), performance.now(), armMs)
      : unarmed;
    return arming.current;
  };

  useEffect(() => watchCover(element.current, isUncovered), [element]);

  // `restart` is listed only because its change must begin the arming anew.
  useEffect(() => {
    arming.current = unarmed;
    let frame = requestAnimationFrame(function tick() {
      const seen = lookNow();
      const left = secondsLeft(seen, performance.now(), armMs);
      const since = 'since' in seen ? seen.since : 0;
      setShown((was) => {
        const isSame = was.phase === seen.phase && was.since === since && was.left === left;
        return isSame ? was : { phase: seen.phase, since, left };
      });
      frame = requestAnimationFrame(tick);
    });
    // A frame may never come to a window that lost the focus; these come at once.
    const leave = () => {
      arming.current = unarmed;
    };
    window.addEventListener('blur', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', leave);
    };
  }, [armMs, restart]);

  return { ...shown, lookNow };
}

function see(button: HTMLElement, isUncovered: boolean): Sight {
  const { x, y, width, height } = button.getBoundingClientRect();
  const isFocused = document.visibilityState === 'visible' && document.hasFocus();
  return { isFocused, isUncovered, x, y, width, height };
}

/** Chromium can tell that something is drawn over an element, an overlay or an extension; others cannot, and say nothing. */
function watchCover(button: HTMLElement | null, isUncovered: { current: boolean }): (() => void) | undefined {
  if (button === null || typeof IntersectionObserver === 'undefined') return undefined;
  const options = { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver((entries) => {
    const latest = entries.at(-1) as (IntersectionObserverEntry & { isVisible?: boolean }) | undefined;
    isUncovered.current = latest?.isVisible ?? true;
  }, options as IntersectionObserverInit);
  observer.observe(button);
  return () => observer.disconnect();
}
