// The technician's pointer and lines on the customer's real screen: windows whose region is the marks and nothing else, above
// other programs and below the host's own banner, that no press stops at. It does not know who may draw, nor when.

import type { Shape } from 'x11';
import type { Drawing, Stroke } from '../../shared/channel/drawing.ts';
import { PENS, type Pen } from '../../shared/channel/pointing.ts';
import type { Monitor } from '../screen/monitors.ts';
import type { WindowDesk } from './desk.ts';
import { openPointer } from './marks-pointer.ts';
import { lineSpans, type Pixel, workOf } from './marks-shape.ts';
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
/** A scribble all over the screen must not keep the X server busy; what is beyond is not drawn. */
const MOST_SPANS = 10_000;
/** Rows that are looked at for one change of what is drawn; lines beyond are left out. */
const MOST_WORK = 60_000;
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
  let drawn: Drawing = [];
  let isPausing = false;
  let work = 0;
  let isOver = false;

  const pixelOf = ([x, y]: Stroke['points'][number]): Pixel => ({
    x: x * (monitor.width - 1) + 0.5,
    y: y * (monitor.height - 1) + 0.5,
  });
  const add = ({ pen, points }: Stroke, from: number) => {
    // Again from the last point, so that the line has no gap.
    const pixels = points.slice(Math.max(0, from - 1)).map(pixelOf);
    work += workOf(pixels, THICK.edge * desk.scale);
    if (pixels.length === 0 || points.length === from || edge.isFull || work > MOST_WORK) return;
    edge.add(lineSpans(pixels, THICK.edge * desk.scale));
    pens.get(pen)?.add(lineSpans(pixels, THICK.line * desk.scale));
  };
  const draw = (drawing: Drawing) => {
    work = 0;
    // Lines only ever grow at their end and go at their beginning; what is anything else is drawn anew.
    const isMore = drawn.every(({ id }, at) => drawing[at]?.id === id);
    if (!isMore) for (const layer of layers) layer.clear();
    for (const [at, stroke] of drawing.entries()) add(stroke, isMore ? (drawn[at]?.points.length ?? 0) : 0);
    drawn = drawing;
  };
  const look = () => {
    isPausing = false;
    if (isOver || !latest) return;
    const { pointer: at, drawing } = latest;
    latest = null;
    isPausing = true;
    const since = clock.now();
    if (drawing !== drawn) draw(drawing);
    pointer.show(at);
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
  readonly isFull: boolean;
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
  let count = 0;
  return {
    get isFull() {
      return count >= MOST_SPANS;
    },
    add(spans) {
      const room = spans.slice(0, Math.max(0, MOST_SPANS - count));
      count += room.length;
      // Ten thousand fit into one request of any server.
      if (!isGone) shape.Rectangles(SHAPE.union, SHAPE.bounding, window.id, 0, 0, room);
    },
    clear() {
      count = 0;
      if (!isGone) shape.Rectangles(SHAPE.set, SHAPE.bounding, window.id, 0, 0, []);
    },
    close() {
      isGone = true;
      release();
      window.close();
    },
  };
}
