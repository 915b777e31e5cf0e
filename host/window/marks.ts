// The technician's pointer and lines on the customer's real screen: windows whose region is the marks and nothing else, above
// other programs and below the host's own banner, that no press stops at. It does not know who may draw, nor when.

import type { Shape } from 'x11';
import type { Drawing } from '../../shared/channel/drawing.ts';
import { PENS, type Pen } from '../../shared/channel/pointing.ts';
import { openPurse } from '../purse.ts';
import type { Monitor } from '../screen/monitors.ts';
import type { WindowDesk } from './desk.ts';
import { openInk } from './marks-ink.ts';
import { openPointer } from './marks-pointer.ts';
import type { Pixel } from './marks-shape.ts';
import { openWindow, SHAPE, type Span } from './x-window.ts';

/** What is marked now; places are shares of the monitor. */
export interface Marked {
  readonly pointer: Pixel | null;
  readonly drawing: Drawing;
}

export interface Marks {
  show(marked: Marked): void;
  /** Takes all of it away. Harmless when called twice. */
  close(): void;
}

export interface MarksWish {
  readonly monitor: Monitor;
  /** Who points. */
  readonly name: string;
}

/** As on the page: a light edge around each line, so that it is seen on any ground. In units. */
const THICK = { edge: 3.5, line: 2 };
const EDGE = 0xffffff;
const INK: Readonly<Record<Pen, number>> = { magenta: 0xc71585, blue: 0x0000cd, black: 0x000000 };
/**
 * Rows that are looked at or sent in a second, over all that is drawn, cleared and drawn again: Stop is handled by the same thread. A
 * hand that draws fast needs about four thousand; what is more than that stands there a little later.
 */
export const WORK_A_SECOND = 6_000;
/** Thirty times a second at most. */
const PAUSE_MS = 33;

export async function openMarks(desk: WindowDesk, { monitor, name }: MarksWish): Promise<Marks> {
  const { display, clock } = desk;
  const shape = await display.ask<Shape>((reply) => display.client.require('shape', reply));
  // The uppermost first, since each goes below those before it.
  const pointer = await openPointer(desk, shape, { monitor, name });
  const pens = new Map<Pen, Layer>();
  for (const pen of PENS) pens.set(pen, await openLayer(desk, shape, { monitor, ground: INK[pen] }));
  const edge = await openLayer(desk, shape, { monitor, ground: EDGE });
  const layers = [edge, ...pens.values()];
  let latest: Marked | null = null;
  const { width, height } = monitor;
  const thick = { edge: THICK.edge * desk.scale, line: THICK.line * desk.scale };
  const ink = openInk({ width, height, thick });
  const purse = openPurse(WORK_A_SECOND, clock.now);
  /** What stands there whole. */
  let drawn: Drawing | null = null;
  let isPausing = false;
  let isOver = false;

  /** @returns whether all of it stands there now */
  const draw = (drawing: Drawing): boolean => {
    const { cost, isDone, isAnew, rows } = ink.follow(drawing, purse.left());
    purse.pay(cost);
    if (isAnew) for (const layer of layers) layer.clear();
    for (const row of rows) {
      edge.add(row.edge);
      pens.get(row.pen)?.add(row.line);
    }
    return isDone;
  };
  const look = () => {
    isPausing = false;
    if (isOver || !latest) return;
    const marked = latest;
    latest = null;
    isPausing = true;
    const since = clock.now();
    if (marked.drawing !== drawn) {
      const isDone = draw(marked.drawing);
      drawn = isDone ? marked.drawing : null;
      if (!isDone) latest = marked;
    }
    pointer.show(marked.pointer);
    // Whoever scribbles on purpose gets no more than a third of the X server's time.
    const rest = () => clock.after(Math.max(PAUSE_MS, 2 * (clock.now() - since)), look);
    void display.sync().then(rest, () => {});
  };
  return {
    show(marked) {
      latest = marked;
      if (!isPausing) look();
    },
    close() {
      isOver = true;
      pointer.close();
      for (const layer of layers) layer.close();
    },
  };
}

interface Layer {
  add(spans: readonly Span[]): void;
  clear(): void;
  close(): void;
}

/** A window of one colour over the whole monitor, of which nothing is there yet. */
async function openLayer(
  { display, onTop }: WindowDesk,
  shape: Shape,
  { monitor, ground }: { readonly monitor: Monitor; readonly ground: number },
): Promise<Layer> {
  const { x, y, width, height } = monitor;
  let isGone = false;
  const wish = { kind: 'pinned', title: 'Permesso', input: 'passes-through', ground, region: [] } as const;
  const window = await openWindow(
    display,
    { ...wish, place: { x, y, width, height } },
    {
      // Somebody took it away; nothing depends on it.
      gone: () => {
        isGone = true;
        release();
      },
    },
  );
  const release = onTop.addBelow(window.id);
  return {
    add(spans) {
      if (!isGone && spans.length > 0) shape.Rectangles(SHAPE.union, SHAPE.bounding, window.id, 0, 0, spans);
    },
    clear() {
      if (!isGone) shape.Rectangles(SHAPE.set, SHAPE.bounding, window.id, 0, 0, []);
    },
    close() {
      isGone = true;
      release();
      window.close();
    },
  };
}
