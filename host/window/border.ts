// A red line around the monitor that is seen or controlled: four thin windows that no press stops at.
import type { Monitor, Rect } from '../screen/monitors.ts';
import type { WindowDesk } from './desk.ts';
import { COLOUR } from './theme.ts';
import { openWindow } from './x-window.ts';

export interface Border {
  close(): void;
}

/** How thick the line is, in units. */
export const BORDER = 5;

/** The four strips of a monitor, in pixels: top, bottom, left, right. */
export function stripsOf({ x, y, width, height }: Rect, thick: number): Rect[] {
  return [
    { x, y, width, height: thick },
    { x, y: y + height - thick, width, height: thick },
    { x, y: y + thick, width: thick, height: height - 2 * thick },
    { x: x + width - thick, y: y + thick, width: thick, height: height - 2 * thick },
  ];
}

/** @param gone one of the strips was taken away; what the border warns of must end with it */
export async function openBorder(desk: WindowDesk, monitor: Monitor, gone: () => void): Promise<Border> {
  const { display, onTop, scale } = desk;
  const ground = Number.parseInt(COLOUR.stop.slice(1), 16);
  const strips = await Promise.all(
    stripsOf(monitor, BORDER * scale).map((place) =>
      openWindow(
        display,
        { kind: 'pinned', title: 'Permesso', place, ground, input: 'passes-through' },
        { gone },
      ),
    ),
  );
  const releases = strips.map(({ id }) => onTop.add(id));
  return {
    close() {
      for (const release of releases) release();
      for (const strip of strips) strip.close();
    },
  };
}
