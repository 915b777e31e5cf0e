// What all windows of the host share: the display, the painter, the order of windows, the size of a unit, and time.

import { isProblem, type Problem } from '../problems.ts';
import type { Cancel, Display } from '../x11/display.ts';
import { keepOnTop, type OnTop } from './on-top.ts';
import { openPainter, type Painter } from './paint.ts';

export interface WindowClock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Runs `act` once, `ms` from now. */
  after(ms: number, act: () => void): Cancel;
}

export interface WindowDesk {
  readonly display: Display;
  readonly painter: Painter;
  readonly onTop: OnTop;
  readonly clock: WindowClock;
  /** Pixels of one unit: 1, or 2 on a dense screen. */
  readonly scale: 1 | 2;
}

/** From 144 dots an inch on, letters of one size are too small to read. */
const DENSE_DPI = 144;
const RESOURCE_MANAGER = 23;
const ANY_TYPE = 0;

/** @param scale as the desktop says where none is given. @returns the desk, or `no-font` */
export async function openWindowDesk(
  display: Display,
  clock: WindowClock,
  scale?: 1 | 2,
): Promise<WindowDesk | Problem> {
  const painter = openPainter();
  if (isProblem(painter)) return painter;
  const onTop = keepOnTop(display, clock.after);
  return { display, painter, onTop, clock, scale: scale ?? (await scaleOf(display)) };
}

/** What desktops write down for all programs, in the resource `Xft.dpi`. */
async function scaleOf({ client, root, ask }: Display): Promise<1 | 2> {
  const { data } = await ask<{ data: Buffer }>((reply) =>
    client.GetProperty(0, root, RESOURCE_MANAGER, ANY_TYPE, 0, 65_536, reply),
  );
  const dpi = Number(/^Xft\.dpi:\s*(\d+)/m.exec(String(data))?.[1] ?? 96);
  return dpi >= DENSE_DPI ? 2 : 1;
}
