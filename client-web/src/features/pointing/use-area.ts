// Follows where in its box a playing picture lies, through every change of either's size.
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Area, areaOf } from './place.ts';

/** @returns null while there is no picture */
export function useArea(
  box: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
): Area | null {
  const area = useSignal<Area | null>(null);
  useEffect(() => {
    const [outer, inner] = [box.current, video.current];
    if (!outer || !inner) return;
    const look = () => {
      area.value = areaOf(
        { width: outer.clientWidth, height: outer.clientHeight },
        { width: inner.videoWidth, height: inner.videoHeight },
      );
    };
    const observer = new ResizeObserver(look);
    observer.observe(outer);
    const events = ['loadedmetadata', 'resize', 'emptied'] as const;
    for (const each of events) inner.addEventListener(each, look);
    look();
    return () => {
      observer.disconnect();
      for (const each of events) inner.removeEventListener(each, look);
    };
  }, []);
  return area.value;
}
