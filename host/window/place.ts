// Where a window of a given size stands on a monitor, and how large. Pure.
import type { Monitor, Rect } from '../screen/monitors.ts';

/** Room for the banner above and as much below, and for a title bar, in units. */
const KEPT_FREE = 160;

/** In the middle of the monitor, in pixels; smaller than asked where it would not fit, for all of it has to be seen. */
export function middleOf(
  monitor: Monitor,
  drawing: { readonly width: number; readonly height: number },
  wanted: number,
): { scale: number; place: Rect } {
  const free = monitor.height - KEPT_FREE * wanted;
  const scale = Math.min(wanted, monitor.width / drawing.width, Math.max(1, free) / drawing.height);
  const width = Math.ceil(drawing.width * scale);
  const height = Math.ceil(drawing.height * scale);
  const x = monitor.x + Math.max(0, Math.round((monitor.width - width) / 2));
  const y = monitor.y + Math.max(0, Math.round((monitor.height - height) / 2));
  return { scale, place: { x, y, width, height } };
}
