// Which rows of the queue stand in the page as its own box scrolls. Ties the numbers of view/window.ts to one element.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Range, rangeOf, type View } from '../../view/window.ts';

export function useWindow(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const rowHeight = useRef(0);
  const [range, setRange] = useState<Range>(() => rangeOf({ count, rowHeight: 0, above: 0, height: 0 }));

  const view = (): View | null => {
    const { current: element } = box;
    if (element === null) return null;
    const row = element.querySelector<HTMLElement>('[data-row]');
    if (row !== null && row.offsetHeight > 0) rowHeight.current = row.getBoundingClientRect().height;
    const { scrollTop: above, clientHeight: height } = element;
    return { count, rowHeight: rowHeight.current, above, height };
  };

  useLayoutEffect(() => {
    const { current: element } = box;
    if (element === null) return;
    const follow = () => {
      const seen = view();
      if (seen === null || seen.rowHeight === 0) return;
      const next = rangeOf(seen);
      setRange((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    follow();
    element.addEventListener('scroll', follow, { passive: true });
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', follow);
      observer.disconnect();
    };
  }, [count]);

  return { box, view, range: { from: Math.min(range.from, count), to: Math.min(range.to, count) } };
}
